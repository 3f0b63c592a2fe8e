"""The whole way of a case, on the real database; time is passed."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.people import actions as people
from penata.public.routing.models import Example

from .. import actions
from ..models import Case, Contact, Statement
from .conftest import NOW, RESIDENT, TODAY, WORDS, hours, kinds, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checked_at_the_end")]


# Submitting


def test_a_report_about_a_chosen_service_is_routed_assigned_journaled_and_told(city, hand_in):
    done = hand_in()
    case = Case.objects.get()
    assert done.is_new
    assert case.reference.startswith("KL-2026-")
    assert case.state == "assigned"
    assert case.position == city.positions["KABID-JALAN"]
    assert case.unit == city.units["DPU-JALAN"]
    assert case.function == city.lamps
    assert case.finish_by == date(2026, 11, 25)  # the promise of three working days
    assert kinds(case) == ["received", "assigned"]
    assignment = case.assignments.get()
    assert assignment.way == "routed"
    assert assignment.reason["article"]
    assert assignment.reason["seat"]["title"] == "Kepala Bidang Jalan dan Penerangan"
    assert Entry.objects.filter(act="cases.submit", subject_key=str(case.pk)).count() == 1
    assert told(case) == {("cases.assigned", "zubaidah@example.com"), ("cases.assigned", "officer")}


def test_a_report_that_the_router_is_not_sure_of_waits_for_the_routing_officer(city, hand_in):
    case = hand_in(service_id=None).case
    assert case.state == "received"
    assert case.position == city.positions["PENYALUR"]
    assert case.assignments.get().way == "intake"
    assert case.due_on == case.verify_by
    assert ("cases.intake", "routing_officer") in told(case)


@pytest.mark.parametrize("changes", [{"area_id": None}, {"kind": "supervision"}, {"needs_review": True}])
def test_a_person_decides_without_a_place_about_staff_and_when_suspicious(city, hand_in, changes):
    case = hand_in(**changes).case
    assert case.position == city.positions["PENYALUR"]
    assert case.state == "received"


def test_nobody_is_told_of_a_suspicious_report_until_a_person_has_looked(hand_in):
    assert told(hand_in(needs_review=True).case) == set()


def test_the_same_submission_twice_is_one_case_with_the_same_link(hand_in):
    key = uuid4()
    first, again = hand_in(key=key), hand_in(key=key)
    assert again.case == first.case
    assert again.secret == first.secret
    assert not again.is_new
    assert Case.objects.count() == 1
    assert Notice.objects.filter(address="zubaidah@example.com").count() == 1


def test_the_database_keeps_only_the_digest_of_the_link(hand_in):
    done = hand_in()
    assert len(done.secret) == 22
    with connection.cursor() as cursor:
        cursor.execute("select c::text from cases_case c")
        assert done.secret not in cursor.fetchone()[0]


def test_words_and_identity_live_apart_and_the_case_has_neither(hand_in):
    case = hand_in(words=WORDS + " Hubungi 081234567890, Zubaidah Wulandari.").case
    assert Statement.objects.get().words.endswith("Zubaidah Wulandari.")
    assert "0812" not in case.title
    assert "0812" not in Statement.objects.get().public_words
    assert "Wulandari" not in Statement.objects.get().public_words
    assert Contact.objects.get().phone == "081234567890"


def test_danger_to_life_goes_first(city, hand_in):
    case = hand_in(words="Ada kabel putus menjuntai di Jalan Mawar dekat sekolah").case
    assert case.is_urgent
    assert ("cases.urgent", "officer") in told(case)


def test_words_that_say_nothing_are_refused_and_nothing_is_written(hand_in):
    with pytest.raises(Refused) as refusal:
        hand_in(words="...")
    assert refusal.value.code == "cases.too_short"
    assert not Case.objects.exists()


def test_submitting_costs_a_fixed_number_of_queries(hand_in, django_assert_max_num_queries):
    hand_in()
    with django_assert_max_num_queries(10):
        hand_in()


# Routing by hand


def test_the_routing_officer_assigns_with_one_click_and_the_reporter_is_told(city, hand_in):
    case = hand_in(service_id=None).case
    actions.assign(
        case, to=city.positions["KABID-SAMPAH"].id, function_id=city.waste.id, by=city.actor("PENYALUR"), at=hours(1)
    )
    assert case.state == "assigned"
    assert case.verified_at == case.assigned_at == hours(1)
    assert case.function == city.waste
    assert [a.position.code for a in case.assignments.order_by("since")] == ["PENYALUR", "KABID-SAMPAH"]
    assert {("cases.assigned", "zubaidah@example.com"), ("cases.assigned", "colleague")} <= told(case)


def test_naming_the_service_brings_its_promise_and_says_so(city, hand_in):
    case = hand_in(service_id=None).case
    step = actions.assign(
        case, to=city.positions["KABID-JALAN"].id, service_id=city.service.id, by=city.actor("PENYALUR"), at=hours(1)
    )
    assert case.finish_by == date(2026, 11, 25)
    assert step.facts["clocks"]["before"]["finish_by"] == "2026-12-10"


def test_an_assignment_is_undone_within_ten_seconds_and_its_notices_never_leave(city, hand_in):
    case = hand_in(service_id=None).case
    router = city.actor("PENYALUR")
    step = actions.assign(case, to=city.positions["KABID-JALAN"].id, service_id=city.service.id, by=router, at=hours(1))
    actions.undo(step, by=router, at=hours(1) + timedelta(seconds=9))
    case.refresh_from_db()
    assert case.state == "received"
    assert case.position == city.positions["PENYALUR"]
    assert case.service is None
    assert case.finish_by == date(2026, 12, 10)
    assert case.assigned_at is None
    assert ("cases.assigned", "officer") not in told(case)
    assert kinds(case)[-1] == "undone"


@pytest.mark.parametrize(("who", "seconds"), [("PENYALUR", 11), ("KABID-SAMPAH", 5)])
def test_later_or_by_another_nothing_is_undone(city, hand_in, who, seconds):
    case = hand_in(service_id=None).case
    step = actions.assign(case, to=city.positions["KABID-JALAN"].id, by=city.actor("PENYALUR"), at=hours(1))
    with pytest.raises(Refused) as refusal:
        actions.undo(step, by=city.actor(who), at=hours(1) + timedelta(seconds=seconds))
    assert refusal.value.code == "cases.too_late_to_undo"


def test_many_are_assigned_together_or_none(city, hand_in):
    cases = [hand_in(service_id=None).case for _ in range(3)]
    actions.withdraw(Case.objects.get(pk=cases[2].pk), by=RESIDENT, at=hours(1))
    with pytest.raises(Refused):
        actions.assign_many(cases, to=city.positions["KABID-JALAN"].id, by=city.actor("PENYALUR"), at=hours(2))
    assert not Case.objects.filter(state="assigned").exists()
    actions.assign_many(cases[:2], to=city.positions["KABID-JALAN"].id, by=city.actor("PENYALUR"), at=hours(2))
    assert Case.objects.filter(state="assigned").count() == 2


def test_a_head_passes_a_case_down_but_not_out_of_his_unit(city, case, standing):
    head = standing("KADIS-PU")
    actions.assign(case, to=city.positions["TEKNISI-JALAN"].id, by=city.actor("KADIS-PU"), at=hours(1), standing=head)
    assert case.position == city.positions["TEKNISI-JALAN"]
    with pytest.raises(Refused) as refusal:
        actions.assign(
            case, to=city.positions["KABID-SAMPAH"].id, by=city.actor("KADIS-PU"), at=hours(2), standing=head
        )
    assert refusal.value.code == "cases.outside_subtree"


def test_an_empty_seat_sends_the_case_to_the_superior_and_says_why(city, hand_in):
    people.leave(city.base.persons["officer"], on=TODAY, because="Pensiun", by=city.actor("WALI-KOTA"))
    case = hand_in().case
    assert case.position == city.positions["KADIS-PU"]
    seat = case.assignments.get().reason["seat"]
    assert seat["how"] == "superior"
    assert "seat_empty" in seat["steps"]


def test_while_the_holder_is_away_his_substitute_is_told_and_may_answer(city, hand_in, standing):
    people.record_absence(
        city.base.persons["officer"],
        kind="cuti",
        since=TODAY,
        until=date(2026, 11, 30),
        substitute=city.base.persons["colleague"],
        by=city.actor("KADIS-PU"),
    )
    case = hand_in().case
    assert case.position == city.positions["KABID-JALAN"]
    assert case.assignments.get().reason["seat"]["how"] == "substitute"
    assert ("cases.assigned", "colleague") in told(case)
    who = "KABID-SAMPAH"
    actions.answer(case, text="Saya wakili.", by=city.actor(who), at=hours(1), standing=standing(who))


# Answering


def test_report_reply_answer_close(case, officer, city):
    actions.start(case, by=officer, at=hours(1))
    actions.answer(case, text="Tim kami berangkat besok.", is_final=False, by=officer, at=hours(2))
    assert case.state == "in_progress"
    assert case.due_on == case.finish_by
    actions.answer(case, text="Lampu sudah menyala.", by=officer, at=hours(30))
    assert case.state == "answered"
    assert case.due_on is None
    actions.close(case, happy=True, by=RESIDENT, at=hours(40))
    assert case.state == "closed"
    assert case.happy
    assert not case.assignments.filter(until=None).exists()
    assert kinds(case) == ["received", "assigned", "started", "replied", "answered", "closed"]
    assert {("cases.replied", "zubaidah@example.com"), ("cases.answered", "zubaidah@example.com")} <= told(case)


def test_residents_read_the_position_and_officers_the_name(case, officer):
    actions.answer(case, text="Lampu sudah menyala.", by=officer, at=hours(1))
    step = case.steps.get(kind="answered")
    assert step.title_then == "Kepala Bidang Jalan dan Penerangan"
    assert step.by_label == officer.label


def test_the_router_learns_from_a_closed_case(case, officer, city):
    actions.answer(case, text="Sudah menyala.", by=officer, at=hours(1))
    actions.close(case, by=RESIDENT, at=hours(2))
    example = Example.objects.get()
    assert example.label == "1.03.11"
    assert example.unit == city.units["DPU-JALAN"]


def test_notes_stay_inside(case, officer):
    actions.note(case, text="Tunggu suku cadang.", by=officer, at=hours(1))
    assert case.steps.get(kind="noted").is_public is False
    assert not any(kind == "cases.noted" for kind, _ in told(case))


def test_an_empty_answer_is_refused(case, officer):
    with pytest.raises(Refused) as refusal:
        actions.answer(case, text="  \n", by=officer, at=hours(1))
    assert refusal.value.code == "cases.text_missing"
    assert refusal.value.field == "text"


def test_a_case_at_the_intake_cannot_be_answered(city, hand_in):
    case = hand_in(service_id=None).case
    with pytest.raises(Refused) as refusal:
        actions.answer(case, text="Baik.", by=city.actor("PENYALUR"), at=hours(1))
    assert refusal.value.code == "cases.not_now"


@pytest.mark.parametrize("who", ["KABID-SAMPAH", "TEKNISI-JALAN", "LURAH-MAJU"])
def test_outsiders_and_colleagues_cannot_answer(city, case, who, standing):
    with pytest.raises(Refused) as refusal:
        actions.answer(case, text="Baik.", by=city.actor(who), at=hours(1), standing=standing(who))
    assert refusal.value.code == "cases.not_yours"


@pytest.mark.parametrize("who", ["KABID-JALAN", "KADIS-PU", "WALI-KOTA"])
def test_the_holder_and_the_heads_above_him_may_answer(city, case, who, standing):
    actions.answer(case, text="Sudah.", by=city.actor(who), at=hours(1), standing=standing(who))
    assert case.state == "answered"


# Waiting for the reporter


def test_the_clocks_stand_still_while_the_reporter_is_asked(case, officer):
    before = case.finish_by  # Wednesday 25 November
    actions.ask_reporter(case, question="Di dekat nomor tiang berapa?", by=officer, at=hours(1))
    assert case.state == "incomplete"
    assert case.due_on is None
    monday_week = NOW + timedelta(days=10)  # Monday 30 November
    actions.amend(case, words="Tiang nomor tujuh, di depan warung.", by=RESIDENT, at=monday_week)
    assert case.state == "assigned"
    assert before == date(2026, 11, 25)
    assert case.finish_by == date(2026, 12, 3)  # six working days later
    step = case.steps.get(kind="amended")
    assert step.facts["working_days"] == 6
    assert step.facts["clocks"]["before"]["finish_by"] == "2026-11-25"
    assert Statement.objects.filter(case=case).count() == 2
    assert ("cases.amended", "officer") in told(case)


def test_the_reporter_may_add_words_without_being_asked_and_no_clock_moves(case):
    before = case.finish_by
    actions.amend(case, words="Sekarang dua lampu yang mati.", by=RESIDENT, at=hours(5))
    assert case.state == "assigned"
    assert case.finish_by == before


def test_what_is_not_completed_in_thirty_days_is_archived_and_reminded_before(case, officer):
    actions.ask_reporter(case, question="Di mana?", by=officer, at=hours(1))
    assert actions.remind_reporters(at=NOW + timedelta(days=23)) == 1
    assert actions.archive_unanswered(at=NOW + timedelta(days=29)) == 0
    assert actions.archive_unanswered(at=NOW + timedelta(days=30)) == 1
    case.refresh_from_db()
    assert case.state == "archived"
    assert case.archive_reason == "unanswered"


def test_an_extension_has_a_reason_and_both_deadlines(case, city):
    actions.extend(case, working_days=2, because="Menunggu suku cadang", by=city.actor("KADIS-PU"), at=hours(1))
    assert case.finish_by == date(2026, 11, 27)
    step = case.steps.get(kind="extended")
    assert step.facts["clocks"]["before"]["finish_by"] == "2026-11-25"
    assert ("cases.extended", "zubaidah@example.com") in told(case)


def test_verifying_corrects_the_class_and_its_clocks(city, hand_in):
    case = hand_in(service_id=None).case
    actions.verify(case, kind="information", by=city.actor("PENYALUR"), at=hours(1))
    assert case.state == "verified"
    assert case.kind == "information"
    assert case.finish_by == date(2026, 11, 27)
    assert case.due_on == case.answer_by
