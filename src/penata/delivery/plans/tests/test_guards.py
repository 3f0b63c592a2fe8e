"""What the database refuses, whoever writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from penata.delivery.plans import actions
from penata.delivery.plans.models import Blocker, CheckIn, Dependency, Node, Reading, Task, Update

from .conftest import BY


def _run(sql: str, values: tuple[object, ...]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("set constraints all immediate")


def refused(sql: str, *values: object) -> str:
    """The law that the database names."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        _run(sql, values)
    diagnosis = error.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.message_primary


def test_tasks_never_wait_for_each_other_in_a_circle(work):
    sql = "insert into plans_dependency (task_id, needs_id) values (%s, %s)"
    tasks = work.tasks
    assert refused(sql, tasks["survey"].pk, tasks["build"].pk) == "plans.circle"
    assert refused(sql, tasks["survey"].pk, tasks["survey"].pk) in {"task_needs_another", "plans.circle"}
    moved = "update plans_dependency set needs_id = %s where task_id = %s"
    assert refused(moved, tasks["build"].pk, tasks["design"].pk) == "plans.circle"


def test_a_circle_of_many_at_once_is_refused_too(work):
    Dependency.objects.all().delete()
    keys = [task.pk for task in work.tasks.values()]
    pairs = [(keys[n], keys[(n + 1) % len(keys)]) for n in range(len(keys))]
    values = ", ".join(f"({a}, {b})" for a, b in pairs)
    assert refused(f"insert into plans_dependency (task_id, needs_id) values {values}") == "plans.circle"


def test_a_task_waits_only_within_its_plan_and_stays_in_it(work):
    other = actions.open_plan(title="Lain", unit=work.city.units["DPU-AIR"], start=work.today, by=BY, at=timezone.now())
    foreign = Task.objects.create(plan=other, number=1, title="Asing")
    sql = "insert into plans_dependency (task_id, needs_id) values (%s, %s)"
    assert refused(sql, work.tasks["survey"].pk, foreign.pk) == "plans.one_plan"
    assert refused("update plans_task set plan_id = %s where id = %s", other.pk, foreign.pk - 1) == "plans.task_stays"


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ("due = start - 1", "task_ends_after_start"),
        ("due = null", "task_ends_after_start"),
        ("progress = 100", "task_done_at_100"),
        ("state = 'done', progress = 100", "task_done_at_100"),
        ("progress = 40", "task_not_begun_at_0"),
        ("state = 'dropped'", "task_dropped_with_a_reason"),
        ("is_milestone = true", "milestone_is_a_day"),
        ("hours = 3000", "task_hours"),
        ("baseline_due = start", "task_baseline_holds"),
    ],
)
def test_a_task_is_whole(work, change, law):
    assert refused(f"update plans_task set {change} where id = %s", work.tasks["build"].pk) == law


def test_a_plan_belongs_to_a_team_or_to_a_unit(work):
    assert refused("update plans_plan set unit_id = null where id = %s", work.plan.pk) == "plan_of_a_team_or_a_unit"
    assert refused("update plans_plan set closed_at = now() where id = %s", work.plan.pk) == "plan_closed_with_a_result"
    assert refused("update plans_plan set due = start - 1 where id = %s", work.plan.pk) == "plan_ends_after_start"


def test_each_level_of_the_tree_stands_under_the_one_above(city):
    owner = city.positions["WALI-KOTA"]
    goal = Node.objects.create(level="goal", title="Kota yang lancar", owner=owner)
    outcome = Node.objects.create(level="outcome", parent=goal, title="Jalan mantap", owner=owner)
    for level, parent in (("output", goal.pk), ("activity", outcome.pk), ("outcome", outcome.pk)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Node.objects.create(level=level, parent_id=parent, title="Salah", owner=owner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Node.objects.create(level="outcome", title="Tanpa induk", owner=owner)
    assert refused("update plans_node set level = 'output' where id = %s", outcome.pk) == "plans.node_level"


def test_what_was_said_stays_said(work):
    actions.progress(work.tasks["survey"], percent=50, by=BY, at=timezone.now())
    actions.add_proof(work.tasks["survey"], words="Foto lubang", by=BY, at=timezone.now())
    blocker = actions.block(work.tasks["build"], words="Aspal belum datang", by=BY, at=timezone.now())
    for table in ("plans_update", "plans_proof"):
        assert "stays as it was" in refused(f"delete from {table}")
        assert "stays as it was" in refused(f"update {table} set by_label = 'orang lain'")
    assert "stays as it was" in refused("update plans_blocker set words = 'lain' where id = %s", blocker.pk)
    actions.unblock(work.tasks["build"], by=BY, at=timezone.now())
    assert "stays as it was" in refused(
        "update plans_blocker set until = null, ended_by = '' where id = %s", blocker.pk
    )
    assert Update.objects.count() == 1
    assert not Reading.objects.exists()


def test_a_task_has_one_open_blocker(work):
    actions.block(work.tasks["build"], words="Aspal belum datang", by=BY, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Blocker.objects.create(task=work.tasks["build"], words="Lagi", since=timezone.now(), said_by="x")


def test_a_check_in_is_once_a_week_and_begins_on_monday(work):
    monday = work.today - timedelta(days=work.today.weekday())
    CheckIn.objects.create(person=work.person("officer"), week=monday, at=timezone.now())
    for week in (monday, monday + timedelta(days=1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CheckIn.objects.create(person=work.person("officer"), week=week, at=timezone.now())
