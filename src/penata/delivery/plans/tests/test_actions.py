"""What may be done with plans and tasks, on the real database."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from penata.delivery.plans import actions, queries
from penata.delivery.plans.models import Blocker, CheckIn, Dependency, Feed, Plan, Proof, Task, TemplateTask, Update
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused

from .conftest import BY, instant, lay, picture


def fresh(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=f"plans.{kind}").values_list("recipient_id", flat=True))


def refused(act, code):
    with pytest.raises(Refused) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def test_an_act_has_one_entry_in_the_journal(work):
    actions.progress(work.tasks["survey"], percent=25, **work.acts("technician"))
    entry = Entry.objects.filter(act="plans.progress").get()
    assert entry.details == {"before": 0, "after": 25}
    assert entry.actor_label.startswith("Rudi Saputra")


def test_who_leads_changes_tasks_and_others_do_not(work):
    draft = TaskDraft("Rapat")
    actions.add_task(work.plan, draft, **work.acts("officer"))
    actions.add_task(work.plan, draft, **work.acts("head"))
    for who in ("technician", "colleague", "outsider"):
        refused(lambda who=who: actions.add_task(work.plan, draft, **work.acts(who)), "plans.not_yours")
        refused(
            lambda who=who: actions.drop_task(work.tasks["build"], because="x", **work.acts(who)), "plans.not_yours"
        )


def test_who_works_on_a_task_says_how_far_it_is_and_others_do_not(work):
    survey = work.tasks["survey"]
    for who in ("technician", "officer", "head"):
        actions.progress(survey, percent=30, words="Jalan terus.", **work.acts(who))
    refused(lambda: actions.progress(survey, percent=40, **work.acts("colleague")), "plans.not_your_task")
    actions.change_task(
        survey, TaskDraft("Survey", contributors=(work.person("colleague").pk,)), **work.acts("officer")
    )
    actions.progress(survey, percent=40, **work.acts("colleague"))
    assert fresh(survey).progress == 40


def test_a_second_tap_changes_nothing(work):
    for _ in range(2):
        actions.progress(work.tasks["survey"], percent=50, **work.acts("technician"))
    assert Update.objects.count() == 1


def test_a_task_goes_from_not_begun_to_done_and_back(work):
    survey = work.tasks["survey"]
    for percent, state in ((25, "doing"), (100, "done"), (50, "doing"), (0, "todo")):
        actions.progress(survey, percent=percent, by=BY, at=timezone.now())
        assert (fresh(survey).state, fresh(survey).progress) == (state, percent)
    assert fresh(survey).started_at is None


def test_the_owner_of_what_waited_is_told_when_nothing_holds_it_any_more(work):
    actions.progress(work.tasks["survey"], percent=100, **work.acts("technician"))
    assert told("ready") == {work.city.officer.pk}
    actions.progress(work.tasks["design"], percent=100, **work.acts("officer"))
    assert work.city.technician.pk not in told("ready"), "the permit is still missing"
    actions.progress(work.tasks["permit"], percent=100, **work.acts("officer"))
    assert work.city.technician.pk in told("ready")


def test_a_new_owner_is_told_in_his_language(work):
    draft = TaskDraft("Build", owner_id=work.person("colleague").pk)
    actions.change_task(work.tasks["build"], draft, **work.acts("officer"))
    assert told("given") >= {work.city.colleague.pk}


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (TaskDraft("  "), "plans.title_missing"),
        (TaskDraft("x", is_milestone=True), "plans.milestone_needs_a_day"),
    ],
)
def test_a_draft_that_is_not_whole_is_refused(work, draft, code):
    refused(lambda: actions.add_task(work.plan, draft, by=BY, at=timezone.now()), code)


def test_days_are_completed_or_refused(work):
    today, by = work.today, {"by": BY, "at": timezone.now()}
    only_due = actions.add_task(work.plan, TaskDraft("a", due=today), **by)
    assert (only_due.start, only_due.due) == (today, today)
    refused(lambda: actions.add_task(work.plan, TaskDraft("b", start=today), **by), "plans.due_missing")
    backwards = TaskDraft("c", start=today, due=today - timedelta(days=1))
    refused(lambda: actions.add_task(work.plan, backwards, **by), "plans.ends_before_start")


def test_a_circle_of_waiting_is_refused_with_its_tasks(work):
    draft = TaskDraft("Survey", needs=(work.tasks["build"].pk,))
    refusal = refused(lambda: actions.change_task(work.tasks["survey"], draft, **work.acts("officer")), "plans.cycle")
    assert "Survey" in str(refusal)
    assert "Build" in str(refusal)
    assert " → " in str(refusal)
    assert Dependency.objects.filter(task=work.tasks["survey"]).count() == 0


def test_what_waited_for_a_dropped_task_waits_no_longer(work):
    actions.drop_task(work.tasks["permit"], because="Tidak perlu izin.", **work.acts("officer"))
    assert list(Dependency.objects.filter(task=work.tasks["build"]).values_list("needs", flat=True)) == [
        work.tasks["design"].pk
    ]
    refused(lambda: actions.progress(work.tasks["permit"], percent=5, by=BY, at=timezone.now()), "plans.task_dropped")


def test_a_blocker_tells_for_whom_it_waits_and_he_may_end_it(work):
    build, colleague = work.tasks["build"], work.person("colleague")
    actions.block(build, words="Menunggu aspal", waits_for=colleague, **work.acts("technician"))
    assert told("blocked") == {work.city.colleague.pk}
    assert [one.words for one in queries.blocked_by(colleague.pk)] == ["Menunggu aspal"]
    refused(lambda: actions.unblock(build, **work.acts("district_head")), "plans.not_your_task")
    actions.unblock(build, **work.acts("colleague"))
    assert queries.blocked_by(colleague.pk) == []


def test_finished_work_is_blocked_no_more(work):
    survey = work.tasks["survey"]
    actions.block(survey, words="Hujan", **work.acts("technician"))
    actions.progress(survey, percent=100, **work.acts("technician"))
    assert not Blocker.objects.filter(until=None).exists()
    refused(lambda: actions.block(survey, words="Hujan", by=BY, at=timezone.now()), "plans.task_finished")


def test_a_check_in_says_the_week_and_what_blocks(work):
    build, survey = work.tasks["build"], work.tasks["survey"]
    technician = work.person("technician")
    blocked = {build.pk: ("Menunggu aspal", work.person("colleague")), survey.pk: ("", None)}
    for done in ("Survei separuh.", "Survei selesai."):
        actions.check_in(technician, done=done, next_words="Bangun.", blocked=blocked, **work.acts("technician"))
    assert CheckIn.objects.get(person=technician).done == "Survei selesai."
    assert Blocker.objects.filter(task=build).count() == 1, "the same words twice are one blocker"
    actions.check_in(technician, done="", next_words="", blocked={build.pk: ("", None)}, **work.acts("technician"))
    assert not Blocker.objects.filter(until=None).exists()


def test_a_checklist_and_proofs_belong_to_the_task(work, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    survey = work.tasks["survey"]
    items = actions.add_items(survey, "Foto\n\nUkur lebar\n", **work.acts("technician"))
    actions.check_item(items[0], is_done=True, **work.acts("technician"))
    actions.check_item(items[0], is_done=True, **work.acts("technician"))
    assert Entry.objects.filter(act="plans.check_item").count() == 1
    actions.add_proof(survey, words="Lubang terbesar", upload=picture(), **work.acts("technician"))
    found = Proof.objects.get()
    assert found.attachment.kept_at is not None


def test_what_was_agreed_upon_stays_when_days_move(work):
    actions.agree(work.plan, **work.acts("officer"))
    build = work.tasks["build"]
    before = build.due
    actions.change_task(
        build, TaskDraft("Build", start=build.start, due=build.due + timedelta(days=7)), **work.acts("officer")
    )
    assert (fresh(build).baseline_due, fresh(build).due) == (before, before + timedelta(days=7))


def test_a_plan_is_closed_when_nothing_is_open(work):
    refusal = refused(
        lambda: actions.close_plan(work.plan, because="Jalan rata.", **work.acts("officer")), "plans.tasks_open"
    )
    assert "4" in str(refusal)
    for task in work.tasks.values():
        actions.progress(task, percent=100, by=BY, at=timezone.now())
    actions.close_plan(work.plan, because="Jalan rata.", **work.acts("officer"))
    refused(lambda: actions.add_task(work.plan, TaskDraft("x"), by=BY, at=timezone.now()), "plans.closed")


def test_a_template_lays_its_tasks_out_in_working_days(work):
    template = actions.save_template(work.plan, name="Perbaikan jalan", **work.acts("officer"))
    assert TemplateTask.objects.filter(template=template).count() == 4
    plan = actions.open_plan(
        title="Jalan Melati",
        unit=work.city.units["DPU-JALAN"],
        start=work.today,
        template=template,
        **work.acts("officer"),
    )
    days = calendar()
    made = {task.title: task for task in Task.objects.filter(plan=plan)}
    assert made["Design"].start == days.add(made["Survey"].due, 1)
    assert made["Build"].start == days.add(max(made["Design"].due, made["Permit"].due), 1)
    assert all(days.is_working(task.start) and days.is_working(task.due) for task in made.values())
    assert plan.due == made["Build"].due
    assert Dependency.objects.filter(task__plan=plan).count() == 4


def test_plans_are_opened_for_ones_own_units_and_teams(work):
    from .conftest import a_team

    asked = {"title": "Rencana", "start": work.today}
    for who, unit in (("colleague", "DPU"), ("technician", "DPU-JALAN"), ("officer", "DPU")):
        refused(
            lambda who=who, unit=unit: actions.open_plan(**asked, unit=work.city.units[unit], **work.acts(who)),
            "plans.not_yours",
        )
    team = a_team(work.city, work.today, work.today + timedelta(days=90))
    refused(lambda: actions.open_plan(**asked, team=team, **work.acts("officer")), "plans.not_yours")
    assert actions.open_plan(**asked, team=team, **work.acts("head")).team == team


def test_work_that_comes_again_appears_once_for_each_time(work):
    first = work.today + timedelta(days=1)
    actions.recur(work.plan, title="Laporan mingguan", every="week", first_due=first, **work.acts("officer"))
    assert Task.objects.filter(title="Laporan mingguan").count() == 8
    assert actions.grow(at=timezone.now()) == 0
    assert actions.grow(at=timezone.now() + timedelta(days=7)) == 1


def test_each_is_reminded_once_before_and_once_after_a_deadline(work):
    days = calendar()
    due = days.add(work.tasks["build"].due, 5)
    Task.objects.exclude(pk=work.tasks["build"].pk).update(state="dropped", dropped_because="x")
    Task.objects.filter(pk=work.tasks["build"].pk).update(due=due)
    counted = [actions.remind(at=instant(due + timedelta(days=n))) for n in range(-12, 13)]
    assert sum(counted) == 2


def test_a_new_address_of_a_calendar_ends_the_one_before(work):
    person, by = work.person("technician"), {"by": BY, "at": timezone.now()}
    old = queries.secret_of(actions.renew_feed(person, **by))
    new = queries.secret_of(actions.renew_feed(person, **by))
    assert queries.person_of(old) is None
    assert queries.person_of(new) == person
    assert new not in str(Feed.objects.values().get())


def test_the_tree_grows_level_by_level_and_ends_with_what_is_under_it(city):
    by = {"by": BY, "at": timezone.now()}
    node = None
    for title in ("Kota yang lancar", "Jalan mantap", "Jalan diperbaiki", "Perbaikan jalan"):
        node = actions.add_node(parent=node, title=title, owner=city.positions["KADIS-PU"], **by)
    assert node.level == "activity"
    refused(lambda: actions.add_node(parent=node, title="x", owner=node.owner, **by), "plans.node_level")
    goal = node.parent.parent.parent
    today = timezone.localdate()
    indicator = actions.add_indicator(
        goal, name="Jalan mantap", measure="persen", start=Decimal(70), target=Decimal(90), year=today.year, **by
    )
    actions.read_indicator(indicator, on=today, value=Decimal(80), source="Survei", **by)
    refused(
        lambda: actions.read_indicator(indicator, on=today + timedelta(days=1), value=Decimal(1), source="x", **by),
        "plans.reading_ahead",
    )
    assert queries.tree(today)[0].indicators[0].reached == 50
    actions.end_node(goal, on=today, because="Rencana baru.", **by)
    assert queries.tree(today) == []
    assert queries.activities_for_choice(today) == []


def test_two_plans_do_not_share_numbers(city):
    one, two = lay(city), lay(city)
    for work in (one, two):
        assert sorted(Task.objects.filter(plan=work.plan).values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Plan.objects.count() == 2
