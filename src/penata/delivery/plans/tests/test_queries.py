"""Who sees which plan: the plain cases and the queryset never differ."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from penata.delivery.plans import actions, queries
from penata.delivery.plans.models import Plan
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.accounts.rules import NOBODY

from .conftest import BY, a_team

WHO = ("mayor", "secretary", "head", "officer", "technician", "colleague", "administrator", "district_head", "outsider")


def test_a_plan_opens_exactly_to_those_in_whose_list_it_stands(work):
    today, by = work.today, {"by": BY, "at": timezone.now()}
    team = a_team(work.city, today, today + timedelta(days=90))
    of_team = actions.open_plan(title="Tim", team=team, start=today, **by)
    led = actions.open_plan(
        title="Dipimpin", unit=work.city.units["DLH"], lead=work.person("district_head"), start=today, **by
    )
    helped = actions.open_plan(title="Didukung", unit=work.city.units["KEL-MAJU"], start=today, **by)
    actions.add_task(helped, TaskDraft("x", contributors=(work.person("colleague").pk,)), **by)
    for who in WHO:
        seen = queries.sight(work.standing(who), on=today)
        listed = set(queries.visible_to(seen))
        assert listed == {plan for plan in Plan.objects.all() if queries.find(seen, plan.pk)}, who
    nobody = queries.sight(NOBODY, on=today)
    assert not queries.visible_to(nobody).exists()
    assert queries.find(nobody, of_team.pk) is None
    assert queries.find(queries.sight(work.standing("district_head"), on=today), led.pk) == led
    assert queries.find(queries.sight(work.standing("colleague"), on=today), helped.pk) == helped


def test_what_awaits_someone_is_in_four_queries_however_many_tasks(work, django_assert_max_num_queries):
    for n in range(6):
        draft = TaskDraft(f"Tugas {n}", owner_id=work.person("officer").pk, due=work.today)
        actions.add_task(work.plan, draft, by=BY, at=timezone.now())
    actions.block(
        work.tasks["build"], words="Menunggu izin", waits_for=work.person("officer"), by=BY, at=timezone.now()
    )
    with django_assert_max_num_queries(4):  # the fourth, late in a week: whether he wrote his note
        lines = queries.awaiting(work.standing("officer"), work.today)
    kinds = [line.kind for line in lines]
    assert kinds.count("plans.task") >= 6
    assert kinds.count("plans.waits") == 1
    assert queries.awaiting(NOBODY, work.today) == []
