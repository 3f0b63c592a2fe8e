from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.dated.actions import close_belief
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused
from penata.foundation.tables.actions import copy_rows
from penata.foundation.tables.rules import Column, Counts, Finding, Layout, Sheet

from ..models import Area, AreaVersion, Function, Mandate, Position, PositionVersion, Unit
from .reading import DECREE_COLUMNS, MISSING_DECREE, SINCE, Decrees, Plan, Planned, Source, initial, since_findings
from .reading import stated_day as day_of

_ASPECTS = {str(value): str(value) for value in Mandate.Aspect.values} | {
    "bertanggung jawab": "accountable",
    "penanggung jawab": "accountable",
    "mendukung": "contributing",
    "diberi tahu": "informed",
}


@dataclass(slots=True)
class Row:
    number: int
    function: int
    area: int
    aspect: str
    position: int | None
    unit: int | None
    article: str
    source: Source | None
    since: date | None
    until: date | None


class MandateImporter(Planned):
    """Mandates: function × position or unit × area. Two accountable ones for the same place and days are refused."""

    name = "mandates"
    title = _("Kewenangan")
    layout = Layout(
        "mandates",
        (
            Column("function", "code", required=True, aliases=("tugas", "kode_tugas", "urusan")),
            Column("aspect", "choice", choices=_ASPECTS, aliases=("peran",)),
            Column("position", "code", aliases=("jabatan", "kode_jabatan")),
            Column("unit", "code", aliases=("kode_unit", "unor")),
            Column("area", "code", aliases=("wilayah", "kode_wilayah")),
            *DECREE_COLUMNS,
        ),
    )
    choices = (MISSING_DECREE, SINCE)

    def plan(self, sheet: Sheet, choices: Mapping[str, str]) -> Plan:
        plan, decrees = Plan(findings=since_findings(choices)), Decrees(choices)
        functions, positions, units, areas = (
            dict(model.objects.values_list("code", "id")) for model in (Function, Position, Unit, Area)
        )
        city = AreaVersion.objects.filter(recorded__upper_inf=True, level="city").values_list("area_id", flat=True)
        whole_city = city.order_by("area_id").first()
        for place, cells in enumerate(sheet.rows):
            function, aspect, position, unit, area, decree, article, since, until = cells
            number = sheet.number(place)
            if number in sheet.findings.rows:
                continue
            source = decrees.find(decree)
            wrong = [
                Finding(number, column, f"structure.row_{column}_unknown", code)
                for column, code, known in (
                    ("function", function, functions),
                    ("position", position, positions),
                    ("unit", unit, units),
                    ("area", area, areas),
                )
                if code and code not in known
            ]
            if not area and whole_city is None:
                wrong.append(Finding(number, "area", "structure.row_no_city", ""))
            wrong += _wrong(number, position, unit, decree, article, source, since, until)
            plan.findings += wrong
            if wrong or isinstance(source, str):
                continue
            plan.needs_initial = plan.needs_initial or source is None
            place_of = areas.get(area) or whole_city or 0
            holder = positions.get(position), units.get(unit)
            named = functions[function], place_of, aspect or "accountable"
            plan.rows.append(Row(number, *named, *holder, article, source, since, until))
        self._seats(plan)
        return plan

    def _seats(self, plan: Plan) -> None:
        many = dict(
            PositionVersion.objects.filter(
                recorded__upper_inf=True,
                seats__gt=1,
                position_id__in={row.position for row in plan.rows if row.position},
            ).values_list("position_id", "position__code")
        )
        plan.findings += [
            Finding(row.number, "position", "structure.row_many_seats", many[row.position])
            for row in plan.rows
            if row.position in many and row.aspect == "accountable"
        ]

    def write(self, plan: Plan, choices: Mapping[str, str], *, at: datetime, by: Actor) -> Counts:
        first = initial(choices, at=at, by=by) if plan.needs_initial else None
        stated, today = day_of(choices), day_of(choices) or timezone.localdate(at)
        believed: dict[tuple[Any, ...], list[Any]] = {}
        fields = ("id", "function_id", "area_id", "aspect", "position_id", "unit_id", "valid", "decree_id", "article")
        functions = {row.function for row in plan.rows}
        for version in Mandate.objects.filter(recorded__upper_inf=True, function_id__in=functions).values_list(*fields):
            believed.setdefault(_subject(*version[1:6]), []).append(version)
        counts, closed, written = Counts(), [], []
        mine: dict[tuple[Any, ...], list[tuple[Period, Row]]] = {}
        for row in plan.rows:
            source = row.source or first
            assert source is not None  # noqa: S101 the plan says when it is needed
            subject = _subject(row.function, row.area, row.aspect, row.position, row.unit)
            versions = believed.get(subject, [])
            days = _days(row, source, versions, stated, today)
            self._refuse_overlap(mine, subject, days, row)
            touched = [v for v in versions if Period(v[6].lower, v[6].upper).overlaps(days)]
            if len(touched) == 1 and touched[0][4:6] == (row.position, row.unit):
                held = Period(touched[0][6].lower, touched[0][6].upper)
                if held.covers(days):
                    counts.same += 1
                    continue
            counts.changed += bool(touched)
            counts.new += not touched
            for v in touched:
                closed.append(v[0])
                believed[subject].remove(v)
                for piece in Period(v[6].lower, v[6].upper).without(days):
                    written.append((*v[1:6], *v[7:9], piece))
            holder = (row.function, row.area, row.aspect, row.position, row.unit)
            written.append((*holder, source.decree_id, row.article, days))
        close_belief(Mandate, closed, at=at)
        recorded = DateTimeTZRange(at, None)
        copy_rows(
            Mandate,
            ["function_id", "area_id", "aspect", "position_id", "unit_id", "decree_id", "article", "valid", "recorded"],
            ((*values, DateRange(days.since, days.until), recorded) for *values, days in written),
        )
        return counts

    @staticmethod
    def _refuse_overlap(
        mine: dict[tuple[Any, ...], list[tuple[Period, Row]]], subject: tuple[Any, ...], days: Period, row: Row
    ) -> None:
        for other_days, other in mine.setdefault(subject, []):
            if other_days.overlaps(days):
                raise Refused("structure.rows_overlap", field="function", row=row.number, first=other.number)
        mine[subject].append((days, row))


def _wrong(  # noqa: PLR0917 the cells of a row
    number: int,
    position: str,
    unit: str,
    decree: str,
    article: str,
    source: Source | str | None,
    since: date | None,
    until: date | None,
) -> list[Finding]:
    """What a row lacks by itself."""
    wrong = []
    if bool(position) == bool(unit):
        wrong.append(Finding(number, "position", "structure.row_mandate_of_nobody", position))
    if isinstance(source, str):
        wrong.append(Finding(number, "decree", source, decree))
    elif source is not None and not article:
        wrong.append(Finding(number, "article", "structure.row_without_article", decree))
    if since is not None and until is not None and until <= since:
        wrong.append(Finding(number, "until", "structure.row_period_empty", until.isoformat()))
    return wrong


def _subject(function: int, area: int, aspect: str, position: int | None, unit: int | None) -> tuple[Any, ...]:
    """What two mandates may not share on a day."""
    return (function, area, aspect) if aspect == "accountable" else (function, area, aspect, position, unit)


def _days(row: Row, source: Source, versions: list[Any], stated: date | None, today: date) -> Period:
    since = row.since or stated
    if since is None and versions:
        is_same = any(v[4:6] == (row.position, row.unit) and v[6].upper is None for v in versions)
        since = max(v[6].lower for v in versions) if is_same else today
    return Period(since or source.day, row.until)


MANDATES = MandateImporter()
