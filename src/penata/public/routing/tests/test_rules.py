from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.public.routing.rules.reasons import (
    UNSURE,
    Proposal,
    Reason,
    Why,
    doubt,
    in_order,
    merged,
    telling,
    why_lost,
)
from penata.public.routing.rules.watching import (
    Figures,
    is_better,
    likely,
    month_before,
    newest_closed_month,
    raised_threshold,
)


def proposal(**changes) -> Proposal:
    values = {"function_id": 1, "function_code": "A", "function_title": "A", "confidence": 0.96, "words": ("lampu",)}
    return Proposal(**values | {"position_id": 7, "decree": "Perwali 1/2024"} | changes)


SURE = {
    "area_id": 1,
    "is_chosen": False,
    "may_decide": True,
    "is_automatic": True,
    "threshold": 0.9,
}


@pytest.mark.parametrize(
    ("first", "changes", "code"),
    [
        (proposal(), {}, ""),
        (None, {}, "no_words"),
        (proposal(words=()), {}, "no_words"),
        (proposal(words=()), {"is_chosen": True}, ""),
        (proposal(), {"area_id": None}, "no_area"),
        (proposal(position_id=None), {}, "no_holder"),
        (proposal(position_id=None, decree=""), {}, "no_mandate"),
        (proposal(decree=""), {}, "no_mandate"),
        (proposal(), {"is_automatic": False}, "automatic_off"),
        (proposal(), {"is_chosen": True, "is_contradicted": True}, "contradicted"),
        (proposal(), {"may_decide": False}, "no_history"),
        (proposal(confidence=0.89), {}, "below_threshold"),
        (proposal(confidence=0.9), {}, ""),
    ],
)
def test_a_person_decides_whenever_a_link_of_the_chain_is_weak(first, changes, code):
    assert doubt(first, **SURE | changes) == code
    assert code in {"", *UNSURE}


@pytest.mark.parametrize(
    ("second", "behind", "chosen", "code"),
    [
        (None, [], False, "none"),
        (proposal(position_id=8), [], True, "chosen"),
        (proposal(position_id=None), ["x"], False, "no_mandate"),
        (proposal(), ["x"], False, "same_position"),
        (proposal(position_id=8), ["x"], False, "words"),
        (proposal(position_id=8, is_territorial=True), [], False, "place"),
        (proposal(position_id=8), [], False, "confidence"),
    ],
)
def test_the_runner_up_is_told_why_it_lost(second, behind, chosen, code):
    assert why_lost(proposal(), second, behind, is_chosen=chosen).code == code


def test_proposals_that_nobody_may_answer_come_last():
    closed, low, high = proposal(position_id=None), proposal(confidence=0.2), proposal(confidence=0.5)
    assert in_order([closed, low, high]) == [high, low, closed]


def test_functions_that_lead_to_one_position_count_together():
    first, other = proposal(confidence=0.5), proposal(confidence=0.45, position_id=8)
    same = proposal(confidence=0.3, function_title="B")
    closed = proposal(confidence=0.2, position_id=None)
    assert merged([first, other, same, closed]) == [replace(first, confidence=0.8, also=("B",)), other, closed]


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 3)), min_size=1, max_size=8))
def test_sums_of_confidence_stay_below_certainty(pairs):
    for one in merged([proposal(confidence=confidence, position_id=position) for confidence, position in pairs]):
        assert one.confidence <= max(0.995, *(confidence for confidence, _ in pairs)) + 0.0001  # rounded


def test_only_telling_words_are_told():
    words = [("lampu", 2.0), ("pak", 1.5), ("12", 1.0), ("mati", 0.9), ("kucing", 0.1)]
    assert telling(words, {"pak"}) == ("lampu", "mati")


@given(st.lists(st.text(max_size=20), max_size=3), st.floats(0, 1), st.text(max_size=30))
def test_a_reason_survives_being_kept(words, confidence, title):
    first = proposal(words=tuple(words), confidence=confidence, position_title=title)
    reason = Reason(read=tuple(words), proposals=(first,), runner_up_lost_because=Why("words", {"words": words}))
    assert Reason.from_json(reason.to_json()) == reason


def test_the_newest_closed_month_is_the_one_before_today():
    assert newest_closed_month(date(2026, 3, 3)) == (date(2026, 2, 1), date(2026, 3, 1))
    assert newest_closed_month(date(2026, 1, 31)) == (date(2025, 12, 1), date(2026, 1, 1))
    assert month_before(date(2026, 1, 1)) == (date(2025, 12, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("candidate", "used", "better"),
    [
        ((0.8, 0.9, 0.02), None, True),
        ((0.8, 0.9, 0.02), (0.79, 0.95, 0.01), True),
        ((0.8, 0.9, 0.02), (0.8, 0.9, 0.02), False),
        ((0.8, 0.91, 0.05), (0.8, 0.9, 0.02), True),
        ((0.8, 0.9, 0.01), (0.8, 0.9, 0.02), True),
        ((0.78, 0.99, 0.0), (0.79, 0.8, 0.2), False),
    ],
)
def test_a_model_is_used_only_when_it_is_better(candidate, used, better):
    assert is_better(Figures(100, *candidate), Figures(100, *used) if used else None) is better


def test_what_a_month_says_of_precision_is_between_two_shares() -> None:
    low, high = likely(88, 96)
    assert (round(low, 2), round(high, 2)) == (0.84, 0.96)
    assert likely(880, 960)[0] > low
    assert likely(5, 5)[1] == 1


def test_the_threshold_rises_only_when_the_promise_is_broken():
    good = [(0.93, True)] * 96 + [(0.93, False)] * 4
    assert raised_threshold(good, 0.9) is None
    assert raised_threshold([(0.91, False)] * 39, 0.9) is None  # too few to say
    mixed = [(0.91, False)] * 10 + [(0.91, True)] * 30 + [(0.97, True)] * 60
    assert raised_threshold(mixed, 0.9) == 0.97
    hopeless = [(0.95, False)] * 50
    assert raised_threshold(hopeless, 0.9) == 0.95


@given(st.lists(st.tuples(st.floats(0.5, 1), st.booleans()), max_size=200), st.floats(0.5, 0.97))
def test_a_raised_threshold_is_higher_and_stays_below_certainty(outcomes, threshold):
    raised = raised_threshold([pair for pair in outcomes if pair[0] >= threshold], threshold)
    assert raised is None or threshold < raised <= 1
