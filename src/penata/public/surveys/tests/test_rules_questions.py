"""Questions, branches, groups, chance and topics; no database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.refusals import Refused
from penata.public.surveys.rules import marks
from penata.public.surveys.rules.groups import shown_groups
from penata.public.surveys.rules.questions import (
    Kind,
    Option,
    Question,
    all_cleaned,
    as_form,
    check_form,
    cleaned,
    kept,
    missing,
    page_after,
    questions_in,
)
from penata.public.surveys.rules.satisfaction import satisfaction_form
from penata.public.surveys.rules.significance import chance_of, difference, share_interval
from penata.public.surveys.rules.topics import topic_of

YES = (Option("ya", {"id": "Ya", "en": "Yes"}), Option("tidak", {"id": "Tidak"}))


def asked(code: str, kind: Kind = Kind.CHOICE, **values) -> Question:
    options = YES if kind in {Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.MATRIX} else ()
    return Question(code, kind, {"id": f"Tanya {code}"}, **{"options": options} | values)


FORM = (
    asked("A", page=1, is_required=True),
    asked("B", Kind.TEXT, page=2, after="A", when=("ya",), is_required=True),
    asked("C", Kind.NUMBER, page=3),
)


def test_a_form_is_stored_and_read_without_a_loss():
    for form in (FORM, satisfaction_form()):
        assert questions_in(as_form(form)) == form
        check_form(form)


def test_a_branch_that_is_not_taken_is_neither_asked_nor_kept():
    assert page_after(FORM, {"A": "ya"}, 1) == 2
    assert page_after(FORM, {"A": "tidak"}, 1) == 3
    assert page_after(FORM, {"A": "tidak"}, 3) is None
    assert kept(FORM, {"A": "tidak", "B": "dulu ya", "C": 3}) == {"A": "tidak", "C": 3}
    assert missing(FORM, {"A": "ya"}) == ["B"]
    assert missing(FORM, {"A": "tidak"}) == []


@pytest.mark.parametrize(
    ("question", "sent", "kept_as"),
    [
        (asked("A"), "ya", "ya"),
        (asked("A", Kind.CHOICES), ["tidak", "ya", "ya"], ["ya", "tidak"]),
        (asked("A", Kind.CHOICES), [], None),
        (asked("A", Kind.NUMBER), "3,5", 3.5),
        (asked("A", Kind.NUMBER), "3.0", 3),
        (asked("A", Kind.DATE), "2026-11-24", "2026-11-24"),
        (asked("A", Kind.PLACE), "12", "12"),
        (asked("A", Kind.TEXT), "  kata\x00 ", "kata"),
        (asked("A", Kind.MATRIX, rows=YES), {"ya": "tidak", "tidak": ""}, {"ya": "tidak"}),
    ],
)
def test_each_kind_keeps_what_fits(question, sent, kept_as):
    assert cleaned(question, sent, areas={"12"}) == kept_as


@pytest.mark.parametrize(
    ("kind", "sent"),
    [
        (Kind.CHOICE, "x"), (Kind.CHOICE, ["ya"]), (Kind.CHOICES, ["x"]), (Kind.NUMBER, "nan"), (Kind.NUMBER, "1e400"),
        (Kind.NUMBER, True), (Kind.NUMBER, "٣"), (Kind.DATE, "0001-01-01"), (Kind.DATE, "kemarin"), (Kind.DATE, 5),
        (Kind.PLACE, "13"), (Kind.TEXT, 5), (Kind.MATRIX, "x"), (Kind.MATRIX, {"x": "ya"}),
    ],
)  # fmt: skip
def test_each_kind_refuses_what_does_not_fit(kind, sent):
    with pytest.raises(Refused) as refusal:
        cleaned(asked("A", kind, rows=YES if kind is Kind.MATRIX else ()), sent, areas={"12"})
    assert refusal.value.field == "A"


@given(
    st.dictionaries(st.sampled_from("ABC"), st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
)
def test_whatever_is_sent_is_cleaned_or_refused(sent):
    try:
        found = all_cleaned(FORM, sent)
    except Refused as refusal:
        assert refusal.field  # noqa: PT017 which question it was
    else:
        assert set(found) <= {"A", "B", "C"}


@pytest.mark.parametrize(
    "form",
    [
        (),
        (asked("A"), asked("A")),
        (asked("a b"),),
        (asked("A", options=YES[:1]),),
        (asked("A", options=(YES[0], YES[0])),),
        (asked("A", Kind.MATRIX),),
        (asked("A", after="B", when=("ya",)),),
        (asked("A", page=1), asked("B", page=1, after="A", when=("ya",))),
        (asked("A", page=1), asked("B", page=2, after="A", when=("mungkin",))),
        (asked("A", page=1), asked("B", page=2, after="A")),
    ],
)
def test_a_form_that_cannot_be_asked_is_refused(form):
    with pytest.raises(Refused):
        check_form(form)


@given(st.dictionaries(st.integers(0, 30), st.integers(1, 40), max_size=12), st.integers(5, 12))
def test_no_small_group_is_shown_nor_left_over_by_subtraction(sizes, least):
    shown = shown_groups(sizes, least)
    assert all(sizes[key] >= least for key in shown)
    hidden = [size for key, size in sizes.items() if key not in shown]
    assert not hidden or not shown or (sum(hidden) >= least and len(hidden) >= 2)


def test_large_groups_are_all_shown():
    assert shown_groups({1: 9, 2: 30, 3: 5}, 5) == {1, 2, 3}
    assert shown_groups({1: 2, 2: 30, 3: 8}, 5) == {2}  # who sees 2 and 3 and the total would know the two of 1


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [(3.841, 1, 0.05), (5.991, 2, 0.05), (16.919, 9, 0.05), (6.635, 1, 0.01), (0, 3, 1.0), (29.588, 10, 0.001)],
)
def test_chance_is_that_of_the_tables(statistic, freedom, p):
    assert chance_of(statistic, freedom) == pytest.approx(p, abs=2e-5)


def test_groups_that_answer_alike_do_not_differ():
    same, other = difference([[40, 60], [80, 120]]), difference([[90, 10], [10, 90]])
    assert same.p > 0.99
    assert not same.is_significant
    assert other.is_significant
    assert difference([[2, 1], [1, 2]]).is_weak
    assert difference([[5, 0], [7, 0]]) is None
    assert difference([]) is None


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_share_lies_in_its_interval(n, more):
    low, high = share_interval(n, n + more)
    assert 0 <= low <= (n / (n + more) if n + more else 0) + 1e-12
    assert (n / (n + more) if n + more else 1) - 1e-12 <= high <= 1


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Antreannya lama sekali, tiga jam menunggu", "U3"),
        ("Petugasnya ramah", "U7"),
        ("Bayar mahal", "U4"),
        ("Kursi dan parkirnya kurang", "SARPRAS"),
        ("AC mati", "SARPRAS"),
        ("Terima kasih, bagus", "PUJIAN"),
        ("zzz", "LAIN"),
        ("", "LAIN"),
    ],
)
def test_words_are_grouped_by_what_they_speak_of(words, topic):
    assert topic_of(words) == topic


def test_each_sign_of_stuffing_is_named():
    facts = {"questions": 9, "seconds": 60, "same_device": False, "is_rapid": False}
    assert marks.marks_of(**facts) == []
    assert marks.marks_of(**facts | {"seconds": 8.9}) == ["fast"]
    assert marks.marks_of(**facts | {"seconds": None, "same_device": True, "is_rapid": True}) == ["device", "rate"]
