import re
from collections import Counter
from datetime import date, timedelta

import pytest

from penata.demo.cases import cases
from penata.demo.cases.phrases import subjects
from penata.demo.days import calendar
from penata.demo.functions import by_slug
from penata.demo.split import labelled
from penata.demo.structure import units

ON = date(2026, 11, 24)


@pytest.fixture(scope="module")
def book():
    return list(cases(ON))


def test_the_same_day_gives_the_same_cases(book):
    assert book[:300] == [case for case, _ in zip(cases(ON), range(300), strict=False)]


def test_another_day_gives_its_own_cases():
    first = next(cases(date(2027, 3, 1)))
    assert first.received_at.date() >= date(2026, 2, 25)


def test_nearly_all_texts_differ_and_none_holds_a_placeholder(book):
    assert 4_000 <= len(book) <= 4_200
    assert len({case.text for case in book}) / len(book) >= 0.97
    for case in book:
        assert not re.search(r"[<>{}|]|%\w|^@", case.text), case.text
        assert not re.search(r"[<>{}|\[\]]", case.answer), case.answer


def test_every_public_function_has_phrases_of_its_own():
    slugs = set(by_slug(ON))
    assert set(subjects()) == slugs
    assert all(len(subject.phrases) >= 8 for subject in subjects().values())
    assert all(phrase.other in slugs for s in subjects().values() for phrase in s.phrases if phrase.other)


def test_some_cases_are_overdue_some_due_today_and_some_tomorrow(book):
    running = Counter(case.finish_by for case in book if case.state in {"assigned", "in_progress", "reopened"})
    tomorrow = calendar(ON.year).add(ON, 1)
    assert running[ON] >= 4
    assert running[tomorrow] >= 6
    assert sum(number for day, number in running.items() if day < ON) >= 2


@pytest.mark.parametrize("on", [date(2027, 1, 1), date(2026, 11, 22), date(2028, 2, 29)])
def test_holidays_and_weekends_have_their_deadlines_too(on):
    work = calendar(on.year)
    today = on if work.is_working(on) else work.add(on, 1)
    running = Counter(case.finish_by for case in cases(on, count=400) if case.state in {"assigned", "in_progress"})
    assert running[today] >= 3
    assert running[work.add(today, 1)] >= 5


def test_instants_of_a_case_are_in_order_and_not_in_the_future(book):
    for case in book:
        marks = [
            case.received_at,
            case.verified_at,
            case.assigned_at,
            case.started_at,
            case.answered_at,
            case.closed_at,
        ]
        known = [mark for mark in marks if mark]
        assert known == sorted(known)
        assert known[-1].date() <= ON
        assert (case.closed_at is not None) == (case.state in {"closed", "not_ours", "archived", "withdrawn"})


def test_cases_show_what_a_city_lives(book):
    share = {state: number / len(book) for state, number in Counter(case.state for case in book).items()}
    assert 0.03 <= share["not_ours"] <= 0.09
    assert 0.01 <= share["archived"] <= 0.06
    assert 0.04 <= sum(bool(case.handed_from) for case in book) / len(book) <= 0.12
    late = sum(bool(case.answered_at) and case.answered_at.date() > case.finish_by for case in book)
    assert 0.04 <= late / len(book) <= 0.15
    assert any(case.reopened_at for case in book)
    assert all(case.handed_because and case.handed_article for case in book if case.handed_from)


def test_a_case_with_two_jobs_has_a_child_for_each(book):
    parents = Counter(case.parent for case in book if case.parent)
    known = {case.reference for case in book}
    assert len(parents) >= 20
    assert set(parents.values()) == {2}
    assert set(parents) <= known
    assert len(known) == len(book)


def test_repeated_withdrawn_and_unanswered_reports_are_among_them(book):
    known = {case.reference for case in book}
    assert {case.archive_reason for case in book} >= {"too_general", "not_government", "duplicate", "unanswered"}
    assert all(case.same_as in known for case in book if case.archive_reason == "duplicate")
    assert {case.state for case in book} >= {"withdrawn", "incomplete", "in_progress", "answered", "received"}


def test_a_function_is_asked_for_only_from_its_first_day(book):
    since = {function.code: function.since for function in by_slug(ON).values()}
    assert all(since[case.function] <= case.received_at.date() for case in book if case.function)


def test_cases_lie_with_units_that_exist(book):
    known = {unit.code for unit in units(ON)}
    assert {case.unit for case in book} <= known


def test_words_of_the_last_months_are_new(book):
    recent = ON - timedelta(days=95)
    old = [case for case in book if case.received_at.date() < recent]
    assert sum("e-bike" in case.text.lower() for case in book) >= 8
    assert not any("e-bike" in case.text.lower() for case in old)


def test_the_router_gets_texts_with_the_body_that_answered():
    rows = [row for _, row in labelled(ON, count=600)]
    bodies = {row[1] for row in rows}
    assert "Dinas Lingkungan Hidup" in bodies
    assert any(body.startswith("Kelurahan ") for body in bodies)


def test_reporters_say_whether_they_are_content_and_most_are(book):
    said = [case.happy for case in book if case.happy is not None]
    assert all(case.closed_by == "consent" for case in book if case.happy is not None)
    assert len(said) > len(book) // 5
    assert 0.7 < sum(said) / len(said) < 0.95
