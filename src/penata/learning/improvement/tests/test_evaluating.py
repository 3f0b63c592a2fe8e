"""An evaluation from its question to its effect, its telling, and what its acts refuse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from penata.delivery.plans.actions import progress
from penata.delivery.plans.models import Plan
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.teams.models import Membership
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.learning.improvement import actions, queries
from penata.learning.improvement.models import Effect, Evaluation, Signal
from penata.learning.improvement.tests import stories
from penata.learning.improvement.tests.conftest import NOW
from penata.learning.improvement.tests.stories import BY, START, due_at, noon, started, with_causes, with_measure
from penata.public.cases.models import Case

AT = noon(START - timedelta(days=21))


def test_it_stands_on_the_cases_of_its_signal_for_good(city, months):
    months(surge=70)
    (signal,) = actions.find(at=NOW)
    evaluation = stories.opened(city, signal=signal, at=NOW, due=date(2027, 3, 1))
    signal.refresh_from_db()
    assert (evaluation.counts["cases"], evaluation.behind.count()) == (70, 70)  # the signal itself keeps fifty
    assert evaluation.counts["signal"]["observed"] == 70
    assert (signal.state, signal.because) == (Signal.State.EVALUATED, evaluation.question)
    with pytest.raises(Refused, match="sudah dievaluasi"):
        stories.opened(city, signal=signal, at=NOW, due=date(2027, 3, 1))


def test_its_owner_and_the_head_of_its_unit_hear_of_it(city):
    stories.opened(city)
    told = set(Notice.objects.filter(kind="improvement.owner").values_list("recipient", flat=True))
    assert told == {city.officer.pk}  # he is both


def test_each_why_answers_the_one_above_it_and_five_are_enough(city):
    evaluation = stories.opened(city)
    cause = None
    for number in range(5):
        cause = actions.add_cause(evaluation, words=f"Sebab {number}", category="data", parent=cause, by=BY, at=AT)
    with pytest.raises(Refused, match="Lima"):
        actions.add_cause(evaluation, words="Lagi", parent=cause, by=BY, at=AT)
    bones = {bone.category: bone.whys for bone in queries.bones_of(evaluation.causes.all())}
    assert len(bones["data"]) == 1
    assert not bones["people"]
    why, depth = bones["data"][0], 1
    while why.below:
        why, depth = why.below[0], depth + 1
    assert (depth, why.cause.words, why.is_root) == (5, "Sebab 4", True)


def test_a_struck_cause_is_read_with_its_reason_but_stands_for_nothing(city):
    evaluation = with_causes(city)
    top, root = evaluation.causes.order_by("depth")
    with pytest.raises(Refused, match="di bawahnya"):
        actions.strike_cause(top, because="Bukan itu.", by=BY, at=AT)
    actions.strike_cause(root, because="Ternyata dua orang yang boleh.", by=BY, at=AT)
    assert [len(bone.whys) for bone in queries.bones_of(evaluation.causes.all())].count(1) == 1
    measure = actions.propose_measure(evaluation, cause=top, kind="system", title="Antrean", by=BY, at=AT)
    with pytest.raises(Refused, match="Batalkan tindakannya"):
        actions.strike_cause(top, because="Bukan.", by=BY, at=AT)
    actions.drop_measure(measure, because="Tidak perlu.", by=BY, at=AT)
    actions.strike_cause(top, because="Bukan.", by=BY, at=AT)


def test_without_a_cause_none_is_found(city):
    with pytest.raises(Refused, match="sekurangnya satu sebab"):
        actions.find_causes(stories.opened(city), because="Selesai.", by=BY, at=AT)


def test_a_measure_becomes_tasks_whose_progress_is_read(city):
    measure = with_measure(with_causes(city), city)
    (work,) = queries.works_of(measure.evaluation)
    assert (work.progress, work.done, work.alive) == (0, 0, 1)
    progress(work.tasks[0], percent=40, by=BY, at=AT)
    assert queries.works_of(measure.evaluation)[0].progress == 40


def test_a_team_may_be_formed_for_a_measure(city):
    measure = with_measure(with_causes(city), city)
    at, leader = AT + timedelta(days=1), city.persons["officer"]
    draft = TaskDraft("Uji coba di loket", owner_id=leader.pk, due=START + timedelta(days=20))
    wanted = actions.NewTeam("Tim izin cepat", leader, START + timedelta(days=90))
    task = actions.give_task(measure, draft, where=wanted, by=BY, at=at)
    assert task.plan.team.name == "Tim izin cepat"
    assert Membership.objects.get(team=task.plan.team).person == leader
    again = actions.give_task(measure, TaskDraft("Latih petugas"), where=task.plan, by=BY, at=at)
    assert (again.plan, Plan.objects.count(), measure.tasks.count()) == (task.plan, 2, 3)


def test_who_may_act_is_its_owner_and_the_heads_above_its_unit(city):
    evaluation = stories.opened(city, owner=city.persons["technician"])
    may = {
        who: queries.may_lead(evaluation, queries.sight(standing_of(getattr(city, who), AT.date()), on=AT.date()))
        for who in ("technician", "officer", "head", "colleague", "environment_head", "mayor", "outsider")
    }
    assert may == {
        "technician": True, "officer": True, "head": True, "colleague": False, "environment_head": False, "mayor": True,
        "outsider": False,
    }  # fmt: skip
    with pytest.raises(Refused, match="penanggung jawab evaluasi"):
        actions.close_evaluation(evaluation, because="x", by=BY, at=AT, standing=standing_of(city.colleague, AT.date()))


def test_who_works_on_a_measure_sees_the_evaluation(city):
    evaluation = with_causes(city)
    seen = queries.sight(standing_of(city.technician, AT.date()), on=AT.date())
    assert not queries.evaluations_of(seen).exists()
    with_measure(evaluation, city)
    assert queries.evaluations_of(seen).get() == evaluation
    assert not queries.may_lead(evaluation, seen)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"starts_on": START - timedelta(days=60)}, "hari ini atau sesudahnya"),
        ({"weeks_after": 5}, "enam minggu"),
        ({"compared": ["1"]}, "dua pembanding"),
        ({"treated": "999999"}, "dari daftar"),
        ({"metric": "element"}, "unsur survei"),
        ({"element": "U3"}, "unsur survei"),
        ({"why_compared": "  "}, "alasannya"),
    ],
)
def test_what_an_effect_is_seen_by_must_hold(city, change, words):
    measure = with_measure(with_causes(city), city)
    with pytest.raises(Refused, match=words):
        actions.fix_effect(measure, stories.fixed(city, **change), by=BY, at=AT)


def test_a_unit_is_not_compared_with_what_it_lies_in(city):
    measure = with_measure(with_causes(city), city)
    around = [str(city.units[code].pk) for code in ("DPU", "DLH-SAMPAH")]
    with pytest.raises(Refused, match="dua pembanding"):
        actions.fix_effect(measure, stories.fixed(city, compared=around), by=BY, at=AT)


def test_a_measure_starts_on_its_day_with_tasks_and_an_effect(city):
    evaluation = with_causes(city)
    cause = evaluation.causes.first()
    measure = actions.propose_measure(evaluation, cause=cause, kind="training", title="Latihan", by=BY, at=AT)
    with pytest.raises(Refused, match="satu tugas"):
        actions.start_measure(measure, by=BY, at=noon(START))
    actions.give_task(measure, TaskDraft("Latih"), where=None, by=BY, at=AT)
    with pytest.raises(Refused, match="Tetapkan dulu"):
        actions.start_measure(measure, by=BY, at=noon(START))
    actions.fix_effect(measure, stories.fixed(city), by=BY, at=AT)
    with pytest.raises(Refused, match="pada hari lain"):
        actions.start_measure(measure, by=BY, at=noon(START - timedelta(days=1)))
    assert actions.start_measure(measure, by=BY, at=noon(START)).started_at == noon(START)
    with pytest.raises(Refused, match="sudah dimulai"):
        actions.fix_effect(measure, stories.fixed(city), by=BY, at=noon(START))
    with pytest.raises(Refused, match="masih diukur"):
        actions.close_evaluation(evaluation, because="Cukup.", by=BY, at=noon(START))


def test_an_effect_is_measured_when_its_weeks_are_over_and_answers_had_their_time(city):
    stories.slow_city(city)
    measure = started(city)
    assert actions.measure_due(at=noon(START + timedelta(weeks=14))) == []
    (effect,) = actions.measure_due(at=due_at())
    main = effect.result["main"]
    assert effect.verdict == Effect.Verdict.BETTER
    assert -0.65 < main["low"] < main["difference"] < main["high"] < -0.15
    assert len(effect.result["weeks"]) == 20
    assert {one["what"] for one in effect.result["side"]} >= {"days", "reports"}
    assert actions.measure_due(at=due_at()) == []
    measure.evaluation.refresh_from_db()
    assert measure.evaluation.state == Evaluation.State.MEASURED
    assert Notice.objects.filter(kind="improvement.measured").exists()


def test_a_measure_without_effect_opens_its_evaluation_again(city):
    stories.slow_city(city, helps=False)
    measure = started(city)
    (effect,) = actions.measure_due(at=due_at())
    evaluation = measure.evaluation
    evaluation.refresh_from_db()
    assert (effect.verdict, evaluation.state, evaluation.rounds) == ("none", Evaluation.State.REOPENED, 2)
    assert "Tidak terlihat pengaruh" in Entry.objects.get(act="improvement.reopen_evaluation").because
    assert Notice.objects.filter(kind="improvement.reopened").exists()


def test_of_too_few_cases_nothing_is_said_and_nothing_opened_again(city):
    measure = started(city)
    (effect,) = actions.measure_due(at=due_at())
    measure.evaluation.refresh_from_db()
    assert (effect.verdict, measure.evaluation.state) == ("few", Evaluation.State.MEASURED)


def test_everyone_behind_it_is_told_once_and_who_left_no_address_is_not(city, run_jobs):
    cases = Case.objects.bulk_create(
        stories.a_case(city, "DPU-JALAN", START - timedelta(days=30), 9) for _n in range(4)
    )
    for case, email in zip(cases, ("a@example.com", "A@example.com", "b@example.com", ""), strict=True):
        stories.reporter(case, email)
    measure = started(city)
    with pytest.raises(Refused, match="Tuliskan isinya"):
        actions.tell_residents(measure.evaluation, title="", words="x", by=BY, at=noon(START))
    said = {"title": "Izin galian lebih cepat", "words": "Kini dua orang boleh menandatangani."}
    assert actions.tell_residents(measure.evaluation, **said, by=BY, at=noon(START)) == 2
    with pytest.raises(Refused, match="sudah dikabari"):
        actions.tell_residents(measure.evaluation, **said, by=BY, at=noon(START))
    run_jobs("notices.deliver")
    told = [message for message in mail.outbox if "kami perbaiki" in message.subject]
    assert sorted(message.to[0].lower() for message in told) == ["a@example.com", "b@example.com"]
    assert "Kini dua orang boleh menandatangani." in told[0].body


def test_nothing_is_told_before_anything_is_done(city):
    with pytest.raises(Refused, match="Belum ada tindakan"):
        actions.tell_residents(with_causes(city), title="x", words="y", by=BY, at=AT)


def test_it_is_closed_with_what_came_of_it_and_opened_again_for_a_reason(city):
    evaluation = stories.opened(city)
    actions.close_evaluation(evaluation, because="Sudah reda sendiri.", by=BY, at=AT)
    with pytest.raises(Refused, match="keadaan evaluasi sekarang"):
        actions.add_cause(evaluation, words="x", category="data", by=BY, at=AT)
    actions.reopen_evaluation(evaluation, because="Kembali lagi.", by=BY, at=AT)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.closed_at, evaluation.rounds) == ("reopened", None, 2)


def test_what_awaits_its_owner_is_told_to_the_desk(city):
    on, standing = AT.date(), standing_of(city.officer, AT.date())
    assert queries.awaiting(standing, on) == []
    evaluation = with_causes(city)
    cause: Any = evaluation.causes.first()
    actions.propose_measure(evaluation, cause=cause, kind="training", title="Latihan", by=BY, at=AT)
    assert [one.kind for one in queries.awaiting(standing, on)] == ["improvement.evaluation", "improvement.measure"]
    measure = with_measure(evaluation, city)
    actions.fix_effect(measure, stories.fixed(city), by=BY, at=AT)
    assert "improvement.start" in [one.kind for one in queries.awaiting(standing, START)]
