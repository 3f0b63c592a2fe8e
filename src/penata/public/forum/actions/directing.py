"""Where a topic goes: to the unit whose task it is, closed for writing, open again; each a step that all can read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure
from penata.organization.structure.models import Unit

from .. import queries
from ..models import Topic, TopicStep
from ..rules import MODERATE
from .keeping import day, journal_forum, locked, must_answer, said
from .telling import Said, send, to_followers, to_positions

OFFICER = "Petugas forum"  # how residents read someone who acts for no position


def step(
    topic: Topic, because: str, title: str, position_id: int | None, *, kind: str = TopicStep.Kind.STATE, by: Actor,
    at: datetime,
) -> None:  # fmt: skip
    """A line of what became of a topic; part of another act."""
    TopicStep.objects.create(
        topic=topic, at=at, kind=kind, state=topic.state, because=because, position_id=position_id,
        title_then=title[:250], by_label=by.label[:200],
    )  # fmt: skip


@transaction.atomic
def ask_unit(
    topic: Topic, unit: Unit, *, because: str, position_id: int | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Topic:  # fmt: skip
    """Lead the topic to the unit whose task it is; its head is told.

    Refused: `forum.not_yours`, `forum.because_missing`, `forum.same_unit`.
    """
    topic = locked(topic)
    must_answer(topic, standing, at)
    if topic.unit_id == unit.pk:
        raise Refused("forum.same_unit", field="unit")
    because = said(because, "forum.because_missing", "because", 500)
    topic.unit, topic.last_at = unit, at
    topic.save(update_fields=["unit", "last_at"])
    step(topic, because, title_of(position_id, at), position_id, kind=TopicStep.Kind.LED, by=by, at=at)
    journal_forum("ask_unit", topic, by=by, at=at, because=because, unit=unit.pk)
    heads = queries.heads_of(unit.pk, day(at))
    send(topic, to_positions(topic, "asked", Said(topic=topic.title), heads, day(at)), by=by, at=at)
    return topic


@transaction.atomic
def close_topic(
    topic: Topic, *, because: str, position_id: int | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Topic:  # fmt: skip
    """Nobody writes in it any more, everybody reads why; its followers are told.

    Refused: `forum.not_yours`, `forum.closed_already`, `forum.because_missing`.
    """
    topic = locked(topic)
    _must_keep_order(topic, standing, at)
    if topic.closed_at is not None:
        raise Refused("forum.closed_already")
    because = said(because, "forum.because_missing", "because", 500)
    topic.closed_at = at
    journal_forum("close_topic", topic, by=by, at=at, because=because)
    return _turned(topic, TopicStep.Kind.CLOSED, because, position_id, by=by, at=at)


@transaction.atomic
def reopen_topic(
    topic: Topic, *, because: str, position_id: int | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Topic:  # fmt: skip
    """It is written in again. Refused: `forum.not_yours`, `forum.not_closed`, `forum.because_missing`."""
    topic = locked(topic)
    _must_keep_order(topic, standing, at)
    if topic.closed_at is None:
        raise Refused("forum.not_closed")
    because = said(because, "forum.because_missing", "because", 500)
    topic.closed_at = None
    journal_forum("reopen_topic", topic, by=by, at=at, because=because)
    return _turned(topic, TopicStep.Kind.REOPENED, because, position_id, by=by, at=at)


def _turned(topic: Topic, kind: str, because: str, position_id: int | None, *, by: Actor, at: datetime) -> Topic:
    topic.last_at = at
    topic.save(update_fields=["closed_at", "last_at"])
    title = title_of(position_id, at)
    step(topic, because, title, position_id, kind=kind, by=by, at=at)
    text = Said(topic=topic.title, title=title, text=because, state=TopicStep.Kind(kind).label)
    send(topic, to_followers(topic, kind, text), by=by, at=at)
    return topic


def _must_keep_order(topic: Topic, standing: Standing | None, at: datetime) -> None:
    """A moderator, or who may answer it. Refused: `forum.not_yours`."""
    if standing is None or not standing.may(MODERATE):
        must_answer(topic, standing, at)


def title_of(position_id: int | None, at: datetime) -> str:
    """The position as residents read it; officials are not named to them."""
    found = structure.position_titles([position_id], day(at)) if position_id else {}
    return found[position_id][0] if position_id in found else OFFICER
