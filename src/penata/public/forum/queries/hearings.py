"""What the pages of a hearing show; a fixed number of queries each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import constant_time_compare

from penata.organization.structure.queries import unit_names

from ..models import (
    Attendee,
    Comment,
    Contribution,
    Conversation,
    Hearing,
    Meeting,
    Paragraph,
    Phase,
    Preference,
    Section,
    Statement,
)
from ..rules import phases
from ..rules.phases import Act, Who
from ..rules.secrets import secret_of
from .running import Voice, digest_in, span_in

SHOWN = Q(state=Contribution.State.SHOWN)


@dataclass(frozen=True, slots=True)
class HearingRow:
    """A line of a list: a hearing, its unit, and its phase today."""

    hearing: Hearing
    unit: str
    phase: str
    last_day: date | None


def hearing_rows(hearings: Iterable[Hearing], on: date) -> list[HearingRow]:
    """Two queries, however many."""
    known = list(hearings)
    names = unit_names({one.unit_id for one in known}, on)
    now = {
        phase.hearing_id: phase
        for phase in Phase.objects.filter(hearing__in=[one.pk for one in known], period__contains=on)
    }
    return [
        HearingRow(
            one,
            names.get(one.unit_id, ""),
            now[one.pk].title if one.pk in now and one.is_running else "",
            now[one.pk].last_day if one.pk in now and one.is_running else None,
        )
        for one in known
    ]


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with its paragraphs and how many shown comments each has; of a scenario how many prefer it."""

    section: Section
    paragraphs: list[Paragraph]
    comments: int
    prefer: int


@dataclass(frozen=True, slots=True)
class HearingShown:
    """Everything of a hearing's page."""

    hearing: Hearing
    unit: str
    phases: list[tuple[Phase, bool]]
    allowed: frozenset[Act]
    parts: list[SectionShown]
    scenarios: list[SectionShown]
    preferred: int | None
    meetings: list[Meeting]
    conversations: list[Conversation]
    themes: list[Any]
    contributions: int


def hearing_shown(hearing: Hearing, voice: Voice, on: date) -> HearingShown:
    """Nine queries."""
    known = list(hearing.phases.order_by("period"))
    spans = [span_in(phase) for phase in known]
    allowed = frozenset(
        act for act in phases.PUBLIC_ACTS if hearing.is_running and phases.may(spans, voice.who, act, on)
    )
    shown = _sections(hearing)
    mine = Preference.objects.filter(hearing=hearing, digest=digest_in(hearing, voice)) if voice.seed else None
    conversations = hearing.conversations.filter(opened_at__isnull=False).order_by("pk")
    if not voice.is_staff:
        conversations = conversations.exclude(audience=Conversation.Audience.STAFF)
    return HearingShown(
        hearing=hearing,
        unit=unit_names([hearing.unit_id], on).get(hearing.unit_id, ""),
        phases=[(phase, phase.since <= on <= phase.last_day and hearing.is_running) for phase in known],
        allowed=allowed,
        parts=[one for one in shown if one.section.kind == Section.Kind.PART],
        scenarios=[one for one in shown if one.section.kind == Section.Kind.SCENARIO],
        preferred=mine.values_list("section_id", flat=True).first() if mine is not None else None,
        meetings=list(hearing.meetings.order_by("starts_at", "pk")),
        conversations=list(conversations),
        themes=list(hearing.themes.order_by("pk")),
        contributions=contributions(hearing).count() + own_statements(hearing).count(),
    )


def _sections(hearing: Hearing) -> list[SectionShown]:
    sections = list(hearing.sections.order_by("place").annotate(prefer=Count("preferences")))
    counted = Count("comments", filter=Q(comments__state=Contribution.State.SHOWN))
    paragraphs: dict[int, list[Paragraph]] = {}
    for paragraph in Paragraph.objects.filter(section__in=sections).annotate(said=counted).order_by("place"):
        paragraphs.setdefault(paragraph.section_id, []).append(paragraph)
    whole = Comment.objects.filter(SHOWN, hearing=hearing, paragraph=None).values_list("section_id")
    comments = dict(whole.annotate(n=Count("pk")))
    return [
        SectionShown(one, paragraphs.get(one.pk, []), comments.get(one.pk, 0), getattr(one, "prefer", 0))
        for one in sections
    ]


def contributions(hearing: Hearing) -> QuerySet[Comment]:
    """The comments that everyone may read."""
    return Comment.objects.filter(SHOWN, hearing=hearing).select_related("section", "paragraph", "theme")


def own_statements(hearing: Hearing) -> QuerySet[Statement]:
    """The shown statements that were added by those who vote, in the hearing's conversations."""
    found = Statement.objects.filter(SHOWN, conversation__hearing=hearing).exclude(digest="")
    return found.exclude(conversation__audience=Conversation.Audience.STAFF).select_related("conversation", "theme")


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that everyone may read of what was given, in the order of the draft, then of the statements.

    A page of it costs two counts and what the page holds.
    """

    hearing: Hearing

    def count(self) -> int:
        return self._comments.count() + self._statements.count()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[Comment | Statement]:
        comments = self._comments.count()
        found: list[Comment | Statement] = list(self._comments[part.start : part.stop]) if part.start < comments else []
        if part.stop > comments:
            found += self._statements[max(part.start - comments, 0) : part.stop - comments]
        return found

    @property
    def _comments(self) -> QuerySet[Comment]:
        return contributions(self.hearing).order_by("section__place", "paragraph__place", "pk")

    @property
    def _statements(self) -> QuerySet[Statement]:
        return own_statements(self.hearing).order_by("conversation", "number")


def comments_on(section: Section, paragraph: Paragraph | None) -> QuerySet[Comment]:
    return Comment.objects.filter(SHOWN, section=section, paragraph=paragraph).order_by("-made_at", "-pk")


def given_by(hearing: Hearing, voice: Voice) -> list[Comment | Statement]:
    """What this voice gave to a hearing, with what became of it, the newest first; three queries."""
    if not voice.seed:
        return []
    found: list[Comment | Statement] = list(
        Comment.objects.filter(hearing=hearing, digest=digest_in(hearing, voice)).select_related("section", "theme")
    )
    digests = [digest_in(one, voice) for one in hearing.conversations.all()]
    found += Statement.objects.filter(conversation__hearing=hearing, digest__in=digests).select_related("theme")
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def contribution_rows(hearing: Hearing) -> Iterator[list[str]]:
    """The public table: where, the words, what became of them, and why."""
    for one in contributions(hearing).order_by("section__place", "paragraph__place", "pk"):
        place = f"{one.section.title}" + (f" / {one.paragraph.place}" if one.paragraph else "")
        yield [place, one.words, *_fate(one)]
    for statement in own_statements(hearing).order_by("number"):
        yield [statement.conversation.title, statement.words, *_fate(statement)]


def _fate(one: Comment | Statement) -> list[str]:
    return [str(one.get_fate_display()), one.theme.title if one.theme else "", one.fate_because]


def waiting_in(hearing: Hearing) -> list[Comment | Statement]:
    """What someone must read before others do, the oldest first."""
    mine = Comment.objects.filter(hearing=hearing, state="waiting").select_related("section")
    theirs = Statement.objects.filter(conversation__hearing=hearing, state="waiting").select_related("conversation")
    return sorted(chain(mine[:200], theirs[:200]), key=lambda one: one.made_at)


def undecided_in(hearing: Hearing, most: int = 300) -> list[Comment | Statement]:
    """Shown contributions about which nothing was decided, by where they stand."""
    comments = contributions(hearing).filter(fate="").order_by("section__place", "paragraph__place", "pk")
    statements = Statement.objects.filter(SHOWN, conversation__hearing=hearing, fate="").exclude(digest="")
    return [*comments[:most], *statements.select_related("conversation").order_by("number")[:most]]


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many registered, and how many came, by side."""

    registered: int
    came: int
    sides: list[tuple[str, int]]


def attendance(meeting: Meeting) -> Attendance:
    """Counts only: names are read by those who run it."""
    rows = meeting.attendees.filter(withdrawn_at=None).values_list("side", "came_at")
    came = [side for side, at in rows if at is not None]
    names = dict(Attendee.Side.choices)
    return Attendance(len(rows), len(came), [(str(names[one]), came.count(one)) for one in names if one in came])


def attendee_by_secret(meeting: Meeting, pk: int, secret: str) -> Attendee | None:
    """Who registered, when the secret of his link is right."""
    found = meeting.attendees.select_related("meeting").filter(pk=pk, on_paper=False).first() if pk < 2**63 else None
    if found is None:
        return None
    right = secret_of(settings.SECRET_KEY, "attendee", found.key)
    return found if constant_time_compare(right, secret) else None


def may_register(meeting: Meeting, spans: Iterable[phases.Span], who: Who, at: datetime, on: date) -> bool:
    is_coming = meeting.cancelled_at is None and meeting.starts_at > at
    return is_coming and meeting.hearing.is_running and phases.may(spans, who, Act.ATTEND, on)
