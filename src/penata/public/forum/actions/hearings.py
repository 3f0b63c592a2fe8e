"""A hearing: drafted with its text and phases, published, commented on, concluded or cancelled."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service

from ..models import Comment, Hearing, Meeting, Paragraph, Preference, Section, Statement, Theme
from ..queries.moderation import listed_words
from ..queries.running import Voice, digest_in, may_in_hearing, spans_of
from ..rules import phases
from ..rules.phases import Act, Who
from ..rules.spam import Written, marks_of
from .holding import locked_hearing, must_run
from .informing import tell_concluded, tell_hearing_cancelled
from .keeping import day, journal_forum, said
from .planning import draft_of


@transaction.atomic
def make_hearing(
    *, kind: str, title: str, summary: str, unit: Unit, service: Service | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Hearing:  # fmt: skip
    """A hearing before it is published. Refused: `forum.not_run_by_you`, `forum.title_missing`,
    `forum.words_missing`."""
    must_run(unit.pk, standing, at)
    hearing = Hearing(kind=kind, unit=unit, service=service, made_at=at, made_by=by.label[:200])
    hearing.title = said(title, "forum.title_missing", "title", 160)
    hearing.summary = said(summary, "forum.words_missing", "summary", 2_000)
    hearing.save()
    journal_forum("make_hearing", hearing, by=by, at=at, kind=kind)
    return hearing


@transaction.atomic
def change_hearing(
    hearing: Hearing, *, title: str, summary: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Hearing:
    """Refused: as `make_hearing`, and `forum.published_already`."""
    hearing = draft_of(hearing, standing, at)
    hearing.title = said(title, "forum.title_missing", "title", 160)
    hearing.summary = said(summary, "forum.words_missing", "summary", 2_000)
    hearing.save()
    journal_forum("change_hearing", hearing, by=by, at=at)
    return hearing


@transaction.atomic
def publish_hearing(hearing: Hearing, *, by: Actor, at: datetime, standing: Standing | None = None) -> Hearing:
    """Everyone reads it from now on, and its text stays. Refused: `forum.not_run_by_you`, `forum.published_already`,
    `forum.text_missing`, `forum.phases_missing`, `forum.hearing_over`."""
    hearing = draft_of(hearing, standing, at)
    if hearing.cancelled_at is not None:
        raise Refused("forum.hearing_over")
    if not hearing.sections.exists():
        raise Refused("forum.text_missing")
    if not phases.can_be_published(spans_of([hearing.pk])[hearing.pk]):
        raise Refused("forum.phases_missing")
    hearing.published_at, hearing.published_by = at, by.label[:200]
    hearing.save()
    journal_forum("publish_hearing", hearing, by=by, at=at)
    return hearing


@transaction.atomic
def cancel_hearing(
    hearing: Hearing, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Hearing:
    """It ends without an outcome; what was said stays readable, and those who said it are told why.

    Refused: `forum.not_run_by_you`, `forum.hearing_over`, `forum.because_missing`.
    """
    hearing = locked_hearing(hearing, standing, at)
    if hearing.cancelled_at is not None or hearing.concluded_at is not None:
        raise Refused("forum.hearing_over")
    because = said(because, "forum.because_missing", "because", 500)
    hearing.cancelled_at, hearing.cancelled_by, hearing.cancelled_because = at, by.label[:200], because
    hearing.save()
    _close_conversations(hearing, by, at)
    journal_forum("cancel_hearing", hearing, by=by, at=at, because=because)
    tell_hearing_cancelled(hearing, by=by, at=at)
    return hearing


@transaction.atomic
def comment(
    section: Section, words: str, *, paragraph: Paragraph | None = None, key: UUID, voice: Voice, name: str = "",
    email: str = "", at: datetime,
) -> Comment:  # fmt: skip
    """Words on a paragraph or on a whole section; others read them after someone has. Sent twice, it is one.

    Refused: `forum.not_in_phase`, `forum.words_missing`.
    """
    known = Comment.objects.filter(key=key).first()
    if known is not None:
        return known
    hearing = Hearing.objects.get(pk=section.hearing_id)
    if not may_in_hearing(hearing, Act.COMMENT, voice.who, day(at)):
        raise Refused("forum.not_in_phase")
    found = Comment.objects.create(
        hearing=hearing, section=section, paragraph=paragraph, key=key, is_staff=voice.is_staff,
        words=said(words, "forum.words_missing", "words", 3_000), name=name.replace("\x00", "").strip()[:80],
        digest=digest_in(hearing, voice), account_id=voice.account_id, email=email[:254], made_at=at,
        marks=marks_of(Written(words), listed_words()),
    )  # fmt: skip
    journal_forum("comment", found, by=Actor(None, "Peserta"), at=at, hearing=hearing.pk)
    return found


@transaction.atomic
def prefer(section: Section, *, voice: Voice, at: datetime) -> None:
    """This voice prefers a scenario; the last one counts. Not journaled, as a vote is not.

    Refused: `forum.not_in_phase`, `forum.not_a_scenario`.
    """
    hearing = section.hearing
    if section.kind != Section.Kind.SCENARIO:
        raise Refused("forum.not_a_scenario")
    if not may_in_hearing(hearing, Act.VOTE, voice.who, day(at)):
        raise Refused("forum.not_in_phase")
    Preference.objects.update_or_create(
        hearing=hearing, digest=digest_in(hearing, voice), defaults={"section": section, "is_staff": voice.is_staff}
    )


@transaction.atomic
def put_theme(
    hearing: Hearing, *, title: str, decided: str, because: str, theme: Theme | None = None, by: Actor, at: datetime,
    standing: Standing | None = None,
) -> Theme:  # fmt: skip
    """What was decided about one subject, and why. Refused: `forum.not_run_by_you`, `forum.hearing_over`,
    `forum.title_missing`, `forum.words_missing`, `forum.because_missing`."""
    hearing = locked_hearing(hearing, standing, at)
    if not hearing.is_running:
        raise Refused("forum.hearing_over")
    theme = theme or Theme(hearing=hearing)
    theme.title = said(title, "forum.title_missing", "title", 160)
    theme.decided = said(decided, "forum.words_missing", "decided", 3_000)
    theme.because = said(because, "forum.because_missing", "because", 3_000)
    theme.save()
    journal_forum("put_theme", hearing, by=by, at=at, theme=theme.title)
    return theme


@transaction.atomic
def conclude_hearing(
    hearing: Hearing, *, outcome: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Hearing:
    """The outcome becomes part of the hearing: what was decided and why, and what became of each contribution. Each
    contributor is told, and the addresses that were left for this are erased.

    Refused: `forum.not_run_by_you`, `forum.hearing_over`, `forum.not_in_phase`, `forum.words_missing`,
    `forum.themes_missing`, `forum.minutes_missing`, `forum.undecided`.
    """
    hearing = locked_hearing(hearing, standing, at)
    if not hearing.is_running:
        raise Refused("forum.hearing_over")
    if not may_in_hearing(hearing, Act.CONCLUDE, Who.UNIT, day(at)):
        raise Refused("forum.not_in_phase")
    hearing.outcome = said(outcome, "forum.words_missing", "outcome")
    _all_is_answered(hearing, at)
    hearing.concluded_at, hearing.concluded_by = at, by.label[:200]
    hearing.save()
    _close_conversations(hearing, by, at)
    told = tell_concluded(hearing, by=by, at=at)
    Comment.objects.filter(hearing=hearing).exclude(email="").update(email="")
    Statement.objects.filter(conversation__hearing=hearing).exclude(email="").update(email="")
    journal_forum("conclude_hearing", hearing, by=by, at=at, told=told)
    return hearing


def _all_is_answered(hearing: Hearing, at: datetime) -> None:
    if not hearing.themes.exists():
        raise Refused("forum.themes_missing")
    held = Meeting.objects.filter(hearing=hearing, minutes_at=None, cancelled_at=None, ends_at__lte=at).first()
    if held is not None:
        raise Refused("forum.minutes_missing", title=held.title)
    mine = Statement.objects.filter(conversation__hearing=hearing).exclude(digest="")
    given = (Comment.objects.filter(hearing=hearing), mine)
    waiting = sum(rows.filter(fate="").exclude(state="removed").count() for rows in given)
    if waiting:
        raise Refused("forum.undecided", n=waiting)


def _close_conversations(hearing: Hearing, by: Actor, at: datetime) -> None:
    from .statements import close_conversation

    for conversation in hearing.conversations.filter(opened_at__isnull=False, closed_at=None):
        close_conversation(conversation, by=by, at=at)
