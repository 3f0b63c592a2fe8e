"""What the officials wrote back, and why a case was handed over."""

from __future__ import annotations

import random

from penata.demo.functions import Function
from penata.demo.grammar import Pattern, Slot, pattern
from penata.demo.reading import sections

_SLOTS: dict[str, Slot] = {
    "<n>": lambda chance: str(2 + int(chance.random() * 8)),
    "<hari>": lambda chance: ("Senin", "Selasa", "Rabu", "Kamis", "Jumat")[int(chance.random() * 5)],
}


def _pick(heading: str, chance: random.Random, default: str = "") -> str:
    lines = sections("answers.txt").get(heading) or [default]
    found: Pattern = pattern(lines[int(chance.random() * len(lines))])
    return found.render(chance, _SLOTS).strip()


def answer(slug: str, function: Function, reference: str, chance: random.Random) -> str:
    """Greeting, what was done, what comes next, thanks."""
    done = _pick(f"fungsi {slug}", chance, "Laporan Anda sudah kami periksa dan tindak lanjuti.")
    parts = [_pick("pembuka", chance), done, _pick("lanjutan", chance), _pick("penutup", chance)]
    text = " ".join(part for part in parts if part)
    return text.replace("[nomor]", reference).replace("[fungsi]", function.title[0].lower() + function.title[1:])


def handover_words(function: Function, chance: random.Random) -> str:
    title = function.title[0].lower() + function.title[1:]
    return _pick("pelimpahan", chance).replace("[fungsi]", title)


def both_answered(first: str, second: str) -> str:
    """The answer of a case that was split into two."""
    return f"Laporan Anda memuat dua urusan. Jawaban masing-masing ada pada laporan {first} dan {second}."
