"""What a hearing is made of before people take part: the parts of its text, alternatives, and phases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Hearing, Paragraph, Phase, Section
from ..queries.running import span_in
from ..rules.phases import can_be_published
from .holding import locked_hearing
from .keeping import day, journal_forum, said

LONGEST = 20_000  # characters of a section


def paragraphs_in(text: str) -> list[str]:
    """Paragraphs as they are typed: with an empty line between them."""
    blocks = text.replace("\x00", "").replace("\r\n", "\n").split("\n\n")
    return [" ".join(block.split()) for block in blocks if block.strip()]


@transaction.atomic
def put_section(
    hearing: Hearing, *, title: str, text: str, kind: str = Section.Kind.PART, section: Section | None = None,
    by: Actor, at: datetime, standing: Standing | None = None,
) -> Section:  # fmt: skip
    """A part or a scenario, new or instead of what it said; an empty line begins a paragraph.

    Refused: `forum.not_run_by_you`, `forum.published_already`, `forum.title_missing`, `forum.words_missing`.
    """
    hearing = draft_of(hearing, standing, at)
    words = paragraphs_in(said(text, "forum.words_missing", "text", LONGEST))
    if section is None:
        last = hearing.sections.aggregate(last=Max("place"))["last"] or 0
        section = Section(hearing=hearing, place=last + 1)
    section.kind, section.title = kind, said(title, "forum.title_missing", "title", 160)
    section.save()
    section.paragraphs.all().delete()
    Paragraph.objects.bulk_create(
        [Paragraph(section=section, place=place, words=one) for place, one in enumerate(words, start=1)]
    )
    journal_forum("put_section", hearing, by=by, at=at, section=section.place)
    return section


@transaction.atomic
def remove_section(section: Section, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """A part or an alternative is no longer laid before anyone. Refused: `forum.not_run_by_you`,
    `forum.published_already`."""
    hearing = draft_of(section.hearing, standing, at)
    section.paragraphs.all().delete()
    journal_forum("remove_section", hearing, by=by, at=at, section=section.place)
    section.delete()


def draft_of(hearing: Hearing, standing: Standing | None, at: datetime) -> Hearing:
    """The hearing, locked, before it is published. Refused: `forum.not_run_by_you`, `forum.published_already`."""
    hearing = locked_hearing(hearing, standing, at)
    if hearing.published_at is not None:
        raise Refused("forum.published_already")
    return hearing


@transaction.atomic
def put_phase(
    hearing: Hearing, *, title: str, since: date, until: date, residents: Sequence[str] = (),
    staff: Sequence[str] = (), unit: Sequence[str] = (), phase: Phase | None = None, because: str = "",
    by: Actor, at: datetime, standing: Standing | None = None,
) -> Phase:  # fmt: skip
    """A phase from `since` up to but without `until`, with the acts of each. One that is over stays as it was.

    Refused: `forum.not_run_by_you`, `forum.hearing_over`, `forum.period_empty`, `forum.phases_overlap`,
    `forum.no_acts`, `forum.phase_past`.
    """
    hearing = _open_for_phases(hearing, phase, standing, at)
    if until <= since:
        raise Refused("forum.period_empty", field="last_day")
    if not (residents or staff or unit):
        raise Refused("forum.no_acts", field="residents")
    phase = phase or Phase(hearing=hearing)
    phase.title = said(title, "forum.title_missing", "title", 120)
    phase.period = DateRange(since, until)
    phase.residents, phase.staff, phase.unit = list(residents), list(staff), list(unit)
    try:
        with transaction.atomic():
            phase.save()
    except IntegrityError as error:
        raise Refused("forum.phases_overlap", field="since") from error
    span = {"since": since.isoformat(), "until": until.isoformat()}
    journal_forum("put_phase", hearing, by=by, at=at, because=because, phase=phase.title, **span)
    return phase


@transaction.atomic
def remove_phase(phase: Phase, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """Of a published hearing only one that has not begun, and as long as the others suffice.

    Refused: `forum.not_run_by_you`, `forum.hearing_over`, `forum.phase_past`, `forum.phase_begun`,
    `forum.phases_missing`.
    """
    hearing = _open_for_phases(phase.hearing, phase, standing, at)
    if hearing.published_at is not None:
        if phase.period.lower <= day(at):
            raise Refused("forum.phase_begun")
        others = [span_in(one) for one in hearing.phases.exclude(pk=phase.pk)]
        if not can_be_published(others):
            raise Refused("forum.phases_missing")
    span = {"since": phase.period.lower.isoformat(), "until": phase.period.upper.isoformat()}
    journal_forum("remove_phase", hearing, by=by, at=at, phase=phase.title, **span)
    phase.delete()


def _open_for_phases(hearing: Hearing, phase: Phase | None, standing: Standing | None, at: datetime) -> Hearing:
    hearing = locked_hearing(hearing, standing, at)
    if hearing.cancelled_at is not None or hearing.concluded_at is not None:
        raise Refused("forum.hearing_over")
    if phase is not None and hearing.published_at is not None and phase.period.upper <= day(at):
        raise Refused("forum.phase_past")
    return hearing
