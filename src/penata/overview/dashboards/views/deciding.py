"""Decisions: written down with the figure on which they stand, and afterwards what came of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import put_into_form

from .. import actions, exports, queries
from ..forms import DecisionForm, ResultForm
from ..models import Decision
from ..queries import Place
from ..rules import FIGURES
from .asking import place_of, query_of


@opens_to(STAFF)
def decisions(request: Request) -> HttpResponse:
    rows = queries.decisions(queries.viewer(request.standing))
    page = Paginator(rows, queries.PAGE).get_page(request.GET.get("page"))
    return render(request, "dashboards/decisions.html", {"page": page, "today": queries.today()})


@opens_to(STAFF)
def decide(request: Request, board: str, figure: str) -> HttpResponse:
    """The form beside the figure as it will be frozen."""
    who = queries.viewer(request.standing)
    place = place_of(request, board, who)
    if figure not in FIGURES:
        raise Http404
    kind = FIGURES[figure].kind
    if request.method != "POST":
        form = DecisionForm(kind=kind, initial={"decider": request.standing.label, "decided_on": queries.today()})
        return _form(request, place, figure, form)
    form = DecisionForm(request.POST, kind=kind)
    made = _decided(request, place, figure, form) if form.is_valid() else None
    return _form(request, place, figure, form) if made is None else redirect(made)


@opens_to(STAFF)
def decision(request: Request, key: int) -> HttpResponse:
    return _page(request, _found(request, key), ResultForm())


@opens_to(STAFF)
@require_POST
def result(request: Request, key: int) -> HttpResponse:
    found, form = _found(request, key), ResultForm(request.POST)
    if form.is_valid():
        try:
            actions.write_result(found, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, _("Hasil keputusan sudah dituliskan."))
            return redirect(found)
    return _page(request, found, form)


@opens_to(STAFF)
def decision_file(request: Request, key: int) -> HttpResponse:
    return exports.pdf(exports.decision_paper(_found(request, key)), f"keputusan-{key}")


def _found(request: Request, key: int) -> Decision:
    found = queries.decisions(queries.viewer(request.standing)).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _decided(request: Request, place: Place, figure: str, form: DecisionForm) -> Decision | None:
    try:
        made = actions.decide(place, figure, **form.cleaned_data, by=request.actor, at=timezone.now())
    except Refused as refusal:
        put_into_form(form, refusal)
        return None
    messages.success(request, _("Keputusan sudah dicatat bersama angkanya."))
    return made


def _form(request: Request, place: Place, figure: str, form: DecisionForm) -> HttpResponse:
    context = {
        "form": form, "place": place, "read": queries.one(place, FIGURES[figure]), "query": query_of(place),
        "title": place.name or queries.BOARDS[place.board],
    }  # fmt: skip
    return render(request, "dashboards/decide.html", context, status=422 if form.errors else 200)


def _page(request: Request, found: Decision, form: ResultForm) -> HttpResponse:
    context = {"one": found, "form": form, "today": queries.today()}
    return render(request, "dashboards/decision.html", context, status=422 if form.errors else 200)
