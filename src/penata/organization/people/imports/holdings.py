from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import connection
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.structure.actions import act
from penata.organization.structure.imports.reading import (
    DECREE_COLUMNS,
    MISSING_DECREE,
    SINCE,
    Decrees,
    Source,
    initial,
    since_findings,
    stated_day,
)

from ..actions.bulk import MANY, NewHolding, hold
from ..models import Holding, Person

KINDS = {str(value): str(value) for value in Holding.Kind.values} | {
    "definitif": "definitive",
    "tetap": "definitive",
    "plt.": "plt",
    "plh.": "plh",
    "pelaksana tugas": "plt",
    "pelaksana harian": "plh",
}

_PLACES = """
select position.code, position.id, min(version.seats), min(lower(version.valid)),
    case when bool_or(upper_inf(version.valid)) then null else max(upper(version.valid)) end
from structure_position position
join structure_positionversion version on version.position_id = position.id and upper_inf(version.recorded)
where {which} group by position.id
"""
_TAKEN = """
select position.code, held.seat, person.nip, lower(held.valid), upper(held.valid)
from people_holding held
join structure_position position on position.id = held.position_id
join people_person person on person.id = held.person_id
where {which} and held.kind = 'definitive' and upper_inf(held.recorded)
"""


@dataclass(slots=True)
class Place:
    """A position as a file may fill it: its seats, its days, and who holds which seat when (None: to the end)."""

    key: int
    seats: int
    since: date
    until: date | None
    taken: list[tuple[int, str, date, date | None]] = field(default_factory=list)  # seat, NIP, days

    def free_seat(self, nip: str, since: date, until: date | None) -> int | None:
        """The seat that he holds already, else the first that nobody else holds in these days."""
        if not self.taken:
            return 1
        busy = set()
        for seat, holder, start, end in self.taken:
            if _meet(since, until, start, end):
                if holder == nip:
                    return seat
                busy.add(seat)
        return next((seat for seat in range(1, self.seats + 1) if seat not in busy), None)


@dataclass(slots=True)
class Held:
    """A row that is written; the person is his NIP until he has a key."""

    nip: str
    position: int
    kind: str
    seat: int
    article: str
    source: Source | None
    since: date


@dataclass(slots=True)
class Line:
    """What a row of a file says about a holding."""

    number: int
    nip: str
    position: str
    seat: int | None
    kind: str
    decree: str
    article: str
    since: date | None
    until: date | None


class Seating:
    """Checks the holdings of a file row by row, against the positions, against each other and what is held already."""

    def __init__(self, lines: Sequence[Line], choices: Mapping[str, str]) -> None:
        self.decrees, self.day = Decrees(choices), stated_day(choices)
        self.findings: list[Finding] = []
        self.rows: list[tuple[Held, date | None]] = []
        self.needs_initial = False
        self.moving = {line.nip for line in lines if line.kind in {"", "definitive"}}
        self.places = self._places(lines)
        self.busy: dict[tuple[str, str], list[tuple[date, date | None, int]]] = {}
        for line in lines:
            self._seat(line)

    def _places(self, lines: Sequence[Line]) -> dict[str, Place]:
        codes = list({line.position for line in lines})
        is_many = len(codes) > MANY
        which, values = ("true", None) if is_many else ("position.code = any(%s)", [codes])
        with connection.cursor() as cursor:
            cursor.execute(_PLACES.format(which=which), values)
            places = {code: Place(*row) for code, *row in cursor.fetchall()}
            cursor.execute(_TAKEN.format(which=which), values)
            own = {(line.nip, line.position) for line in lines}
            for code, seat, nip, since, until in cursor.fetchall():
                if nip not in self.moving or (nip, code) in own:  # who moves elsewhere in this file leaves his seat
                    places[code].taken.append((seat, nip, since, until))
        return places

    def _seat(self, line: Line) -> None:
        kind = line.kind or "definitive"
        place, source = self.places.get(line.position), self.decrees.find(line.decree)
        if isinstance(source, str):
            self.findings.append(Finding(line.number, "decree", source, line.decree))
            return
        if place is None:
            self.findings.append(Finding(line.number, "position", "people.row_position_unknown", line.position))
            return
        since = line.since or self.day or max(source.day if source else place.since, place.since)
        wrong = self._wrong_days(line, kind, place, source, since)
        if wrong is not None:
            self.findings.append(wrong)
            return
        seat = self._free_seat(line, kind, place, since) if kind == "definitive" else 1
        if seat is not None and not self._meets_another(line, kind, since):
            self.needs_initial = self.needs_initial or source is None
            self.rows.append((Held(line.nip, place.key, kind, seat, line.article, source, since), line.until))

    @staticmethod
    def _wrong_days(line: Line, kind: str, place: Place, source: Source | None, since: date) -> Finding | None:
        if line.until is not None and line.until <= since:
            return Finding(line.number, "until", "people.row_period_empty", line.until.isoformat())
        if since < place.since or (place.until is not None and (line.until is None or line.until > place.until)):
            return Finding(line.number, "since", "people.row_outside_position", line.position)
        if kind != "definitive" and line.until is None:
            return Finding(line.number, "until", "people.row_acting_needs_end", line.nip)
        if source is not None and since < source.day:
            return Finding(line.number, "since", "people.row_before_decree", line.decree)
        return None

    def _free_seat(self, line: Line, kind: str, place: Place, since: date) -> int | None:
        seat = line.seat if line.seat is not None else place.free_seat(line.nip, since, line.until)
        if seat is None:
            self.findings.append(Finding(line.number, "position", "people.row_seats_full", line.position))
            return None
        if not 1 <= seat <= place.seats:
            self.findings.append(
                Finding(line.number, "seat", "people.row_seat_unknown", str(seat), {"seats": place.seats})
            )
            return None
        for other, nip, start, end in place.taken if line.seat is not None else ():
            if other == seat and nip != line.nip and _meet(since, line.until, start, end):
                self.findings.append(
                    Finding(line.number, "seat", "people.row_seat_taken", str(seat), {"position": line.position})
                )
                return None
        place.taken.append((seat, line.nip, since, line.until))
        return seat

    def _meets_another(self, line: Line, kind: str, since: date) -> bool:
        """A second definitive holding of a person, or a second acting one of a position, in the same days."""
        key = ("nip", line.nip) if kind == "definitive" else ("acting", line.position)
        others = self.busy.setdefault(key, [])
        for start, end, first in others:
            if _meet(since, line.until, start, end):
                self.findings.append(Finding(line.number, "since", "people.row_overlaps", line.nip, {"first": first}))
                return True
        others.append((since, line.until, line.number))
        return False

    def holdings(self, keys: Mapping[str, int], first: Source | None) -> list[NewHolding]:
        """The rows as they are written."""
        result = []
        for row, until in self.rows:
            source = row.source or first
            assert source is not None  # noqa: S101 `needs_initial` says when it is needed
            result.append(
                NewHolding(
                    keys[row.nip], row.position, row.kind, row.seat, source.decree_id, row.article, row.since, until
                )
            )
        return result


def _meet(since: date, until: date | None, start: date, end: date | None) -> bool:
    """Whether two spans of days share one."""
    return (until is None or start < until) and (end is None or since < end)


class HoldingImporter:
    """Who holds which position, definitively or acting, since when."""

    name = "holdings"
    title: ClassVar[Any] = _("Pemangkuan jabatan")
    layout = Layout(
        "holdings",
        (
            Column("nip", "code", required=True, max_length=18, aliases=("nip_baru",)),
            Column("position", "code", required=True, aliases=("jabatan", "kode_jabatan")),
            Column("kind", "choice", choices=KINDS, aliases=("jenis",)),
            Column("seat", "int", aliases=("kursi",)),
            *DECREE_COLUMNS,
        ),
    )
    choices: tuple[Choice, ...] = (MISSING_DECREE, SINCE)

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Seating, Iterable[Finding]]:
        nips = {row[0] for row in sheet.rows}
        known = set(Person.objects.filter(nip__in=nips).values_list("nip", flat=True))
        findings = since_findings(choices)
        lines = []
        for place, (nip, position, kind, seat, decree, article, since, until) in enumerate(sheet.rows):
            number = sheet.number(place)
            if nip not in known:
                findings.append(Finding(number, "nip", "people.row_person_unknown", nip))
            elif number not in sheet.findings.rows:
                lines.append(Line(number, nip, position, seat, kind, decree, article, since, until))
        seating = Seating(lines, choices)
        return seating, [*findings, *seating.findings]

    def apply(self, rows: Seating, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        with act(f"import {self.name}") as instant:
            nips = {row.nip for row, _until in rows.rows}
            keys = dict(Person.objects.filter(nip__in=nips).values_list("nip", "id"))
            first = initial(choices, at=instant, by=by) if rows.needs_initial else None
            new, changed = hold(rows.holdings(keys, first), at=instant)
        return Counts(new=len(new), changed=len(changed), same=len(rows.rows) - len(new) - len(changed))


HOLDINGS = HoldingImporter()
