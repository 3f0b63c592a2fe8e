"""The city answers by a position, promises something by a day, keeps it, and says what becomes of a topic."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission

from ..models import OfficialAnswer, Post, Topic
from ..rules.life import State, may_become
from .directing import step, title_of
from .keeping import day, journal_forum, locked, must_answer, said
from .telling import Said, send, to_followers


@transaction.atomic
def answer(
    topic: Topic, *, words: str, position_id: int, mandate: str = "", promise: str = "",
    promised_on: date | None = None, by: Actor, at: datetime, standing: Standing | None = None,
) -> OfficialAnswer:  # fmt: skip
    """What a position says officially; all who follow the topic are told.

    Refused: `forum.not_yours`, `forum.not_position`, `forum.words_missing`, `forum.promise_missing`,
    `forum.day_missing`, `forum.day_past`.
    """
    topic = locked(topic)
    must_answer(topic, standing, at)
    if standing is not None and position_id not in standing.positions:
        raise Refused("forum.not_position", field="position")
    words, promise = said(words, "forum.words_missing", "words"), promise.strip()[:300]
    _check_promise(promise, promised_on, day(at))
    title, _unit_id, unit = structure.position_titles([position_id], day(at)).get(position_id, ("", 0, ""))
    if not title:
        raise Refused("forum.not_position", field="position")
    row = OfficialAnswer.objects.create(
        topic=topic, position_id=position_id, title_then=title[:250], unit_then=unit[:250], mandate=mandate[:300],
        words=words, at=at, by_label=by.label[:200], promise=promise, promised_on=promised_on,
    )  # fmt: skip
    if topic.state == State.OPEN:
        topic.state = State.ANSWERED
        step(topic, _first_line(words), title, position_id, by=by, at=at)
    topic.last_at = at
    topic.save(update_fields=["state", "last_at"])
    due = promised_on.isoformat() if promised_on else None
    journal_forum("answer", topic, by=by, at=at, position=position_id, due=due)
    text = Said(topic=topic.title, title=title, text=words, state=promise, due=promised_on)
    send(topic, to_followers(topic, "promised" if promise else "answered", text), by=by, at=at)
    return row


def _check_promise(promise: str, promised_on: date | None, today: date) -> None:
    if promised_on is not None and not promise:
        raise Refused("forum.promise_missing", field="promise")
    if promise and promised_on is None:
        raise Refused("forum.day_missing", field="promised_on")
    if promised_on is not None and promised_on < today:
        raise Refused("forum.day_past", field="promised_on")


def _first_line(words: str) -> str:
    return " ".join(words.split())[:200]


@transaction.atomic
def keep_promise(
    row: OfficialAnswer, *, words: str, by: Actor, at: datetime, standing: Standing | None = None
) -> OfficialAnswer:
    """What was promised is done. Refused: `forum.not_yours`, `forum.not_now`, `forum.words_missing`."""
    row = OfficialAnswer.objects.select_for_update(of=("self",)).select_related("topic").get(pk=row.pk)
    if standing is None or row.position_id not in standing.positions:
        must_answer(row.topic, standing, at)
    if row.promised_on is None or row.kept_at is not None:
        raise Refused("forum.not_now")
    row.kept_words = said(words, "forum.words_missing", "words")
    row.kept_at, row.kept_by = at, by.label[:200]
    row.save()
    Topic.objects.filter(pk=row.topic_id).update(last_at=at)
    journal_forum("keep_promise", row.topic, by=by, at=at, answer=row.pk)
    text = Said(topic=row.topic.title, title=row.title_then, text=row.kept_words)
    send(row.topic, to_followers(row.topic, "kept", text), by=by, at=at)
    return row


@transaction.atomic
def change_state(
    topic: Topic, *, state: str, because: str, position_id: int | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Topic:  # fmt: skip
    """What becomes of it, with the reason; all who follow are told.

    Refused: `forum.not_yours`, `forum.no_such_state`, `forum.because_missing`.
    """
    topic = locked(topic)
    must_answer(topic, standing, at)
    if not may_become(topic.state, state):
        raise Refused("forum.no_such_state", field="state")
    because = said(because, "forum.because_missing", "because")
    title = title_of(position_id, at)
    topic.state, topic.last_at = state, at
    topic.save(update_fields=["state", "last_at"])
    step(topic, because, title, position_id, by=by, at=at)
    journal_forum("change_state", topic, by=by, at=at, because=because[:500], state=state)
    text = Said(topic=topic.title, title=title, text=because, state=Topic.State(state).label)
    send(topic, to_followers(topic, "state", text), by=by, at=at)
    return topic


@transaction.atomic
def make_case(topic: Topic, *, by: Actor, at: datetime, standing: Standing | None = None) -> Topic:
    """The topic becomes a report with a number and deadlines, in the words of its first post; once.

    Refused: `forum.not_yours`, `forum.not_now`, and what `cases.submit` refuses.
    """
    topic = locked(topic)
    must_answer(topic, standing, at)
    opening = Post.objects.filter(topic=topic, is_opening=True, state=Post.State.SHOWN).first()
    if topic.case_id is not None or opening is None:
        raise Refused("forum.not_now")
    made = cases.submit(
        Submission(
            key=uuid4(), words=f"{topic.title}\n\n{opening.words}", kind="aspiration", channel="portal",
            area_id=topic.area_id, service_id=topic.service_id,
        ),
        by=by, at=at,
    )  # fmt: skip
    topic.case = made.case
    topic.save(update_fields=["case"])
    journal_forum("make_case", topic, by=by, at=at, case=made.case.reference)
    return topic
