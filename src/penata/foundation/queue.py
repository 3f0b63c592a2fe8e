"""Defer a job by its name, so that an action never imports a task.

The job is written in the caller's transaction: it exists only if the act that asked for it does.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from procrastinate import tasks
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.manager import JobManager

# Procrastinate's own application writes on another connection when a task, in the worker, defers the next one: the
# job would be there before, or without, the act. This one always writes on Django's.
_jobs = JobManager(DjangoConnector())


def defer(
    name: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
    priority: int = 0,
    **arguments: Any,
) -> None:
    """Queue the job `name` ("room.verb") with JSON `arguments`, to run at once or from the instant `at`.

    Jobs with the same `lock` run one after another; higher `priority` first. While a job with the same `once` waits,
    no second is queued; acts that share a `once` wait for each other's commit, so keep it for rare ones.
    """
    job = tasks.configure_task(
        name=name, job_manager=_jobs, schedule_at=at, lock=lock, queueing_lock=once, priority=priority
    )
    if once is None:
        job.defer(**arguments)
        return
    with suppress(AlreadyEnqueued), transaction.atomic():
        job.defer(**arguments)
