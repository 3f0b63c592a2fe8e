"""What officers do with a case: one page for each act."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

from .. import actions, queries
from ..models import Step
from ..rules import Act
from .acts import PAGES, ActPage
from .reading import UNDO, open_whole

AGAIN = ("seek", "fill")  # buttons that only change the form: look for positions, fill in a template


def who(request: HttpRequest) -> dict[str, Any]:
    """Who acts, with his right, now."""
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}  # type: ignore[attr-defined]


@opens_to(STAFF)
def act(request: HttpRequest, reference: str, act: str) -> HttpResponse:
    page = PAGES.get(Act(act)) if act in set(Act) else None
    if page is None:
        raise Http404
    whole = open_whole(request, reference)
    if act not in whole.acts:
        messages.info(request, _("Langkah ini tidak terbuka bagi Anda pada keadaan laporan sekarang."))
        return redirect("cases:case", reference)
    form = _form(request, page, whole)
    if form.is_bound and form.is_valid() and (step := _done(request, page, whole, form)) is not None:
        return _after(request, reference, step)
    context = {"whole": whole, "form": form, "page": page, "act": act}
    return render(request, "cases/act.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, page: ActPage, whole: queries.Whole) -> Any:
    if request.method != "POST":
        return page.form(request, whole, {})
    if any(name in request.POST for name in AGAIN):
        typed = request.POST.dict()
        return page.form(request, whole, {"initial": typed | _filled(whole, typed)})
    return page.form(request, whole, {"data": request.POST, "files": request.FILES})


def _filled(whole: queries.Whole, typed: dict[str, Any]) -> dict[str, str]:
    """The words of the template that was picked, with the case's number, position and deadline."""
    if "fill" not in typed or not str(typed.get("template", "")).isdecimal():
        return {}
    text = queries.template_text(int(typed["template"]), whole)
    return {"text": text} if text else {}


def _done(request: HttpRequest, page: ActPage, whole: queries.Whole, form: Any) -> Any:
    """What the action gave; None when it said no, which the form then shows."""
    try:
        done = page.do(whole, form, who(request))
    except Refused as refusal:
        put_into_form(form, refusal)
        return None
    messages.success(request, page.done)
    return done


def _after(request: HttpRequest, reference: str, step: Any) -> HttpResponse:
    """Back to the case; an assignment can be undone there for ten seconds."""
    if isinstance(step, Step) and step.kind == Step.Kind.ASSIGNED:
        request.session[UNDO] = step.pk
    return redirect("cases:case", reference)


@require_POST
@opens_to(STAFF)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    step = Step.objects.filter(pk=pk, by_id=request.actor.id or 0).select_related("case").first()  # type: ignore[attr-defined]
    if step is None:
        raise Http404
    try:
        actions.undo(step, by=request.actor, at=timezone.now())  # type: ignore[attr-defined]
        messages.success(request, _("Penyaluran dibatalkan; tidak ada yang dikabari."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(step.case)
