"""Plans and tasks for other programs: what the reader sees on the pages, and progress through the same act."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from ninja import Field, P, PathEx, Query, Router, Schema
from ninja.errors import HttpError

from penata.foundation.accounts.rules import STAFF, opens_to

from . import actions, queries
from .models import Plan, Task

router = Router(tags=["Rencana kerja"])
A_PAGE = 25
Key = PathEx[int, P(ge=1, lt=2**31)]


class Narrowed(Schema):
    """How the list is narrowed, as on the page."""

    q: str = Field("", max_length=160, pattern="^[^\x00]*$")
    scope: str = Field("open", pattern="^(open|mine|closed)$")
    page: int = Field(1, ge=1, le=1_000)


class Said(Schema):
    """How far a task is. The same percent again, without words, changes nothing."""

    model_config = {"json_schema_extra": {"example": {"percent": 50, "words": "Separuh ruas sudah diukur."}}}
    percent: int = Field(ge=0, le=100)
    words: str = Field("", max_length=500)


@router.get("/plans", summary="Rencana kerja yang boleh saya lihat")
@opens_to(STAFF)
def plans(request: HttpRequest, narrowed: Query[Narrowed]) -> dict[str, Any]:
    """Twenty-five a page, the nearest end first; `next` is the next value of `page`, or null."""
    seen, first = _sight(request), (narrowed.page - 1) * A_PAGE
    found = list(queries.listing(seen, narrowed.scope, narrowed.q)[first : first + A_PAGE + 1])
    names = queries.owner_names(found, seen.on)
    rows = [_plan(one, names[one.pk]) | _counts(one) for one in found[:A_PAGE]]
    return {"plans": rows, "next": narrowed.page + 1 if len(found) > A_PAGE else None}


@router.get("/plans/{pk}", summary="Satu rencana dengan tugas-tugasnya")
@opens_to(STAFF)
def plan(request: HttpRequest, pk: Key) -> dict[str, Any]:
    """Its tasks but those dropped, by their days; `needs` are the tasks that must be finished before."""
    seen = _sight(request)
    found = queries.find(seen, pk)
    if found is None:
        raise HttpError(404, "no such plan")
    needs = queries.needs_of(found)
    tasks = [row._asdict() | {"needs": needs.get(row.id, [])} for row in queries.rows_of(found)]
    return _plan(found, queries.owner_name(found, seen.on)) | {"purpose": found.purpose, "tasks": tasks}


@router.get("/tasks/mine", summary="Tugas saya yang terbuka")
@opens_to(STAFF)
def mine(request: HttpRequest) -> dict[str, Any]:
    """Of all teams and units, owned or supported, by deadline."""
    person = request.standing.person_id  # type: ignore[attr-defined]
    return {"tasks": [row._asdict() for row in queries.tasks_of(person)]}


@router.get("/tasks/{pk}", summary="Satu tugas")
@opens_to(STAFF)
def task(request: HttpRequest, pk: Key) -> dict[str, Any]:
    """With its checklist, what blocks it, and what was said of its progress; `may_progress`: whether the reader may."""
    found, seen = _task(request, pk)
    page = queries.task_page(found, seen)
    return _whole(found) | {
        "contributors": [person.name for person in page.contributors],
        "checklist": [{"words": item.words, "done_at": item.done_at} for item in page.items],
        "blocked": page.blocker.words if page.blocker else None,
        "updates": [
            {"at": one.at, "before": one.before, "after": one.after, "words": one.words, "by": one.by_label}
            for one in page.updates
        ],
        "may_progress": page.works and found.plan.closed_at is None,
    }


@router.post("/tasks/{pk}/progress", summary="Catat kemajuan tugas")
@opens_to(STAFF)
def progress(request: HttpRequest, pk: Key, said: Said) -> dict[str, Any]:
    """By the owner, a contributor, or who leads the plan. A browser's session sends the header X-CSRFToken too."""
    _refuse_forgery(request)
    found, _seen = _task(request, pk)
    by: dict[str, Any] = {"by": request.actor, "standing": request.standing}  # type: ignore[attr-defined]
    return _whole(actions.progress(found, percent=said.percent, words=said.words, at=timezone.now(), **by))


def _sight(request: HttpRequest) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())  # type: ignore[attr-defined]


def _task(request: HttpRequest, pk: int) -> tuple[Task, queries.Sight]:
    seen = _sight(request)
    found = queries.find_task(seen, pk)
    if found is None:
        raise HttpError(404, "no such task")
    return found, seen


def _refuse_forgery(request: HttpRequest) -> None:
    """Django's own check of a form's origin, which the API as a whole goes without: keys are sent on purpose, cookies
    are not."""
    unused: Callable[..., Any] = lambda _request: None  # noqa: E731
    check = CsrfViewMiddleware(unused)
    check.process_request(request)
    if check.process_view(request, unused, (), {}) is not None:
        raise HttpError(403, "the header X-CSRFToken is missing or wrong")


def _plan(one: Plan, owner: str) -> dict[str, Any]:
    return {
        "id": one.pk, "title": one.title, "owner": owner, "lead": one.lead.name if one.lead else None,
        "start": one.start, "due": one.due, "closed_at": one.closed_at,
    }  # fmt: skip


def _counts(one: Any) -> dict[str, Any]:
    """Of the annotations of a list."""
    return {"tasks": one.total, "done": one.done, "late": one.late}


def _whole(one: Task) -> dict[str, Any]:
    return {
        "id": one.pk, "plan_id": one.plan_id, "number": one.number, "title": one.title, "about": one.about,
        "owner": one.owner.name if one.owner else None, "start": one.start, "due": one.due,
        "is_milestone": one.is_milestone, "hours": one.hours, "state": one.state, "progress": one.progress,
        "finished_at": one.finished_at,
    }  # fmt: skip
