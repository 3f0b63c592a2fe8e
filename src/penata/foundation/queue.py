"""Defer a job by its name, so that an action never imports a task.

The job is written in the caller's transaction: it exists only if the act that asked for it does.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from procrastinate.contrib.django import app


def defer(
    name: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    once: str | None = None,
    **arguments: Any,
) -> None:
    """Queue the job `name` ("room.verb") with JSON `arguments`, to run at once or from the instant `at`.

    Jobs with the same `lock` run one after another. While a job with the same `once` waits, no second is queued.
    """
    if once is not None and app.job_manager.list_jobs(queueing_lock=once, status="todo"):
        return
    app.configure_task(name, schedule_at=at, lock=lock, queueing_lock=once, allow_unknown=True).defer(**arguments)
