import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from penata.config import jobs
from penata.foundation import queue

pytestmark = pytest.mark.django_db


def left_by_a_killed_worker(attempts: int = 0, silent_for: int = 300) -> ProcrastinateJob:
    queue.defer("tests.named")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - make_interval(secs => %s)) returning id",
            [silent_for],
        )
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s, attempts = %s",
            [cursor.fetchone()[0], attempts],
        )
    return ProcrastinateJob.objects.get()


@pytest.mark.parametrize(("attempts", "silent_for", "status"), [(0, 300, "todo"), (3, 300, "failed"), (0, 5, "doing")])
def test_what_a_killed_worker_left_waits_again_but_not_forever(attempts: int, silent_for: int, status: str) -> None:
    job = left_by_a_killed_worker(attempts, silent_for)
    jobs.revive_jobs()
    job.refresh_from_db()
    assert job.status == status


def test_failed_jobs_go_after_a_month() -> None:
    job = left_by_a_killed_worker()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed'")
        cursor.execute("update procrastinate_events set at = now() - interval '31 days'")
    jobs.forget_jobs()
    assert not ProcrastinateJob.objects.filter(pk=job.pk).exists()


def test_every_periodic_job_of_the_house_is_known_to_the_worker() -> None:
    app.perform_import_paths()
    periodic = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert {
        "notices.sweep",
        "files.clean_up",
        "tables.clean_up",
        "portal.drop_old",
        "config.revive_jobs",
        "config.forget_jobs",
    } <= periodic
