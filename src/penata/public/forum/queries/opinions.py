"""Votes, and what was found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Q

from ..models import Conversation, OpinionResult, Statement, Vote, Voter
from ..rules.opinions import Vote as Mark
from ..rules.opinions import Votes, votes_of
from ..rules.results import Cloud, Found, Line
from .running import Voice, digest_in

LEAST_PART = 10  # residents and staff apart only where both are so many: else the difference tells of a few

NEXT = """
select s.id from forum_statement s
where s.conversation_id = %(conversation)s and s.state = 'shown'
    and not exists (select 1 from forum_vote v where v.statement_id = s.id and v.voter_id = %(voter)s)
order by md5(s.id::text || %(digest)s) limit 1
"""
TABLE = """
select v.voter_id, s.number, v.mark from forum_vote v
join forum_statement s on s.id = v.statement_id and s.state = 'shown'
where v.conversation_id = %(conversation)s
"""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What a voter is asked next, and how far he is."""

    statement: Statement | None
    done: int
    total: int

    @property
    def left(self) -> int:
        return max(0, self.total - self.done)


def voter_of(conversation: Conversation, voice: Voice) -> Voter | None:
    return Voter.objects.filter(conversation=conversation, digest=digest_in(conversation, voice)).first()


def ballot(conversation: Conversation, voice: Voice, *, asked: int | None = None) -> Ballot:
    """The next statement that this voice has not voted on, in an order of its own; or the one that is `asked` for.

    Four queries at most.
    """
    shown = Statement.objects.filter(conversation=conversation, state=Statement.State.SHOWN)
    voter = voter_of(conversation, voice)
    done = Vote.objects.filter(voter=voter, statement__in=shown).count() if voter else 0
    total = shown.count()
    if asked is not None:
        return Ballot(shown.filter(number=asked).first(), done, total)
    values = {"conversation": conversation.pk, "voter": voter.pk if voter else None}
    with connection.cursor() as cursor:
        cursor.execute(NEXT, values | {"digest": digest_in(conversation, voice)})
        row = cursor.fetchone()
    return Ballot(Statement.objects.get(pk=row[0]) if row else None, done, total)


def own_votes(conversation: Conversation, voice: Voice) -> list[tuple[Statement, int]]:
    """What this voice has voted on, with its vote."""
    digest = digest_in(conversation, voice)
    votes = Vote.objects.filter(voter__conversation=conversation, voter__digest=digest, statement__state="shown")
    return [(vote.statement, vote.mark) for vote in votes.select_related("statement").order_by("statement__number")]


@dataclass(frozen=True, slots=True)
class Rows:
    """The votes that count, by voter and statement, and which voters are of the staff.

    Voters have numbers in the order of their digests, which tells nothing; files name them so too, and the same votes
    in the same order give the same groups.
    """

    marks: dict[tuple[str, str], Mark]
    staff: frozenset[str]

    @property
    def voters(self) -> set[str]:
        return {voter for voter, _statement in self.marks}

    def of(self, part: str) -> Votes:
        """The table of all, of `residents`, or of `staff`."""
        if part == OpinionResult.Part.ALL:
            return votes_of(self.marks)
        is_staff = part == OpinionResult.Part.STAFF
        return votes_of({key: mark for key, mark in self.marks.items() if (key[0] in self.staff) == is_staff})


def rows_of(conversation: Conversation) -> Rows:
    """Two statements, however many votes."""
    known = Voter.objects.filter(conversation=conversation).order_by("digest")
    voters, staff = {}, set()
    for place, (pk, is_staff, is_marked) in enumerate(known.values_list("pk", "is_staff", "is_marked"), start=1):
        if not (is_marked and conversation.aside_at is not None):
            voters[pk] = str(place)
            if is_staff:
                staff.add(str(place))
    with connection.cursor() as cursor:
        cursor.execute(TABLE, {"conversation": conversation.pk})
        rows = cursor.fetchall()
    names = {number: str(number) for number in {number for _voter, number, _mark in rows}}
    kinds = {mark.value: mark for mark in Mark}
    marks = {(voters[voter], names[number]): kinds[mark] for voter, number, mark in rows if voter in voters}
    return Rows(marks, frozenset(staff & {voter for voter, _number in marks}))


def last_turn(conversation: Conversation) -> int:
    return Vote.objects.filter(conversation=conversation).aggregate(last=Max("turn"))["last"] or 0


def results_of(conversation: Conversation) -> dict[str, OpinionResult]:
    """What is stored, by part, in one query: pages never count votes."""
    return {result.part: result for result in OpinionResult.objects.filter(conversation=conversation)}


def found_of(result: OpinionResult) -> Found:
    """As it was found."""
    kept: dict[str, Any] = result.found
    return Found(
        **{name: kept[name] for name in ("grouped", "few", "hidden", "explained")},
        clouds=[Cloud(**one) for one in kept["clouds"]],
        lines=[Line(**one) for one in kept["lines"]],
    )


def words_of(conversation: Conversation, numbers: Iterable[int]) -> dict[int, str]:
    """The words of shown statements by number."""
    found = Statement.objects.filter(conversation=conversation, number__in=set(numbers), state="shown")
    return dict(found.values_list("number", "words"))


def vote_rows(conversation: Conversation) -> Iterator[tuple[int, int, int]]:
    """Rows of Polis' own export: voter, statement, vote."""
    marks = rows_of(conversation).marks
    for voter, statement in sorted(marks, key=lambda key: (int(key[0]), int(key[1]))):
        yield int(voter), int(statement), marks[voter, statement].value


def comment_rows(conversation: Conversation) -> Iterator[tuple[int, str, int]]:
    """Rows of Polis' own export: statement, words, moderated (1 shown, 0 waiting, -1 removed; words of those shown)."""
    moderated = {"shown": 1, "waiting": 0, "removed": -1}
    for number, words, state in (
        Statement.objects.filter(conversation=conversation).order_by("number").values_list("number", "words", "state")
    ):
        yield number, words if state == "shown" else "", moderated[state]


def may_take_votes(conversation: Conversation, results: dict[str, OpinionResult]) -> bool:
    """Whether the votes may leave as rows: never those of staff alone, and only of enough people."""
    whole = results.get(OpinionResult.Part.ALL)
    return conversation.audience != Conversation.Audience.STAFF and whole is not None and whole.voters >= LEAST_PART


@dataclass(frozen=True, slots=True)
class ConversationRow:
    """A line of a list."""

    conversation: Conversation
    statements: int
    waiting: int
    voters: int


def conversation_rows(conversations: Iterable[Conversation]) -> list[ConversationRow]:
    """With how many statements, and how many voters the last result counted; two queries."""
    known = list(conversations)
    counts = {
        pk: (shown, waiting)
        for pk, shown, waiting in Conversation.objects.filter(pk__in=[one.pk for one in known])
        .annotate(
            shown=Count("statements", filter=Q(statements__state="shown")),
            waiting=Count("statements", filter=Q(statements__state="waiting")),
        )
        .values_list("pk", "shown", "waiting")
    }
    whole = OpinionResult.objects.filter(conversation__in=[one.pk for one in known], part="all")
    voters = dict(whole.values_list("conversation_id", "voters"))
    return [ConversationRow(one, *counts.get(one.pk, (0, 0)), voters.get(one.pk, 0)) for one in known]


def open_alone(on: date, is_staff: bool) -> list[Conversation]:
    """Conversations without a hearing that are open."""
    from .running import public_conversations

    return list(public_conversations(is_staff).filter(hearing=None, closed_at=None).order_by("-opened_at", "-pk")[:50])
