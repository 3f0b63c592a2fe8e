"""The queue shares the fate of the act that fills it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from penata.foundation import queue

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_a_job_is_there_only_if_its_act_is() -> None:
    def act() -> None:
        with transaction.atomic():
            queue.defer("tests.never", number=1)
            assert ProcrastinateJob.objects.count() == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_a_job_keeps_its_time_lock_and_arguments() -> None:
    queue.defer("tests.named", at=AT, lock="one", number=1)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.scheduled_at, job.lock, job.args) == ("tests.named", AT, "one", {"number": 1})


@pytest.mark.django_db
def test_a_second_job_is_not_queued_while_the_first_waits_and_the_act_goes_on() -> None:
    with transaction.atomic():
        queue.defer("tests.named", once="sweep", number=1)
        queue.defer("tests.named", once="sweep", number=2)
        queue.defer("tests.named", once="other", number=3)
    assert [job.args["number"] for job in ProcrastinateJob.objects.order_by("id")] == [1, 3]


@pytest.mark.django_db
def test_a_job_costs_one_query_and_no_look_at_the_other_jobs(django_assert_num_queries) -> None:
    queue.defer("tests.named")
    with django_assert_num_queries(1):
        queue.defer("tests.named")
    with django_assert_num_queries(3):  # the savepoint around it
        queue.defer("tests.named", once="sweep")


@pytest.mark.django_db(transaction=True)
def test_a_task_in_the_worker_defers_the_next_in_its_own_transaction(worker: Callable[[], None]) -> None:
    seen: list[int] = []

    @app.task(name="tests.first")
    def first() -> None:
        try:
            with transaction.atomic():
                queue.defer("tests.second")
                seen.append(ProcrastinateJob.objects.filter(task_name="tests.second").count())
                raise ZeroDivisionError
        except ZeroDivisionError:
            pass

    try:
        queue.defer("tests.first")
        worker()
    finally:
        del app.tasks["tests.first"]
    assert seen == [1]
    assert not ProcrastinateJob.objects.filter(task_name="tests.second").exists()
