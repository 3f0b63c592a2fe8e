"""One task: what it is, how far it is, what shows it, what blocks it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.files import queries as files
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import BecauseForm, BlockForm, ItemsForm, NewTaskForm, ProgressForm, ProofForm, TaskForm
from ..models import Item, Plan, Proof, Task
from ..rules.progress import STEPS
from .common import (
    back_to,
    form_page,
    led_plan_or_404,
    led_task_or_404,
    posted,
    said,
    seen_by,
    task_or_404,
    who,
)

FORMS: dict[str, Any] = {"progress": ProgressForm, "steps": ItemsForm, "proof": ProofForm, "block": BlockForm}


@opens_to(STAFF)
def task(request: Request, pk: int) -> HttpResponse:
    found, seen = task_or_404(request, pk)
    return _page(request, found, seen)


def _page(request: Request, found: Task, seen: queries.Sight, **bound: Any) -> HttpResponse:
    """The task's page; `bound`: a form of it that was refused."""
    page = queries.task_page(found, seen)
    fresh = {name: one(auto_id=f"id_{name}_%s") for name, one in FORMS.items()}
    is_open = found.plan.closed_at is None and found.state != Task.State.DROPPED
    context = {
        "page": page, "task": found, "forms": fresh | bound, "steps": STEPS, "today": seen.on,
        "works": page.works and is_open, "leads": page.leads and is_open, "open_form": next(iter(bound), ""),
        "waits_for_me": page.blocker is not None and page.blocker.by_id == request.standing.person_id is not None,
    }  # fmt: skip
    return render(request, "plans/task.html", context, status=422 if bound else 200)


@opens_to(STAFF)
def add_task(request: Request, pk: int) -> HttpResponse:
    plan, seen = led_plan_or_404(request, pk)
    form = NewTaskForm(**posted(request), **_choices(plan, seen))

    def act() -> Task:
        items = form.cleaned_data["items"].splitlines()
        return actions.add_task(plan, form.draft(), items=items, **who(request))

    added = attempt(form, act)
    return redirect(added) if added else form_page(request, form, _("Tugas baru"), plan.get_absolute_url())


@opens_to(STAFF)
def change_task(request: Request, pk: int) -> HttpResponse:
    found, seen = led_task_or_404(request, pk)
    form = TaskForm(**posted(request), initial=_first(found), **_choices(found.plan, seen, found))
    changed = attempt(form, lambda: actions.change_task(found, form.draft(), **who(request)))
    return redirect(found) if changed else form_page(request, form, _("Ubah tugas ini"), found.get_absolute_url())


def _choices(plan: Plan, seen: queries.Sight, task: Task | None = None) -> dict[str, Any]:
    """Who may be given it, each with his fullest week, and what it may wait for."""
    people = queries.people_of(plan, seen.on)
    loads = queries.loads_of([key for key, _name in people], seen.on)
    named = []
    for key, name in people:
        fullest = max(loads[key], key=lambda week: week.share)
        words = _("%(name)s · %(share)s%%, melebihi batas") if fullest.is_over else _("%(name)s · %(share)s%%")
        named.append((key, words % {"name": name, "share": fullest.share}))
    return {"people": named, "tasks": queries.tasks_for_choice(plan, task.pk if task else 0)}


def _first(found: Task) -> dict[str, Any]:
    names = ("title", "about", "start", "due", "is_milestone", "hours")
    first: dict[str, Any] = {name: getattr(found, name) for name in names}
    first["owner"] = found.owner_id
    first["contributors"] = "\n".join(person.nip for person in queries.contributors_of(found))
    first["needs"] = queries.needs_of(found.plan).get(found.pk, [])
    return first


@opens_to(STAFF)
def drop_task(request: Request, pk: int) -> HttpResponse:
    found, _seen = led_task_or_404(request, pk)
    form = BecauseForm(**posted(request))
    dropped = attempt(form, lambda: actions.drop_task(found, **form.cleaned_data, **who(request)))
    back = found.get_absolute_url()
    return redirect(found) if dropped else form_page(request, form, _("Batalkan tugas"), back, _("Batalkan tugas"))


@require_POST
@opens_to(STAFF)
def tap(request: Request) -> HttpResponse:
    """One tap: the button says which task, and how far it is."""
    key, _colon, percent = request.POST.get("tap", "").partition(":")
    if not (key.isdecimal() and percent.isdecimal() and len(key) < 18 and len(percent) < 4):
        raise Http404
    found, _seen = task_or_404(request, int(key))
    words = _("Tercatat: %(title)s, %(percent)s%%.") % {"title": found.title, "percent": min(100, int(percent))}
    said(request, lambda: actions.progress(found, percent=int(percent), **who(request)), words)
    return back_to(request, found.get_absolute_url())


@require_POST
@opens_to(STAFF)
def act(request: Request, pk: int, act: str) -> HttpResponse:
    """A form of the task's page was sent."""
    found, seen = task_or_404(request, pk)
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, request.FILES, auto_id=f"id_{act}_%s")
    if attempt(form, lambda: _do(act, found, form.cleaned_data, who(request))) is None:
        return _page(request, found, seen, **{act: form})
    messages.success(request, _("Tersimpan."))
    return redirect(found)


def _do(act: str, found: Task, values: dict[str, Any], acts: dict[str, Any]) -> Any:
    if act == "progress":
        return actions.progress(found, **values, **acts)
    if act == "steps":
        return actions.add_items(found, values["words"], **acts)
    if act == "proof":
        return actions.add_proof(found, **values, **acts)
    return actions.block(found, **values, **acts)


@require_POST
@opens_to(STAFF)
def check(request: Request, pk: int) -> HttpResponse:
    item = get_object_or_404(Item.objects.select_related("task"), pk=pk)
    found, _seen = task_or_404(request, item.task_id)
    said(request, lambda: actions.check_item(item, is_done=request.POST.get("done") == "1", **who(request)))
    return redirect(f"{found.get_absolute_url()}#items")


@require_POST
@opens_to(STAFF)
def unblock(request: Request, pk: int) -> HttpResponse:
    found, _seen = task_or_404(request, pk)
    said(request, lambda: actions.unblock(found, **who(request)), _("Hambatannya sudah berakhir."))
    still = queries.find_task(seen_by(request), pk)  # who was waited for may see it no longer
    return back_to(request, found.get_absolute_url() if still else reverse("plans:mine"))


@opens_to(STAFF)
def proof(request: Request, pk: int) -> HttpResponseBase:
    """The file of a proof, for those who see its task."""
    one = Proof.objects.filter(pk=pk, attachment__isnull=False).select_related("attachment").first()
    if one is None or one.attachment is None or queries.find_task(seen_by(request), one.task_id) is None:
        raise Http404
    return files.response(one.attachment, thumbnail="small" in request.GET)
