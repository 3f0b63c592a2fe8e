"""How a resident puts it: opening, matter, place, closing; formal, chatty, abbreviated, regional, with mistakes."""

from __future__ import annotations

import random
from collections.abc import Mapping

from penata.demo.grammar import Slot, choices, mistype, respell, words

# style → share, openings, closings
STYLES = (
    ("resmi", 0.34), ("santai", 0.38), ("singkat", 0.15), ("daerah", 0.10), ("teriak", 0.03),
)  # fmt: skip
DIALECTS = (("jawa", 1), ("jawa", 1), ("jawa", 1), ("sunda", 2), ("sunda", 2), ("betawi", 3))
MIDDLE_MATTER = 0.32  # share of texts that say a second thing of the same matter


def style(chance: random.Random) -> str:
    at = chance.random()
    for name, share in STYLES:
        if at < share:
            return name
        at -= share
    return "santai"


def _pick(heading: str, chance: random.Random, slots: Mapping[str, Slot]) -> str:
    options = words(heading)
    return options[int(chance.random() * len(options))].render(chance, slots)


def written(matters: list[str], manner: str, chance: random.Random, slots: Mapping[str, Slot]) -> str:
    """The whole text from its matters (already rendered phrases)."""
    joint = choices("sambung")
    body = matters[0]
    for matter in matters[1:]:
        body += joint[int(chance.random() * len(joint))] + matter
    voice = {"singkat": "santai", "teriak": "santai"}.get(manner, manner)
    form = 0
    if manner == "daerah":
        voice, form = DIALECTS[int(chance.random() * len(DIALECTS))]
    if chance.random() < (0.85 if manner == "resmi" else 0.6 if manner != "singkat" else 0.15):
        opening = _pick(f"pembuka {voice}", chance, slots)
        body = opening.rstrip() + " " + (body if chance.random() < 0.7 else body[:1].upper() + body[1:])
    if chance.random() < (0.5 if manner == "resmi" else 0.3):
        body = body.rstrip(" .,") + "." + _pick("waktu", chance, slots)
        if chance.random() < 0.35:
            body += _pick("waktu", chance, slots)
    if chance.random() < (0.16 if manner in {"resmi", "santai"} else 0.0):
        body = _story(body, chance, slots)
    if chance.random() < (0.7 if manner == "resmi" else 0.45):
        body = body.rstrip(" ,") + ("." if manner == "resmi" and body[-1:].isalnum() else "")
        body += _pick(f"penutup {voice}", chance, slots)
    return _in_manner(" ".join(body.split()).replace(" di di ", " di "), manner, form, chance)


def _story(body: str, chance: random.Random, slots: Mapping[str, Slot]) -> str:
    """Those who tell it at length; the words say little of whose job it is."""
    told = list(words("cerita"))
    chance.shuffle(told)
    count = 2 + int(chance.expovariate(0.5))
    body = body.rstrip(" .,") + "." + "".join(one.render(chance, slots) for one in told[:count])
    return body + _pick("rujukan lama", chance, slots) if chance.random() < 0.15 else body


def _in_manner(text: str, manner: str, form: int, chance: random.Random) -> str:
    if manner == "resmi":
        return text[:1].upper() + text[1:] if chance.random() < 0.9 else text
    if manner == "santai":
        text = respell(text, 0, 0.35, chance)
        return mistype(text, chance, int(chance.random() * 2.2))
    if manner == "singkat":
        text = respell(text.lower(), 0, 0.85, chance)
        return mistype(text, chance, int(chance.random() * 3.2))
    if manner == "daerah":
        return respell(text, form, 0.7, chance)
    return text.upper() + "!" * int(chance.random() * 4)
