"""Lists of those who run hearings and conversations; drafting, publishing and cancelling a hearing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused, words_for

from .. import actions
from ..forms.hearings import BecauseForm, HearingForm, PhaseForm, SectionForm, initial_of_phase
from ..models import Hearing, Phase, Section
from ..queries import hearings as queries
from ..queries.opinions import conversation_rows
from ..queries.running import conversations_run_by, run_by
from .hearing_opening import acting, fill_in, open_hearing, posted, runner_of, voice_of

SIZE = 25


def run_page(hearing: Hearing) -> str:
    return reverse("forum:run_hearing", args=[hearing.pk])


def at_hearing(hearing: Hearing, title: str, **more: Any) -> dict[str, Any]:
    """What a form's page shows around it."""
    return {"title": title, "back": run_page(hearing), "back_words": hearing.title, **more}


def removing(noun: str, words: str, *args: int) -> dict[str, str]:
    """The button below a form that takes away what the form changes."""
    return {"remove": reverse(f"forum:remove_{noun}", args=args), "remove_words": words}


@opens_to(STAFF)
def running(request: HttpRequest) -> HttpResponse:
    """The hearings and conversations that this reader runs."""
    who = runner_of(request)
    page = Paginator(run_by(who).order_by("-made_at", "-pk"), SIZE).get_page(request.GET.get("page"))
    context = {
        "rows": queries.hearing_rows(page.object_list, who.on),
        "page": page,
        "may_make": who.may_make,
        "conversations": conversation_rows(conversations_run_by(who).filter(hearing=None).order_by("-made_at")[:50]),
    }
    return render(request, "forum/running/list.html", context)


@opens_to(STAFF)
def new_hearing(request: HttpRequest) -> HttpResponse:
    who = runner_of(request)
    if not who.may_make:
        raise PermissionDenied
    form = HearingForm(**posted(request), on=who.on)
    context = {"title": _("Buat konsultasi"), "back": reverse("forum:running"), "back_words": _("Konsultasi publik")}

    def act() -> str:
        return run_page(actions.make_hearing(**form.cleaned_data, **acting(request)))

    return fill_in(request, form, act, context, done=_("Rancangan dibuat. Susun naskah dan tahapnya."))


@opens_to(STAFF)
def run_hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """A hearing for those who run it: its text, phases, meetings and conversations, and what waits."""
    hearing = open_hearing(request, pk)
    shown = queries.hearing_shown(hearing, voice_of(request), timezone.localdate())
    context = {
        "hearing": hearing,
        "shown": shown,
        "sections": sorted([*shown.parts, *shown.scenarios], key=lambda one: one.section.place),
        "conversations": hearing.conversations.order_by("pk"),
        "waiting": len(queries.waiting_in(hearing)),
        "may_plan": hearing.cancelled_at is None and hearing.concluded_at is None,
    }
    return render(request, "forum/running/hearing.html", context)


@opens_to(STAFF)
def change_hearing(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = open_hearing(request, pk)
    initial = {"title": hearing.title, "summary": hearing.summary}
    form = HearingForm(**posted(request), on=timezone.localdate(), hearing=hearing, initial=initial)

    def act() -> str:
        return run_page(actions.change_hearing(hearing, **form.cleaned_data, **acting(request)))

    return fill_in(request, form, act, at_hearing(hearing, _("Ubah konsultasi")), done=_("Tersimpan."))


@opens_to(STAFF)
def section(request: HttpRequest, pk: int, section: int | None = None) -> HttpResponse:
    """A part of the text or a scenario, new or changed."""
    hearing = open_hearing(request, pk)
    found = get_object_or_404(Section, pk=section, hearing=hearing) if section is not None else None
    initial = {}
    if found is not None:
        text = "\n\n".join(found.paragraphs.order_by("place").values_list("words", flat=True))
        initial = {"kind": found.kind, "title": found.title, "text": text}
    form = SectionForm(**posted(request), initial=initial)

    def act() -> str:
        return run_page(actions.put_section(hearing, **form.cleaned_data, section=found, **acting(request)).hearing)

    context = at_hearing(hearing, _("Bagian naskah"))
    if found is not None and hearing.published_at is None:
        context |= removing("section", _("Hapus bagian ini"), hearing.pk, found.pk)
    return fill_in(request, form, act, context, done=_("Tersimpan."))


@opens_to(STAFF)
@require_POST
def remove_section(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """A part or an alternative of a draft."""
    found = get_object_or_404(Section, pk=section, hearing=open_hearing(request, pk))
    return _removed(request, found.hearing, lambda: actions.remove_section(found, **acting(request)))


def _removed(request: HttpRequest, hearing: Hearing, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("Dihapus."))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(run_page(hearing))


@opens_to(STAFF)
def phase(request: HttpRequest, pk: int, phase: int | None = None) -> HttpResponse:
    """A phase, new or changed."""
    hearing, on = open_hearing(request, pk), timezone.localdate()
    found = get_object_or_404(Phase, pk=phase, hearing=hearing) if phase is not None else None
    last = hearing.phases.order_by("-period").first()
    since = max(on, last.period.upper) if last else on
    first = {"since": since, "last_day": since + timedelta(days=13)}
    form = PhaseForm(**posted(request), initial=initial_of_phase(found) if found else first)

    def act() -> str:
        return run_page(actions.put_phase(hearing, **form.values(), phase=found, **acting(request)).hearing)

    context = at_hearing(hearing, _("Tahap"))
    if found is not None and (hearing.published_at is None or found.since > on):
        context |= removing("phase", _("Hapus tahap ini"), hearing.pk, found.pk)
    return fill_in(request, form, act, context, done=_("Tersimpan."))


@opens_to(STAFF)
@require_POST
def remove_phase(request: HttpRequest, pk: int, phase: int) -> HttpResponse:
    found = get_object_or_404(Phase, pk=phase, hearing=open_hearing(request, pk))
    return _removed(request, found.hearing, lambda: actions.remove_phase(found, **acting(request)))


@opens_to(STAFF)
@require_POST
def publish_hearing(request: HttpRequest, pk: int) -> HttpResponse:
    hearing = open_hearing(request, pk)
    try:
        actions.publish_hearing(hearing, **acting(request))
        messages.success(request, _("Diterbitkan: semua orang dapat membacanya."))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(run_page(hearing))


@opens_to(STAFF)
def cancel_hearing(request: HttpRequest, pk: int) -> HttpResponse:
    hearing, form = open_hearing(request, pk), BecauseForm(**posted(request))

    def act() -> str:
        return run_page(actions.cancel_hearing(hearing, **form.cleaned_data, **acting(request)))

    context = at_hearing(
        hearing, _("Batalkan konsultasi"), hint=_("Alasannya dibaca semua orang; yang sudah ikut diberi tahu.")
    )
    return fill_in(request, form, act, context, done=_("Konsultasi dibatalkan."))
