"""Plans are opened, changed, agreed upon, closed, brought in from a file; templates and recurring work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.delivery.teams.models import Team
from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused
from penata.foundation.tables.actions import run_import
from penata.foundation.tables.exports import report_rows
from penata.foundation.ui.widgets import attempt, put_into_form
from penata.organization.people.models import Person
from penata.organization.structure import queries as structure
from penata.organization.structure.models import Unit

from .. import actions, queries
from ..forms import (
    ChangeTemplateForm,
    CloseForm,
    FileForm,
    NewPlanForm,
    PlanForm,
    RecurrenceForm,
    TemplateForm,
)
from ..imports import TASKS
from ..models import Node, Plan, Recurrence, Template
from .common import form_page, led_plan_or_404, posted, said, seen_by, signed, who


@opens_to(STAFF)
def new_plan(request: Request) -> HttpResponse:
    seen = seen_by(request)
    first = {"start": seen.on, "template": request.GET.get("template", ""), "whose": request.GET.get("whose", "")}
    choices: dict[str, Any] = {
        "whose": _whose(seen),
        "templates": _templates(),
        "activities": queries.activities_for_choice(seen.on),
    }
    if not choices["whose"]:
        messages.info(request, _("Rencana dibuka oleh kepala unit atau ketua tim."))
        return redirect("plans:plans")
    form = NewPlanForm(**posted(request), initial=first, **choices)
    plan = attempt(form, lambda: actions.open_plan(**_asked(form.cleaned_data), **who(request)))
    return redirect(plan) if plan else form_page(request, form, _("Rencana baru"), reverse("plans:plans"))


def _whose(seen: queries.Sight) -> list[tuple[str, str]]:
    """The teams and units for which he may open plans."""
    units = structure.unit_names(queries.led_units(seen), seen.on)
    found = [(f"team:{key}", _("Tim: %(name)s") % {"name": name}) for key, name in queries.led_teams(seen)]
    return found + [(f"unit:{key}", name) for key, name in sorted(units.items(), key=lambda pair: pair[1])]


def _templates() -> list[tuple[int, str]]:
    return [(one.pk, one.name) for one in queries.templates() if one.is_active]


def _asked(said_of_it: dict[str, Any]) -> dict[str, Any]:
    values = dict(said_of_it)
    kind, _colon, key = values.pop("whose").partition(":")
    owner = Team.objects.get(pk=key) if kind == "team" else Unit.objects.get(pk=key)
    template = Template.objects.filter(pk=values.pop("template")).first()
    node = Node.objects.filter(pk=values.pop("node")).first()
    return values | {kind: owner, "template": template, "node": node}


@opens_to(STAFF)
def change_plan(request: Request, pk: int) -> HttpResponse:
    plan, seen = led_plan_or_404(request, pk)
    first = {name: getattr(plan, name) for name in ("title", "purpose", "lead", "start", "due")} | {
        "node": plan.node_id
    }
    form = PlanForm(**posted(request), initial=first, activities=_activities(plan, seen))

    def act() -> Plan:
        values = form.cleaned_data | {"node": Node.objects.filter(pk=form.cleaned_data["node"]).first()}
        return actions.change_plan(plan, **values, **who(request))

    if attempt(form, act):
        return redirect(plan)
    return form_page(request, form, _("Ubah rencana"), plan.get_absolute_url())


def _activities(plan: Plan, seen: queries.Sight) -> list[tuple[int, str]]:
    found = queries.activities_for_choice(seen.on)
    is_there = plan.node is None or plan.node_id in dict(found)
    return found if is_there or plan.node is None else [*found, (plan.node.pk, plan.node.title)]


@opens_to(STAFF)
def agree(request: Request, pk: int) -> HttpResponse:
    plan, _seen = led_plan_or_404(request, pk)
    if request.method == "POST":
        said(request, lambda: actions.agree(plan, **who(request)), _("Jadwal hari ini menjadi acuan."))
        return redirect("plans:gantt", plan.pk)
    return render(request, "plans/agree.html", {"plan": plan})


@opens_to(STAFF)
def close_plan(request: Request, pk: int) -> HttpResponse:
    plan, _seen = led_plan_or_404(request, pk)
    form = CloseForm(**posted(request))
    closed = attempt(form, lambda: actions.close_plan(plan, **form.cleaned_data, **who(request)))
    back = plan.get_absolute_url()
    return redirect(plan) if closed else form_page(request, form, _("Tutup rencana"), back, _("Tutup rencana"))


@opens_to(STAFF)
def bring(request: Request, pk: int) -> HttpResponse:
    """Tasks from a file: all rows or none, and what is wrong with each."""
    plan, _seen = led_plan_or_404(request, pk)
    form, report = FileForm(**posted(request, files=True)), None
    if form.is_bound and form.is_valid():
        try:
            report = _brought(request, plan, form)
        except Refused as refusal:
            put_into_form(form, refusal)
        if report is not None and not report.is_refused:
            return redirect("plans:table", plan.pk)
    findings = list(report_rows(report))[:200] if report else []
    context = {"plan": plan, "form": form, "findings": findings, "total": report.findings_total if report else 0}
    return render(request, "plans/bring.html", context, status=422 if form.is_bound else 200)


def _brought(request: Request, plan: Plan, form: FileForm) -> Any:
    file = form.cleaned_data["file"]
    report = run_import(
        TASKS, file, file_name=file.name, choices={"plan": str(plan.pk)}, dry_run=False, again=True,
        **signed(request),
    )  # fmt: skip
    if not report.is_refused:
        counted = {"new": report.rows_new, "changed": report.rows_changed, "same": report.rows_same}
        messages.success(request, _("%(new)s tugas ditambahkan, %(changed)s diperbarui, %(same)s tetap.") % counted)
    return report


@opens_to(STAFF)
def templates(request: Request) -> HttpResponse:
    return render(request, "plans/templates.html", {"templates": list(queries.templates()[:300])})


@opens_to(STAFF)
def template(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Template, pk=pk)
    context = {"template": found, "tasks": list(found.tasks.order_by("number")), "is_own": _is_own(request, found)}
    return render(request, "plans/template.html", context)


def _is_own(request: Request, found: Template) -> bool:
    """Who made it, and who keeps the performance tree, may change a template."""
    return request.standing.may("plans.tree") or found.made_by_id == request.standing.account_id


@opens_to(STAFF)
def change_template(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Template, pk=pk)
    if not _is_own(request, found):
        raise Http404
    first = {"name": found.name, "purpose": found.purpose, "is_active": found.is_active}
    form = ChangeTemplateForm(**posted(request), initial=first)
    changed = attempt(form, lambda: actions.change_template(found, **form.cleaned_data, **signed(request)))
    return redirect(found) if changed else form_page(request, form, _("Ubah contoh"), found.get_absolute_url())


@opens_to(STAFF)
def save_template(request: Request, pk: int) -> HttpResponse:
    plan, _seen = led_plan_or_404(request, pk)
    form = TemplateForm(**posted(request), initial={"name": plan.title})
    found = attempt(form, lambda: actions.save_template(plan, **form.cleaned_data, **who(request)))
    back = plan.get_absolute_url()
    return redirect(found) if found else form_page(request, form, _("Jadikan contoh"), back)


@opens_to(STAFF)
def recurrences(request: Request, pk: int) -> HttpResponse:
    plan, seen = led_plan_or_404(request, pk)
    form = RecurrenceForm(**posted(request), initial={"first_due": seen.on}, people=queries.people_of(plan, seen.on))

    def act() -> Recurrence:
        values = form.cleaned_data | {"hours": form.cleaned_data["hours"] or 0}
        owner = Person.objects.filter(pk=values.pop("owner")).first()
        return actions.recur(plan, **values, owner=owner, **who(request))

    if attempt(form, act):
        return redirect("plans:recurrences", plan.pk)
    context = {"plan": plan, "form": form, "recurrences": queries.recurrences_of(plan)}
    return render(request, "plans/recurrences.html", context, status=422 if form.is_bound else 200)


@require_POST
@opens_to(STAFF)
def stop_recurring(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Recurrence.objects.select_related("plan"), pk=pk)
    plan, _seen = led_plan_or_404(request, found.plan_id)
    said(request, lambda: actions.stop_recurring(found, **who(request)), _("Tugas itu tidak berulang lagi."))
    return redirect("plans:recurrences", plan.pk)
