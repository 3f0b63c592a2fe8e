"""What the database keeps, tried by SQL; and tallies that equal the answers whatever happens."""

from __future__ import annotations

import random
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata.public.surveys import actions, queries
from penata.public.surveys.models import Remark, Response, Tally
from penata.public.surveys.queries.satisfaction import outcome_in
from penata.public.surveys.rules.elements import ELEMENTS

from .conftest import NOW, SYSTEM, TODAY, whole

pytestmark = pytest.mark.django_db
ROWS = """
select segment, key, state, code, value, count(*), sum(total), sum(total * total) from surveys_piece
where survey_id = %s group by 1, 2, 3, 4, 5
"""


def bring(survey, *sheets, **facts):
    return actions.bring_in(survey, [actions.Sheet(sheet, TODAY, **facts) for sheet in sheets], by=SYSTEM, at=NOW)


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            cursor.execute("set constraints all immediate")
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "change",
    [
        "is_anonymous = false", "audience = 'staff'", "kind = 'questionnaire'", "form = '[]'", "minimum_group = 6",
        "segments = '{}'", "opened_at = null, opened_by = ''", "unit_id = unit_id + 1", "service_id = null",
    ],
)  # fmt: skip
def test_what_an_open_survey_promised_cannot_be_changed(survey, change):
    assert refused(f"update surveys_survey set {change} where id = %s", survey.pk)
    assert not refused("update surveys_survey set title = 'Judul lain' where id = %s", survey.pk)


def test_an_anonymous_answer_has_neither_name_nor_time(survey, city):
    bring(survey, whole())
    for change in ("respondent_id = %s, at = now()", "at = now(), respondent_id = %s", "answers = '{}', state = %s"):
        assert refused(f"update surveys_response set {change}", city.officer.pk)
    row = Response.objects.values().get()
    columns = ", ".join(row)
    named = "insert into surveys_response ({}) select {} from surveys_response".format(
        columns, columns.replace("respondent_id", "%s").replace(" at", " now()").replace("id,", "gen_random_uuid(),", 1)
    )
    assert refused(named, city.officer.pk)


def test_answers_and_words_stay_as_they_were_given(survey):
    bring(survey, whole(SARAN="Lama."))
    assert refused("delete from surveys_response")
    assert refused("delete from surveys_remark")
    assert refused("update surveys_response set day = day - 1")
    assert refused("update surveys_remark set words = 'Cepat.'")
    assert not refused("update surveys_remark set words = ''")


def test_only_an_open_survey_is_answered_at_its_own_points(survey, make, point):
    other = actions.open_survey(make(title="Lain"), by=SYSTEM, at=NOW)
    facts = {"id": uuid4(), "day": TODAY, "answers": whole(), "state": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(survey=other, point=point, **facts)
    actions.close_survey(survey, by=SYSTEM, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Response.objects.create(survey=survey, point=point, **facts)
    assert refused("update surveys_survey set closed_at = null, closed_by = '' where id = %s", survey.pk)


def test_shuffling_changes_neither_answers_nor_figures_and_leaves_one_transaction(survey):
    for value in (1, 2, 3, 4):
        bring(survey, *[whole(value, SARAN=f"Kata {value}") for _one in range(5)])
    actions.fold(survey)
    before = sorted(map(str, Response.objects.values())), sorted(map(str, Remark.objects.values()))
    actions.shuffle(survey)
    assert (sorted(map(str, Response.objects.values())), sorted(map(str, Remark.objects.values()))) == before
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(distinct xmin::text), array_agg(answers ->> 'U1' order by ctid) from surveys_response"
        )
        transactions, order = cursor.fetchone()
    assert transactions == 1
    assert order != sorted(order)
    assert queries.satisfaction(survey).n == 20


def same_as_rows(survey) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [survey.pk])
        rows = {row[:5]: row[5:] for row in cursor.fetchall()}
    segments = ["", "@month", "@point", "@unit", *survey.segments]
    counted = {
        (p.segment, p.key, p.state, p.code, p.value): (p.n, p.total, p.squares)
        for p in queries.pieces(survey, segments)
    }
    return rows == counted


element = st.integers(1, 4).map(str)
sheet = st.fixed_dictionaries(dict.fromkeys(ELEMENTS, element), optional={"USIA": st.sampled_from(["17", "60"])})


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(sheet, max_size=4), st.booleans(), st.booleans()), max_size=4))
def test_tallies_equal_the_answers_after_any_acts(survey, acts):
    for sheets, is_marked, folds in acts:
        bring(survey, *sheets, marks=("fast",) if is_marked else ())
        if folds:
            actions.fold(survey)
        assert same_as_rows(survey)
    actions.fold_all()
    assert same_as_rows(survey)


def test_tallies_give_what_the_sheets_give(survey):
    chance = random.Random(7)
    sheets = [{code: str(chance.randint(1, 4)) for code in ELEMENTS} for _one in range(40)]
    bring(survey, *sheets[:25])
    actions.fold(survey)
    bring(survey, *sheets[25:])
    outcome, n, score, squares = outcome_in(queries.pieces(survey), {0})
    totals = [sum(int(sheet[code]) for code in ELEMENTS) for sheet in sheets]
    assert (n, score, squares) == (40, sum(totals), sum(total * total for total in totals))
    for code in ELEMENTS:
        assert outcome.means[code] * 40 == sum(int(sheet[code]) for sheet in sheets)
    assert Tally.objects.filter(survey=survey).exists()
