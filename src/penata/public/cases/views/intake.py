"""What the moderator looks at, and reports written down for residents."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.files.actions import keep
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form
from penata.organization.structure.queries import areas_for_choice
from penata.public.catalog.queries import choices as service_choices

from .. import actions, forms, queries
from ..rules import Submission
from .acting import who
from .reading import sight_of


@opens_to(may("cases.moderate"))
def moderation(request: HttpRequest) -> HttpResponse:
    return render(request, "cases/moderation.html", {"waiting": queries.moderation_queue(sight_of(request))})


@require_POST
@opens_to(may("cases.moderate"))
def moderate(request: HttpRequest, reference: str) -> HttpResponse:
    case = queries.find(sight_of(request), reference)
    if case is None:
        raise Http404
    try:
        if "publish" in request.POST:
            actions.publish(case, words=request.POST.get("words", "")[:10_000], **who(request))
        else:
            because = request.POST.get("because", "") or _("Tidak layak terbit")
            actions.unpublish(case, because=because[:500], **who(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("cases:moderation")


@opens_to(may("cases.counter"))
def counter(request: HttpRequest) -> HttpResponse:
    form = _counter_form(request)
    if form.is_bound and form.is_valid() and (done := _submitted(request, form)) is not None:
        return redirect("cases:counter_done", done.case.reference)
    return render(request, "cases/counter.html", {"form": form}, status=422 if form.is_bound else 200)


def _counter_form(request: HttpRequest) -> forms.CounterForm:
    on = timezone.localdate()
    lists: dict[str, Any] = {"areas": areas_for_choice(on), "services": service_choices(on)}
    if request.method == "POST":
        return forms.CounterForm(request.POST, request.FILES, **lists)
    return forms.CounterForm(initial={"key": uuid4()}, **lists)


def _submitted(request: HttpRequest, form: forms.CounterForm) -> actions.Submitted | None:
    typed = dict(form.cleaned_data)
    at = timezone.now()
    try:
        upload = typed.pop("attachment")
        kept = (keep(upload, at=at).pk,) if upload else ()
        area, service, urgent = typed.pop("area"), typed.pop("service"), typed.pop("is_urgent") or None
        submission = Submission(
            **typed, area_id=area, service_id=service, is_urgent=urgent, attachments=kept, language="id"
        )
        return actions.submit(submission, by=request.actor, at=at)  # type: ignore[attr-defined]
    except Refused as refusal:
        put_into_form(form, refusal)
        return None


@opens_to(may("cases.counter"))
def counter_done(request: HttpRequest, reference: str) -> HttpResponse:
    """The number, the receipt, and where it went; also for one who may not open the case itself."""
    found = queries.taken_by(request.actor.id or 0, reference)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return render(request, "cases/counter_done.html", {"case": found, "seat": queries.seat_now(found)})
