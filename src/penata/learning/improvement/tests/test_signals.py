"""What stands out is said, once, and hardly anything else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pytest

from penata.learning.improvement.rules.explaining import lasts, shared_limit
from penata.learning.improvement.rules.facts import Budget, Kind
from penata.learning.improvement.rules.looking import USUAL, look
from penata.learning.improvement.rules.sentences import sentence
from penata.learning.improvement.tests.made_up import MONTHS, TOPICS, Case, City


@cache
def calm_city() -> City:
    return City()


def test_a_topic_that_triples_for_good_is_said_in_its_first_month_and_not_anew():
    city = City(factor=lambda month, topic, area: 3.0 if topic == 3 and month >= 12 else 1.0)
    found = [signal for signal in city.signals(since=11) if signal.kind is Kind.SURGE]
    assert [(signal.month, signal.subject.topic) for signal in found] == [("2025-01", "Topik 3")]
    assert found[0].since == "2025-01"
    assert found[0].observed > 2 * found[0].expected
    assert len(found[0].lines) == 50


def test_who_begins_to_look_later_is_told_since_when_it_lasts():
    city = City(factor=lambda month, topic, area: 3.0 if topic == 3 and month >= 12 else 1.0)
    (found,) = [signal for signal in city.signals(since=14) if signal.kind is Kind.SURGE]
    assert (found.month, found.since) == ("2025-03", "2025-01")
    assert "sejak Januari 2025" in sentence(found)


def test_what_goes_on_growing_is_said_again():
    growth = {12: 2.5, 13: 2.5, 14: 6.0, 15: 6.0}
    city = City(factor=lambda month, topic, area: growth.get(month, 1.0) if topic == 3 else 1.0)
    found = [signal for signal in city.signals(since=12) if signal.subject.topic == "Topik 3"]
    assert [(signal.month, signal.has_grown) for signal in found] == [("2025-01", False), ("2025-03", True)]


def test_what_was_said_and_then_ebbs_away_is_not_said_again_as_three_months_together():
    ebbs = {12: 3.5, 13: 1.7, 14: 1.8}
    city = City(factor=lambda month, topic, area: ebbs.get(month, 1.0) if topic == 3 else 1.0)
    found = [signal for signal in city.signals(since=12) if "Topik 3" in (signal.subject.topic, signal.mostly.topic)]
    assert [(signal.month, signal.months) for signal in found] == [("2025-01", 1)]


def test_a_surge_of_one_topic_in_one_area_is_named_as_that():
    city = City(factor=lambda month, topic, area: 8.0 if (topic, area, month) == (2, 5, 14) else 1.0)
    (found,) = [signal for signal in city.signals(since=13) if signal.kind is Kind.SURGE]
    assert found.subject.area == "Kelurahan 5"
    assert "Topik 2" in {found.subject.topic, found.mostly.topic}


def test_a_city_that_grows_as_a_whole_says_nothing_of_single_units():
    assert City(volume=lambda month: 400 * 1.08**month).signals(since=8) == []


def test_a_topic_that_follows_the_year_is_no_news_in_its_second_year():
    year = [1, 1, 1.3, 1.8, 1.8, 1.3, 1, 0.8, 0.6, 0.6, 0.6, 0.8]
    city = City(factor=lambda month, topic, area: year[month % 12] if topic in {1, 4} else 1.0)
    assert [signal for signal in city.signals(since=14) if signal.kind is not Kind.LATE] == []


def test_a_missing_month_is_not_a_quiet_one():
    city = City(volume=lambda month: 0.0 if month == 10 else 500.0)
    assert city.signals(since=11) == []


def test_a_new_kind_of_work_is_named_by_its_own_words():
    city, words = City(), ["sepeda", "listrik", "sewaan", "trotoar", "parkir"]
    for month, count in ((13, 20), (14, 25), (15, 25)):
        for place in range(count):
            city.add(month, (0, 7)[place % 2], place % 8, 1, words)
    found = [signal for signal in city.signals(since=12) if signal.kind is Kind.WORDS]
    assert [signal.month for signal in found] == ["2025-02"]
    assert set(found[0].subject.words) == set(words)
    assert found[0].observed >= 18
    assert found[0].expected < 1
    assert "“sepeda”" in sentence(found[0])


def test_more_late_answers_than_usual_are_said_of_their_unit_or_topic():
    city = City(waits=lambda month, topic: 14.0 if topic % 6 == 2 and month >= 13 else 5.0)
    found = [signal for signal in city.signals(since=12) if signal.kind is Kind.LATE]
    assert found
    assert found[0].subject.unit == "Dinas 2"
    assert found[0].limit is not None
    assert "belum dijawab setelah" in sentence(found[0])


def test_more_broken_promises_than_usual_are_said_of_the_service_and_not_again_as_late():
    city = City(waits=lambda month, topic: 30.0 if topic == 2 and month >= 14 else 4.0)
    city.cases = [replace(case, due=8) for case in city.cases]
    found = [signal for signal in city.signals(since=14) if signal.kind in {Kind.STANDARD, Kind.LATE}]
    assert [(signal.kind, signal.subject.topic or signal.mostly.topic) for signal in found] == [
        (Kind.STANDARD, "Topik 2")
    ]
    assert found[0].limit == 8
    assert "melewati waktu yang dijanjikan" in sentence(found[0])


def test_a_span_lasts_when_no_single_month_makes_it():
    seen = np.array([[8.0, 9.0, 8.0], [4.0, 20.0, 4.0], [9.0, 9.0, 4.0]])
    assert list(lasts(seen, np.full((3, 3), 4.0))) == [True, False, False]


def test_what_small_subjects_leave_is_given_to_the_others():
    mean, wander = np.array([20.0, 0.1, 0.1, 0.1]), np.full(4, 0.01)
    assert 0.06 / 4 < shared_limit(mean, wander, 0.06) <= 0.06


def test_many_cases_within_hours_are_a_burst_with_its_day():
    city = City()
    day = city.first_day(14) + timedelta(days=9)
    city.cases += [Case(day, 5, 3, city.cases[place].text, minute=480 + place * 4) for place in range(40)]
    found = [signal for signal in city.signals(since=14) if signal.kind is Kind.BURST]
    assert len(found) == 1
    assert found[0].days == ("2025-03-10", "2025-03-10")
    assert found[0].hours == 3
    assert found[0].subject.area == "Kelurahan 3" or found[0].mostly.area == "Kelurahan 3"


def test_a_burst_of_something_new_is_named_by_its_words_and_day():
    city = City()
    day = city.first_day(14) + timedelta(days=9)
    city.cases += [Case(day, 5, 3, "banjir masuk rumah", minute=480 + place * 4) for place in range(40)]
    (found,) = [signal for signal in city.signals(since=14) if signal.kind is not Kind.LATE]
    assert set(found.subject.words) == {"banjir", "masuk", "rumah"}
    assert found.days == ("2025-03-10", "2025-03-10")


def test_answers_older_than_their_cases_are_not_believed():
    city = City(waits=lambda month, topic: 14.0 if topic % 6 == 2 and month >= 13 else 5.0)
    table = city.table()
    table.answered[::3] = -2
    assert not [s for month in look(table, since=city.first_day(12)) for s in month.signals if s.kind is Kind.LATE]


def test_in_a_shuffled_history_false_signals_stay_within_the_stated_number():
    """A city with surges and new words; on its shuffled days nothing is left to be said."""
    city = City(factor=lambda month, topic, area: 3.0 if topic == 3 and month >= 12 else 1.0)
    city.add(14, 0, 1, 40, ["sepeda", "listrik", "sewaan"])
    looks, since = 6, 8
    false = sum(len(city.shuffled(seed).signals(since)) for seed in range(looks))
    months = looks * (MONTHS - since)
    assert false <= USUAL.a_month * months + 2 * (USUAL.a_month * months) ** 0.5


@pytest.mark.parametrize("months", [1, 3])
def test_too_short_a_past_is_said_and_not_judged(months):
    city = calm_city()
    newest = city.first_day(months)
    early = object.__new__(City)
    early.cases = [case for case in city.cases if case.day < newest]
    (looked,) = look(early.table())
    assert not looked.is_judged
    assert looked.signals == ()


def test_without_topics_areas_or_words_units_are_still_judged():
    city = City(factor=lambda month, topic, area: 3.0 if topic % 6 == 1 and month == 15 else 1.0)
    bare = object.__new__(City)
    bare.cases = [Case(case.day, 0, 0, "", waits=None, unit=f"Dinas {case.topic % 6}") for case in city.cases]
    assert [signal.subject.unit for signal in bare.signals(since=14)] == ["Dinas 1"]


def test_the_budget_is_the_sum_of_its_parts():
    assert Budget().a_month == 0.2
    assert TOPICS > 10
