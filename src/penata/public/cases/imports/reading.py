"""From a sheet's rows to what will be written: names resolved, times put in order, nothing written."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from django.db import connection
from django.utils import timezone

from penata.foundation.tables.rules import Finding, Sheet
from penata.organization.structure.models import AreaVersion, Function, Position, PositionVersion, UnitVersion
from penata.public.catalog.models import Standard

from ..actions.history import Row
from ..models import Case
from ..rules import ENDED, State, clean
from .layout import BLANK, INTAKE, LEAVE_OUT, MAKE

SPACE = UUID("6e1f5c1e-51a0-4c0e-9d6b-0c0f5f3f6a01")  # of submissions that are made from rows of a file
HELD = {State.ASSIGNED, State.IN_PROGRESS, State.ANSWERED, State.REOPENED}
INSTANTS = (
    "received_at",
    "verified_at",
    "assigned_at",
    "started_at",
    "answered_at",
    "reopened_at",
    "closed_at",
    "handed_at",
)


@dataclass(slots=True)
class Plan:
    rows: list[Row] = field(default_factory=list)
    same: int = 0
    units_to_make: dict[str, str] = field(default_factory=dict)  # normal name → name
    known: dict[str, int] = field(default_factory=dict)  # references that exist here already
    findings: list[Finding] = field(default_factory=list)
    to_superior: Counter[str] = field(default_factory=Counter)  # unit without a head → rows that its superior holds
    held_by_nobody: Counter[str] = field(default_factory=Counter)  # … → rows that are over
    to_intake: Counter[str] = field(default_factory=Counter)  # … → rows that the routing officer gets


class Names:
    """Everything that a cell may name, read once: codes and names, without regard to case."""

    def __init__(self) -> None:
        self.units = _by_name(
            UnitVersion.objects.as_known().order_by("valid").values_list("unit__code", "name", "short_name", "unit_id")
        )
        self.areas, self.areas_below = _areas()
        self.services = _by_name(
            Standard.objects.as_known().order_by("valid").values_list("service__code", "name", "service_id")
        )
        self.service_functions = dict(Standard.objects.values_list("service_id", "service__function_id"))
        self.functions = _by_name(Function.objects.values_list("code", "pk"))
        self.positions = _by_name(Position.objects.values_list("code", "pk"))
        self.unit_of_position = dict(
            PositionVersion.objects.as_known().order_by("valid").values_list("position_id", "unit_id")
        )
        self.heads, self.own_heads = _heads()

    def area(self, name: str, parent: str) -> int | None:
        """A kelurahan within its kecamatan when both are named; else the kecamatan, or a name that is there once."""
        above = self.areas.get(normal(parent)) if parent else None
        if above is not None and name:
            return self.areas_below.get((above, normal(name)), self.areas.get(normal(name)))
        return self.areas.get(normal(name)) if name else above


def normal(text: str) -> str:
    return " ".join(text.lower().split())


def _by_name(rows: Any) -> dict[str, int]:
    """Each spelling in a row → its last value; later rows win."""
    found: dict[str, int] = {}
    for *spellings, key in rows:
        for spelling in spellings:
            if spelling:
                found[normal(spelling)] = key
    return found


def _areas() -> tuple[dict[str, int], dict[tuple[int, str], int]]:
    by_name: dict[str, int] = {}
    below: dict[tuple[int, str], int] = {}
    rank = {"village": 0, "district": 1, "city": 2}
    rows = AreaVersion.objects.as_known().values_list("area__code", "name", "level", "area_id", "parent_id")
    for code, name, level, area_id, parent_id in sorted(rows, key=lambda row: rank.get(row[2], 0)):
        by_name[normal(code)] = by_name[normal(name)] = area_id
        prefix = {"village": "kelurahan", "district": "kecamatan"}.get(level)
        if prefix:
            by_name[f"{prefix} {normal(name)}"] = area_id
        if parent_id is not None:
            below[parent_id, normal(name)] = below[parent_id, normal(code)] = area_id
    return by_name, below


_HEADS = """
with recursive head as (
    select distinct on (version.unit_id) version.unit_id, version.position_id
      from structure_positionversion version where version.is_head and upper_inf(version.recorded)
     order by version.unit_id, version.valid desc
), above as (
    select distinct on (unit_id) unit_id, parent_id from structure_unitversion where upper_inf(recorded)
     order by unit_id, valid desc
), line(unit_id, at_unit, position_id, depth) as (
    select above.unit_id, above.unit_id, head.position_id, 0
      from above left join head on head.unit_id = above.unit_id
    union all
    select line.unit_id, above.parent_id, head.position_id, line.depth + 1
      from line join above on above.unit_id = line.at_unit
      left join head on head.unit_id = above.parent_id
     where line.position_id is null and above.parent_id is not null and line.depth < 30
)
select unit_id, position_id, depth = 0 from line where position_id is not null
"""


def _heads() -> tuple[dict[int, int], set[int]]:
    """Unit → the position of its head, or of the head of the nearest unit above; and the units that have their own."""
    with connection.cursor() as cursor:
        cursor.execute(_HEADS)
        rows = cursor.fetchall()
    return {unit: position for unit, position, _ in rows}, {unit for unit, _, is_own in rows if is_own}


def plan(sheet: Sheet, choices: Mapping[str, str], *, at: datetime) -> Plan:
    """What `apply` will write, and all that is wrong."""
    made = Plan()
    received = _received(choices, at, made)
    if received is None:
        return made
    reader = _Reader(sheet, choices, Names(), made, received)
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        reader.read(number, row)
    reader.check_relatives()
    _drop_known(made)
    return made


def _received(choices: Mapping[str, str], at: datetime, made: Plan) -> datetime | None:
    text = choices["received-on"]
    if not text:
        return at
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time(9)))
    except ValueError:
        made.findings.append(Finding(0, "received_at", "cases.received_on_bad", text))
        return None


class _Reader:
    def __init__(self, sheet: Sheet, choices: Mapping[str, str], names: Names, made: Plan, received: datetime) -> None:
        self.columns = sheet.layout.names
        self.choices, self.names, self.made, self.received = choices, names, made, received
        self.digests: Counter[str] = Counter()
        self.references: set[str] = set()

    def read(self, number: int, cells: tuple[Any, ...]) -> None:
        values = dict(zip(self.columns, cells, strict=True))
        for name in INSTANTS:
            values[name] = _aware(values[name])
        values["received_at"] = values["received_at"] or self.received
        values["channel"] = values["channel"] or self.choices["channel"]
        values["kind"] = values["kind"] or Case.Kind.COMPLAINT
        values["text"] = clean(values["text"])
        values["text"] = values["text"] or clean(values["title"])
        row = Row(number, values, self._submission(values), "")
        if not values["text"]:
            self._find(row, "cases.words_blank", "text")
            return
        if self._unit(row) and self._state(row) and self._order(row):
            self._others(row)
            if values["reference"]:
                self.references.add(values["reference"])
            self.made.rows.append(row)

    def _submission(self, values: dict[str, Any]) -> UUID:
        """The same row again is the same submission: by its number elsewhere, by its own, or by what it says."""
        if values["other_reference"]:
            return uuid5(SPACE, f"{values['channel']}:{values['other_reference']}")
        if values["reference"]:
            return uuid5(SPACE, f"reference:{values['reference']}")
        said = "\x1f".join(str(values[name]) for name in ("text", "title", "unit", "area", "parent_area"))
        digest = hashlib.sha256(said.encode()).hexdigest()
        self.digests[digest] += 1
        return uuid5(SPACE, f"{digest}:{self.digests[digest]}")

    def _find(self, row: Row, code: str, column: str, *, is_left_out: bool = False) -> None:
        value = str(row.values.get(column, ""))
        self.made.findings.append(Finding(row.number, column, code, value, is_left_out=is_left_out))

    def _unit(self, row: Row) -> bool:
        """Where it lies: the position named, else the head of the unit; False when the row is refused or left out."""
        values, names = row.values, self.names
        if values["position"] and (position := names.positions.get(normal(values["position"]))) is not None:
            row.position_id, row.unit_id = position, names.unit_of_position.get(position)
            return True
        unit = names.units.get(normal(values["unit"]))
        if unit is None:
            return self._without_unit(row)
        row.unit_id, row.position_id = unit, names.heads.get(unit)
        if row.position_id is None:
            return self._without_head(row)
        if unit not in names.own_heads:
            self.made.to_superior[values["unit"]] += 1
        return True

    def _without_head(self, row: Row) -> bool:
        """What is over stays the unit's past, held by nobody; what to do about the rest, the user states."""
        name, choice = row.values["unit"], self.choices["no-head"]
        if (row.values["state"] or self._guessed(row.values)) in ENDED:
            self.made.held_by_nobody[name] += 1
            return True
        if choice == INTAKE:
            self.made.to_intake[name] += 1
            row.unit_id = None
            return True
        self._find(row, "cases.no_head", "unit", is_left_out=choice == LEAVE_OUT)
        return False

    def _without_unit(self, row: Row) -> bool:
        """What the user stated about rows whose unit is blank, or not known."""
        name = row.values["unit"]
        choice = self.choices["unknown-unit" if name else "blank-unit"]
        if choice == MAKE:
            self.made.units_to_make.setdefault(normal(name), name)
            row.unit_name = normal(name)
        if choice in {MAKE, INTAKE}:
            return True
        self._find(row, "cases.unit_unknown" if name else "cases.unit_blank", "unit", is_left_out=choice == LEAVE_OUT)
        return False

    def _state(self, row: Row) -> bool:
        values = row.values
        row.state = values["state"] or self._guessed(values)
        held_by_nobody = row.position_id is None and not row.unit_name
        if held_by_nobody and row.state in {State.ASSIGNED, State.IN_PROGRESS}:
            row.state = State.RECEIVED
        if row.state == State.ARCHIVED and not values["archive_reason"]:
            if not values["same_as"]:
                self._find(row, "cases.archive_reason_blank", "archive_reason")
                return False
            values["archive_reason"] = Case.ArchiveReason.DUPLICATE
        if row.state == State.NOT_OURS and not values["other_body"]:
            self._find(row, "cases.body_blank", "other_body")
            return False
        _fill_times(row)
        return True

    def _guessed(self, values: dict[str, Any]) -> str:
        if values["closed_at"]:
            return State.CLOSED
        if values["answered_at"] or values["answer"]:
            return State.ANSWERED
        if self.choices["blank-state"] == "closed":
            return State.CLOSED
        return State.IN_PROGRESS if values["started_at"] else State.ASSIGNED

    def _order(self, row: Row) -> bool:
        """Each time not before the one that leads to it."""
        names = ("received_at", "verified_at", "assigned_at", "answered_at", "closed_at")
        times = [row.values[name] for name in names if row.values[name] is not None]
        if times != sorted(times):
            self._find(row, "cases.times_out_of_order", "received_at")
            return False
        handed = row.values["handed_at"]
        if handed is not None and not row.values["received_at"] <= handed:
            self._find(row, "cases.times_out_of_order", "handed_at")
            return False
        return True

    def _others(self, row: Row) -> None:
        values, names = row.values, self.names
        row.area_id = names.area(values["area"], values["parent_area"])
        if row.area_id is None and (values["area"] or values["parent_area"]):
            self._unknown(row, "area" if values["area"] else "parent_area")
        row.service_id = self._named(row, "service", names.services)
        row.function_id = self._named(row, "function", names.functions)
        if row.function_id is None and row.service_id is not None:
            row.function_id = names.service_functions.get(row.service_id)
        if values["position"] and normal(values["position"]) not in names.positions:
            self._unknown(row, "position")
        if values["handed_from"]:
            row.handed_unit_id = self._named(row, "handed_from", names.units)
            row.handed_position_id = names.heads.get(row.handed_unit_id) if row.handed_unit_id else None

    def _named(self, row: Row, column: str, known: dict[str, int]) -> int | None:
        value = row.values[column]
        if not value:
            return None
        found = known.get(normal(value))
        if found is None:
            self._unknown(row, column)
        return found

    def _unknown(self, row: Row, column: str) -> None:
        if self.choices["unknown-other"] != BLANK:
            self._find(row, "cases.other_unknown", column)

    def check_relatives(self) -> None:
        """Whole and part, same and same, name each other by numbers of this file or of cases here."""
        wanted = {row.values[name] for row in self.made.rows for name in ("parent", "same_as")} - {""}
        missing = wanted - self.references
        if missing:
            found = Case.objects.filter(reference__in=missing).values_list("reference", "pk")
            self.made.known = dict(found)
        for row in self.made.rows:
            for name in ("parent", "same_as"):
                value = row.values[name]
                if value and value not in self.references and value not in self.made.known:
                    self._find(row, "cases.relative_unknown", name)


def _aware(at: datetime | None) -> datetime | None:
    return timezone.make_aware(at) if at is not None and timezone.is_naive(at) else at


def _fill_times(row: Row) -> None:
    """Times that the state needs and the file does not have: as early as they can have been."""
    values, state = row.values, row.state
    latest: Callable[..., datetime] = lambda *names: max(values[name] for name in names if values[name] is not None)  # noqa: E731
    has_unit = row.position_id is not None or bool(row.unit_name)
    is_held = state in HELD or (state == State.CLOSED and has_unit) or values["answered_at"] is not None
    if is_held:
        values["verified_at"] = values["verified_at"] or values["assigned_at"] or values["received_at"]
        values["assigned_at"] = values["assigned_at"] or values["verified_at"]
    if state in {State.VERIFIED} and values["verified_at"] is None:
        values["verified_at"] = values["received_at"]
    if state == State.ANSWERED and values["answered_at"] is None:
        values["answered_at"] = latest("assigned_at", "handed_at", "started_at")
    if state == State.CLOSED and values["answer"] and values["answered_at"] is None:
        values["answered_at"] = values["closed_at"] or latest("assigned_at", "handed_at", "started_at")
    if state in ENDED and values["closed_at"] is None:
        values["closed_at"] = latest("received_at", "verified_at", "assigned_at", "answered_at", "handed_at")
    if state not in ENDED:
        values["closed_at"] = None
    if state in {State.ASSIGNED, State.IN_PROGRESS, State.REOPENED, State.INCOMPLETE}:
        values["answered_at"] = None


def _drop_known(made: Plan) -> None:
    """Rows that were brought in before are left as they are."""
    keys = [row.submission for row in made.rows]
    known = set()
    for start in range(0, len(keys), 20_000):
        known |= set(
            Case.objects.filter(submission__in=keys[start : start + 20_000]).values_list("submission", flat=True)
        )
    if not known:
        return
    before = len(made.rows)
    for row in made.rows:
        if row.submission in known and row.values["reference"]:
            made.known.setdefault(row.values["reference"], 0)
    references = dict(Case.objects.filter(submission__in=known).values_list("reference", "pk")) if made.known else {}
    made.known = {reference: references.get(reference, key) for reference, key in made.known.items()}
    made.rows = [row for row in made.rows if row.submission not in known]
    made.same = before - len(made.rows)
