"""Who is told of what happens to tasks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message
from penata.organization.people.models import Person

from ..models import Plan, Task

_SUBJECTS = {
    "given": lambda w: _("Tugas untuk Anda: %(title)s") % w,
    "ready": lambda w: _("Dapat dimulai: %(title)s") % w,
    "blocked": lambda w: _("Menunggu Anda: %(title)s") % w,
    "due": lambda w: _("Tenggat tugas: %(title)s") % w,
}
_BODIES = {
    "given": lambda w: _("Anda pelaksana tugas “%(title)s” dalam rencana %(plan)s, tenggatnya %(due)s.") % w,
    "ready": lambda w: _("Semua tugas yang ditunggu “%(title)s” sudah selesai. Tenggatnya %(due)s.") % w,
    "blocked": lambda w: _("%(by)s tidak dapat melanjutkan “%(title)s”: %(words)s") % w,
    "due": lambda w: _("Tenggat “%(title)s” dalam rencana %(plan)s adalah %(due)s. Catat kemajuannya bila sudah.") % w,
}


def _said(kind: str, part: str, task: Task, words: str, by: str) -> str:
    due = date_format(task.due, "j F Y") if task.due else _("belum ditetapkan")
    sentences = _SUBJECTS if part == "subject" else _BODIES
    return sentences[kind]({"title": task.title, "plan": task.plan.title, "due": due, "words": words, "by": by})


_lazily = lazy(_said, str)


def tell_of(
    task: Task, kind: str, person_ids: Iterable[int | None], *, by: Actor, at: datetime, words: str = ""
) -> None:
    """Tell people of a task, each in his language; who acts is not told of his own act."""
    messages = [
        Message(
            kind=f"plans.{kind}",
            subject=_lazily(kind, "subject", task, words, by.label),
            body=_lazily(kind, "body", task, words, by.label),
            link=reverse("plans:task", args=[task.pk]),
            account_id=account,
        )
        for account in _accounts(person_ids)
    ]
    if messages:
        tell(messages, about=("plans.task", task.pk), by=by, at=at)


def _accounts(person_ids: Iterable[int | None]) -> list[int]:
    keys = {key for key in person_ids if key is not None}
    found = Person.objects.filter(pk__in=keys, account__isnull=False, left_on=None).order_by("pk") if keys else None
    return [] if found is None else [key for key in found.values_list("account_id", flat=True) if key is not None]


def _handed(part: str, name: str, plan: str, count: int, because: str) -> str:
    if part == "subject":
        return _("%(name)s tidak lagi bekerja dalam rencana %(plan)s") % {"name": name, "plan": plan}
    said = {"count": count, "because": because}
    return _("Alasan: %(because)s Tugasnya yang terbuka (%(count)s) diserahkan kepada yang memimpin rencana.") % said


_handed_lazily = lazy(_handed, str)


def tell_of_plan(
    plan: Plan, person_ids: Iterable[int | None], *, by: Actor, at: datetime, name: str, count: int, because: str
) -> None:
    """Tell people to whom open work went, whose it was and why."""
    messages = [
        Message(
            kind="plans.handed",
            subject=_handed_lazily("subject", name, plan.title, count, because),
            body=_handed_lazily("body", name, plan.title, count, because),
            link=plan.get_absolute_url(),
            account_id=account,
        )
        for account in _accounts(person_ids)
    ]
    if messages:
        tell(messages, about=("plans.plan", plan.pk), by=by, at=at)
