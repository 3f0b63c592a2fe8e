"""Who leaves or moves leaves no open work behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.delivery.plans import actions
from penata.delivery.plans.models import Blocker, Contributor, Plan, Recurrence, Task
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.plans.tests.conftest import BY, a_team, instant
from penata.delivery.teams import actions as teams
from penata.delivery.teams.models import Membership
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.organization.people import actions as people
from penata.organization.people.models import Holding

pytestmark = pytest.mark.django_db


def leaves(city: Any, who: str, on: Any) -> None:
    people.leave(city.persons[who], on=on, because="Pensiun", by=city.actor("administrator"))


def follow() -> int:
    return actions.follow_people(at=timezone.now())


def handed() -> set[str]:
    return set(Notice.objects.filter(kind="plans.handed").values_list("recipient__name", flat=True))


def test_open_tasks_of_who_leaves_go_to_who_leads_with_the_reason(work):
    actions.progress(work.tasks["survey"], percent=100, by=BY, at=timezone.now())
    actions.recur(work.plan, title="Laporan", every="month", first_due=work.today, owner=work.person("technician"),
                  by=BY, at=timezone.now())  # fmt: skip
    actions.block(work.tasks["design"], words="Menunggu ukuran", waits_for=work.person("technician"), by=BY,
                  at=timezone.now())  # fmt: skip
    leaves(work.city, "technician", work.today)
    assert follow() == 1
    owners = dict(Task.objects.values_list("title", "owner__name"))
    assert (owners["Survey"], owners["Build"]) == ("Rudi Saputra", "Sari Puspita")  # what is done stays his
    assert Recurrence.objects.get().owner == work.person("officer")
    assert Blocker.objects.get(until=None).by is None  # the heir owns the task himself
    assert handed() == {"Sari Puspita"}
    entry = Entry.objects.get(act="plans.hand_over")
    assert entry.because == "Tidak lagi bekerja pada pemerintah kota."
    assert follow() == 0


def test_who_led_a_plan_and_left_leads_it_no_more(work):
    lead = work.person("colleague")
    Plan.objects.filter(pk=work.plan.pk).update(lead=lead)
    Contributor.objects.create(task=work.tasks["survey"], person=lead)
    leaves(work.city, "colleague", work.today)
    assert follow() == 1
    assert Plan.objects.get(pk=work.plan.pk).lead is None
    assert not Contributor.objects.exists()


def test_who_moves_hands_over_once_and_may_be_given_it_again(work):
    city, day = work.city, work.today
    by = {"on": day, "decree": city.decree, "article": "Pasal 4", "by": city.actor("administrator")}
    before = Holding.objects.as_known().get(position=city.positions["KABID-SAMPAH"], valid__endswith=None)
    people.end_holding(before, because="Mutasi", **by)
    people.appoint(city.persons["technician"], city.positions["KABID-SAMPAH"], **by)
    assert follow() == 1
    build = Task.objects.get(title="Build")
    assert build.owner == work.person("officer")
    assert handed() == {"Sari Puspita", "Rudi Saputra"}
    again = TaskDraft("Build", owner_id=work.person("technician").pk, start=build.start, due=build.due)
    actions.change_task(build, again, by=BY, at=timezone.now())
    assert follow() == 0


def test_who_is_out_of_a_team_hands_its_tasks_to_the_leader(city):
    today = timezone.localdate()
    since, until = today - timedelta(days=30), today + timedelta(days=30)
    team = a_team(city, since, until)
    members = {"role": "member", "words": "Perlu.", "hours": 4, "since": since, "until": until, "by": BY}
    for who, role in (("officer", "leader"), ("technician", "member")):
        teams.invite(team, person=city.persons[who], at=instant(since), **members | {"role": role})
    plan = actions.open_plan(title="Banjir", team=team, start=today, by=BY, at=timezone.now())
    actions.add_task(plan, TaskDraft("Peta", owner_id=city.persons["technician"].pk), by=BY, at=timezone.now())
    assert follow() == 0
    member = Membership.objects.get(person=city.persons["technician"])
    teams.end_membership(member, on=today, because="Tugas lain", by=BY, at=timezone.now())
    assert follow() == 1
    assert Task.objects.get().owner == city.persons["officer"]
    assert follow() == 0
