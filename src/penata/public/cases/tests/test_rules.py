from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.foundation.accounts.rules import Standing
from penata.foundation.calendars.rules import WorkingCalendar
from penata.foundation.refusals import Refused

from ..rules import (
    ENDED,
    OPEN,
    Act,
    Call,
    Holding,
    Kind,
    Party,
    Place,
    Spoken,
    State,
    acts_open,
    call_for,
    clean,
    clocks_for,
    desk_group,
    digest_of,
    due_day,
    is_reference,
    likeness,
    link_secret,
    next_state,
    parties_of,
    paused,
    reference,
    reopened_clocks,
    title_of,
    urgent_words,
)
from ..rules.clocks import silent_since
from ..rules.lifecycle import MOVES, may_reopen
from ..rules.submission import checked_words

PLAIN = WorkingCalendar()
FRIDAY = date(2026, 11, 20)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


# The two clocks


@pytest.mark.parametrize(
    ("kind", "finish"),
    [
        (Kind.INFORMATION, date(2026, 11, 27)),
        (Kind.COMPLAINT, date(2026, 12, 10)),
        (Kind.ASPIRATION, date(2026, 12, 10)),
        (Kind.SUPERVISION, date(2027, 2, 12)),
    ],
)
def test_a_class_of_case_has_its_own_working_days(kind, finish):
    clocks = clocks_for(kind, FRIDAY, PLAIN)
    assert clocks.verify_by == date(2026, 11, 25)
    assert clocks.answer_by == date(2026, 11, 27)
    assert clocks.finish_by == finish
    assert clocks.legal_reply_by == date(2026, 12, 4)
    assert clocks.legal_by == date(2027, 1, 19)


def test_a_holiday_moves_a_deadline():
    calendar = WorkingCalendar({date(2026, 12, 9): "Pilkada"})
    assert clocks_for(Kind.COMPLAINT, FRIDAY, calendar).finish_by == date(2026, 12, 11)


def test_the_promise_of_the_standard_is_the_finish_clock():
    clocks = clocks_for(Kind.COMPLAINT, FRIDAY, PLAIN, promise_days=2)
    assert clocks.finish_by == clocks.answer_by == clocks.verify_by == date(2026, 11, 24)
    assert clocks_for(Kind.COMPLAINT, FRIDAY, PLAIN, promise_days=30).finish_by == date(2027, 1, 1)


def test_a_promise_does_not_shorten_a_supervision_case():
    assert clocks_for(Kind.SUPERVISION, FRIDAY, PLAIN, promise_days=2).finish_by == date(2027, 2, 12)


def test_a_pause_moves_what_was_still_ahead_by_the_days_paused():
    clocks = clocks_for(Kind.COMPLAINT, FRIDAY, PLAIN)
    shift = paused(clocks, date(2026, 11, 26), date(2026, 11, 30), PLAIN)
    assert shift.working_days == 2
    assert shift.calendar_days == 4
    assert shift.after.verify_by == clocks.verify_by  # had passed
    assert shift.after.answer_by == date(2026, 12, 1)
    assert shift.after.finish_by == date(2026, 12, 14)
    assert shift.after.legal_by == clocks.legal_by + timedelta(days=4)


@given(received=days, ask=st.integers(0, 40), wait=st.integers(0, 40), kind=st.sampled_from(list(Kind)))
def test_a_pause_never_brings_a_deadline_nearer_and_keeps_the_days_that_were_left(received, ask, wait, kind):
    clocks = clocks_for(kind, received, PLAIN)
    since = received + timedelta(days=ask)
    until = since + timedelta(days=wait)
    after = paused(clocks, since, until, PLAIN).after
    assert after.finish_by >= clocks.finish_by
    if clocks.finish_by >= since:
        assert PLAIN.between(until, after.finish_by) == PLAIN.between(since, clocks.finish_by)
    else:
        assert after.finish_by == clocks.finish_by


def test_reopening_gives_a_new_answer_clock_and_never_an_earlier_finish():
    clocks = clocks_for(Kind.INFORMATION, FRIDAY, PLAIN)
    again = reopened_clocks(clocks, date(2026, 12, 10), PLAIN)
    assert again.answer_by == again.finish_by == date(2026, 12, 17)
    assert reopened_clocks(clocks_for(Kind.SUPERVISION, FRIDAY, PLAIN), FRIDAY, PLAIN).finish_by == date(2027, 2, 12)


def test_the_day_to_look_at_is_the_next_deadline_that_runs():
    clocks = clocks_for(Kind.COMPLAINT, FRIDAY, PLAIN)
    assert due_day(State.RECEIVED, clocks, has_reply=False) == clocks.verify_by
    assert due_day(State.ASSIGNED, clocks, has_reply=False) == clocks.answer_by
    assert due_day(State.IN_PROGRESS, clocks, has_reply=True) == clocks.finish_by
    for state in (State.INCOMPLETE, State.ANSWERED, *ENDED):
        assert due_day(state, clocks, has_reply=False) is None


@given(days)
def test_ten_working_days_of_silence_close_a_case(today):
    last = silent_since(today, PLAIN)
    assert PLAIN.between(last, today) >= 10
    assert PLAIN.between(last + timedelta(days=1), today) <= 10


# Escalation


@pytest.mark.parametrize(
    ("today", "call"),
    [
        (date(2026, 11, 24), None),
        (date(2026, 11, 26), Call(0, 1)),
        (date(2026, 11, 27), Call(1, 0)),
        (date(2026, 11, 28), Call(2, -1)),
        (date(2026, 11, 30), Call(2, -1)),
        (date(2026, 12, 4), Call(2, -5)),
        (date(2026, 12, 7), Call(3, -6)),
        (date(2026, 12, 14), Call(4, -11)),
    ],
)
def test_the_line_of_superiors_is_climbed_one_step_a_week(today, call):
    assert call_for(date(2026, 11, 27), today, PLAIN) == call


def test_nothing_is_escalated_while_nothing_is_due():
    assert call_for(None, FRIDAY, PLAIN) is None


@given(due=days, first=st.integers(-30, 60))
def test_the_line_is_only_ever_climbed(due, first):
    calls = [call_for(due, due + timedelta(days=first + n), PLAIN) for n in range(5)]
    levels = [-1 if call is None else call.level for call in calls]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    ("due", "group"),
    [
        (date(2026, 11, 19), "late"),
        (FRIDAY, "today"),
        (date(2026, 11, 22), "week"),
        (date(2026, 11, 23), "later"),
        (None, "reporter"),
    ],
)
def test_a_desk_is_grouped_by_the_day(due, group):
    assert desk_group(State.ASSIGNED, due, FRIDAY) == group


# The table of states


def test_every_act_has_its_line_and_every_state_a_way_out_or_an_end():
    assert set(MOVES) == set(Act)
    for state in OPEN:
        assert any(state in move.come_from and move.to in ENDED for move in MOVES.values()), state


def test_an_act_that_does_not_fit_the_state_is_refused():
    with pytest.raises(Refused) as refusal:
        next_state(Act.ANSWER, State.RECEIVED)
    assert refusal.value.code == "cases.not_now"


def test_only_assigned_cases_can_be_answered():
    assert not MOVES[Act.ANSWER].come_from & {State.RECEIVED, State.VERIFIED, State.INCOMPLETE}


HOLDING = Holding(position_id=7, unit_id=70, handover_position_id=8, handover_unit_id=80)


@pytest.mark.parametrize(
    ("standing", "subtree", "parties"),
    [
        (Standing(), (), set()),
        (Standing(positions=frozenset({7})), (), {Party.HOLDER}),
        (Standing(units=frozenset({70})), (), set()),
        (Standing(heads=frozenset({60})), (60, 70), {Party.HEAD}),
        (Standing(positions=frozenset({8})), (), {Party.ADDRESSEE}),
        (Standing(permissions=frozenset({"cases.route"})), (), {Party.ROUTER}),
    ],
)
def test_who_stands_how_to_a_case(standing, subtree, parties):
    assert parties_of(standing, HOLDING, subtree=frozenset(subtree)) == parties


def test_while_a_handover_is_proposed_the_addressee_decides_and_the_sender_cannot_answer():
    addressee = acts_open(State.ASSIGNED, frozenset({Party.ADDRESSEE}), has_handover=True)
    assert Act.ACCEPT_HANDOVER in addressee
    assert Act.RETURN_HANDOVER in addressee
    sender = acts_open(State.ASSIGNED, frozenset({Party.HOLDER}), has_handover=True)
    assert Act.ANSWER not in sender
    assert Act.NOTE in sender


def test_an_outsider_may_do_nothing():
    for state in State:
        assert acts_open(state, frozenset(), has_handover=True) == []


def test_a_closed_case_may_be_reopened_for_thirty_days():
    assert may_reopen(State.ANSWERED, None, FRIDAY)
    assert may_reopen(State.CLOSED, FRIDAY, FRIDAY + timedelta(days=30))
    assert not may_reopen(State.CLOSED, FRIDAY, FRIDAY + timedelta(days=31))
    assert not may_reopen(State.WITHDRAWN, FRIDAY, FRIDAY)


# Names


def test_a_reference_reads_prefix_year_number():
    assert reference("KL", 2026, 123) == "KL-2026-000123"
    assert is_reference(" kl-2026-000123 ")
    assert not is_reference("KL-2026-12")


def test_a_submission_always_has_the_same_secret_and_another_one_another():
    key, other = uuid4(), uuid4()
    secret = link_secret("server", key)
    assert link_secret("server", key) == secret
    assert len(secret) == 22
    assert link_secret("server", other) != secret
    assert link_secret("another server", key) != secret
    assert len(digest_of(secret)) == 64


def test_a_title_is_the_first_words_masked_and_on_one_line():
    title = title_of("Lampu mati\n\ndi jalan Mawar, hubungi 0812-3456-7890 " + "sekali lagi " * 30)
    assert "0812" not in title
    assert "\n" not in title
    assert title.startswith("Lampu mati di jalan Mawar")
    assert len(title) <= 91


@given(st.text(max_size=300))
def test_a_title_is_never_too_long_for_its_column(words):
    assert len(title_of(words)) <= 160


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Kepada Yth. Pemerintah Kota Lama, sewa toko naik terus", "sewa toko naik terus"),
        ("Mohon maaf sebelumnya, saya hendak mengadukan trotoar yang rusak", "trotoar yang rusak"),
        ("Assalamu'alaikum wr. wb. Selamat pagi pak,\nlampu gang mati", "lampu gang mati"),
        ("Selamat pagi, mohon perhatian dinas terkait, ban motor saya pecah", "ban motor saya pecah"),
        ("nuwun sewu pak, kulo badhe lapor, sampah berserakan", "sampah berserakan"),
        ("Mohon perhatian pada lubang di jalan, pak", "Mohon perhatian pada lubang di jalan, pak"),
        ("Yth. Bapak Wali Kota", "Yth. Bapak Wali Kota"),
        ("Permisi, lampu", "Permisi, lampu"),
        ("Salam-salaman di jalan membuat macet", "Salam-salaman di jalan membuat macet"),
    ],
)
def test_a_title_begins_behind_the_greeting(words, title):
    assert title_of(words) == title


# Words


@pytest.mark.parametrize(
    "words",
    [
        "ada kabel putus di depan SD",
        "pohon besar mau tumbang tolong",
        "Pohon beringin tumbang menutup jalan",
        "KEBAKARAN di pasar",
        "bau gas menyengat",
        "anak hanyut di kali",
        "ada asap tebal dari gudang",
        "baliho besar hampir roboh",
        "tabung gas meledak",
        "jalan ambles dekat jembatan",
        "bapak saya serangan jantung butuh ambulans",
        "lubang besar menganga di trotoar",
        "saya dipukuli preman",
        "ada anjing gila di gang",
        "got tanpa tutup bikin jatuh",
        "bapak tidak sadarkan diri",
        "jembatan putus diterjang banjir",
        "bayi dibuang di depan masjid",
    ],
)
def test_danger_to_life_is_seen_and_its_words_are_shown(words):
    assert urgent_words(words)


@pytest.mark.parametrize(
    "words", ["lampu jalan mati", "KTP saya belum jadi", "sampah menumpuk seminggu", "gaspol kerjanya bagus"]
)
def test_other_reports_are_not_urgent(words):
    assert urgent_words(words) == ()


def test_control_and_turning_characters_are_taken_out():
    assert clean(" a\x00b\u202ec\r\nd\ud800 ") == "abc\nd"


@given(st.text(max_size=300))
def test_cleaned_words_can_always_be_stored(text):
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned


def test_words_that_say_nothing_or_far_too_much_are_refused():
    for text, code in (("...", "cases.too_short"), ("a" * 20_000, "cases.too_long")):
        with pytest.raises(Refused) as refusal:
            checked_words(text)
        assert refusal.value.code == code
        assert refusal.value.field == "words"


# Duplicates

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
HERE = Place(1, -6.9000, 107.6000)


def test_the_same_thing_said_twice_nearby_is_alike():
    one = Spoken("lampu jalan mati di jalan mawar", HERE, NOW)
    other = Spoken("lampu jalan di Jalan Mawar mati total", Place(1, -6.9001, 107.6001), NOW)
    assert likeness(one, other).score > 0.75


def test_another_matter_at_the_same_place_and_hour_is_not_proposed():
    one = Spoken("Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali.", HERE, NOW)
    assert not likeness(one, Spoken("Antrean KTP panjang sekali di kantor kelurahan", HERE, NOW)).is_proposed
    assert likeness(one, Spoken("Jalan Mawar gelap, lampu jalan mati", HERE, NOW)).is_proposed


def test_the_same_words_far_away_are_another_case():
    one = Spoken("lampu jalan mati", HERE, NOW)
    near = likeness(one, one)
    far = likeness(one, Spoken(one.words, Place(2, -6.95, 107.65), NOW))
    assert near.score > far.score
    assert far.score < 0.62


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_stays_between_zero_and_one(a, b):
    assert 0 <= likeness(Spoken(a, HERE, NOW), Spoken(b, Place(1), NOW - timedelta(days=400))).score <= 1


def test_every_phrase_of_danger_holds_a_word_that_is_looked_for_first():
    from ..rules import urgency

    for phrase in urgency._URGENT:
        assert any(word in phrase for word in urgency._TELLING), phrase
