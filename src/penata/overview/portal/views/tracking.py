"""Following a case by its secret link, and what its reporter may do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from penata.foundation.accounts.actions import count_attempt
from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.files import queries as files
from penata.foundation.refusals import Refused, words_for
from penata.public.cases import exports as papers
from penata.public.cases import queries as cases
from penata.public.cases.rules import Act

from .. import actions, queries
from ..forms import ACTS, FindForm

GUESSES, HOUR = 60, timedelta(hours=1)  # wrong links an hour from one network address


def _tracked(request: HttpRequest, secret: str) -> cases.Tracking:
    """The case of a link; wrong ones are counted, so that nobody tries many."""
    found = cases.track(secret)
    if found is None:
        count_attempt(kind="track", key=client_address(request), limit=GUESSES, per=HOUR)
        raise Http404
    return found


@opens_to(EVERYONE)
@never_cache
def track(request: HttpRequest, secret: str) -> HttpResponse:
    found = _tracked(request, secret)
    return render(request, "portal/track.html", {"found": found, "secret": secret, **queries.to_track(found)})


@opens_to(EVERYONE)
@never_cache
def track_new(request: HttpRequest, secret: str) -> HttpResponse:
    found = _tracked(request, secret)
    link = request.build_absolute_uri(reverse("portal:track", args=[secret]))
    context = {"found": found, "secret": secret, "link": link, **queries.to_track(found)}
    return render(request, "portal/sent.html", context)


@opens_to(EVERYONE)
@never_cache
def act(request: HttpRequest, secret: str, act: str) -> HttpResponse:
    found = _tracked(request, secret)
    if act not in found.acts:
        messages.info(request, _("Langkah itu tidak dapat dilakukan pada keadaan laporan sekarang."))
        return redirect("portal:track", secret=secret)
    form = ACTS[Act(act)](request.POST, request.FILES) if request.method == "POST" else ACTS[Act(act)]()
    if request.method == "POST" and form.is_valid():
        actions.count_act(secret)
    if form.is_valid() and _done(found, Act(act), form):
        messages.success(request, _("Terima kasih. Sudah kami catat dan teruskan."))
        return redirect("portal:track", secret=secret)
    context = {"found": found, "secret": secret, "form": form, "act": act}
    return render(request, f"portal/acts/{act}.html", context, status=422 if form.errors else 200)


def _done(found: cases.Tracking, act: Act, form: Any) -> bool:
    """Whether the act was done; a refusal is put beside its field."""
    try:
        actions.report_again(found.case, act, form.cleaned_data, at=timezone.now())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, words_for(refusal))
        return False
    return True


@opens_to(EVERYONE)
@never_cache
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    case = _tracked(request, secret).case
    area = queries.area_of(case, on=timezone.localdate())
    paper = papers.receipt(case, seat=cases.seat_now(case), area=area)
    name = f'attachment; filename="{case.reference}-receipt.pdf"'
    return HttpResponse(paper, content_type="application/pdf", headers={"Content-Disposition": name})


@opens_to(EVERYONE)
@never_cache
def photo(request: HttpRequest, secret: str, photo: int) -> HttpResponseBase:
    found = _tracked(request, secret)
    attachment = queries.attachment_of(found, photo)
    if attachment is None:
        raise Http404
    return files.response(attachment, thumbnail="small" in request.GET)


@opens_to(EVERYONE)
@never_cache
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST) if request.method == "POST" else FindForm()
    if request.method == "POST" and form.is_valid():
        count_attempt(kind="find", key=client_address(request), limit=10, per=HOUR)
        actions.send_links(form.cleaned_data["email"], form.cleaned_data["phone"], at=timezone.now())
        return render(request, "portal/found.html")  # says the same whether there is one or not
    return render(request, "portal/find.html", {"form": form}, status=422 if form.errors else 200)
