"""Hearings as everyone reads them, and what those who take part do."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.tables.exports import stream
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..forms.hearings import CommentForm
from ..models import Hearing, Paragraph, Section
from ..queries import hearings as queries
from ..queries.opinions import open_alone
from ..queries.running import may_in_hearing, public_hearings, run_by
from ..rules.phases import Act
from .hearing_opening import keep, posted, runner_of, speaking, voice_of

SIZE = 25


def seen_hearing(request: HttpRequest, pk: int) -> Hearing:
    """A published one, or one that this reader runs."""
    found = public_hearings().filter(pk=pk).first()
    if found is None and request.standing.is_staff:
        found = run_by(runner_of(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@opens_to(EVERYONE)
def hearings(request: HttpRequest) -> HttpResponse:
    """Those that run, with their phase; what can be voted on; and what came of the others."""
    on = timezone.localdate()
    running = public_hearings().filter(cancelled_at=None, concluded_at=None).order_by("-published_at", "-pk")[:50]
    over = public_hearings().exclude(cancelled_at=None, concluded_at=None).order_by("-published_at", "-pk")
    page = Paginator(over, SIZE).get_page(request.GET.get("page"))
    rows = queries.hearing_rows([*running, *page.object_list], on)
    context = {
        "running": [row for row in rows if row.hearing.is_running],
        "over": [row for row in rows if not row.hearing.is_running],
        "page": page,
        "conversations": open_alone(on, request.standing.is_staff),
    }
    return render(request, "forum/hearings/hearings.html", context)


@opens_to(EVERYONE)
@never_cache
def hearing(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft with its paragraphs, its phases, meetings, and in the end its outcome."""
    found = seen_hearing(request, pk)
    shown = queries.hearing_shown(found, voice_of(request), timezone.localdate())
    return render(request, "forum/hearings/hearing.html", {"hearing": found, "shown": shown})


@opens_to(EVERYONE)
@never_cache
def paragraph(request: HttpRequest, pk: int, paragraph: int) -> HttpResponse:
    """What was said about one paragraph, and saying something."""
    found = get_object_or_404(Paragraph.objects.select_related("section"), pk=paragraph, section__hearing=pk)
    return _said_about(request, seen_hearing(request, pk), found.section, found)


@opens_to(EVERYONE)
@never_cache
def section(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """The same about a section, or a scenario, as a whole."""
    found = get_object_or_404(Section, pk=section, hearing=pk)
    return _said_about(request, seen_hearing(request, pk), found, None)


def _said_about(request: HttpRequest, found: Hearing, section: Section, paragraph: Paragraph | None) -> HttpResponse:
    voice = voice_of(request)
    form = CommentForm(**posted(request), has_account=voice.account_id is not None, initial={"key": uuid4()})
    if form.is_bound:
        voice, code = speaking(request)
        facts: dict[str, Any] = {"paragraph": paragraph, "voice": voice, "at": timezone.now()}
        if attempt(form, lambda: actions.comment(section, **form.cleaned_data, **facts)):
            return keep(request, redirect("forum:given", pk=found.pk), code)
    page = Paginator(queries.comments_on(section, paragraph), SIZE).get_page(request.GET.get("page"))
    may_comment = may_in_hearing(found, Act.COMMENT, voice.who, timezone.localdate())
    context: dict[str, Any] = {"hearing": found, "section": section, "paragraph": paragraph, "form": form}
    context |= {"page": page, "may_comment": may_comment}
    return render(request, "forum/hearings/paragraph.html", context, status=422 if form.is_bound else 200)


@opens_to(EVERYONE)
@never_cache
def given(request: HttpRequest, pk: int) -> HttpResponse:
    """What this reader gave to the hearing, and what became of it."""
    found = seen_hearing(request, pk)
    rows = queries.given_by(found, voice_of(request))
    return render(request, "forum/hearings/given.html", {"hearing": found, "rows": rows})


@opens_to(EVERYONE)
@require_POST
def prefer(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    found = seen_hearing(request, pk)
    scenario = get_object_or_404(Section.objects.select_related("hearing"), pk=section, hearing=found)
    voice, code = speaking(request)
    try:
        actions.prefer(scenario, voice=voice, at=timezone.now())
    except Refused as refusal:
        shown = queries.hearing_shown(found, voice_of(request), timezone.localdate())
        context = {"hearing": found, "shown": shown, "why": words_for(refusal)}
        return render(request, "forum/hearings/hearing.html", context, status=409)
    return keep(request, redirect(f"{found.get_absolute_url()}#alternatives"), code)


@opens_to(EVERYONE)
def contributions(request: HttpRequest, pk: int) -> HttpResponse:
    """The public table of what was given, and what became of it with the reason."""
    found = seen_hearing(request, pk)
    given: Any = queries.Given(found)
    context = {"hearing": found, "page": Paginator(given, SIZE).get_page(request.GET.get("page"))}
    return render(request, "forum/hearings/contributions.html", context)


@opens_to(EVERYONE)
def contributions_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The same as CSV or XLSX."""
    found = seen_hearing(request, pk)
    if form not in {"csv", "xlsx"}:
        raise Http404
    columns = (_("Tentang"), _("Masukan"), _("Keputusan"), _("Pokok bahasan"), _("Alasan"))
    return stream(columns, queries.contribution_rows(found), f"masukan-{found.pk}", form)
