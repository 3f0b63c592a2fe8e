"""Conversations: opened with their statements, voted on, added to, closed. A vote is not journaled: an entry has the
time and the one who acted, and a vote has neither."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max

from penata.foundation import queue
from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit

from ..models import Conversation, Hearing, OpinionResult, Statement, Voter
from ..models.statement import WORDS_MOST
from ..queries.moderation import listed_words
from ..queries.running import Voice, concerns, digest_in, may_in_conversation
from ..rules.opinions import Vote as Mark
from ..rules.phases import Act
from ..rules.results import LEAST_SHOWN
from ..rules.spam import Written, marks_of
from .holding import locked_conversation, must_run
from .keeping import day, journal_forum, said

PAUSE = timedelta(seconds=20)  # between two results of one conversation
LEAST_STATEMENTS = 3  # to open with
OWN_MOST = 10  # statements that one may add
CAST = """
insert into forum_vote (conversation_id, statement_id, voter_id, mark, turn)
values (%(conversation)s, %(statement)s, %(voter)s, %(mark)s, nextval('forum_vote_turn'))
on conflict (voter_id, statement_id) do update set mark = excluded.mark, turn = excluded.turn
where forum_vote.mark <> excluded.mark
"""


@transaction.atomic
def make_conversation(
    *, title: str, unit: Unit, intro: str = "", audience: str = Conversation.Audience.BOTH,
    minimum_group: int = LEAST_SHOWN, takes_statements: bool = True, hearing: Hearing | None = None,
    by: Actor, at: datetime, standing: Standing | None = None,
) -> Conversation:  # fmt: skip
    """A conversation before it opens. Refused: `forum.not_run_by_you`, `forum.title_missing`, `forum.group_small`,
    `forum.hearing_over`."""
    must_run(unit.pk, standing, at)
    if hearing is not None and (hearing.cancelled_at or hearing.concluded_at):
        raise Refused("forum.hearing_over")
    conversation = Conversation(unit=unit, hearing=hearing, made_at=at, made_by=by.label[:200])
    _write(conversation, title, intro, minimum_group)
    conversation.audience, conversation.takes_statements = audience, takes_statements
    conversation.save()
    journal_forum("make_conversation", conversation, by=by, at=at)
    return conversation


@transaction.atomic
def change_conversation(
    conversation: Conversation, *, title: str, intro: str = "", audience: str, minimum_group: int,
    takes_statements: bool, by: Actor, at: datetime, standing: Standing | None = None,
) -> Conversation:  # fmt: skip
    """What was promised to voters stays once it is open. Refused: as `make_conversation`, `forum.opened_already`."""
    conversation = locked_conversation(conversation, standing, at)
    promised = (conversation.audience, conversation.minimum_group)
    if conversation.opened_at is not None and promised != (audience, minimum_group):
        raise Refused("forum.opened_already", field="audience")
    _write(conversation, title, intro, minimum_group)
    conversation.audience, conversation.takes_statements = audience, takes_statements
    conversation.save()
    journal_forum("change_conversation", conversation, by=by, at=at)
    return conversation


def _write(conversation: Conversation, title: str, intro: str, minimum_group: int) -> None:
    if minimum_group < LEAST_SHOWN:
        raise Refused("forum.group_small", field="minimum_group", least=LEAST_SHOWN)
    conversation.title = said(title, "forum.title_missing", "title", 160)
    conversation.intro = intro.replace("\x00", "").strip()[:2_000]
    conversation.minimum_group = minimum_group


@transaction.atomic
def open_conversation(
    conversation: Conversation, *, by: Actor, at: datetime, standing: Standing | None = None
) -> Conversation:
    """From now on it is voted on. Refused: `forum.not_run_by_you`, `forum.opened_already`, `forum.few_statements`."""
    conversation = locked_conversation(conversation, standing, at)
    if conversation.opened_at is not None:
        raise Refused("forum.opened_already")
    if conversation.statements.filter(state=Statement.State.SHOWN).count() < LEAST_STATEMENTS:
        raise Refused("forum.few_statements", least=LEAST_STATEMENTS)
    conversation.opened_at, conversation.opened_by = at, by.label[:200]
    conversation.save()
    journal_forum("open_conversation", conversation, by=by, at=at)
    return conversation


@transaction.atomic
def close_conversation(
    conversation: Conversation, *, by: Actor, at: datetime, standing: Standing | None = None
) -> Conversation:
    """No more votes; the last result counts all of them. Refused: `forum.not_run_by_you`, `forum.not_open`."""
    conversation = locked_conversation(conversation, standing, at)
    if not conversation.is_open:
        raise Refused("forum.not_open")
    conversation.closed_at, conversation.closed_by = at, by.label[:200]
    conversation.save()
    journal_forum("close_conversation", conversation, by=by, at=at)
    queue.defer("forum.group", once=f"forum.group.{conversation.pk}", conversation=conversation.pk)
    return conversation


@transaction.atomic
def set_voters_aside(
    conversation: Conversation, *, because: str, back: bool = False, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Conversation:  # fmt: skip
    """Leave marked voters out of the results, with a reason; `back`: count them again. Their votes stay.

    Refused: `forum.not_run_by_you`, `forum.because_missing`.
    """
    conversation = locked_conversation(conversation, standing, at)
    because = said(because, "forum.because_missing", "because", 500)
    conversation.aside_at, conversation.aside_by = (None, "") if back else (at, by.label[:200])
    conversation.aside_because = "" if back else because
    conversation.save()
    journal_forum("set_voters_aside", conversation, by=by, at=at, because=because, back=back)
    queue.defer("forum.group", once=f"forum.group.{conversation.pk}", conversation=conversation.pk)
    return conversation


@transaction.atomic
def put_statement(
    conversation: Conversation, words: str, *, by: Actor, at: datetime, standing: Standing | None = None
) -> Statement:
    """A statement of those who run it, shown at once. Refused: `forum.not_run_by_you`, `forum.conversation_closed`,
    `forum.words_missing`, `forum.said_already`, `forum.words_long`."""
    conversation = locked_conversation(conversation, standing, at)
    if conversation.closed_at is not None:
        raise Refused("forum.conversation_closed")
    found = _statement(conversation, words, at)
    found.state, found.reviewed_at, found.reviewed_by = Statement.State.SHOWN, at, by.label[:200]
    found.save()
    journal_forum("put_statement", found, by=by, at=at, conversation=conversation.pk)
    return found


@transaction.atomic
def add_statement(conversation: Conversation, words: str, *, voice: Voice, email: str = "", at: datetime) -> Statement:
    """A statement of someone who votes; others see it after it was read. Journaled without who he is.

    Refused: `forum.not_in_phase`, `forum.words_missing`, `forum.words_long`, `forum.said_already`,
    `forum.enough_added`.
    """
    conversation = locked_conversation(conversation, None, at)
    if not may_in_conversation(conversation, Act.STATE, voice, day(at)):
        raise Refused("forum.not_in_phase")
    digest = digest_in(conversation, voice)
    if conversation.statements.filter(digest=digest).count() >= OWN_MOST:
        raise Refused("forum.enough_added", field="words", most=OWN_MOST)
    found = _statement(conversation, words, at)
    found.digest, found.account_id, found.email = digest, voice.account_id, email[:254]
    found.marks = marks_of(Written(words), listed_words())
    found.save()
    journal_forum("add_statement", found, by=Actor(None, "Peserta"), at=at, conversation=conversation.pk)
    return found


def _statement(conversation: Conversation, words: str, at: datetime) -> Statement:
    words = " ".join(said(words, "forum.words_missing", "words").split())
    if len(words) > WORDS_MOST:
        raise Refused("forum.words_long", field="words", most=WORDS_MOST)
    if conversation.statements.filter(words__iexact=words).exists():
        raise Refused("forum.said_already", field="words")
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    return Statement(conversation=conversation, number=last + 1, words=words, made_at=at)


@transaction.atomic
def cast(
    conversation: Conversation, number: int, mark: Mark, *, voice: Voice, at: datetime, is_marked: bool = False
) -> None:
    """One vote; the last one on a statement counts. The result is worked out anew soon, but not more often than every
    twenty seconds. Refused: `forum.not_for_you`, `forum.not_in_phase`, `forum.statement_gone`."""
    if not concerns(conversation, voice):
        raise Refused("forum.not_for_you")
    if not may_in_conversation(conversation, Act.VOTE, voice, day(at)):
        raise Refused("forum.not_in_phase")
    statement = Statement.objects.filter(conversation=conversation, number=number, state="shown").first()
    if statement is None:
        raise Refused("forum.statement_gone")
    voter, _is_new = Voter.objects.get_or_create(
        conversation=conversation, digest=digest_in(conversation, voice),
        defaults={"is_staff": voice.is_staff, "is_marked": is_marked},
    )  # fmt: skip
    values = {"conversation": conversation.pk, "statement": statement.pk, "voter": voter.pk, "mark": int(mark)}
    with connection.cursor() as cursor:
        cursor.execute(CAST, values)
        is_new = cursor.rowcount == 1
    if is_new:
        _group_soon(conversation, at)


def _group_soon(conversation: Conversation, at: datetime) -> None:
    last = OpinionResult.objects.filter(conversation=conversation, part="all").values_list("at", flat=True).first()
    due = max(at, last + PAUSE) if last else at
    queue.defer("forum.group", at=due, once=f"forum.group.{conversation.pk}", conversation=conversation.pk)
