"""Meetings for those who run them: calling, checking in, the list on paper, the minutes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.files.exports import pdf
from penata.foundation.refusals import Refused, words_for
from penata.organization.structure.queries import unit_names

from .. import actions
from ..exports.minutes import minutes
from ..forms.hearings import BecauseForm, ListForm, MeetingForm, MinutesForm
from ..models import Meeting
from ..queries import hearings as queries
from .hearing_opening import acting, fill_in, open_hearing, posted
from .running import at_hearing, removing


def run_page(meeting: Meeting) -> str:
    return reverse("forum:run_meeting", args=[meeting.hearing_id, meeting.pk])


def open_meeting(request: HttpRequest, pk: int, meeting: int) -> Meeting:
    """A meeting of a hearing that this reader runs."""
    hearing = open_hearing(request, pk)
    return get_object_or_404(Meeting.objects.select_related("hearing"), pk=meeting, hearing=hearing)


def at_meeting(meeting: Meeting, title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "back": run_page(meeting), "back_words": meeting.title, **more}


@opens_to(STAFF)
def new_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    hearing, form = open_hearing(request, pk), MeetingForm(**posted(request))

    def act() -> str:
        return run_page(actions.call_meeting(hearing, **form.values(), **acting(request)))

    return fill_in(request, form, act, at_hearing(hearing, _("Undang ke pertemuan")), done=_("Pertemuan diumumkan."))


@opens_to(STAFF)
def change_meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found = open_meeting(request, pk, meeting)
    start, end = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    initial: dict[str, Any] = {"title": found.title, "place": found.place, "seats": found.seats}
    initial |= {"on": start.date(), "since": start.time(), "until": end.time()}
    form = MeetingForm(**posted(request), initial=initial)

    def act() -> str:
        return run_page(actions.call_meeting(found.hearing, **form.values(), meeting=found, **acting(request)))

    context = at_meeting(found, _("Ubah waktu dan tempat"))
    if found.hearing.published_at is None and not found.attendees.exists():
        context |= removing("meeting", _("Hapus pertemuan ini"), found.hearing_id, found.pk)
    return fill_in(request, form, act, context, done=_("Tersimpan."))


@opens_to(STAFF)
@require_POST
def remove_meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """One that nobody has been invited to."""
    found = open_meeting(request, pk, meeting)
    try:
        actions.remove_meeting(found, **acting(request))
        messages.success(request, _("Dihapus."))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
        return redirect(run_page(found))
    return redirect("forum:run_hearing", pk=found.hearing_id)


@opens_to(STAFF)
def cancel_meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found, form = open_meeting(request, pk, meeting), BecauseForm(**posted(request))

    def act() -> str:
        actions.cancel_meeting(found, **form.cleaned_data, **acting(request))
        return run_page(found)

    return fill_in(request, form, act, at_meeting(found, _("Batalkan pertemuan")), done=_("Pertemuan dibatalkan."))


@opens_to(STAFF)
def run_meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """The list of who comes, and the minutes."""
    found = open_meeting(request, pk, meeting)
    context = {
        "hearing": found.hearing,
        "meeting": found,
        "attendees": found.attendees.filter(withdrawn_at=None).order_by("name", "pk"),
        "seen": queries.attendance(found),
        "is_open": found.cancelled_at is None and found.minutes_at is None,
    }
    return render(request, "forum/running/meeting.html", context)


@opens_to(STAFF)
@require_POST
def check_in(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found = open_meeting(request, pk, meeting)
    came = [int(one) for one in request.POST.getlist("came") if one.isascii() and one.isdigit() and len(one) < 15]
    return _done(request, found, lambda: actions.check_in(found, came, **acting(request)), _("Kehadiran tersimpan."))


@opens_to(STAFF)
@require_POST
def sign_minutes(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found = open_meeting(request, pk, meeting)
    return _done(request, found, lambda: actions.sign_minutes(found, **acting(request)), _("Berita acara disahkan."))


def _done(request: HttpRequest, meeting: Meeting, act: Any, words: str) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(run_page(meeting))


@opens_to(STAFF)
def enter_list(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """The list that was signed on paper."""
    found, form = open_meeting(request, pk, meeting), ListForm(**posted(request))

    def act() -> str:
        actions.enter_list(found, form.cleaned_data["rows"], **acting(request))
        return run_page(found)

    return fill_in(request, form, act, at_meeting(found, _("Daftar hadir kertas")), done=_("Daftar hadir tersimpan."))


@opens_to(STAFF)
def write_minutes(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    found = open_meeting(request, pk, meeting)
    names = ("chair", "secretary", "discussed", "agreed", "follow_up")
    form = MinutesForm(**posted(request), initial={name: getattr(found, name) for name in names})

    def act() -> str:
        return run_page(actions.write_minutes(found, **form.cleaned_data, **acting(request)))

    return fill_in(request, form, act, at_meeting(found, _("Tulis berita acara")), done=_("Tersimpan."))


@opens_to(STAFF)
def minutes_with_names(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """The minutes with the list of who came and room for signatures; before they are signed too."""
    found, on = open_meeting(request, pk, meeting), timezone.localdate()
    unit = unit_names([found.hearing.unit_id], on).get(found.hearing.unit_id, "")
    return pdf(minutes(found, unit, with_names=True), f"berita-acara-{found.pk}")
