"""Lists of cases: tuples of their own columns, names by one query each, pages by key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q

from penata.foundation.calendars.queries import calendar
from penata.organization.structure import queries as structure

from ..models import Case, Handover, Statement
from ..models.case import CaseQuerySet
from ..rules import desk_group
from .rights import Sight, visible_to

SEARCH_CONFIG = "indonesian"
PAGE = 25
DESK_MOST = 400
# The configuration of PostgreSQL keeps these; a search that asks for them finds too little.
STOP_WORDS = frozenset(
    "yang dan di ke dari ini itu ada tidak untuk pada dengan saya kami atau juga sudah".split()  # noqa: SIM905
)

COLUMNS = (
    "pk", "reference", "title", "state", "kind", "channel", "is_urgent", "is_anonymous", "is_confidential",
    "is_suspicious", "reopened_count", "handover_count", "received_at", "due_on", "closed_at", "unit_id",
    "position_id", "area_id",
)  # fmt: skip


class CaseRow(NamedTuple):
    """A line of a list. `days_left` in working days, negative when late, None when nothing runs."""

    id: int
    reference: str
    title: str
    state: str
    kind: str
    channel: str
    is_urgent: bool
    is_anonymous: bool
    is_confidential: bool
    is_suspicious: bool
    reopened_count: int
    handover_count: int
    received_at: datetime
    due_on: date | None
    closed_at: datetime | None
    unit_id: int | None
    position_id: int | None
    area_id: int | None
    unit_name: str = ""
    area_name: str = ""
    days_left: int | None = None
    group: str = ""

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def get_state_display(self) -> str:
        return str(Case.State(self.state).label)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty values do not narrow. Each has one spelling in the address."""

    q: str = ""
    state: str = ""  # a state, or "open", "ended"
    due: str = ""  # late, today, soon
    kind: str = ""
    channel: str = ""
    unit: int | None = None
    area: int | None = None
    service: int | None = None
    urgent: bool = False
    mine: bool = False  # at my positions
    sort: str = "due"  # due, new
    after: str = ""  # the key of the last row of the page before

    def with_changes(self, **changes: Any) -> Filters:
        return replace(self, **{"after": "", **changes})


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[CaseRow]
    next_key: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What awaits someone: his cases by group, and what is handed over to him."""

    groups: dict[str, list[CaseRow]] = field(default_factory=dict)
    handovers: list[CaseRow] = field(default_factory=list)
    is_cut: bool = False

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.groups.values()) + len(self.handovers)


GROUPS = ("late", "today", "week", "later", "reporter")


def rows_of(cases: CaseQuerySet, *, on: date) -> list[CaseRow]:
    """The lines of a queryset, in its order: one query, one for names of units, one for names of areas."""
    found = list(cases.values_list(*COLUMNS))
    if not found:
        return []
    units = structure.unit_names({row[15] for row in found if row[15] is not None}, on)
    areas = structure.area_names(on)
    days = calendar()
    return [
        CaseRow(
            *row,  # type: ignore[call-arg]
            units.get(row[15], ""),
            areas.get(row[17], ""),
            None if row[13] is None else days.between(on, row[13]),
            desk_group(row[3], row[13], on),
        )
        for row in found
    ]


def filtered(seen: Sight, filters: Filters) -> CaseQuerySet:
    """The visible cases that a list is narrowed to; the same for the page, the search and the export."""
    cases = visible_to(seen)
    if filters.q:
        cases = cases.filter(matching(filters.q))
    if filters.state in {"open", "ended"}:
        cases = cases.filter(closed_at__isnull=filters.state == "open")
    elif filters.state:
        cases = cases.filter(state=filters.state)
    if filters.due:
        cases = cases.filter(_due(filters.due, seen.on), closed_at__isnull=True)
    for name in ("kind", "channel"):
        if value := getattr(filters, name):
            cases = cases.filter(**{name: value})
    if filters.unit is not None:
        cases = cases.filter(unit__in=structure.subtree_ids([filters.unit], seen.on))
    if filters.area is not None:
        cases = cases.filter(area=filters.area)
    if filters.service is not None:
        cases = cases.filter(service=filters.service)
    if filters.urgent:
        cases = cases.filter(is_urgent=True)
    if filters.mine:
        cases = cases.filter(position__in=seen.standing.positions)
    return cases


def listing(seen: Sight, filters: Filters) -> Page:
    """A page of 25 lines, and the key of the next one."""
    cases = _after(_sorted(filtered(seen, filters), filters), filters)
    rows = rows_of(cases[: PAGE + 1], on=seen.on)
    if len(rows) <= PAGE:
        return Page(rows)
    return Page(rows[:PAGE], _key(rows[PAGE - 1], filters))


def _due(due: str, on: date) -> Q:
    if due == "late":
        return Q(due_on__lt=on)
    if due == "today":
        return Q(due_on=on)
    return Q(due_on__gte=on, due_on__lte=calendar().add(on, 3))


def _by_due(filters: Filters) -> bool:
    return filters.sort != "new" and filters.state != "ended" and not filters.q


def _sorted(cases: CaseQuerySet, filters: Filters) -> CaseQuerySet:
    if _by_due(filters):
        return cases.filter(closed_at__isnull=True).order_by(F("due_on").asc(nulls_last=True), "pk")
    return cases.order_by("-received_at", "-pk")


def _key(row: CaseRow, filters: Filters) -> str:
    if _by_due(filters):
        return f"{row.due_on.isoformat() if row.due_on else ''}~{row.id}"
    return f"{row.received_at.isoformat()}~{row.id}"


def _after(cases: CaseQuerySet, filters: Filters) -> CaseQuerySet:
    """Rows behind the key; a key that cannot be read begins anew."""
    value, _, key = filters.after.partition("~")
    if not re.fullmatch(r"\d{1,18}", key):
        return cases
    try:
        if not _by_due(filters):
            at = datetime.fromisoformat(value.replace(" ", "+"))
            return cases.filter(Q(received_at__lt=at) | Q(received_at=at, pk__lt=int(key)))
        if not value:
            return cases.filter(due_on__isnull=True, pk__gt=int(key))
        day = date.fromisoformat(value)
        return cases.filter(Q(due_on__gt=day) | Q(due_on=day, pk__gt=int(key)) | Q(due_on__isnull=True))
    except (ValueError, TypeError):
        return cases


def matching(words: str) -> Q:
    """Cases by number, by the number of another channel, or by what was written (and, for parts, of their whole)."""
    text = " ".join(words.replace("\x00", "").split())[:200]
    if re.fullmatch(r"[A-Za-z]{1,6}-\d{4}-\d{1,9}", text):
        return Q(reference=text.upper())
    if re.fullmatch(r"#?\d{3,12}", text):
        number = text.lstrip("#")
        return Q(other_reference=number) | Q(reference__endswith=f"-{number.zfill(6)}")
    said = [word for word in re.findall(r"[^\W_]+", text.lower()) if word not in STOP_WORDS][:20]
    if not said:
        return Q(pk__in=[])
    query = SearchQuery(" ".join(said), config=SEARCH_CONFIG, search_type="plain")
    found = Statement.objects.filter(search=query).values("case_id")
    return Q(pk__in=found) | Q(parent__in=found) | Q(other_reference=text)


def desk(seen: Sight) -> Desk:
    """What lies at my positions, by group, the urgent first; and what is handed over to me. Six queries at most."""
    standing = seen.standing
    if not standing.positions:
        return Desk()
    mine = Case.objects.filter(position__in=standing.positions, closed_at__isnull=True)
    order = (F("due_on").asc(nulls_last=True), "pk")
    rows = rows_of(mine.order_by("-is_urgent", *order)[: DESK_MOST + 1], on=seen.on)
    groups: dict[str, list[CaseRow]] = {name: [] for name in GROUPS}
    for row in rows[:DESK_MOST]:
        groups[row.group].append(row)
    proposed = Handover.objects.filter(to_position__in=standing.positions, state=Handover.State.PROPOSED)
    waiting = rows_of(Case.objects.filter(pk__in=proposed.values("case_id")).order_by(*order)[:DESK_MOST], on=seen.on)
    return Desk(groups, waiting, len(rows) > DESK_MOST)


def chosen(seen: Sight, ids: Iterable[int]) -> list[Case]:
    """The visible ones of some cases, for a bulk act."""
    return list(visible_to(seen).filter(pk__in=list(ids)[:200]).order_by("pk"))
