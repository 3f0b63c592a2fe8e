"""The acts of those who make surveys: making, opening, points, paper, closing, publishing, following up."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import FollowUpForm, MakeForm, PaperForm, PointForm, ReasonForm, ResultForm, initial_of
from ..models import FollowUp, Point, Remark
from ..rules.groups import LEAST_GROUP
from ..rules.index import Weight
from .answering import language
from .opening import do, open_survey, posted, sight_of, who
from .watching import name_of

PLAIN_ACTS = {"open": actions.open_survey, "close": actions.close_survey, "publish": actions.publish_survey}


@opens_to(STAFF)
def new(request: HttpRequest) -> HttpResponse:
    seen = sight_of(request)
    if not seen.may_make:
        raise PermissionDenied
    first = {"since": seen.on, "last_day": seen.on + timedelta(days=89), "minimum_group": LEAST_GROUP}
    form = MakeForm(**posted(request), on=seen.on, initial=first | {"is_anonymous": True})

    def act() -> str:
        return actions.make_survey(**form.values(), **who(request)).get_absolute_url()

    return do(request, form, act, {"title": _("Buat survei")}, done=_("Survei dibuat. Periksa, lalu buka."))


@opens_to(STAFF)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    survey = open_survey(request, pk)
    form = MakeForm(**posted(request), on=timezone.localdate(), survey=survey, initial=initial_of(survey))

    def act() -> str:
        return actions.change_survey(survey, **form.values(), **who(request)).get_absolute_url()

    return do(request, form, act, {"title": _("Ubah survei"), "survey": survey}, done=_("Tersimpan."))


@opens_to(STAFF)
@require_POST
def act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Open, close, publish; or the weight of the index."""
    survey = open_survey(request, pk)
    try:
        if act in PLAIN_ACTS:
            PLAIN_ACTS[act](survey, **who(request))
        elif act in {"exact", "compatible"}:
            weight = Weight.EXACT if act == "exact" else Weight.COMPATIBLE
            actions.use_weight(survey, weight, **who(request))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(survey)


@opens_to(STAFF)
def aside(request: HttpRequest, pk: int) -> HttpResponse:
    survey = open_survey(request, pk)
    form, back = ReasonForm(**posted(request)), survey.aside_at is not None
    title = _("Hitung lagi jawaban bertanda") if back else _("Sisihkan jawaban bertanda")

    def act() -> str:
        return actions.set_aside(survey, **form.cleaned_data, back=back, **who(request)).get_absolute_url()

    return do(request, form, act, {"title": title, "survey": survey}, done=_("Tersimpan."))


@opens_to(STAFF)
def add_point(request: HttpRequest, pk: int) -> HttpResponse:
    survey, form = open_survey(request, pk), PointForm(**posted(request))

    def act() -> str:
        actions.add_point(survey, **form.cleaned_data, **who(request))
        return survey.get_absolute_url()

    context = {"title": _("Tambah tempat menjawab"), "survey": survey}
    return do(request, form, act, context, done=_("Tempat menjawab ditambahkan."))


@opens_to(STAFF)
def close_point(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    survey, form = open_survey(request, pk), ReasonForm(**posted(request))
    found = get_object_or_404(Point, pk=point, survey=survey)

    def act() -> str:
        actions.close_point(found, **form.cleaned_data, **who(request))
        return survey.get_absolute_url()

    title = _("Tutup %(point)s") % {"point": found.label}
    return do(request, form, act, {"title": title, "survey": survey}, done=_("Tempat itu tidak menerima jawaban lagi."))


@opens_to(STAFF)
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Type in a sheet of paper; then the next one."""
    survey, on = open_survey(request, pk), timezone.localdate()
    options = {"questions": survey.questions, "language": language(), "places": queries.places(survey.questions, on)}
    form = PaperForm(**posted(request), initial={"key": uuid4()}, **options)

    def act() -> bool:
        sent = form.cleaned_data
        return actions.enter_paper(survey, sent["answers"], on=sent["on"], key=sent["key"], **who(request)) is not None

    if attempt(form, act):
        messages.success(request, _("Lembar tersimpan. Silakan lembar berikutnya."))
        return redirect("surveys:paper", pk=pk)
    return render(request, "surveys/paper.html", {"survey": survey, "form": form}, status=422 if form.is_bound else 200)


@opens_to(STAFF)
def follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan what is done about a low element; the lowest is offered first."""
    survey = open_survey(request, pk)
    codes = [row.code for row in queries.satisfaction(survey).elements] if survey.is_satisfaction else []
    codes = codes or [question.code for question in survey.questions]
    form = FollowUpForm(**posted(request), elements=[(code, name_of(survey, code)) for code in codes])

    def act() -> str:
        return actions.plan_follow_up(survey, **form.cleaned_data, **who(request)).survey.get_absolute_url()

    return do(request, form, act, {"title": _("Rencanakan tindak lanjut"), "survey": survey}, done=_("Tercatat."))


@opens_to(STAFF)
def finish(request: HttpRequest, pk: int, plan: int) -> HttpResponse:
    survey, form = open_survey(request, pk), ResultForm(**posted(request))
    found = get_object_or_404(FollowUp, pk=plan, survey=survey)

    def act() -> str:
        actions.finish_follow_up(found, **form.cleaned_data, **who(request))
        return survey.get_absolute_url()

    return do(request, form, act, {"title": _("Tindak lanjut selesai"), "survey": survey}, done=_("Tercatat."))


@opens_to(STAFF)
def erase(request: HttpRequest, pk: int, remark: str) -> HttpResponse:
    survey, form = open_survey(request, pk), ReasonForm(**posted(request))
    found = get_object_or_404(Remark, pk=remark, survey=survey)

    def act() -> str:
        actions.erase_remark(found, **form.cleaned_data, **who(request))
        return reverse("surveys:remarks", args=[survey.pk, found.code, found.topic])

    context = {"title": _("Hapus kata-kata ini"), "survey": survey, "words": found.words}
    return do(request, form, act, context, done=_("Kata-kata itu dihapus; jawabannya tetap dihitung."))
