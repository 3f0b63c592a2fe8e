"""Meetings on site: called, registered for, attended, and their minutes (PermenPANRB 16/2017)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Attendee, Hearing, Meeting
from ..queries.running import Voice, may_in_hearing
from ..rules.phases import Act
from .holding import locked_hearing
from .informing import tell_meeting_cancelled, tell_registered
from .keeping import day, journal_forum, said


@transaction.atomic
def call_meeting(
    hearing: Hearing, *, title: str, place: str, starts_at: datetime, ends_at: datetime, seats: int | None = None,
    meeting: Meeting | None = None, by: Actor, at: datetime, standing: Standing | None = None,
) -> Meeting:  # fmt: skip
    """Invite to a meeting, or change one that has not been minuted. Refused: `forum.not_run_by_you`,
    `forum.hearing_over`, `forum.title_missing`, `forum.words_missing`, `forum.ends_early`, `forum.meeting_over`."""
    hearing = locked_hearing(hearing, standing, at)
    if hearing.cancelled_at is not None or hearing.concluded_at is not None:
        raise Refused("forum.hearing_over")
    if ends_at <= starts_at:
        raise Refused("forum.ends_early", field="ends_at")
    is_new = meeting is None
    meeting = Meeting(hearing=hearing) if meeting is None else _open(meeting)
    meeting.title = said(title, "forum.title_missing", "title", 160)
    meeting.place = said(place, "forum.words_missing", "place", 200)
    meeting.starts_at, meeting.ends_at, meeting.seats = starts_at, ends_at, seats
    meeting.save()
    details = {"meeting": meeting.title, "starts_at": starts_at.isoformat()}
    journal_forum("call_meeting" if is_new else "change_meeting", hearing, by=by, at=at, **details)
    return meeting


@transaction.atomic
def cancel_meeting(
    meeting: Meeting, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> None:
    """Those who registered with an address are told. Refused: `forum.not_run_by_you`, `forum.meeting_over`,
    `forum.because_missing`."""
    hearing = locked_hearing(meeting.hearing, standing, at)
    meeting = _open(meeting)
    meeting.cancelled_at, meeting.cancelled_because = at, said(because, "forum.because_missing", "because", 500)
    meeting.save()
    journal_forum("cancel_meeting", hearing, by=by, at=at, because=meeting.cancelled_because, meeting=meeting.title)
    tell_meeting_cancelled(meeting, by=by, at=at)


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: Actor, at: datetime, standing: Standing | None = None) -> None:
    """One that nobody has been invited to: its hearing is a draft, and nobody is on its list. Others are cancelled.

    Refused: `forum.not_run_by_you`, `forum.meeting_announced`.
    """
    hearing = locked_hearing(meeting.hearing, standing, at)
    if hearing.published_at is not None or meeting.attendees.exists():
        raise Refused("forum.meeting_announced")
    journal_forum("remove_meeting", hearing, by=by, at=at, meeting=meeting.title)
    meeting.delete()


@transaction.atomic
def register(
    meeting: Meeting, *, name: str, side: str, body: str = "", email: str = "", key: UUID, voice: Voice, at: datetime
) -> Attendee:
    """Someone will come; who left an address gets the link with which he withdraws. Sent twice, it is one.

    Refused: `forum.not_in_phase`, `forum.meeting_past`, `forum.seats_full`, `forum.words_missing`.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=meeting.pk)
    known = meeting.attendees.filter(key=key).first()
    if known is not None:
        return known
    if meeting.cancelled_at is not None or meeting.starts_at <= at:
        raise Refused("forum.meeting_past")
    if not may_in_hearing(meeting.hearing, Act.ATTEND, voice.who, day(at)):
        raise Refused("forum.not_in_phase")
    if meeting.seats is not None and meeting.attendees.filter(withdrawn_at=None).count() >= meeting.seats:
        raise Refused("forum.seats_full")
    attendee = _attendee(meeting, name, side, body, at)
    attendee.key, attendee.email = key, email[:254]
    attendee.save()
    journal_forum("register", attendee, by=Actor(None, "Peserta"), at=at, meeting=meeting.pk)
    tell_registered(attendee, at=at)
    return attendee


@transaction.atomic
def withdraw(attendee: Attendee, *, at: datetime) -> Attendee:
    """Who registered does not come after all: his seat is free, his name and address are erased. Twice is once.

    Refused: `forum.withdrawn_late`.
    """
    attendee = Attendee.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=attendee.pk)
    if attendee.withdrawn_at is not None:
        return attendee
    if attendee.came_at is not None or attendee.meeting.starts_at <= at:
        raise Refused("forum.withdrawn_late")
    attendee.withdrawn_at, attendee.name, attendee.body, attendee.email = at, "", "", ""
    attendee.save()
    journal_forum("withdraw", attendee, by=Actor(None, "Peserta"), at=at, meeting=attendee.meeting_id)
    return attendee


@transaction.atomic
def check_in(
    meeting: Meeting, attendees: Sequence[int], *, by: Actor, at: datetime, standing: Standing | None = None
) -> int:
    """These came, and of those who registered the others did not (yet). Refused: `forum.not_run_by_you`,
    `forum.meeting_over`."""
    hearing = locked_hearing(meeting.hearing, standing, at)
    meeting = _open(meeting)
    known = meeting.attendees.filter(withdrawn_at=None)
    known.filter(pk__in=list(attendees), came_at=None).update(came_at=at, came_by=by.label[:200])
    known.exclude(pk__in=list(attendees)).filter(came_at__isnull=False).update(came_at=None, came_by="")
    count = known.filter(came_at__isnull=False).count()
    journal_forum("check_in", hearing, by=by, at=at, meeting=meeting.title, count=count)
    return count


@transaction.atomic
def enter_list(
    meeting: Meeting, rows: Sequence[tuple[str, str, str]], *, by: Actor, at: datetime, standing: Standing | None = None
) -> int:
    """The list that was signed on paper: (name, side, whom he stands for); all of them came.

    Refused: `forum.not_run_by_you`, `forum.meeting_over`, `forum.words_missing`.
    """
    hearing = locked_hearing(meeting.hearing, standing, at)
    meeting = _open(meeting)
    if not rows:
        raise Refused("forum.words_missing", field="rows")
    for name, side, body in rows:
        attendee = _attendee(meeting, name, side, body, at)
        attendee.on_paper, attendee.came_at, attendee.came_by = True, at, by.label[:200]
        attendee.save()
    journal_forum("enter_list", hearing, by=by, at=at, meeting=meeting.title, count=len(rows))
    return len(rows)


def _attendee(meeting: Meeting, name: str, side: str, body: str, at: datetime) -> Attendee:
    return Attendee(
        meeting=meeting, key=uuid4(), side=Attendee.Side(side), name=said(name, "forum.words_missing", "name", 120),
        body=body.replace("\x00", "").strip()[:120], registered_at=at,
    )  # fmt: skip


@transaction.atomic
def write_minutes(
    meeting: Meeting, *, chair: str, secretary: str, discussed: str, agreed: str, follow_up: str = "", by: Actor,
    at: datetime, standing: Standing | None = None,
) -> Meeting:  # fmt: skip
    """The minutes before they are signed. Refused: `forum.not_run_by_you`, `forum.meeting_over`."""
    hearing = locked_hearing(meeting.hearing, standing, at)
    meeting = _open(meeting)
    texts = {"chair": chair, "secretary": secretary, "discussed": discussed, "agreed": agreed, "follow_up": follow_up}
    for name, text in texts.items():
        setattr(meeting, name, text.replace("\x00", "").strip()[:20_000])
    meeting.save()
    journal_forum("write_minutes", hearing, by=by, at=at, meeting=meeting.title)
    return meeting


@transaction.atomic
def sign_minutes(meeting: Meeting, *, by: Actor, at: datetime, standing: Standing | None = None) -> Meeting:
    """The minutes get their number and stay as they are. Addresses of those who registered are erased.

    Refused: `forum.not_run_by_you`, `forum.meeting_over`, `forum.meeting_not_held`, `forum.nobody_came`,
    `forum.minutes_unfinished`.
    """
    hearing = locked_hearing(meeting.hearing, standing, at)
    meeting = _open(meeting)
    if meeting.starts_at > at:
        raise Refused("forum.meeting_not_held")
    if not meeting.attendees.filter(came_at__isnull=False).exists():
        raise Refused("forum.nobody_came")
    if not all((meeting.chair, meeting.secretary, meeting.discussed, meeting.agreed)):
        raise Refused("forum.minutes_unfinished")
    meeting.minutes_number = f"BA-FKP/{meeting.pk:04}/{day(at).year}"
    meeting.minutes_at, meeting.minutes_by = at, by.label[:200]
    meeting.save()
    meeting.attendees.exclude(email="").update(email="")
    journal_forum("sign_minutes", hearing, by=by, at=at, meeting=meeting.title, number=meeting.minutes_number)
    return meeting


def _open(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=meeting.pk)
    if found.cancelled_at is not None or found.minutes_at is not None:
        raise Refused("forum.meeting_over")
    return found
