"""A meeting as everyone reads it: registering, withdrawing, and the signed minutes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.files.exports import pdf
from penata.foundation.refusals import Refused, words_for
from penata.foundation.ui.widgets import attempt
from penata.organization.structure.queries import unit_names

from .. import actions
from ..exports.minutes import minutes as minutes_paper
from ..forms.hearings import RegisterForm
from ..models import Attendee, Meeting
from ..queries import hearings as queries
from ..queries.running import spans_of
from . import visitor
from .hearing_opening import posted, speaking, voice_of
from .hearings import seen_hearing


def seen_meeting(request: HttpRequest, pk: int, meeting: int) -> Meeting:
    found = seen_hearing(request, pk)
    return get_object_or_404(Meeting.objects.select_related("hearing"), pk=meeting, hearing=found)


@opens_to(EVERYONE)
@never_cache
def meeting(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """A meeting, and registering for it: who registers goes to his own page, where he may withdraw."""
    found, voice, at = seen_meeting(request, pk, meeting), voice_of(request), timezone.now()
    form = RegisterForm(**posted(request), initial={"key": uuid4()})
    attendee = attempt(form, lambda: _register(request, found, form.cleaned_data))
    if attendee is not None:
        messages.success(request, _("Anda terdaftar. Sebutkan nama Anda kepada petugas saat datang."))
        return redirect(actions.attending_link(attendee))
    spans, on = spans_of([found.hearing_id])[found.hearing_id], timezone.localdate(at)
    context: dict[str, Any] = {"hearing": found.hearing, "meeting": found, "form": form}
    context["may_register"] = queries.may_register(found, spans, voice.who, at, on)
    context["seen"] = queries.attendance(found)
    return render(request, "forum/hearings/meeting.html", context, status=422 if form.is_bound else 200)


def _register(request: HttpRequest, found: Meeting, given: dict[str, Any]) -> Attendee:
    if given["email"]:
        visitor.count(request, "letter")  # it is sent to an address that nobody has proved to be his
    voice, _code = speaking(request)
    return actions.register(found, **given, voice=voice, at=timezone.now())


@opens_to(EVERYONE)
@never_cache
def attending(request: HttpRequest, pk: int, meeting: int, attendee: int, secret: str) -> HttpResponse:
    """The link of who registered: when and where it is, and the button with which he withdraws."""
    found = seen_meeting(request, pk, meeting)
    mine = queries.attendee_by_secret(found, attendee, secret)
    if mine is None:
        visitor.count(request, "link")
        raise Http404
    if request.method == "POST":
        try:
            actions.withdraw(mine, at=timezone.now())
            messages.success(request, _("Pendaftaran Anda ditarik; nama dan surel Anda dihapus."))
        except Refused as refusal:
            messages.error(request, words_for(refusal))
        return redirect(actions.attending_link(mine))
    may_withdraw = mine.withdrawn_at is None and mine.came_at is None and found.starts_at > timezone.now()
    context = {"hearing": found.hearing, "meeting": found, "mine": mine, "may_withdraw": may_withdraw}
    return render(request, "forum/hearings/attending.html", context)


@opens_to(EVERYONE)
def minutes(request: HttpRequest, pk: int, meeting: int) -> HttpResponse:
    """The signed minutes, without the names of those who came."""
    found, on = seen_meeting(request, pk, meeting), timezone.localdate()
    if found.minutes_at is None:
        raise Http404
    unit = unit_names([found.hearing.unit_id], on).get(found.hearing.unit_id, "")
    return pdf(minutes_paper(found, unit, with_names=False), f"berita-acara-{found.pk}")
