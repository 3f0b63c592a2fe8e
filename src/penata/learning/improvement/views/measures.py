"""Measures: proposed, made into tasks, started, dropped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from penata.delivery.plans.models import Plan
from penata.delivery.plans.queries import led_teams
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.teams.models import Team
from penata.delivery.teams.rules import bare_name
from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions, queries
from ..forms.evaluations import BecauseForm, MeasureForm, TaskForm
from ..models import Cause, Measure
from .common import act_page, led_or_404, measure_or_404, posted, today, who


@opens_to(STAFF)
def propose(request: Request, pk: int) -> HttpResponse:
    found = led_or_404(request, pk)
    form = MeasureForm(**posted(request), roots=queries.roots_of(found.causes.order_by("pk")))

    def act() -> Measure:
        said = form.cleaned_data
        cause = Cause.objects.get(pk=said.pop("cause"))
        return actions.propose_measure(found, cause=cause, **said, **who(request))

    back = f"{found.get_absolute_url()}#measures"
    return act_page(request, form, act, title=_("Usulkan tindakan"), back=back)


@opens_to(STAFF)
def drop(request: Request, pk: int) -> HttpResponse:
    measure = measure_or_404(request, pk)
    form = BecauseForm(**posted(request))
    return act_page(
        request, form, lambda: actions.drop_measure(measure, **form.cleaned_data, **who(request)),
        title=_("Batalkan tindakan"), back=measure.get_absolute_url(), lead=measure.title,
    )  # fmt: skip


@opens_to(STAFF)
def start(request: Request, pk: int) -> HttpResponse:
    measure = measure_or_404(request, pk)
    form = forms.Form(**posted(request))
    return act_page(
        request, form, lambda: actions.start_measure(measure, **who(request)),
        title=_("Mulai tindakan"), back=measure.get_absolute_url(),
        lead=_("%(title)s. Sesudah dimulai, ukuran pengaruhnya tidak dapat diubah lagi.") % {"title": measure.title},
        done=_("Tindakan dimulai. Pengaruhnya diukur pada harinya."),
    )  # fmt: skip


@opens_to(STAFF)
def task(request: Request, pk: int) -> HttpResponse:
    measure = measure_or_404(request, pk)
    form = TaskForm(**posted(request), places=_places(request, measure), initial={"title": measure.title})
    return act_page(
        request, form, lambda: _given(request, measure, form.cleaned_data), title=_("Buat tugas"),
        back=measure.get_absolute_url(), lead=measure.title, done=_("Tugas dibuat dalam rencananya."),
    )  # fmt: skip


def _places(request: Request, measure: Measure) -> list[tuple[str, Any]]:
    """Plans in which tasks of this evaluation are done, teams that he leads, the unit, and a new team."""
    seen = queries.sight(request.standing, on=today())
    plans = Plan.objects.filter(tasks__in=_tasks(measure), closed_at=None).distinct().order_by("pk")
    return [
        *((f"plan:{plan.pk}", _("Rencana: %(name)s") % {"name": plan.title}) for plan in plans[:50]),
        ("unit", _("Rencana baru unit yang dievaluasi")),
        *((f"team:{key}", _("Rencana baru tim %(name)s") % {"name": bare_name(name)}) for key, name in led_teams(seen)),
        ("new", _("Tim baru")),
    ]


def _tasks(measure: Measure) -> Any:
    return Measure.tasks.through.objects.filter(measure__evaluation=measure.evaluation_id).values("task")


def _given(request: Request, measure: Measure, said: dict[str, Any]) -> Any:
    kind, _colon, key = said["where"].partition(":")
    where: Plan | Team | actions.NewTeam | None = None
    if kind == "plan":
        where = Plan.objects.get(pk=int(key))
    elif kind == "team":
        where = Team.objects.get(pk=int(key))
    elif kind == "new":
        where = actions.NewTeam(said["team_name"], said["leader"], said["team_until"] + timedelta(days=1))
    owner = said["owner"].pk if said["owner"] else None
    draft = TaskDraft(said["title"], owner_id=owner, start=said["start"], due=said["due"])
    return actions.give_task(measure, draft, where=where, **who(request))
