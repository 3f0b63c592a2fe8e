"""How a list of cases is narrowed by its address, and which act may be done to many at once. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from penata.public.cases.rules import ENDED, Act, Kind, State

ROWS = 25  # of a page
MOST_PAGES = 400
MOST_COUNTED = 5_000  # cases that are counted for the filters of a list
MOST_FOUND = 1_000  # cases of a search that are listed, the newest
MOST_AT_ONCE = 200  # cases of one bulk act
DIGEST_HOURS = range(5, 21)
DIGEST_ROWS = 20
MINIMUM_SAMPLE = 10  # fewer answers say nothing of a unit

CASE_GROUPS = ("late", "today", "week", "later", "reporter")
GROUPS = ("late", "today", "week", "later", "undated", "reporter")
SCOPES = ("mine", "unit", "all")
BULK_ACTS = {"start": Act.START, "note": Act.NOTE, "assign": Act.ASSIGN}

_NUMBER = re.compile(r"[0-9]{1,15}")
_ROOM = re.compile(r"[a-z]+")
_NUMBERS = ("function", "area", "position", "unit")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address of a list says. Empty values do not narrow; values that nobody offers are left out."""

    scope: str = "mine"
    due: str = ""
    state: str = ""  # a state, or "ended"
    kind: str = ""
    urgent: bool = False
    function: int | None = None
    area: int | None = None
    position: int | None = None
    unit: int | None = None
    room: str = ""  # where what awaits comes from: "cases", or a room that tells
    q: str = ""
    page: int = 1

    @classmethod
    def read(cls, said: Mapping[str, str]) -> Filters:
        """The filters of a query string; never fails."""
        numbers = {name: _number(said.get(name, "")) for name in _NUMBERS}
        return cls(
            scope=_one_of(SCOPES, said.get("scope", "")) or "mine",
            due=_one_of(GROUPS, said.get("due", "")),
            state=_one_of((*State, "ended"), said.get("state", "")),
            kind=_one_of(Kind, said.get("kind", "")),
            urgent=said.get("urgent", "") == "1",
            room=_one_of(_ROOM.findall(said.get("room", "")[:30]), said.get("room", "")),
            q=clean_words(said.get("q", "")),
            page=min(max(_number(said.get("page", "")) or 1, 1), MOST_PAGES),
            **numbers,
        )

    def query(self, **changes: Any) -> dict[str, str]:
        """The query string of these filters with changes, without what does not narrow; the page begins anew."""
        kept: dict[str, str] = {}
        for field in fields(self):
            value = changes.get(field.name, 1 if field.name == "page" else getattr(self, field.name))
            if value not in ("", None, False) and value != field.default:
                kept[field.name] = "1" if value is True else str(value)
        return kept

    @property
    def is_open_only(self) -> bool:
        """Lists hold open cases; a search, and whoever asks for ended ones, finds those too."""
        return not self.q and self.state != "ended" and self.state not in ENDED

    @property
    def is_whole(self) -> bool:
        """Whether what other rooms tell belongs to the list: one's own, narrowed to no quality of cases."""
        return not self.query(scope="mine", due="", room="") and self.scope == "mine"

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query(scope="mine"))


def group_of(due: date | None, on: date) -> str:
    """Under which heading something lies that is no case: late, today, week, later, undated."""
    if due is None:
        return "undated"
    if due <= on:
        return "today" if due == on else "late"
    return "week" if due <= on + timedelta(days=6 - on.weekday()) else "later"


def is_digest_due(hour: int | None, since: date, looked_on: date | None, now: datetime, *, is_working: bool) -> bool:
    """Whether someone's digest is to be sent at this moment of the city's clock: on working days, once, from his hour.

    A worker that slept over the hour sends it later that day.
    """
    on = now.date()
    return hour is not None and is_working and since <= on and looked_on != on and now.hour >= hour


def first_day(hour: int, now: datetime) -> date:
    """From which day on: today where the hour is still to come."""
    return now.date() if hour > now.hour else now.date() + timedelta(days=1)


def clean_words(text: str, most: int = 200) -> str:
    """What someone searches for, on one line, without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * most])
    return " ".join(printable.split())[:most]


def numbers(texts: Iterable[str], most: int = MOST_AT_ONCE) -> list[int]:
    """Keys as a form sends them, each once, in their order; what is no number is left out."""
    found = (_number(text) for text in texts)
    return list(dict.fromkeys(key for key in found if key is not None))[:most]


def _number(text: str) -> int | None:
    return int(text) if _NUMBER.fullmatch(text) and text.isascii() else None


def _one_of(known: Iterable[str], text: str) -> str:
    return next((str(value) for value in known if value == text), "")


def share(part: int, whole: int) -> float | None:
    """Percent of answers within the promise; None below the minimum sample."""
    return 100 * part / whole if whole >= MINIMUM_SAMPLE else None
