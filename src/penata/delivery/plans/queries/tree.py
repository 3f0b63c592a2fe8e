"""The performance tree with its indicators, and the plans under its activities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import connection
from django.db.models import Q

from penata.delivery.teams.queries import Sight
from penata.organization.structure import queries as structure

from ..models import Indicator, Node, Plan
from ..rules.progress import reached
from .plans import listing


@dataclass(slots=True)
class Measured:
    """An indicator with the newest thing known of it."""

    id: int
    name: str
    measure: str
    start: Decimal
    target: Decimal
    year: int
    value: Decimal | None
    on: date | None

    @property
    def reached(self) -> int | None:
        return reached(self.start, self.target, self.value)


@dataclass(slots=True)
class Branch:
    """A node with what hangs below it."""

    id: int
    level: str
    title: str
    owner: str
    indicators: list[Measured]
    children: list[Branch] = field(default_factory=list)

    def get_level_display(self) -> str:
        return str(Node.Level(self.level).label)


_INDICATORS = """
select indicator.node_id, indicator.id, indicator.name, indicator.measure, indicator.start, indicator.target,
    indicator.year, reading.value, reading.on
from plans_indicator indicator
left join lateral (
    select value, plans_reading.on from plans_reading where indicator_id = indicator.id
    order by plans_reading.on desc, id desc limit 1
) reading on true
where indicator.node_id = any(%(nodes)s)
order by indicator.year, indicator.id
"""


def indicators_of(nodes: Iterable[int]) -> dict[int, list[Measured]]:
    """Node → its indicators; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_INDICATORS, {"nodes": list(nodes)})
        found: dict[int, list[Measured]] = defaultdict(list)
        for node, *row in cursor.fetchall():
            found[node].append(Measured(*row))
        return found


def tree(on: date) -> list[Branch]:
    """The goals with all that hangs below them; five queries."""
    rows = list(
        Node.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))
        .order_by("pk")
        .values_list("pk", "level", "title", "owner_id", "parent_id")
    )
    titles = structure.position_titles({row[3] for row in rows}, on)
    measured = indicators_of(row[0] for row in rows)
    found = {
        pk: Branch(pk, level, title, titles.get(owner, ("", 0, ""))[0], measured.get(pk, []))
        for pk, level, title, owner, _parent in rows
    }
    roots: list[Branch] = []
    for pk, _level, _title, _owner, parent in rows:
        if parent in found:
            found[parent].children.append(found[pk])
        elif parent is None:
            roots.append(found[pk])
    return roots


@dataclass(frozen=True, slots=True)
class NodePage:
    """`above`: the way down from the goal."""

    node: Node
    above: list[tuple[int, str]]
    owner: str
    owner_code: str
    indicators: list[Measured]
    children: list[tuple[int, str, str]]
    plans: list[Plan]


def node_page(node: Node, seen: Sight) -> NodePage:
    """What the page of a node shows; plans only as far as he sees them."""
    above, at = [], node
    while at.parent is not None:
        at = at.parent
        above.append((at.pk, at.title))
    title, _unit, _name = structure.position_titles([node.owner_id], seen.on).get(node.owner_id, ("", 0, ""))
    children = Node.objects.filter(parent=node).filter(Q(ended_on=None) | Q(ended_on__gt=seen.on)).order_by("pk")
    rows = [
        (pk, str(Node.Level(level).label), name) for pk, level, name in children.values_list("pk", "level", "title")
    ]
    plans = list(listing(seen).filter(node=node)[:100]) if node.level == Node.Level.ACTIVITY else []
    return NodePage(node, above[::-1], title, node.owner.code, indicators_of([node.pk])[node.pk], rows, plans)


def readings_of(indicator: Indicator) -> list[tuple[date, Decimal, str, str]]:
    """(day, value, source, by whom) of all that was said of an indicator, the newest first."""
    rows = indicator.readings.order_by("-on", "-id").values_list("on", "value", "source", "by_label")
    return list(rows[:200])
