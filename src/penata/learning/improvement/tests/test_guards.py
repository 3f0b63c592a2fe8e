"""What must never be false of evaluations and effects, tried in SQL past all actions."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from penata.learning.improvement import actions
from penata.learning.improvement.models import Effect
from penata.learning.improvement.tests import stories
from penata.learning.improvement.tests.stories import BY, START, noon, started

FIXED = ("metric", "compared", "treated", "starts_on", "weeks_after", "weeks_before", "why_compared", "fixed_at")


def refused(sql: str, *values: Any) -> str:
    """The constraint that says no."""
    with pytest.raises(IntegrityError) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(error.value.__cause__.diag.constraint_name)  # type: ignore[union-attr]


def run(sql: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    "change",
    [
        "metric = 'days'", "by = 'service'", "treated = '1'", "compared = array['1', '2']", "names = '{}'",
        "starts_on = starts_on + 7", "starts_on = starts_on - 7", "weeks_before = 8", "weeks_after = 8",
        "why_compared = 'lain'", "fixed_at = fixed_at - interval '1 day'", "started_at = null",
        "metric = 'element', element = 'U3'",
    ],
)  # fmt: skip
def test_nothing_by_which_a_started_measure_is_judged_changes(city, change):
    measure = started(city)
    assert refused(f"update improvement_effect set {change} where measure_id = %s", measure.pk) == (
        "improvement.effect_fixed"
    )


def test_the_effect_of_a_started_measure_is_not_deleted(city):
    measure = started(city)
    assert refused("delete from improvement_effect where measure_id = %s", measure.pk) == "improvement.effect_fixed"


def test_before_the_start_it_may_be_fixed_otherwise_but_never_dated_back(city):
    measure = stories.with_measure(stories.with_causes(city), city)
    actions.fix_effect(measure, stories.fixed(city), by=BY, at=measure.proposed_at)
    actions.fix_effect(measure, stories.fixed(city, metric="days"), by=BY, at=measure.proposed_at)
    late = "update improvement_effect set starts_on = (fixed_at - interval '3 days')::date where measure_id = %s"
    assert refused(late, measure.pk) == "improvement.effect_before"
    both = "update improvement_effect set metric = 'late', started_at = now() where measure_id = %s"
    assert refused(both, measure.pk) == "improvement.effect_before"
    before = "update improvement_effect set started_at = fixed_at - interval '1 hour' where measure_id = %s"
    assert refused(before, measure.pk) == "improvement.effect_before"


def test_no_effect_is_born_started(city):
    measure = started(city)
    again = stories.with_measure(measure.evaluation, city, title="Lain")
    columns = [f.column for f in Effect._meta.concrete_fields if f.column not in ("id", "measure_id")]
    names = ", ".join(columns)
    copy = f"insert into improvement_effect (measure_id, {names}) select %s, {names} from improvement_effect"
    assert refused(copy, again.pk) == "improvement.effect_before"


def test_a_result_stays_as_it_came_out(city):
    measure = started(city)
    actions.measure_due(at=stories.due_at())
    for change in ("verdict = 'better'", "result = '{}'", "measured_at = now()", "why_compared = 'lain'"):
        sql = f"update improvement_effect set {change} where measure_id = %s"
        assert refused(sql, measure.pk) == "improvement.effect_measured"


def test_no_subject_is_compared_with_itself_or_with_one_alone(city):
    measure = stories.with_measure(stories.with_causes(city), city)
    effect = actions.fix_effect(measure, stories.fixed(city), by=BY, at=measure.proposed_at)
    own = "update improvement_effect set compared = compared || treated where id = %s"
    assert refused(own, effect.pk) == "effect_not_beside_itself"
    assert refused("update improvement_effect set compared = compared[1:1] where id = %s", effect.pk) == (
        "effect_is_compared"
    )


def test_what_an_evaluation_stands_on_stays(city):
    stories.slow_city(city, a_week=1)
    evaluation = stories.opened(city)
    assert refused("delete from improvement_behind where evaluation_id = %s", evaluation.pk) == "improvement.kept"
    other = "insert into improvement_behind (evaluation_id, case_id) select %s, max(id) from cases_case"
    assert refused(other, evaluation.pk) == "improvement.kept"
    for change in ("counts = '{}'", "frozen_at = null", "opened_by = 'x'"):
        sql = f"update improvement_evaluation set {change} where id = %s"
        assert refused(sql, evaluation.pk) == "improvement.kept"


def test_nobody_is_told_twice_and_it_is_not_forgotten_who_was(city):
    measure = started(city)
    actions.tell_residents(measure.evaluation, title="x", words="y", by=BY, at=noon(START))
    insert = "insert into improvement_told (evaluation_id, digest, at) values (%s, 'a', now())"
    run(insert, measure.evaluation_id)
    assert refused(insert, measure.evaluation_id) == "told_once"
    assert refused("delete from improvement_told") == "improvement.kept"
    assert refused("update improvement_evaluation set told_at = null, told_by = ''") == "improvement.told"


def test_a_why_answers_one_of_its_own_evaluation(city):
    evaluation = stories.with_causes(city)
    other = stories.opened(city)
    root = evaluation.causes.get(depth=2)
    for sql in (
        "update improvement_cause set category = 'data' where id = %s",
        "update improvement_cause set depth = 3 where id = %s",
        f"update improvement_cause set evaluation_id = {other.pk} where id = %s",
    ):
        assert refused(sql, root.pk) == "improvement.cause_chain"


def test_one_signal_has_one_open_evaluation(city):
    from penata.learning.improvement.tests.examples import signal

    first = stories.opened(city, signal=signal(city), at=noon(START))
    columns = [f.column for f in first._meta.concrete_fields if f.column != "id"]
    names = ", ".join(columns)
    copy = f"insert into improvement_evaluation ({names}) select {names} from improvement_evaluation"
    assert refused(copy) == "one_open_evaluation_a_signal"
