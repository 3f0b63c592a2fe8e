"""The performance tree is kept by those who hold the permission; readings also by who answers for the node."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Position

from ..models import Indicator, Node, Reading
from ..rules.progress import level_under
from .beginning import day, required


@transaction.atomic
def add_node(*, parent: Node | None, title: str, owner: Position, by: Actor, at: datetime) -> Node:
    """A goal, or under another node one of the next level. Refused: under an activity, or under one that ended."""
    level = level_under(parent.level) if parent is not None else Node.Level.GOAL.value
    if level is None:
        raise Refused("plans.node_level")
    if parent is not None and parent.ended_on is not None:
        raise Refused("plans.node_ended")
    node = Node.objects.create(
        level=level, parent=parent, title=required(title, "plans.title_missing", "title", 200), owner=owner
    )
    record(by=by, act="plans.save_node", about=node, at=at, parent=parent.pk if parent else None)
    return node


@transaction.atomic
def change_node(node: Node, *, title: str, owner: Position, by: Actor, at: datetime) -> Node:
    """Name a node otherwise, or have another position answer for it."""
    before = [node.title, node.owner_id]
    node.title, node.owner = required(title, "plans.title_missing", "title", 200), owner
    node.save(update_fields=["title", "owner"])
    record(by=by, act="plans.save_node", about=node, at=at, before=before)
    return node


@transaction.atomic
def end_node(node: Node, *, on: date, because: str, by: Actor, at: datetime) -> Node:
    """From a day on a node is pursued no more, nor is anything under it."""
    because = required(because, "plans.because_missing", "because", 500)
    level = [node.pk]
    while level:
        Node.objects.filter(pk__in=level, ended_on=None).update(ended_on=on)
        level = list(Node.objects.filter(parent__in=level).values_list("pk", flat=True))
    node.refresh_from_db()
    record(by=by, act="plans.end_node", about=node, because=because, at=at, on=on.isoformat())
    return node


@transaction.atomic
def add_indicator(
    node: Node, *, name: str, measure: str, start: Decimal, target: Decimal, year: int, by: Actor, at: datetime
) -> Indicator:
    """By what one sees whether the node is reached. Refused: the same name for the same year again."""
    name = required(name, "plans.title_missing", "name", 200)
    if Indicator.objects.filter(node=node, name=name, year=year).exists():
        raise Refused("plans.indicator_doubled", field="name")
    found = Indicator.objects.create(
        node=node, name=name, measure=required(measure, "plans.words_missing", "measure", 40),
        start=start, target=target, year=year,
    )  # fmt: skip
    record(by=by, act="plans.save_indicator", about=node, at=at, name=name, target=str(target), year=year)
    return found


@transaction.atomic
def read_indicator(indicator: Indicator, *, on: date, value: Decimal, source: str, by: Actor, at: datetime) -> Reading:
    """What an indicator was on a day, and from where it is known. A second word on a day replaces the first."""
    if on > day(at):
        raise Refused("plans.reading_ahead", field="on")
    found = Reading.objects.create(
        indicator=indicator, on=on, value=value, source=required(source, "plans.words_missing", "source", 200),
        at=at, by_label=by.label[:200],
    )  # fmt: skip
    record(by=by, act="plans.read_indicator", about=indicator.node, at=at, indicator=indicator.name, value=str(value))
    return found
