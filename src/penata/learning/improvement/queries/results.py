"""What came out: the effect of the metric, what else changed, and the weeks behind it, ready to be kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from math import isfinite
from typing import Any

import numpy as np

from ..models import Effect
from ..rules.comparing import MOST, Proposal, propose
from ..rules.effects import Measured, measure
from ..rules.metrics import Member, Metric, as_people_say, sizes, values
from .effects import Kin, Span, alike, kin, members, neighbours, span_of

WATCHED = (Metric.LATE, Metric.DAYS, Metric.REPORTS)  # of the same subject, whatever was to change


def proposal(
    metric: Metric, by: str, key: str, *, weeks: int, on: date, element: str = ""
) -> tuple[Proposal | None, dict[str, str]]:
    """With whom a subject may be compared, by the weeks before a day; and what all of them are called.

    None when there is no such subject, or too little of it.
    """
    found = kin(by, on)
    chosen = found.get(key)
    if chosen is None:
        return None, {}
    others = alike(chosen, found)
    rows = members(metric, by, [chosen, *others], Span(on, weeks, 0, on), element=element)
    names = {one.key: one.name for one in (chosen, *others)}
    proposed = propose(metric, rows[key], [rows[one.key] for one in others])
    return (_apart(proposed, found), names) if proposed is not None else (None, names)


def _apart(proposed: Proposal, found: Mapping[str, Kin]) -> Proposal:
    """None that lies within another: of equals the smaller one stays."""
    taken: set[int] = set()
    kept = []
    for one in sorted(proposed.alike, key=lambda one: (round(one.distance, 3), len(found[one.key].leaves), one.key)):
        if not found[one.key].leaves & taken:
            taken |= found[one.key].leaves
            kept.append(one)
    return replace(proposed, alike=tuple(kept[:MOST]))


def measured(effect: Effect, *, on: date) -> tuple[str, dict[str, Any]]:
    """The verdict, and everything that is kept with it: numbers as people read them."""
    found, metric, span = kin(effect.by, effect.starts_on), Metric(effect.metric), span_of(effect, on=on)
    empty = {key: Kin(key, "", "", "", frozenset()) for key in (effect.treated, *effect.compared)}
    treated, compared = ({**empty, **found}[effect.treated], [{**empty, **found}[key] for key in effect.compared])
    main, rows = _judged(effect, metric, treated, compared, span)
    side = [
        {"what": other.value, "of": "own", **_plain(_judged(effect, other, treated, compared, span)[0])}
        for other in WATCHED
        if other is not metric
    ]
    beside = neighbours(treated, found, effect.compared) if effect.by in ("unit", "area") else []
    if beside:
        leaves = frozenset().union(*(one.leaves for one in beside))
        around = Kin("@", "", "", "", leaves)
        side.append({
            "what": "reports", "of": "neighbours", "names": [one.name for one in beside],
            **_plain(_judged(effect, Metric.REPORTS, around, compared, span)[0]),
        })  # fmt: skip
    weeks = _weeks(metric, rows[effect.treated], [rows[key] for key in effect.compared], span)
    return main.verdict.value, {"main": _plain(main), "side": side, "weeks": weeks, "on": on.isoformat()}


def _judged(
    effect: Effect, metric: Metric, treated: Kin, compared: Sequence[Kin], span: Span
) -> tuple[Measured, dict[str, Member]]:
    rows = members(metric, effect.by, [treated, *compared], span, element=effect.element)
    own, others = rows[treated.key], [rows[one.key] for one in compared]
    return measure(metric, own, others, before=span.before, seed=effect.pk or 0), rows


def _plain(found: Measured) -> dict[str, Any]:
    """As JSON keeps it: no numbers that are none."""
    return {name: _number(value) for name, value in asdict(found).items()}


def _number(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_number(one) for one in value]
    if isinstance(value, float):
        return round(value, 6) if isfinite(value) else None
    return value


def _weeks(metric: Metric, treated: Member, compared: Sequence[Member], span: Span) -> list[list[Any]]:
    """First day, treated, compared, and how many cases or answers stand behind both; week by week."""
    pooled = sum((one.cells for one in compared), start=np.zeros_like(treated.cells))
    sides = [(values(metric, cells, 1), sizes(metric, cells)) for cells in (treated.cells, pooled)]
    first, many = span.start - timedelta(weeks=span.before), len(compared) if metric is Metric.REPORTS else 1
    return [
        [
            (first + timedelta(weeks=week)).isoformat(),
            *(
                _number(as_people_say(metric, float(side[0][week])) / share) if side[1][week] else None
                for side, share in zip(sides, (1, many), strict=True)
            ),
            *(int(side[1][week]) for side in sides),
        ]
        for week in range(span.weeks)
    ]
