"""Where the time of cases goes: pieces add up, what is open counts, what is untold is said."""

from __future__ import annotations

import itertools
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.refusals import Refused
from penata.learning.improvement.rules.process.clock import Clock
from penata.learning.improvement.rules.process.figures import Figures, figures
from penata.learning.improvement.rules.process.log import DAY, NEVER, Gatherer, Log, Mode
from penata.learning.improvement.rules.process.pieces import cut
from penata.learning.improvement.rules.process.reading import Asked, instants, log_in
from penata.learning.improvement.rules.process.sentences import first_sentence, notes
from penata.learning.improvement.rules.process.survival import quantile, share_within

HOUR = 3600
MONDAY = date(2026, 1, 5).toordinal() * DAY


def log(*rows: tuple, mode: Mode = Mode.SPANS, last: str = "") -> Log:
    """Rows of case, step, unit, start and end, in days from a Monday; None is not known."""
    gathered = Gatherer(mode)
    for case, step, unit, start, end in rows:
        gathered.add(case, step, unit, *(NEVER if at is None else MONDAY + round(at * DAY) for at in (start, end)))
    return gathered.log(last_steps=frozenset(filter(None, [last])))


def read(one: Log, until: float = 10, clock: Clock | None = None, promise: float | None = None) -> Figures:
    return figures(cut(one, MONDAY + round(until * DAY), clock or Clock()), promise=promise)


PERMIT = [
    ("1", "Daftar", "Loket", 0, 0.5),
    ("1", "Periksa", "Teknis", 2.5, 3),
    ("1", "Terbit", "Loket", 4, 4.25),
]


def test_waiting_is_between_steps_and_counts_with_the_next_one():
    found = read(log(*PERMIT))
    assert (found.time.waiting, found.time.working, found.time.untold) == (3.0, 1.25, 0.0)
    steps = {one.step: (one.time.waiting, one.time.working) for one in found.steps}
    assert steps == {"Daftar": (0.0, 0.5), "Periksa": (2.0, 0.5), "Terbit": (1.0, 0.25)}
    assert [(one.since, one.until, one.days) for one in found.transitions] == [
        ("Daftar", "Periksa", 2.0),
        ("Periksa", "Terbit", 1.0),
    ]
    assert {one.unit: one.time.waiting for one in found.units} == {"Teknis": 2.0, "Loket": 1.0}
    assert found.across == 1.0


def test_steps_side_by_side_are_not_counted_twice():
    found = read(log(("1", "A", "", 0, 4), ("1", "B", "", 1, 2), ("1", "C", "", 1, 5)))
    assert (found.days, found.time.working, found.time.waiting) == (5.0, 5.0, 0.0)
    assert {one.step: one.lasts.median for one in found.steps} == {"A": 4.0, "B": 1.0, "C": 4.0}


def test_a_step_that_goes_on_counts_until_now_and_is_not_taken_as_over():
    found = read(log(*PERMIT, ("2", "Daftar", "Loket", 1, 1.5), ("2", "Periksa", "Teknis", 2, None)), until=12)
    assert (found.cases, found.ended) == (2, 1)
    checking = next(one for one in found.steps if one.step == "Periksa")
    assert (checking.open, checking.time.working) == (1, 10.5)
    assert (checking.lasts.median, checking.lasts.p90) == (0.5, None)
    assert (found.lasts.median, found.lasts.p90) == (4.25, None)


def test_a_case_that_did_not_reach_its_last_step_waits_until_now():
    found = read(log(*PERMIT, ("2", "Daftar", "Loket", 1, 1.5), last="Terbit"))
    assert (found.ended, found.tail, found.days) == (1, 8.5, 4.25 + 9)
    stuck = found.transitions[0]
    assert (stuck.since, stuck.until, stuck.waits.n, stuck.waits.median) == ("Daftar", "", 1, None)


def test_a_step_without_an_end_in_the_middle_is_untold():
    found = read(log(("1", "A", "", 0, None), ("1", "B", "", 3, 4)))
    assert (found.unfinished_between, found.time.untold, found.time.working, found.ended) == (1, 3.0, 1.0, 1)


@pytest.mark.parametrize(
    ("mode", "rows", "shares"),
    [
        (Mode.FINISHES, [("1", "A", "", None, 0), ("1", "B", "", None, 3), ("1", "C", "", None, 4)], [0, 3, 1]),
        (Mode.STARTS, [("1", "A", "", 0, None), ("1", "B", "", 3, None), ("1", "C", "", 4, None)], [3, 1, 0]),
    ],
)
def test_one_instant_a_step_tells_time_but_not_waiting_from_working(mode, rows, shares):
    found = read(log(*rows, mode=mode))
    assert (found.time.waiting, found.time.working, found.time.untold) == (0.0, 0.0, 4.0)
    assert [one.time.untold for one in sorted(found.steps, key=lambda one: one.step)] == shares
    assert found.ended == 1


def test_cases_without_steps_are_read_as_a_whole_by_unit():
    found = read(log(("1", "", "X", 0, 4), ("2", "", "Y", 0, None), mode=Mode.WHOLE))
    assert (found.cases, found.ended, found.time.untold) == (2, 1, 14.0)
    assert {one.unit: one.time.days for one in found.units} == {"X": 4.0, "Y": 10.0}


def test_the_same_step_again_is_counted_with_its_time():
    again = [("2", "Periksa", "", 0, 1), ("2", "Lengkapi", "", 2, 3), ("2", "Periksa", "", 5, 6)]
    found = read(log(*again))
    assert (found.again, found.again_days) == (1, 3.0)
    assert next(one for one in found.steps if one.step == "Periksa").again == 1


def test_paths_are_of_cases_that_ended_the_most_frequent_first():
    rows = [(str(case), step, "", at, at + 1) for case in range(3) for at, step in enumerate("ABC" if case else "AC")]
    found = read(log(*rows, ("9", "A", "", 0, None)))
    assert [(one.steps, one.cases) for one in found.paths] == [(("A", "B", "C"), 2), (("A", "C"), 1)]


def test_working_days_leave_out_weekends_and_holidays():
    friday_to_monday = log(("1", "A", "", 4, 4.5), ("1", "B", "", 7.5, 8))
    assert read(friday_to_monday).time.waiting == 3.0
    assert read(friday_to_monday, clock=Clock.working()).time.waiting == 1.0
    monday = date(2026, 1, 12)
    assert read(friday_to_monday, clock=Clock.working([monday])).time.waiting == 0.5


def test_working_days_are_the_same_whatever_is_read_together():
    clock = Clock.working([date(2026, 1, 14)], extra=[date(2026, 1, 10)])
    import numpy as np

    days = [MONDAY + place * DAY + 6 * HOUR for place in range(14)]
    together = clock.read(np.array(days, dtype=np.int64))
    alone = [int(clock.read(np.array([at], dtype=np.int64))[0]) for at in days]
    assert together.tolist() == alone
    steps = [round((later - sooner) / DAY, 2) for sooner, later in itertools.pairwise(alone)]
    assert steps == [1, 1, 1, 1, 1, 0.75, 0.25, 1, 0.75, 0.25, 1, 0.75, 0]


def test_what_waits_after_its_last_step_counts_in_working_days_too():
    found = read(log(*PERMIT, ("2", "Daftar", "Loket", 3, 3.5), last="Terbit"), until=11, clock=Clock.working())
    assert found.tail == 5.5
    assert found.transitions[0].until == ""


def test_a_promise_counts_what_is_open():
    rows = [(str(case), "A", "", 0, case) for case in range(1, 5)]
    assert read(log(*rows), promise=2).within == 0.5
    assert read(log(*rows, ("9", "A", "", 9, None)), promise=2).within == 0.4667


def test_middles_count_what_is_not_over_as_lasting_longer():
    import numpy as np

    seconds = np.array([1, 2, 3, 4], dtype=np.int64) * DAY
    none, two = np.zeros(4, dtype=bool), np.array([True, True, False, False])
    assert (quantile(seconds, none, 0.5), quantile(seconds, none, 0.9)) == (2.0, 4.0)
    assert quantile(seconds, two, 0.5) == 3.0
    assert share_within(seconds, two, 2.5) == 0.0
    assert quantile(seconds[:0], none[:0], 0.5) is None


spans = st.tuples(st.sampled_from("12345"), st.sampled_from("ABC"), st.sampled_from(["", "X", "Y"]),
                  st.integers(0, 30), st.one_of(st.none(), st.integers(0, 9)))  # fmt: skip


@given(
    st.lists(spans, min_size=1, max_size=40), st.sampled_from(list(Mode)), st.sampled_from([Clock(), Clock.working()])
)
def test_the_pieces_of_all_cases_add_up_to_their_time(rows, mode, clock):
    events = [
        (case, step, unit, start, None if lasts is None else start + lasts) for case, step, unit, start, lasts in rows
    ]
    if mode is Mode.FINISHES:
        events = [(case, step, unit, None, start) for case, step, unit, start, _end in events]
    if mode is Mode.STARTS:
        events = [(case, step, unit, start, None) for case, step, unit, start, _end in events]
    one = log(*events, mode=mode)
    pieces = cut(one, MONDAY + 60 * DAY, clock)
    found = figures(pieces)
    assert (pieces.total >= 0).all()
    assert found.days == pytest.approx(sum(part.time.days for part in found.steps) + found.tail, abs=0.1)
    assert found.time.days == pytest.approx(found.days, abs=0.1)
    assert found.cases == len({case for case, *_rest in events})


def test_the_first_sentence_says_where_the_time_goes():
    assert first_sentence(read(log(*PERMIT))) == (
        "70,6% waktu permohonan habis untuk menunggu, 29,4% dikerjakan. Paling banyak pada langkah “Periksa”: 58,8%."
    )


def test_what_is_not_known_is_said():
    one = log(("1", "A", "", None, 0), ("1", "B", "", None, 3), mode=Mode.FINISHES)
    said = " ".join(notes(one, read(one), ends_are_told=False))
    for words in ("tidak dapat dibedakan", "semua permohonan dianggap selesai", "hanya menyebut hari"):
        assert words in said


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("2026-01-05", datetime(2026, 1, 5)), ("05/01/2026 08:30", datetime(2026, 1, 5, 8, 30)),
        ("2026-01-05T08:30:15.25+07:00", datetime(2026, 1, 5, 8, 30, 15)), ("20260105", datetime(2026, 1, 5)),
        ("5.1.2026 8.05 WIB", datetime(2026, 1, 5, 8, 5)),
    ],
)  # fmt: skip
def test_instants_are_read_as_people_and_systems_write_them(written, known):
    seconds = known.toordinal() * DAY + known.hour * HOUR + known.minute * 60 + known.second
    assert instants()(written) == seconds


@pytest.mark.parametrize("written", ["kemarin", "2026-13-01", "2026-01-05 25:00", "31/02/2026", "99999-01-01", "1e9"])
def test_what_is_no_instant_is_none(written):
    assert instants()(written) is None


def test_clocks_of_several_zones_become_that_of_the_first():
    instant = instants()
    assert instant("2026-01-05 08:00+07:00") == instant("2026-01-05 01:00Z") == instant("2026-01-05 10:00 WIT")


def test_a_row_a_case_with_a_column_an_instant_is_read_in_order(tmp_path: Path):
    file = tmp_path / "cases.csv"
    file.write_text(
        "No;Masuk;Periksa;Terbit\n1;2026-01-05;2026-01-07;2026-01-08\n2;2026-01-05;;\n3;2026-01-09;2026-01-08;\n"
    )
    one = log_in(file, Asked({"case": "No"}, ["Masuk", "Periksa", "Terbit"]))
    found = figures(cut(one, int(one.end.max()), Clock()))
    assert (found.cases, found.ended, one.left_out) == (2, 1, (4,))
    assert {part.step: part.time.untold for part in found.steps} == {"Masuk": 0.0, "Periksa": 2.0, "Terbit": 1.0}


def test_too_many_steps_are_a_wrong_column():
    with pytest.raises(Refused) as refused:
        log(*[("1", f"langkah {n}", "", n, n) for n in range(600)])
    assert refused.value.code == "improvement.too_many_steps"
