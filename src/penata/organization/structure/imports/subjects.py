"""Units, areas, positions and functions from files: rows → subjects and their versions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.rules import Counts, Finding, Sheet

from ..actions.bulk import Incoming, bring_in, subjects
from ..models import PositionClosure, Subject, UnitClosure
from .closings import Row, close_or_lift, refuse_empty, wrong_closings
from .reading import Decrees, Plan, Planned, Source, initial, since_findings, stated_day


class SubjectImporter(Planned):
    """An importer of one kind of subject. `refers` names the columns of the version that hold a subject's code."""

    subject: ClassVar[type[Subject]]
    version: ClassVar[type[models.Model]]
    key: ClassVar[str]  # column of the version that holds the subject
    columns: ClassVar[tuple[str, ...]]  # of the version, in the order in which they are written
    refers: ClassVar[dict[str, type[Subject]]] = {}
    closure: ClassVar[type[UnitClosure] | type[PositionClosure] | None] = None  # written where a row ends its subject

    def values(self, row: tuple[Any, ...], sheet: Sheet, plan: Plan) -> dict[str, Any]:
        """The values of the version that a row of the sheet says; codes stand for subjects."""
        raise NotImplementedError

    def choose(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        """Apply the stated choices and find what is wrong between rows; the rows that are written."""
        return rows

    def wanted(self, row: tuple[Any, ...], choices: Mapping[str, str]) -> bool:
        return True

    def plan(self, sheet: Sheet, choices: Mapping[str, str]) -> Plan:
        plan, decrees = Plan(findings=since_findings(choices)), Decrees(choices)
        at = {name: sheet.layout.at(name) for name in sheet.layout.names}
        rows: list[Row] = []
        for place, cells in enumerate(sheet.rows):
            if not self.wanted(cells, choices):
                plan.details["rows_outside"] = plan.details.get("rows_outside", 0) + 1
                continue
            number = sheet.number(place)
            source = decrees.find(cells[at["decree"]])
            if isinstance(source, str):
                plan.findings.append(Finding(number, "decree", source, cells[at["decree"]]))
                source = None
            plan.needs_initial = plan.needs_initial or source is None
            since, until = cells[at["since"]], cells[at["until"]] if "until" in at else None
            if since is not None and until is not None and until <= since:
                plan.findings.append(Finding(number, "until", "structure.row_period_empty", until.isoformat()))
            article = cells[at["article"]]
            code = cells[at["code"]]
            closing, successor = (cells[at["closing"]], cells[at["successor"]]) if self.closure else ("", "")
            values = self.values(cells, sheet, plan)
            rows.append(Row(number, code, values, source, article, since, until, closing, successor))
        plan.rows, plan.stated = self.choose(rows, plan, sheet, choices), self.stated(sheet, choices)
        if self.closure:
            plan.findings += wrong_closings(self.subject, plan.rows)
        return plan

    def write(self, plan: Plan, choices: Mapping[str, str], *, at: datetime, by: Actor) -> Counts:
        own = subjects(self.subject, [row.code for row in plan.rows])
        known: dict[type[Subject], dict[str, int]] = {}
        for column, model in self.refers.items():
            codes = {row.values[column] for row in plan.rows if row.values[column]}
            found = dict(model._default_manager.filter(code__in=codes).values_list("code", "pk"))
            known[model] = known.get(model, {}) | found
        first = initial(choices, at=at, by=by) if plan.needs_initial else None
        day = stated_day(choices)
        incoming = [self._incoming(row, own, known, first, day) for row in plan.rows]
        today = day or timezone.localdate(at)
        ends = self.closure is not None
        brought = bring_in(
            self.version, self.key, self.columns, incoming, stated=plan.stated, at=at, day=today, ends=ends
        )
        refuse_empty(plan.rows, own, brought)
        if self.closure:
            close_or_lift(
                self.closure, self.subject, plan.rows, own, incoming=incoming, brought=brought, at=at, day=today
            )
        return Counts(new=brought.new, changed=brought.changed, same=brought.same)

    def stated(self, sheet: Sheet, choices: Mapping[str, str]) -> frozenset[str]:
        """The columns of the version that the file speaks about."""
        names = {column.removesuffix("_id"): column for column in self.columns}
        return frozenset(names[self.spelled(name)] for name in sheet.present if self.spelled(name) in names)

    def spelled(self, column: str) -> str:
        """The version's name of a column of the layout."""
        return column

    def _incoming(
        self,
        row: Row,
        own: Mapping[str, int],
        known: Mapping[type[Subject], Mapping[str, int]],
        first: Source | None,
        day: date | None,
    ) -> Incoming:
        source = row.source or first
        assert source is not None  # noqa: S101 the plan says when it is needed
        values = tuple(
            known[self.refers[column]].get(row.values[column]) if column in self.refers else row.values[column]
            for column in self.columns
        )
        return Incoming(own[row.code], values, source.decree_id, row.article, source.day, row.since or day, row.until)
