from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from penata.delivery.performance import actions, queries
from penata.delivery.performance.models import Evaluation, Expectation, Figure, Result
from penata.delivery.performance.rules import Party, Rhythm
from penata.delivery.performance.tests.life import (
    YEAR,
    acting,
    at,
    closed,
    evaluation_of,
    expect,
    open_the_year,
    rate,
    report,
    standing,
)
from penata.foundation.accounts import actions as accounts
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.people import actions as people

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")


def refused(code, act, *args, **named):
    with pytest.raises(Refused) as found:
        act(*args, **named)
    assert found.value.code == code
    return found.value


# Expectations ----------------------------------------------------------------------------------------------------


def test_an_expectation_is_cascaded_signed_by_both_and_opens_the_evaluations_that_have_begun(year):
    made = Expectation.objects.get(pk=year.expectation.pk)
    assert (made.state, made.signed_by, made.agreed_by) == ("agreed", "Sari Puspita", "Bambang Hartono")
    assert made.results.get().serves.expectation.person == year.persons["head"]
    assert [str(one.period) for one in made.evaluations.order_by("period__since", "-period__until")] == [
        "Tahun 2026",
        "Triwulan I 2026",
    ]
    assert Notice.objects.filter(kind="performance.proposed", recipient_id=year.head.pk).exists()


def test_only_the_person_writes_and_only_his_superior_agrees(city):
    open_the_year(city)
    draft = expect(city, "officer", None)
    refused("performance.not_yours", actions.propose, draft, **acting(city, "head", at(1, 6)))
    actions.propose(draft, **acting(city, "officer", at(1, 6)))
    for other in ("officer", "colleague", "technician", "environment_head", "mayor", "administrator"):
        refused("performance.not_yours", actions.agree, draft, **acting(city, other, at(1, 7)))
    refused(
        "performance.only_draft",
        actions.write_result,
        draft,
        actions.Draft("Lain"),
        **acting(city, "officer", at(1, 7)),
    )
    back = actions.give_back_expectation(draft, words="Tambah target biaya.", **acting(city, "head", at(1, 7)))
    assert (back.state, back.signed_at) == ("draft", None)
    assert back.feedback.get().words == "Tambah target biaya."


def test_an_expectation_without_a_main_result_or_an_indicator_is_not_proposed(city):
    mine = acting(city, "officer", at(1, 5))
    made = actions.begin_expectation(position_id=city.positions["KABID-JALAN"].pk, year=YEAR, **mine)
    refused("performance.no_main_result", actions.propose, made, **mine)
    result = actions.write_result(made, actions.Draft("Jalan terawat"), **mine)
    refused("performance.no_main_result", actions.propose, made, **mine)
    half = actions.Draft("Jalan terawat", indicators={"cost": ("Biaya per kilometer", "")})
    refused("performance.indicator_incomplete", actions.write_result, made, half, result=result, **mine)
    whole = actions.Draft("Jalan terawat", indicators={"cost": ("Biaya per kilometer", "Rp 20 juta")})
    actions.write_result(made, whole, result=result, **mine)
    assert actions.propose(made, **mine).state == "proposed"


def test_nobody_begins_an_expectation_for_a_position_he_does_not_hold_or_twice(city):
    mine = acting(city, "officer", at(1, 5))
    other = city.positions["KABID-SAMPAH"].pk
    refused("performance.no_seat", actions.begin_expectation, position_id=other, year=YEAR, **mine)
    own = city.positions["KABID-JALAN"].pk
    actions.begin_expectation(position_id=own, year=YEAR, **mine)
    refused("performance.expected_already", actions.begin_expectation, position_id=own, year=YEAR, **mine)


def test_a_result_serves_only_one_of_the_superior(year):
    foreign = Result.objects.get(expectation__person=year.persons["technician"])
    with_foreign = actions.Draft("Sampah terangkut", serves_id=foreign.pk)
    mine = acting(year, "colleague", at(1, 5))
    made = actions.begin_expectation(position_id=year.positions["KABID-SAMPAH"].pk, year=YEAR, **mine)
    refused("performance.serves_other", actions.write_result, made, with_foreign, **mine)


def test_a_revised_expectation_is_signed_anew(year):
    revised = actions.revise(year.expectation, words="Tugasnya bertambah.", **acting(year, "head", at(5, 4)))
    assert (revised.state, revised.agreed_by) == ("draft", "")
    used = revised.results.get()
    other = Result.objects.get(expectation__person=year.persons["technician"])
    refused("performance.not_yours", actions.remove_result, other, **acting(year, "officer", at(5, 5)))
    actions.remove_result(used, **acting(year, "officer", at(5, 5)))
    assert not revised.results.exists()


def test_feedback_goes_both_ways_in_the_line_and_nowhere_else(year):
    for who in ("head", "mayor", "officer"):
        actions.say(year.expectation, words="Bagus.", **acting(year, who, at(3, 3)))
    for who in ("technician", "colleague", "environment_head", "administrator"):
        refused("performance.not_yours", actions.say, year.expectation, words="x", **acting(year, who, at(3, 3)))
    assert year.expectation.feedback.count() == 3


# From the report to the closing ----------------------------------------------------------------------------------


def test_the_superior_decides_by_the_matrix_and_the_person_accepts(year):
    one = closed(year, results="above", conduct="above")
    one.refresh_from_db()
    assert (one.state, one.closed_by, one.appraisal.rating) == ("closed", "Sari Puspita", "very_good")
    assert (one.appraisal.by, one.appraisal.how) == (year.persons["head"], "holder")


@pytest.mark.parametrize("who", ["officer", "technician", "colleague", "environment_head", "mayor", "administrator"])
def test_nobody_but_the_superior_decides(year, who):
    one = report(year, "officer")
    refused(
        "performance.not_yours",
        actions.decide,
        one,
        results="as",
        conduct="as",
        words="x",
        **acting(year, who, at(10, 5)),
    )


def test_a_report_is_given_back_and_handed_in_again(year):
    one = report(year, "officer")
    back = actions.give_back(one, words="Bukti biaya belum ada.", **acting(year, "head", at(10, 3)))
    assert (back.state, back.submitted_by) == ("open", "")
    assert actions.submit(back, **acting(year, "officer", at(10, 4))).state == "submitted"


def test_while_the_superior_is_away_his_substitute_decides_and_he_does_not(year):
    one = report(year, "officer")
    people.record_absence(
        year.persons["head"],
        kind="cuti",
        since=date(YEAR, 10, 1),
        until=date(YEAR, 10, 20),
        substitute=year.persons["environment_head"],
        by=BY,
    )
    decide = {"results": "as", "conduct": "as", "words": "Baik."}
    refused("performance.not_yours", actions.decide, one, **decide, **acting(year, "head", at(10, 5)))
    done = actions.decide(one, **decide, **acting(year, "environment_head", at(10, 5)))
    assert (done.appraisal.by, done.appraisal.how) == (year.persons["environment_head"], "substitute")


def test_who_stands_in_for_his_own_superior_does_not_decide_about_himself(year):
    one = report(year, "officer")
    people.record_absence(
        year.persons["head"],
        kind="dinas",
        since=date(YEAR, 10, 1),
        until=date(YEAR, 10, 20),
        substitute=year.persons["officer"],
        by=BY,
    )
    decide = {"results": "above", "conduct": "above", "words": "Saya hebat."}
    refused("performance.not_yours", actions.decide, one, **decide, **acting(year, "officer", at(10, 5)))
    done = actions.decide(one, **decide | {"words": "Baik."}, **acting(year, "mayor", at(10, 5)))
    assert done.appraisal.by == year.persons["mayor"]


def test_an_empty_seat_of_the_superior_leads_further_up(year):
    one = report(year, "officer")
    holding = year.persons["head"].holdings.get(recorded__upper_inf=True)
    people.end_holding(holding, on=date(YEAR, 10, 3), because="Pensiun.", by=BY)
    done = rate(year, one, "mayor")
    assert (done.appraisal.by, done.appraisal.how) == (year.persons["mayor"], "superior")


def test_who_does_not_report_may_be_rated_after_the_period(year):
    actions.open_evaluations(by=BY, at=at(10, 1))
    one = evaluation_of(year, "officer")
    refused(
        "performance.not_yours",
        actions.decide,
        one,
        results="below",
        conduct="as",
        words="x",
        **acting(year, "head", at(9, 20)),
    )
    assert rate(year, one, "head", "below", "as").appraisal.rating == "needs_improvement"


def test_silence_closes_after_the_days_of_objection(year):
    one = rate(year, report(year, "officer"), "head")
    assert actions.close_silent(by=BY, at=at(10, 19)) == 0
    assert actions.close_silent(by=BY, at=at(10, 20)) == 1
    one.refresh_from_db()
    assert (one.state, one.closed_by) == ("closed", "Penata (tanpa tanggapan)")


# Objection -------------------------------------------------------------------------------------------------------


def test_an_objection_is_answered_by_who_stands_above_the_superior(year):
    one = rate(year, report(year, "officer"), "head", "below", "as")
    actions.object_to(one, words="Dua bulan saya di tim lintas dinas.", **acting(year, "officer", at(10, 6)))
    change = {"answer": "Benar, hasilnya sesuai.", "results": "as", "conduct": "as"}
    for who in ("officer", "head", "environment_head", "administrator"):
        refused("performance.not_yours", actions.answer_objection, one, **change, **acting(year, who, at(10, 7)))
    done = actions.answer_objection(one, **change, **acting(year, "mayor", at(10, 7)))
    assert (done.state, done.appraisal.rating, done.appraisal.by) == ("closed", "good", year.persons["mayor"])
    assert done.objections.get().outcome == "changed"
    assert done.appraisals.count() == 2


def test_an_objection_may_leave_the_decision_as_it_was(year):
    one = rate(year, report(year, "officer"), "head")
    actions.object_to(one, words="Kurang tepat.", **acting(year, "officer", at(10, 6)))
    same = {"answer": "Sudah tepat.", "results": "as", "conduct": "as"}
    done = actions.answer_objection(one, **same, **acting(year, "mayor", at(10, 7)))
    assert done.objections.get().outcome == "kept"
    assert done.appraisals.count() == 1


def test_an_objection_that_comes_late_is_refused(year):
    one = rate(year, report(year, "officer"), "head")
    refused("performance.objection_late", actions.object_to, one, words="x", **acting(year, "officer", at(10, 20)))


def test_who_decided_as_substitute_does_not_answer_the_objection_against_it(year):
    one = report(year, "technician")
    away = {"kind": "cuti", "since": date(YEAR, 10, 1), "until": date(YEAR, 10, 20), "by": BY}
    people.record_absence(year.persons["officer"], substitute=year.persons["head"], **away)
    rate(year, one, "head")
    actions.object_to(one, words="Kurang tepat.", **acting(year, "technician", at(10, 6)))
    one.refresh_from_db()
    assert queries.judge(one, date(YEAR, 10, 7)).person_id == year.persons["mayor"].pk


# Reopening -------------------------------------------------------------------------------------------------------


def test_a_closed_evaluation_is_reopened_with_a_reason_and_both_signatures(year):
    one = closed(year)
    refused("performance.because_missing", actions.ask_reopening, one, because=" ", **acting(year, "head", at(10, 9)))
    actions.ask_reopening(one, because="Bukti baru.", **acting(year, "officer", at(10, 9)))
    refused("performance.not_yours", actions.sign_reopening, one, **acting(year, "officer", at(10, 9)))
    refused("performance.not_yours", actions.sign_reopening, one, **acting(year, "mayor", at(10, 9)))
    again = actions.sign_reopening(one, **acting(year, "head", at(10, 10)))
    assert again.state == "submitted"
    reopening = again.reopenings.get()
    assert (reopening.person_label, reopening.superior_label) == ("Sari Puspita", "Bambang Hartono")
    assert reopening.ended_at == at(10, 10)
    done = rate(year, again, "head", "above", "above", at(10, 11))
    assert done.appraisal.rating == "very_good"
    assert done.appraisals.count() == 2


def test_a_declined_reopening_leaves_it_closed_and_may_be_asked_again(year):
    one = closed(year)
    actions.ask_reopening(one, because="Bukti baru.", **acting(year, "head", at(10, 9)))
    actions.decline_reopening(one, **acting(year, "officer", at(10, 9)))
    one.refresh_from_db()
    assert one.state == "closed"
    actions.ask_reopening(one, because="Sekali lagi.", **acting(year, "officer", at(10, 12)))
    assert actions.sign_reopening(one, **acting(year, "head", at(10, 13))).state == "submitted"


# Moved, acting, a year of parts ----------------------------------------------------------------------------------


def test_who_moves_is_rated_for_his_own_days_in_each_position(year):
    at_old = year.expectation
    holding = year.persons["officer"].holdings.get(recorded__upper_inf=True)
    people.end_holding(holding, on=date(YEAR, 8, 15), because="Mutasi.", by=BY)
    people.appoint(
        year.persons["officer"], year.positions["LURAH-SARI"], decree=year.decree, article="Pasal 1",
        on=date(YEAR, 8, 15), by=BY,
    )  # fmt: skip
    actions.open_evaluations(by=BY, at=at(8, 1))
    assert actions.follow_holdings(by=BY, at=at(8, 16)) == 1
    at_old.refresh_from_db()
    assert at_old.days.upper == date(YEAR, 8, 15)
    summer = evaluation_of(year, "officer")
    assert (summer.days.lower, summer.days.upper) == (date(YEAR, 7, 1), date(YEAR, 8, 15))
    mine = acting(year, "officer", at(8, 20))
    new = actions.begin_expectation(position_id=year.positions["LURAH-SARI"].pk, year=YEAR, **mine)
    assert new.days.lower == date(YEAR, 8, 15)


def test_an_acting_holder_has_an_expectation_of_his_own_for_those_days(year):
    people.appoint_acting(
        year.persons["colleague"], year.positions["LURAH-SARI"], kind="plt", since=date(YEAR, 2, 1),
        until=date(YEAR, 6, 1), decree=year.decree, by=BY,
    )  # fmt: skip
    made = expect(year, "colleague", None, position="LURAH-SARI") if False else actions.begin_expectation(
        position_id=year.positions["LURAH-SARI"].pk, year=YEAR, **acting(year, "colleague", at(2, 2))
    )  # fmt: skip
    assert made.is_acting
    assert (made.days.lower, made.days.upper) == (date(YEAR, 2, 1), date(YEAR, 6, 1))


# The survey ------------------------------------------------------------------------------------------------------


def test_a_survey_of_too_few_is_refused(year):
    one = report(year, "officer")
    when = acting(year, "head", at(10, 3))
    error = refused("performance.survey_too_small", actions.open_survey, one, closes_on=date(YEAR, 10, 20), **when)
    assert error.params["minimum"] == 5


# What the city sets ----------------------------------------------------------------------------------------------


def test_a_year_is_opened_once_in_months_or_quarters(city):
    periods = actions.open_year(2025, rhythm=Rhythm.MONTHLY, by=BY, at=at(1, 2, 2025))
    assert len(periods) == 13
    refused("performance.year_open", actions.open_year, 2025, rhythm=Rhythm.QUARTERLY, by=BY, at=at(1, 2, 2025))


def test_a_figure_changes_from_a_day_on_and_the_past_stays(city):
    figure = Figure.objects.get(kind="coefficient", key="ahli muda")
    basis = {"basis": "PermenPANRB 9/2026", "is_verified": True, "by": BY, "at": at(6, 1)}
    actions.set_figure(figure, value=Decimal("26"), since=date(2026, 7, 1), **basis)
    assert queries.figures("coefficient", date(2026, 6, 30))["ahli muda"] == 25
    assert queries.figures("coefficient", date(2026, 7, 1))["ahli muda"] == 26
    refused(
        "performance.figure_overlaps", actions.set_figure, figure, value=Decimal(27), since=date(2026, 7, 1), **basis
    )
    least = Figure.objects.get(key="survey_minimum")
    refused("performance.figure_wrong", actions.set_figure, least, value=Decimal(2), since=date(2026, 7, 1), **basis)


# What others may read --------------------------------------------------------------------------------------------


def test_journal_and_notices_never_tell_a_rating_nor_anyones_words(year):
    secret = "Xanthofil rahasia penilaian"
    one = report(year, "officer")
    boss, mine = acting(year, "head", at(10, 5)), acting(year, "officer", at(10, 6))
    actions.decide(one, results="below", conduct="below", words=secret, **boss)
    actions.object_to(one, words=secret, **mine)
    change = {"answer": secret, "results": "below", "conduct": "above"}
    actions.answer_objection(one, **change, **acting(year, "mayor", at(10, 7)))
    actions.ask_reopening(one, because=secret, **mine)
    actions.sign_reopening(one, **boss)
    actions.say(year.expectation, words=secret, **boss)
    told = " ".join(
        [str((entry.because, entry.details, entry.subject_label, entry.act)) for entry in Entry.objects.all()]
        + [f"{notice.subject} {notice.body}" for notice in Notice.objects.all()]
    )
    assert "performance.decide" in told
    for word in (secret, "below", "very_poor", "needs_improvement", "Sangat kurang", "Butuh perbaikan", "Di bawah"):
        assert word not in told


def test_each_act_writes_one_entry(year):
    before = Entry.objects.count()
    one = evaluation_of(year, "officer", "Triwulan I 2026")
    actions.submit(
        actions.choose(one, realizations={}, chosen=[], words="Selesai.", **acting(year, "officer", at(4, 2))),
        **acting(year, "officer", at(4, 2)),
    )
    assert Entry.objects.count() == before + 2


def test_parties_are_only_the_person_his_superior_and_who_answers_an_objection(year):
    one = report(year, "officer")
    found = {
        who: queries.parties(one, queries.sight(standing(year, who, at(10, 3)), on=date(YEAR, 10, 3)))
        for who in ("officer", "head", "mayor", "technician", "colleague", "administrator")
    }
    assert found["officer"] == {Party.PERSON}
    assert found["head"] == {Party.APPRAISER}
    assert not any(found[who] for who in ("mayor", "technician", "colleague", "administrator"))
    assert accounts is not None
    assert Evaluation.objects.count() > 3
