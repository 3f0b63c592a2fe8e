from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from penata.delivery.performance import actions, exports, queries
from penata.delivery.performance.models import Evaluation, Evidence
from penata.delivery.performance.rules.drafts import Chosen
from penata.delivery.performance.tests.life import acting, at, evaluation_of, rate
from penata.delivery.plans import actions as plans
from penata.delivery.plans.models import Task
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def summer(year: Any) -> Any:
    """In the summer the officer finished a task, contributed to one, and was late with a third; a fourth is another's,
    a fifth of the autumn."""
    by = {"by": year.actor("head"), "at": at(7, 1)}
    plan = plans.open_plan(title="Jalan Mawar", unit=year.units["DPU-JALAN"], start=at(7, 1).date(), **by)
    officer, technician = (year.persons[who].pk for who in ("officer", "technician"))
    for title, owner, contributors, due, done in (
        ("Survei ruas", officer, (), at(7, 20), at(7, 18)),
        ("Pengukuran", technician, (officer,), at(8, 20), at(8, 20)),
        ("Penambalan", officer, (), at(9, 1), at(9, 4)),
        ("Pengadaan", technician, (), at(8, 1), at(8, 1)),
        ("Serah terima", officer, (), at(10, 2), at(10, 1)),
    ):
        draft = TaskDraft(title, owner_id=owner, due=due.date(), contributors=contributors)
        task = plans.add_task(plan, draft, **by)
        plans.progress(task, percent=100, by=year.actor("officer"), at=done)
    actions.open_evaluations(by=year.actor("administrator"), at=at(10, 1))
    year.one = evaluation_of(year, "officer")
    return year


def key(title: str) -> int:
    return Task.objects.get(title=title).pk


def choose(city: Any, *chosen: Chosen) -> Evaluation:
    result = city.one.expectation.results.get().pk
    mine = acting(city, "officer", at(10, 2))
    return actions.choose(city.one, realizations={result: "Tiga ruas selesai."}, chosen=chosen, **mine)


def test_finished_tasks_gather_themselves_in_the_days_they_were_finished(summer):
    found = queries.gather(summer.one)
    assert [work.title for work in found.works] == ["Penambalan", "Pengukuran", "Survei ruas"]
    assert (found.tasks, found.tasks_in_time, found.cases) == (3, 2, 0)
    assert [work.is_in_time for work in found.works] == [False, True, True]


def test_only_what_one_has_done_oneself_becomes_evidence(summer):
    for other in ("Pengadaan", "Serah terima"):
        with pytest.raises(Refused) as found:
            choose(summer, Chosen("task", key(other)))
        assert found.value.code == "performance.not_gathered"
    choose(summer, Chosen("task", key("Survei ruas"), None, "Dua hari lebih cepat."))
    kept = summer.one.evidence.get()
    assert (kept.source, kept.title, kept.done_on, kept.is_in_time) == ("task", "Survei ruas", at(7, 18).date(), True)


def test_a_chosen_task_stays_as_it_was_when_the_plan_goes_on(summer):
    choose(summer, Chosen("task", key("Survei ruas"), None, "Lebih cepat."))
    one = actions.submit(summer.one, **acting(summer, "officer", at(10, 3)))
    actions.accept(rate(summer, one, "head"), **acting(summer, "officer", at(10, 6)))
    task = Task.objects.get(title="Survei ruas")
    plans.progress(task, percent=40, by=summer.actor("officer"), at=at(10, 8))
    Task.objects.filter(pk=task.pk).update(title="Lain")
    [row] = queries.evaluation_page(
        summer.one, queries.sight(acting(summer, "head", at(10, 8))["standing"], on=at(10, 8).date())
    ).loose
    assert (row.name, row.evidence.done_on) == ("Survei ruas", at(7, 18).date())


def test_what_was_chosen_before_can_be_kept_although_the_task_goes_on(summer):
    task = key("Survei ruas")
    choose(summer, Chosen("task", task))
    plans.progress(Task.objects.get(pk=task), percent=40, by=summer.actor("officer"), at=at(10, 2))
    assert (task, True) in [(work.pk, work.is_in_time) for work in queries.gather(summer.one).works]
    choose(summer, Chosen("task", task, None, "Sekali lagi."))
    assert summer.one.evidence.get().done_on == at(7, 18).date()


def test_who_reads_the_report_sees_the_task_and_opens_it_only_where_he_may(summer, sign_in):
    choose(summer, Chosen("task", key("Survei ruas"), summer.one.expectation.results.get().pk, "Lebih cepat."))
    address = reverse("plans:task", args=[key("Survei ruas")])
    text = sign_in(summer.head).get(summer.one.get_absolute_url()).text
    assert "Survei ruas" in text
    assert "Lebih cepat." in text
    assert address in text
    Task.objects.get(title="Survei ruas").plan.tasks.update(owner=None)
    plan = Task.objects.get(title="Survei ruas").plan
    plan.unit = summer.units["DLH"]
    plan.save()
    text = sign_in(summer.head).get(summer.one.get_absolute_url()).text
    assert "Survei ruas" in text
    assert address not in text


def test_tasks_are_chosen_on_the_page(summer, sign_in, django_assert_max_num_queries):
    path = reverse("performance:evidence", args=[summer.one.pk])
    client = sign_in(summer.officer)
    assert "Tugas dalam Jalan Mawar" in client.get(path).text
    task = key("Survei ruas")
    answer = client.post(path, {f"take_task_{task}": "on", f"comment_task_{task}": "Lebih cepat.", "words": "x"})
    assert answer.status_code == 302
    assert summer.one.evidence.get().task_id == task
    with django_assert_max_num_queries(50):
        assert "3, 2 di antaranya dalam tenggat" in client.get(summer.one.get_absolute_url()).text


def test_results_and_evidence_are_written_for_ekinerja(summer, sign_in):
    result = summer.one.expectation.results.get()
    choose(summer, Chosen("task", key("Survei ruas"), result.pk, "Lebih cepat."))
    [row] = exports.evidence_rows(Evaluation.objects.filter(pk=summer.one.pk), at(10, 2).date())
    said = dict(zip(exports.EVIDENCE, row, strict=True))
    assert (said["hasilKerja"], said["realisasi"]) == (result.title, "Tiga ruas selesai.")
    assert (said["jenisBukti"], said["buktiDukung"], said["dalamTenggat"]) == ("tugas", "Survei ruas", "ya")
    assert said["tautan"].endswith(reverse("plans:task", args=[key("Survei ruas")]))
    path = reverse("performance:export_own", args=[summer.one.pk, "csv"])
    assert "Survei ruas" in sign_in(summer.officer).get(path).getvalue().decode("utf-8-sig")
    assert sign_in(summer.colleague).get(path).status_code == 404
    choose(summer)
    [row] = exports.evidence_rows(Evaluation.objects.filter(pk=summer.one.pk), at(10, 2).date())
    assert row[5:7] == (result.title, "Tiga ruas selesai.")
    assert row[8] == ""


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        ("task_id, comment", "{task}, ''"),  # a task without its title and day
        ("task_id, case_id, title, done_on, is_in_time, comment", "{task}, {task}, 'x', now(), true, ''"),
        ("title, comment", "'x', ''"),  # neither a case nor a task nor words
        ("title, comment", "'x', 'Rapat'"),  # a title of no task
    ],
)
def test_the_database_keeps_evidence_to_a_case_or_a_task_or_words(summer, columns, values):
    written = f"insert into performance_evidence (evaluation_id, {columns}) values (%s, {values})"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(written.format(task=key("Survei ruas")), [summer.one.pk])
    Evidence.objects.create(evaluation=summer.one, comment="Piagam penghargaan")
