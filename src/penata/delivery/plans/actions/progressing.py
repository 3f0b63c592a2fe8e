"""What those who work on a task say of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.files import actions as files
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from ..models import Blocker, CheckIn, Dependency, Item, Proof, Task, Update
from ..rules.load import monday_of
from ..rules.progress import state_at
from .beginning import day, locked_task, required
from .telling import tell_of


@transaction.atomic
def progress(
    task: Task, *, percent: int, words: str = "", by: Actor, at: datetime, standing: Standing | None = None
) -> Task:
    """Say how far a task is, 0 to 100. The same percent again, without words, changes nothing: a second tap is none.

    Finished work is blocked no more, and the owners of what waited for it are told.
    """
    task = locked_task(task, standing=standing, at=at)
    percent = max(0, min(100, percent))
    words = words.replace("\x00", "").strip()[:500]
    if percent == task.progress and not words:
        return task
    before = task.progress
    set_progress(task, percent, at=at)
    task.save(update_fields=["progress", "state", "started_at", "finished_at"])
    Update.objects.create(
        task=task, at=at, before=before, after=percent, words=words, by_id=by.id, by_label=by.label[:200]
    )
    record(by=by, act="plans.progress", about=task, at=at, before=before, after=percent)
    if percent == 100 > before:
        Blocker.objects.filter(task=task, until=None).update(until=at, ended_by=by.label[:200])
        _tell_who_waited(task, by=by, at=at)
    return task


def set_progress(task: Task, percent: int, *, at: datetime) -> None:
    """Put a percentage and what follows from it on the row."""
    task.progress, task.state = percent, state_at(percent)
    task.started_at = None if percent == 0 else task.started_at or at
    task.finished_at = None if percent < 100 else task.finished_at or at


def _tell_who_waited(task: Task, *, by: Actor, at: datetime) -> None:
    behind = Dependency.objects.filter(needs=task).values("task")
    still = Dependency.objects.filter(task__in=behind).exclude(needs__state="done").values("task")
    for ready in Task.objects.filter(pk__in=behind, state="todo").exclude(pk__in=still).select_related("plan"):
        tell_of(ready, "ready", [ready.owner_id], by=by, at=at)


@transaction.atomic
def add_items(task: Task, words: str, *, by: Actor, at: datetime, standing: Standing | None = None) -> list[Item]:
    """Add lines to a task's checklist, one a line."""
    task = locked_task(task, standing=standing, at=at)
    text = required(words, "plans.words_missing", "words", 10_000)
    lines = [line.strip()[:200] for line in text.splitlines() if line.strip()][:50]
    made = Item.objects.bulk_create([Item(task=task, words=line) for line in lines])
    record(by=by, act="plans.change_task", about=task, at=at, items=lines)
    return made


@transaction.atomic
def check_item(item: Item, *, is_done: bool, by: Actor, at: datetime, standing: Standing | None = None) -> Item:
    """Check a line off, or not. A second click changes nothing."""
    task = locked_task(item.task, standing=standing, at=at)
    item = Item.objects.get(pk=item.pk)
    if (item.done_at is not None) == is_done:
        return item
    item.done_at, item.done_by = (at, by.label[:200]) if is_done else (None, "")
    item.save(update_fields=["done_at", "done_by"])
    record(by=by, act="plans.check_item", about=task, at=at, item=item.words, is_done=is_done)
    return item


@transaction.atomic
def add_proof(
    task: Task,
    *,
    words: str,
    upload: IO[bytes] | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Proof:
    """Show that something was done: words, and a photograph or PDF. Also of a finished task."""
    task = locked_task(task, standing=standing, at=at)
    words = required(words, "plans.words_missing", "words", 300)
    attachment = None
    if upload is not None:
        attachment = files.keep(upload, at=at)
        files.adopt([attachment], at=at)
    found = Proof.objects.create(
        task=task, words=words, attachment=attachment, at=at, by_id=by.id, by_label=by.label[:200]
    )
    record(by=by, act="plans.add_proof", about=task, at=at, proof=found.pk)
    return found


@transaction.atomic
def block(
    task: Task,
    *,
    words: str,
    waits_for: Person | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Blocker:
    """Say why a task cannot go on, and for whom it waits; he is told. What was said before is over then."""
    task = locked_task(task, standing=standing, at=at)
    if task.state == Task.State.DONE:
        raise Refused("plans.task_finished")
    words = required(words, "plans.words_missing", "words", 300)
    if waits_for is not None and standing is not None and waits_for.pk == standing.person_id:
        raise Refused("plans.waits_for_himself", field="waits_for")
    open_one = Blocker.objects.filter(task=task, until=None).first()
    if open_one is not None and (open_one.words, open_one.by_id) == (words, waits_for.pk if waits_for else None):
        return open_one
    _end_blockers(task, by=by, at=at)
    found = Blocker.objects.create(task=task, words=words, by=waits_for, since=at, said_by=by.label[:200])
    record(by=by, act="plans.block", about=task, because=words, at=at, waits_for=found.by_id)
    tell_of(task, "blocked", [found.by_id], by=by, at=at, words=words)
    return found


@transaction.atomic
def unblock(task: Task, *, by: Actor, at: datetime, standing: Standing | None = None) -> Task:
    """The task can go on. Also by the one for whom it waited."""
    waits_for_him = (
        standing is not None
        and standing.person_id is not None
        and Blocker.objects.filter(task=task, until=None, by=standing.person_id).exists()
    )
    task = locked_task(task, standing=None if waits_for_him else standing, at=at)
    if _end_blockers(task, by=by, at=at):
        record(by=by, act="plans.unblock", about=task, at=at)
    return task


def _end_blockers(task: Task, *, by: Actor, at: datetime) -> int:
    return Blocker.objects.filter(task=task, until=None).update(until=at, ended_by=by.label[:200])


@transaction.atomic
def check_in(
    person: Person,
    *,
    done: str,
    next_words: str,
    blocked: Mapping[int, tuple[str, Person | None]],
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> CheckIn:
    """The week in three answers: what was done, what comes next, and what blocks (task → words, for whom it waits).

    A task whose words are empty is blocked no more. A second time in a week replaces the first.
    """
    words = {name: text.replace("\x00", "").strip()[:5_000] for name, text in (("done", done), ("next", next_words))}
    found, _is_new = CheckIn.objects.update_or_create(
        person=person, week=monday_of(day(at)), defaults={**words, "at": at}
    )
    for task in Task.objects.filter(pk__in=blocked, state__in=("todo", "doing")).order_by("pk"):
        text, waits_for = blocked[task.pk]
        if text.strip():
            block(task, words=text, waits_for=waits_for, by=by, at=at, standing=standing)
        else:
            unblock(task, by=by, at=at, standing=standing)
    record(by=by, act="plans.check_in", about=person, at=at, week=found.week.isoformat(), blocked=sorted(blocked))
    return found
