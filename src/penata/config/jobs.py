"""What keeps the queue itself in order. Jobs of rooms are in their `tasks.py`, which Procrastinate finds by itself."""

from __future__ import annotations

from datetime import UTC, datetime

from procrastinate import sql
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

SILENT = 60  # seconds without a sign of life after which a worker counts as killed
TRIES = 3  # a job that kills its worker so often is given up
KEPT = 30 * 24  # hours that a failed job stays to be read

_database = DjangoConnector()


@app.periodic(cron="* * * * *")
@app.task(name="config.revive_jobs", queueing_lock="config.revive_jobs")
def revive_jobs(timestamp: int = 0) -> None:
    """Jobs that a killed worker left in its hands wait again."""
    stalled = _database.execute_query_all(
        query=sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=SILENT,
    )
    for job in stalled:
        if job["attempts"] >= TRIES:
            _database.execute_query_one(
                query=sql.queries["finish_job"], job_id=job["id"], status="failed", delete_job=False
            )
        else:
            _database.execute_query_one(
                query=sql.queries["retry_job"],
                job_id=job["id"],
                retry_at=datetime.now(UTC),
                new_priority=None,
                new_queue_name=None,
                new_lock=None,
            )


@app.periodic(cron="29 3 * * *")
@app.task(name="config.forget_jobs", queueing_lock="config.forget_jobs")
def forget_jobs(timestamp: int = 0) -> None:
    """Failed jobs older than a month."""
    _database.execute_query(
        query=sql.queries["delete_old_jobs"],
        queue=None,
        nb_hours=KEPT,
        statuses=["succeeded", "failed", "cancelled", "aborted"],
    )
