"""The survey of conduct: nobody, with the whole database before him, can say who answered what."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from penata.delivery.performance import actions, queries
from penata.delivery.performance.models import Invitation, Tally
from penata.delivery.performance.rules import VALUES
from penata.delivery.performance.tests.life import YEAR, acting, at, report, standing
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people import actions as people
from penata.organization.structure import actions as structure

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
CLOSES = date(YEAR, 10, 20)


@pytest.fixture
def staffed(year):
    """The officer's division with five more people beside his technician."""
    basis = {"decree": year.decree, "article": "Pasal 7", "on": date(YEAR, 1, 2), "by": BY}
    place = structure.open_position(
        code="REGU", unit=year.units["DPU-JALAN"], title="Anggota Regu", category="pelaksana", is_head=False, seats=5,
        **basis,
    )  # fmt: skip
    year.crew = []
    for number in range(5):
        person = people.register_person(
            nip=f"19900303201903100{number + 1}", name=f"Regu {number}", status="pns", rank="II/c",
            email=f"regu{number}@kotalama.example", by=BY,
        )  # fmt: skip
        people.appoint(person, place, **basis)
        person.account.is_active = True
        person.account.save()
        year.crew.append(person)
    return year


def answering(person, when=None):
    when = when or at(10, 4)
    found = standing_of(person.account, date(YEAR, 10, 4))
    return {"by": Actor(person.account_id, person.name), "at": when, "standing": found}


def opened(city, minimum=5):
    one = report(city, "officer")
    return actions.open_survey(one, closes_on=CLOSES, minimum=minimum, **acting(city, "head", at(10, 3)))


def test_peers_and_subordinates_are_asked_and_neither_the_person_nor_his_superior(staffed):
    survey = opened(staffed)
    asked = set(survey.invitations.values_list("person__name", flat=True))
    assert asked == {"Rudi Saputra", *(f"Regu {number}" for number in range(5))}


def test_the_minimum_of_the_city_is_the_least(staffed):
    assert opened(staffed, minimum=3).minimum == 5


def test_each_answers_once_while_it_is_open(staffed):
    survey = opened(staffed)
    scores = dict.fromkeys(VALUES, 4)
    first = staffed.crew[0]
    actions.answer_survey(survey, scores, **answering(first))
    for again in (answering(first), answering(staffed.crew[1], at(10, 21)), acting(staffed, "head", at(10, 4))):
        with pytest.raises(Refused, match=r"."):
            actions.answer_survey(survey, scores, **again)
    survey.refresh_from_db()
    assert survey.answers == 1
    with pytest.raises(Refused):
        actions.answer_survey(survey, {"loyal": 4}, **answering(staffed.crew[1]))
    with pytest.raises(Refused):
        actions.answer_survey(survey, scores | {"loyal": 6}, **answering(staffed.crew[1]))


def test_the_result_shows_after_the_end_and_only_with_enough_answers(staffed):
    survey = opened(staffed)
    for person in staffed.crew[:4]:
        actions.answer_survey(survey, dict.fromkeys(VALUES, 5), **answering(person))
    assert queries.survey_result(survey.evaluation, date(YEAR, 10, 19)).means is None
    assert queries.survey_result(survey.evaluation, CLOSES).means is None  # four of at least five
    actions.answer_survey(survey, dict.fromkeys(VALUES, 2), **answering(staffed.crew[4]))
    assert queries.survey_result(survey.evaluation, date(YEAR, 10, 19)).means is None
    found = queries.survey_result(survey.evaluation, CLOSES)
    assert {float(mean) for mean in found.means.values()} == {4.4}


def test_no_row_of_the_database_ties_an_answer_to_who_gave_it(staffed):
    """Two different ways of sharing out the same answers leave the same rows."""
    survey = opened(staffed)
    answers = [dict.fromkeys(VALUES, score) for score in (1, 2, 3, 4, 5)]
    left = []
    for order in (answers, answers[::-1]):
        with connection.cursor() as cursor:
            cursor.execute("savepoint before_answers")
        for person, scores in zip(staffed.crew, order, strict=True):
            actions.answer_survey(survey, scores, **answering(person))
        left.append(rows_of_the_room())
        with connection.cursor() as cursor:
            cursor.execute("rollback to savepoint before_answers")
    assert left[0] == left[1]


def rows_of_the_room() -> dict[str, list[str]]:
    """All rows of the room, of the journal and of the notices, in the order of their keys."""
    tables = [model._meta.db_table for model in apps.get_app_config("performance").get_models()]
    found = {}
    with connection.cursor() as cursor:
        for table in (*tables, "notices_notice"):
            cursor.execute(f"select to_jsonb(t)::text from {table} t order by id")
            found[table] = [row[0] for row in cursor.fetchall()]
        cursor.execute("select act, actor_id, details::text, because from journal_entry order by id")
        found["journal"] = [str(row) for row in cursor.fetchall()]
    return found


def test_the_journal_says_that_someone_answered_and_not_what(staffed):
    survey = opened(staffed)
    actions.answer_survey(survey, dict.fromkeys(VALUES, 1), **answering(staffed.crew[0]))
    entry = Entry.objects.get(act="performance.answer_survey")
    assert entry.details == {}
    fields = {field.name for model in (Invitation, Tally) for field in model._meta.get_fields()}
    assert not fields & {"at", "answered_at", "by", "by_id", "scores"}


def test_only_the_superior_opens_a_survey(staffed):
    one = report(staffed, "officer")
    for who in ("officer", "technician", "mayor", "administrator"):
        with pytest.raises(Refused):
            actions.open_survey(one, closes_on=CLOSES, **acting(staffed, who, at(10, 3)))
    assert queries.find_survey(standing(staffed, "officer", at(10, 4)), 1) is None
