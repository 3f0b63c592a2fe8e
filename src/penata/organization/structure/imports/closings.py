"""Rows that end a unit or a position: what may be wrong with them, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from penata.foundation.tables.rules import Finding, RowsRefused

from ..actions.bulk import Brought, Incoming
from ..actions.closing import NEED_A_SUCCESSOR, close_many, in_the_way, lift_many
from ..actions.closing import Closing as Closed
from ..models import Closing, PositionClosure, Subject, UnitClosure
from .reading import Source


@dataclass(slots=True)
class Row:
    """A row that is written: its code, values by column of the version (codes where a subject is meant), its decree."""

    number: int
    code: str
    values: dict[str, Any]
    source: Source | None
    article: str
    since: date | None
    until: date | None
    closing: str = ""
    successor: str = ""


def missing_codes(model: type[Subject], codes: Sequence[str]) -> set[str]:
    """Those of the codes that no subject has."""
    wanted = {code for code in codes if code}
    return wanted - set(model._default_manager.filter(code__in=wanted).values_list("code", flat=True))


def wrong_closings(model: type[Subject], rows: Sequence[Row]) -> Iterator[Finding]:
    """A reason or successor without a day, a successor that is missing or not there, a decree that came later."""
    codes = {row.code for row in rows}
    unknown = missing_codes(model, [row.successor for row in rows if row.successor not in codes])
    for row in rows:
        if row.until is None:
            if row.closing or row.successor:
                yield Finding(row.number, "until", "structure.row_closing_without_day", row.code)
            continue
        if row.closing in NEED_A_SUCCESSOR and not row.successor:
            yield Finding(row.number, "successor", "structure.successor_missing")
        if row.successor and (row.successor in unknown or row.successor == row.code):
            yield Finding(row.number, "successor", "structure.row_successor_unknown", row.successor)
        if row.source is not None and not row.source.is_initial and row.source.day > row.until:
            yield Finding(row.number, "until", "structure.row_end_before_decree", row.until.isoformat())


def refuse_empty(rows: Sequence[Row], own: Mapping[str, int], brought: Brought) -> None:
    """Rows that end before they begin, by their decree or by what is known of their subject."""
    empty = {incoming.subject for incoming in brought.empty}
    found = [row for row in rows if own[row.code] in empty]
    if found:
        raise RowsRefused(
            Finding(row.number, "until", "structure.row_period_empty", str(row.until or "")) for row in found
        )


def close_or_lift(
    closure: type[UnitClosure] | type[PositionClosure],
    model: type[Subject],
    rows: Sequence[Row],
    own: Mapping[str, int],
    *,
    incoming: Sequence[Incoming],
    brought: Brought,
    at: datetime,
    day: date,
) -> None:
    """Write why subjects ended, and take that back for those that are there again. Refused: rows still in use."""
    by_subject = {own[row.code]: row for row in rows}
    wanted = {row.successor for row in rows if row.successor}
    successors = dict(model._default_manager.filter(code__in=wanted).values_list("code", "pk"))
    closings = [
        Closed(
            line.subject,
            line.until or day,
            by_subject[line.subject].closing or Closing.ENDED,
            successors.get(by_subject[line.subject].successor),
            line.decree_id,
            line.article,
        )
        for line in brought.ended
    ]
    close_many(closure, closings, at=at)
    lift_many(closure, {line.subject: line.since or day for line in incoming if line.until is None}, at=at)
    findings: list[Finding] = []
    for subject, code, names in in_the_way(closure, {closing.subject: closing.on for closing in closings}):
        params: dict[str, Any] = {"names": ", ".join(names[:5]) + (" …" if len(names) > 5 else ""), "count": len(names)}
        row = by_subject[subject]
        findings.append(Finding(row.number, "until", code, row.code, params))
    if findings:
        raise RowsRefused(sorted(findings, key=lambda finding: finding.row))
