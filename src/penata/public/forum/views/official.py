"""What those who answer for the city do in a topic."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.calendars.queries import calendar
from penata.foundation.refusals import Refused, words_for
from penata.foundation.ui.widgets import attempt
from penata.organization.structure import queries as structure

from .. import actions, queries
from ..forms import AnswerForm, ClosingForm, DirectForm, KeepForm, StateForm
from ..models import OfficialAnswer, Topic
from ..rules import MODERATE


def _answerable(request: HttpRequest, pk: int) -> Topic:
    """The topic, when this reader may answer it."""
    topic = queries.topic(pk)
    if topic is None:
        raise Http404
    if not queries.may_answer(topic, queries.sight(request.standing, on=timezone.localdate())):
        raise PermissionDenied
    return topic


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


def _positions(request: HttpRequest) -> list[tuple[int, str]]:
    found = structure.position_titles(sorted(request.standing.positions), timezone.localdate())
    return [(key, f"{title} · {unit}" if unit else title) for key, (title, _unit, unit) in found.items()]


def _posted(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST} if request.method == "POST" else {}


def _page(request: HttpRequest, form: Any, topic: Topic, title: str, button: str, **more: Any) -> HttpResponse:
    context = {"form": form, "topic": topic, "title": title, "button": button, **more}
    return render(request, "forum/official.html", context, status=422 if form.is_bound else 200)


@opens_to(STAFF)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A position answers, perhaps with a promise."""
    topic, on = _answerable(request, pk), timezone.localdate()
    mandates = [words for _position, words in queries.mandates_of(request.standing.positions, on)]
    form = AnswerForm(**_posted(request), positions=_positions(request), mandates=list(dict.fromkeys(mandates)))
    if attempt(form, lambda: _answer(request, topic, form.cleaned_data)) is not None:
        messages.success(request, _("Jawaban resmi tampil paling atas; pengikut topik dikabari."))
        return redirect(topic)
    return _page(request, form, topic, _("Jawab secara resmi"), _("Kirim jawaban"))


def _answer(request: HttpRequest, topic: Topic, given: dict[str, Any]) -> OfficialAnswer:
    due = given["promised_on"]
    if due is None and given["working_days"]:
        due = calendar().add(timezone.localdate(), given["working_days"])
    return actions.answer(
        topic, words=given["words"], position_id=given["position"], mandate=given["mandate"],
        promise=given["promise"], promised_on=due, **_who(request),
    )  # fmt: skip


@opens_to(STAFF)
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """What was promised is done."""
    row = OfficialAnswer.objects.select_related("topic").filter(pk=pk, promised_on__isnull=False, kept_at=None).first()
    if row is None:
        raise Http404
    if row.position_id not in request.standing.positions:
        _answerable(request, row.topic_id)
    form = KeepForm(**_posted(request))
    if attempt(form, lambda: actions.keep_promise(row, **form.cleaned_data, **_who(request))) is not None:
        messages.success(request, _("Tersimpan; pengikut topik dikabari."))
        return redirect(row.topic)
    return _page(request, form, row.topic, _("Janji sudah ditepati"), _("Simpan"), promise=row)


@opens_to(STAFF)
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """What becomes of a topic."""
    topic = _answerable(request, pk)
    form = StateForm(**_posted(request), positions=_positions(request), now=topic.state)

    if attempt(form, lambda: actions.change_state(topic, **form.values(), **_who(request))) is not None:
        messages.success(request, _("Tersimpan; pengikut topik dikabari."))
        return redirect(topic)
    return _page(request, form, topic, _("Apa jadinya topik ini?"), _("Simpan"))


@opens_to(STAFF)
def direct(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead a topic to the unit whose task it is."""
    topic = _answerable(request, pk)
    form = DirectForm(**_posted(request), positions=_positions(request))
    if attempt(form, lambda: actions.ask_unit(topic, **form.values(), **_who(request))) is not None:
        messages.success(request, _("Topik diarahkan; kepala unit itu dikabari."))
        return redirect(topic)
    return _page(request, form, topic, _("Arahkan ke unit lain"), _("Arahkan"))


@opens_to(STAFF)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a topic for writing, or open one that is closed: moderators, and who may answer it."""
    topic = queries.topic(pk) if request.standing.may(MODERATE) else _answerable(request, pk)
    if topic is None:
        raise Http404
    form, is_closed = ClosingForm(**_posted(request), positions=_positions(request)), topic.closed_at is not None
    act = actions.reopen_topic if is_closed else actions.close_topic
    if attempt(form, lambda: act(topic, **form.values(), **_who(request))) is not None:
        messages.success(request, _("Tersimpan; pengikut topik dikabari."))
        return redirect(topic)
    if is_closed:
        return _page(request, form, topic, _("Buka lagi topik ini"), _("Buka lagi"))
    return _page(request, form, topic, _("Tutup topik untuk tulisan baru"), _("Tutup topik"))


@opens_to(STAFF)
@require_POST
def make_case(request: HttpRequest, pk: int) -> HttpResponse:
    """The topic becomes a report with a number and deadlines."""
    topic = _answerable(request, pk)
    try:
        made = actions.make_case(topic, **_who(request))
        messages.success(request, _("Topik ini menjadi laporan %(number)s.") % {"number": made.case})
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(topic)
