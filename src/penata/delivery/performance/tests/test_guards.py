"""What the database itself refuses, whoever asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from penata.delivery.performance import actions
from penata.delivery.performance.models import Evaluation, Survey, Tally
from penata.delivery.performance.rules import CELLS, Level, Rating
from penata.delivery.performance.tests.life import YEAR, acting, at, closed, rate, report

pytestmark = pytest.mark.django_db


def run(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def refused(sql: str, *values: Any) -> None:
    with pytest.raises(IntegrityError):
        run(sql, *values)


def test_a_closed_evaluation_does_not_change_nor_does_what_belongs_to_it(year):
    one = closed(year)
    key = one.pk
    refused("update performance_evaluation set words = 'lain' where id = %s", key)
    refused("update performance_evaluation set state = 'open', closed_at = null, closed_by = '' where id = %s", key)
    refused("update performance_evaluation set state='submitted', closed_at=null, closed_by='' where id = %s", key)
    refused("delete from performance_evaluation where id = %s", key)
    refused("update performance_realization set words = 'lain' where evaluation_id = %s", key)
    refused("delete from performance_realization where evaluation_id = %s", key)
    refused("insert into performance_evidence (evaluation_id, comment) values (%s, '')", key)
    refused(
        "insert into performance_appraisal (evaluation_id, results, conduct, rating, words, by_label, how, at)"
        " values (%s, 'above', 'above', 'very_good', '', 'x', '', now())",
        key,
    )


def test_one_signature_does_not_reopen_and_two_do_once(year):
    one = closed(year)
    reopening = actions.ask_reopening(one, because="Bukti baru.", **acting(year, "officer", at(10, 9)))
    back = (
        "update performance_evaluation set state = 'submitted', closed_at = null, closed_by = '', reopening_id = %s"
        " where id = %s"
    )
    refused(back, reopening.pk, one.pk)
    again = actions.sign_reopening(one, **acting(year, "head", at(10, 10)))
    actions.accept(rate(year, again, "head", when=at(10, 11)), **acting(year, "officer", at(10, 12)))
    refused(back, reopening.pk, one.pk)  # it was used up


def test_signatures_and_decisions_stay_as_they_were(year):
    one = closed(year)
    reopening = actions.ask_reopening(one, because="Bukti baru.", **acting(year, "officer", at(10, 9)))
    refused("update performance_appraisal set rating = 'poor', conduct = 'below' where id = %s", one.appraisal_id)
    refused("delete from performance_appraisal where id = %s", one.appraisal_id)
    refused("update performance_reopening set person_label = 'Orang lain' where id = %s", reopening.pk)
    refused("update performance_reopening set because = 'lain' where id = %s", reopening.pk)
    refused("update performance_reopening set superior_at = now() where id = %s", reopening.pk)  # by whom?
    refused("update performance_reopening set ended_at = now() where id = %s", reopening.pk)  # not both


def test_feedback_and_answers_to_objections_stay_as_they_were(year):
    said = actions.say(year.expectation, words="Bagus.", **acting(year, "head", at(3, 3)))
    refused("update performance_feedback set words = 'Buruk.' where id = %s", said.pk)
    one = rate(year, report(year, "officer"), "head")
    objection = actions.object_to(one, words="Keliru.", **acting(year, "officer", at(10, 6)))
    refused("update performance_objection set answered_at = now() where id = %s", objection.pk)
    same = {"answer": "Tepat.", "results": "as", "conduct": "as"}
    actions.answer_objection(one, **same, **acting(year, "mayor", at(10, 7)))
    refused("update performance_objection set answer = 'lain' where id = %s", objection.pk)


def test_one_evaluation_for_a_person_a_position_and_a_period(year):
    one = report(year, "officer")
    copied = "expectation_id, person_id, position_id, period_id, days, state, words, submitted_by, closed_by"
    refused(
        f"insert into performance_evaluation ({copied}) select {copied.replace('state', chr(39) + 'open' + chr(39))}"
        " from performance_evaluation where id = %s",
        one.pk,
    )


def test_signatures_come_in_pairs(year):
    one = report(year, "officer")
    refused("update performance_evaluation set submitted_by = '' where id = %s", one.pk)
    refused("update performance_evaluation set state = 'closed' where id = %s", one.pk)
    refused("update performance_evaluation set state = 'decided' where id = %s", one.pk)  # without an appraisal
    key = year.expectation.pk
    refused("update performance_expectation set agreed_by = '' where id = %s", key)
    refused("update performance_expectation set agreed_at = null, agreed_by = '' where id = %s", key)


def test_the_database_knows_the_nine_cells(year):
    one = report(year, "officer")
    sql = (
        "insert into performance_appraisal (evaluation_id, results, conduct, rating, words, by_label, how, at)"
        " values (%s, %s, %s, %s, '', 'x', '', now())"
    )
    for results in Level:
        for conduct in Level:
            for rating in Rating:
                given = (one.pk, str(results), str(conduct), str(rating))
                if CELLS[results, conduct] == rating:
                    run(sql, *given)
                else:
                    refused(sql, *given)


def test_a_signed_expectation_is_not_changed_behind_the_signatures(year):
    key = year.expectation.pk
    refused("update performance_result set title = 'lain' where expectation_id = %s", key)
    refused("delete from performance_conductexpectation where expectation_id = %s", key)
    refused(
        "update performance_indicator set target = '1' where result_id in"
        " (select id from performance_result where expectation_id = %s)",
        key,
    )
    refused("insert into performance_result (expectation_id, kind, title) values (%s, 'main', 'lain')", key)


def test_two_expectations_of_one_person_in_one_position_do_not_overlap(year):
    copied = "person_id, position_id, is_acting, year, days, state, signed_by, agreed_by"
    with pytest.raises(IntegrityError):
        run(
            f"insert into performance_expectation ({copied}) select person_id, position_id, false, year, days,"
            " 'draft', '', '' from performance_expectation where id = %s",
            year.expectation.pk,
        )


def test_how_a_survey_hides_its_answers_never_changes(year):
    one = report(year, "officer")
    survey = Survey.objects.create(
        evaluation=one, minimum=5, opened_at=at(10, 3), opened_by="x", closes_on=date(YEAR, 10, 20)
    )
    tally = Tally.objects.create(survey=survey, value="loyal", score=4)
    refused("update performance_survey set minimum = 3 where id = %s", survey.pk)
    refused("update performance_survey set closes_on = '2026-10-05' where id = %s", survey.pk)
    refused("update performance_survey set answers = answers + 2 where id = %s", survey.pk)
    refused("update performance_tally set count = count + 2 where id = %s", tally.pk)
    refused("delete from performance_tally where id = %s", tally.pk)
    run("update performance_survey set answers = answers + 1 where id = %s", survey.pk)
    refused(
        "insert into performance_invitation (survey_id, person_id, has_answered) values (%s, %s, false)",
        survey.pk,
        year.persons["colleague"].pk,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Survey.objects.create(
            evaluation=Evaluation.objects.exclude(pk=one.pk).first(),
            minimum=2,
            opened_at=at(10, 3),
            opened_by="x",
            closes_on=date(YEAR, 10, 20),
        )
