"""Handovers, ends, parts, and what time brings, on the real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.public.routing.models import Example

from .. import actions, queries
from ..models import Assignment, Case, Contact, Follower, Handover, Statement, Step
from .conftest import NOW, RESIDENT, TODAY, WORDS, hours, kinds, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checked_at_the_end")]


# Handover


@pytest.fixture
def propose(case, city, officer):
    def hand(**changes):
        values = {
            "to": city.positions["KABID-SAMPAH"].id,
            "reason": "not_mandate",
            "because": "Ini tumpukan sampah, bukan lampu.",
            "article": "Perda 3/2019 pasal 9",
            "function_id": city.waste.id,
        }
        return actions.hand_over(case, **values | changes, by=officer, at=hours(1))

    return hand


def test_a_handover_waits_with_the_sender_until_it_is_accepted(case, city, propose, standing):
    before = (case.verify_by, case.answer_by, case.finish_by)
    propose()
    case.refresh_from_db()
    assert case.position == city.positions["KABID-JALAN"]
    assert ("cases.handover_proposed", "colleague") in told(case)
    addressee = standing("KABID-SAMPAH")
    actions.accept_handover(case, by=city.actor("KABID-SAMPAH"), at=hours(5), standing=addressee)
    assert case.position == city.positions["KABID-SAMPAH"]
    assert case.function == city.waste
    assert case.handover_count == 1
    assert (case.verify_by, case.answer_by, case.finish_by) == before
    assert case.assignments.get(until=None).reason["article"] == "Perda 3/2019 pasal 9"
    assert ("cases.handover_accepted", "officer") in told(case)


def test_a_returned_handover_stays_with_the_sender_and_says_why(case, city, propose):
    propose()
    actions.return_handover(case, because="Tiang itu milik PU.", by=city.actor("KABID-SAMPAH"), at=hours(2))
    assert case.position == city.positions["KABID-JALAN"]
    handover = Handover.objects.get()
    assert handover.state == "returned"
    assert handover.answer == "Tiang itu milik PU."
    propose(to=city.positions["CAMAT-SUKA"].id)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"because": " "}, "cases.because_missing"),
        ({"article": ""}, "cases.article_missing"),
        ({"to": 999_999_999}, "cases.no_such_position"),
    ],
)
def test_a_handover_needs_reason_article_and_addressee(propose, change, code):
    with pytest.raises(Refused) as refusal:
        propose(**change)
    assert refusal.value.code == code


def test_a_handover_to_oneself_or_a_second_one_is_refused(case, city, propose):
    with pytest.raises(Refused) as refusal:
        propose(to=city.positions["KABID-JALAN"].id)
    assert refusal.value.code == "cases.already_there"
    propose()
    with pytest.raises(Refused) as refusal:
        propose(to=city.positions["CAMAT-SUKA"].id)
    assert refusal.value.code == "cases.handover_open"


def test_a_stranger_to_the_handover_cannot_accept_it(case, city, propose, standing):
    propose()
    with pytest.raises(Refused):
        actions.accept_handover(case, by=city.actor("LURAH-MAJU"), at=hours(2), standing=standing("LURAH-MAJU"))


# Reopening and silence


def test_an_unhappy_reporter_reopens_and_the_old_clocks_are_kept(case, officer, city):
    actions.answer(case, text="Sudah.", by=officer, at=hours(1))
    actions.close(case, happy=False, by=RESIDENT, at=hours(2))
    later = NOW + timedelta(days=20)
    actions.reopen(case, because="Lampunya mati lagi.", by=RESIDENT, at=later)
    assert case.state == "reopened"
    assert case.position == city.positions["KABID-JALAN"]
    assert case.answered_at is None
    assert case.due_on == case.answer_by == date(2026, 12, 17)
    assert case.steps.get(kind="reopened").facts["clocks"]["before"]["answer_by"] == "2026-11-25"
    assert ("cases.reopened", "officer") in told(case)
    actions.answer(case, text="Diganti baru.", by=officer, at=later + timedelta(hours=1))


def test_after_thirty_days_a_closed_case_stays_closed(case, officer):
    actions.answer(case, text="Sudah.", by=officer, at=hours(1))
    actions.close(case, by=RESIDENT, at=hours(2))
    with pytest.raises(Refused) as refusal:
        actions.reopen(case, by=RESIDENT, at=NOW + timedelta(days=31))
    assert refusal.value.code == "cases.too_late_to_reopen"


def test_ten_working_days_of_silence_close_a_case(case, officer):
    actions.answer(case, text="Sudah.", by=officer, at=hours(1))
    assert actions.close_silent(at=NOW + timedelta(days=13)) == 0
    assert actions.remind_reporters(at=NOW + timedelta(days=11)) == 1
    assert actions.close_silent(at=NOW + timedelta(days=14)) == 1
    case.refresh_from_db()
    assert case.state == "closed"
    assert case.steps.get(kind="closed").facts["consent"] is False


# Ends


def test_a_withdrawn_case_ends_with_all_that_waits(case, officer, propose):
    propose()
    actions.withdraw(case, by=RESIDENT, at=hours(3))
    assert case.state == "withdrawn"
    assert not Assignment.objects.filter(until=None).exists()
    assert not Handover.objects.filter(state="proposed").exists()


def test_not_ours_names_the_body_that_is(case, city):
    actions.set_not_ours(case, body="PLN", how="Telepon 123", by=city.actor("PENYALUR"), at=hours(1))
    assert case.state == "not_ours"
    assert Notice.objects.filter(kind="cases.not_ours", body__contains="PLN").exists()


def test_archiving_needs_a_typed_reason(case, city):
    with pytest.raises(Refused) as refusal:
        actions.archive(case, reason="bosan", by=city.actor("PENYALUR"), at=hours(1))
    assert refusal.value.code == "cases.archive_reason_missing"
    actions.archive(case, reason="too_general", because="Sebutkan jalannya.", by=city.actor("PENYALUR"), at=hours(1))
    assert case.state == "archived"


def test_followers_of_the_same_report_are_told_together(hand_in, city, officer):
    main = hand_in().case
    same = hand_in(email="joko@example.com").case
    actions.join_same(same, main=main, by=officer, at=hours(1))
    assert same.archive_reason == "duplicate"
    assert same.same_as == main
    actions.answer(main, text="Sudah menyala.", by=officer, at=hours(2))
    assert {("cases.answered", "zubaidah@example.com"), ("cases.answered", "joko@example.com")} <= told(main)
    assert Notice.objects.get(kind="cases.answered", address="joko@example.com").link == ""


def test_a_case_cannot_be_the_same_as_itself(case, officer):
    with pytest.raises(Refused):
        actions.join_same(case, main=case, by=officer, at=hours(1))


# Two jobs


def test_two_jobs_have_an_assignment_each_and_one_answer(case, city, officer):
    parts = [
        actions.Part(city.positions["TEKNISI-JALAN"].id, "Ganti lampu"),
        actions.Part(city.positions["KABID-SAMPAH"].id, "Angkut sampah di bawah tiang", city.waste.id),
    ]
    children = actions.split(case, parts=parts, by=officer, at=hours(1))
    assert [child.position.code for child in children] == ["TEKNISI-JALAN", "KABID-SAMPAH"]
    assert {child.finish_by for child in children} == {case.finish_by}
    with pytest.raises(Refused) as refusal:
        actions.answer(case, text="Sudah.", by=officer, at=hours(2))
    assert refusal.value.code == "cases.parts_open"
    actions.answer(children[0], text="Lampu diganti.", by=city.actor("TEKNISI-JALAN"), at=hours(3))
    case.refresh_from_db()
    assert case.state == "in_progress"
    actions.answer(children[1], text="Sampah diangkut.", by=city.actor("KABID-SAMPAH"), at=hours(4))
    case.refresh_from_db()
    assert case.state == "answered"
    answer = case.steps.get(kind="answered").text
    assert "Lampu diganti." in answer
    assert "Sampah diangkut." in answer
    assert Notice.objects.filter(kind="cases.answered", address="zubaidah@example.com").count() == 1
    actions.close(case, by=RESIDENT, at=hours(5))
    assert {child.state for child in Case.objects.filter(parent=case)} == {"closed"}


def test_one_job_is_no_split(case, city, officer):
    with pytest.raises(Refused) as refusal:
        actions.split(case, parts=[actions.Part(city.positions["TEKNISI-JALAN"].id, "Ganti")], by=officer, at=hours(1))
    assert refusal.value.code == "cases.parts_missing"


# What time brings


def test_superiors_are_told_up_the_real_line_once_a_step(case, city):
    assert case.due_on == date(2026, 11, 25)
    at = {day: NOW + timedelta(days=day - 20) for day in (23, 24, 25, 26)}
    assert actions.escalate_due(at=at[23]) == 0
    assert actions.escalate_due(at=at[24]) == 1
    assert ("cases.escalated", "officer") in told(case)
    assert actions.escalate_due(at=at[24]) == 0
    actions.escalate_due(at=at[25])
    assert ("cases.escalated", "head") in told(case)
    actions.escalate_due(at=at[26])
    assert ("cases.escalated", "mayor") in told(case)
    assert kinds(case).count("escalated") == 3


# Publication, following, erasing, finding again


def test_what_is_published_is_masked_whatever_the_moderator_leaves_in(case, city):
    actions.publish(case, words="Lampu mati, hubungi 081234567890", by=city.actor("WALI-KOTA"), at=hours(1))
    assert case.is_published
    assert "0812" not in Statement.objects.get().public_words


def test_a_confidential_report_is_never_published(hand_in, city):
    case = hand_in(is_confidential=True).case
    with pytest.raises(Refused) as refusal:
        actions.publish(case, words=WORDS, by=city.actor("WALI-KOTA"), at=hours(1))
    assert refusal.value.code == "cases.confidential"


def test_others_follow_a_published_case_once(case, city):
    with pytest.raises(Refused):
        actions.follow(case, email="a@example.com", at=hours(1))
    actions.publish(case, words=WORDS, by=city.actor("WALI-KOTA"), at=hours(1))
    for _ in range(2):
        actions.follow(case, email="A@example.com", at=hours(1))
    assert Follower.objects.count() == 1
    with pytest.raises(Refused):
        actions.follow(case, email="bukan surel", at=hours(1))


def test_erasing_takes_words_and_identity_and_keeps_history_and_figures(case, officer, city):
    actions.answer(case, text="Sudah.", by=officer, at=hours(1))
    actions.close(case, by=RESIDENT, at=hours(2))
    steps = case.steps.count()
    actions.erase(case, because="Permintaan pelapor, UU 27/2022", by=city.actor("WALI-KOTA"), at=hours(3))
    assert Statement.objects.get().words == ""
    assert Contact.objects.get().name == Contact.objects.get().email == ""
    assert "Lampu" not in case.title
    assert case.steps.count() == steps + 1
    assert case.finish_by == date(2026, 11, 25)
    assert not Example.objects.exists()
    assert not Notice.objects.filter(address="zubaidah@example.com").exists()


def test_erasing_takes_what_officers_wrote_of_the_reporter_and_keeps_that_they_did(case, officer, city):
    actions.ask_reporter(case, question="Ibu Zubaidah, di depan rumah siapa?", by=officer, at=hours(1))
    actions.amend(case, words="Rumah saya.", by=RESIDENT, at=hours(2))
    actions.note(case, text="Zubaidah, 0812-3456-7890", by=officer, at=hours(2))
    parts = [actions.Part(city.positions[code].id, "Ganti lampu") for code in ("TEKNISI-JALAN", "KABID-SAMPAH")]
    children = actions.split(case, parts=parts, by=officer, at=hours(3))
    for child in children:
        actions.answer(child, text="Rumah Ibu Zubaidah sudah terang.", by=officer, at=hours(4))
    case.refresh_from_db()
    assert case.state == "answered"
    before = list(Step.objects.order_by("pk").values_list("pk", "kind", "at", "by_label", "title_then", "facts"))
    actions.erase(case, because="Permintaan pelapor, UU 27/2022", by=city.actor("WALI-KOTA"), at=hours(5))
    after = Step.objects.exclude(kind="erased").order_by("pk")
    assert list(after.values_list("pk", "kind", "at", "by_label", "title_then", "facts")) == before
    assert not Step.objects.filter(text__contains="Zubaidah").exists()
    quoting = Step.objects.filter(kind__in=("asked", "noted", "answered")).values_list("text", flat=True)
    assert set(quoting) == {"(dihapus atas permintaan pelapor)"}
    assert not Notice.objects.filter(body__contains="Zubaidah").exists()


def test_the_reasons_of_decisions_stay_when_a_report_is_erased(case, officer, city):
    actions.extend(case, working_days=2, because="Menunggu suku cadang", by=officer, at=hours(1))
    actions.erase(case, because="Permintaan pelapor", by=city.actor("WALI-KOTA"), at=hours(2))
    assert case.steps.get(kind="extended").text == "Menunggu suku cadang"


def test_an_erased_answer_is_no_example_for_others(hand_in, officer, city, standing):
    first, second = hand_in().case, hand_in().case
    actions.answer(first, text="Sudah.", by=officer, at=hours(1))
    seen = queries.sight(standing("KABID-JALAN"), on=TODAY)
    assert [one.answer for one in queries.similar(second, seen)] == ["Sudah."]
    actions.erase(first, because="Permintaan pelapor", by=city.actor("WALI-KOTA"), at=hours(2))
    assert queries.similar(second, seen) == []


def test_a_lost_link_is_sent_to_the_address_of_the_report(hand_in):
    done = hand_in()
    for email in ("ZUBAIDAH@example.com", "nobody@example.com"):
        assert actions.recover(email=email, by=RESIDENT, at=hours(1)) is None
    notice = Notice.objects.get(kind="cases.recovered")
    assert notice.address == "zubaidah@example.com"
    assert done.secret in notice.link


def test_a_lost_link_without_an_address_is_the_routing_officers_call(hand_in):
    hand_in(email="")
    actions.recover(phone="0812 3456 7890", by=RESIDENT, at=hours(1))
    assert Notice.objects.filter(kind="cases.lost_link", recipient__email__startswith="routing_officer").exists()


def test_the_journal_never_says_who_reported_or_what(hand_in, city, officer):
    case = hand_in(words=WORDS + " Saya Zubaidah Wulandari 081234567890").case
    actions.amend(case, words="Rumah saya di sebelahnya.", by=RESIDENT, at=hours(1))
    actions.answer(case, text="Sudah.", by=officer, at=hours(1))
    actions.close(case, happy=True, by=RESIDENT, at=hours(2))
    actions.reopen(case, because="Mati lagi, Zubaidah", by=RESIDENT, at=hours(3))
    about = Entry.objects.filter(subject_kind="cases.case")
    everything = " ".join(str(row) for row in about.values_list()) + " ".join(
        str(row) for row in Step.objects.values_list()
    )
    for secret in ("Zubaidah", "Wulandari", "0812", "example.com", "Mawar", "sebelahnya"):
        assert secret not in everything
