"""What may be done with surveys and answers, on the real database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from penata.public.surveys import actions, queries
from penata.public.surveys.models import Draft, Invited, Remark, Response, Ticket
from penata.public.surveys.rules.index import Weight

from .conftest import NOW, SINCE, SYSTEM, TODAY, UNTIL, whole

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-0000000005a1")


def given(survey, *sheets, **facts):
    return actions.bring_in(survey, [actions.Sheet(sheet, TODAY, **facts) for sheet in sheets], by=SYSTEM, at=NOW)


def test_a_satisfaction_survey_asks_what_the_law_asks(survey):
    assert [question.code for question in survey.questions][:9] == [
        "U1", "U2", "U3", "U4", "U5", "U6", "U7", "SARPRAS", "ADUAN",
    ]  # fmt: skip
    with pytest.raises(Refused, match=r"opened_already|dibuka"):
        actions.put_questions(survey, [], by=SYSTEM, at=NOW)


def test_only_who_heads_the_unit_makes_its_survey(make, city, standing):
    with pytest.raises(Refused) as refusal:
        make(by=city.actor("colleague"), standing=standing("colleague"))
    assert refusal.value.code == "surveys.not_yours"
    assert make(by=city.actor("head"), standing=standing("head")).pk


def test_answers_page_by_page_become_one_answer_without_a_trace(point, survey):
    draft = actions.begin(point, at=NOW)
    actions.keep_answers(draft, whole(4, SARAN="Petugasnya ramah sekali.", USIA="25"))
    later = NOW + timedelta(minutes=2)
    for _click in range(2):
        actions.hand_in(draft, at=later)
    response = Response.objects.get()
    assert (response.day, response.at, response.respondent_id, response.marks) == (TODAY, None, None, [])
    assert response.answers == whole(4, USIA="25")
    remark = Remark.objects.get()
    assert (remark.words, remark.topic) == ("Petugasnya ramah sekali.", "U7")
    emptied = Draft.objects.get()
    assert (emptied.answers, emptied.handed_in) == ({}, True)
    assert response.pk != draft.pk
    assert not Entry.objects.filter(act__startswith="surveys.", at=later).exists()


def test_an_answer_that_is_sent_twice_counts_once(survey):
    kiosk = actions.add_point(survey, kind="kiosk", label="Loket 1", by=SYSTEM, at=NOW)
    first = actions.send(kiosk, whole(SARAN="Lama sekali"), key=KEY, on=TODAY, at=NOW, seconds=40)
    again = actions.send(kiosk, whole(1, SARAN="Lama sekali"), key=KEY, on=TODAY, at=NOW, seconds=40)
    assert (first, again) == (True, False)
    assert queries.satisfaction(survey).n == 1
    assert Remark.objects.count() == 1


def test_a_tablet_that_was_offline_keeps_its_day_within_the_survey(survey):
    kiosk = actions.add_point(survey, kind="kiosk", label="Loket 1", by=SYSTEM, at=NOW)
    for on in (date(2026, 11, 20), date(2020, 1, 1), date(2030, 1, 1)):
        actions.send(kiosk, whole(), key=uuid4(), on=on, at=NOW)
    assert set(Response.objects.values_list("day", flat=True)) == {date(2026, 11, 20), SINCE, TODAY}


def test_what_looks_like_stuffing_is_marked_and_counted_until_someone_sets_it_aside(point, survey, city, standing):
    given(survey, whole(2), whole(2))
    draft = actions.begin(point, at=NOW, same_device=True)
    actions.keep_answers(draft, whole(4))
    actions.hand_in(draft, at=NOW + timedelta(seconds=2), is_rapid=True)
    assert Response.objects.get(state=1).marks == ["device", "rate", "fast"]
    seen = queries.satisfaction(survey)
    assert (seen.n, seen.marked, seen.index.value) == (3, 1, Decimal("66.67"))
    head = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    with pytest.raises(Refused):
        actions.set_aside(survey, because=" ", **head)
    survey = actions.set_aside(survey, because="Satu perangkat mengirim berulang.", **head)
    assert queries.satisfaction(survey).index.value == Decimal("50.00")
    survey = actions.set_aside(survey, because="Ternyata tablet bersama.", back=True, **head)
    assert queries.satisfaction(survey).n == 3
    assert Entry.objects.filter(act="surveys.set_aside").count() == 2


def test_paper_may_be_incomplete_and_is_then_left_out_of_the_index(survey, city):
    by = {"by": city.actor("officer"), "at": NOW}
    sheet = whole(4)
    assert actions.enter_paper(survey, sheet, on=TODAY, key=KEY, **by)
    assert not actions.enter_paper(survey, sheet, on=TODAY, key=KEY, **by)
    del sheet["U4"]
    actions.enter_paper(survey, sheet | {"U1": "1"}, on=TODAY, key=uuid4(), **by)
    seen = queries.satisfaction(survey)
    assert (seen.n, seen.incomplete, seen.index.value) == (1, 1, Decimal("100.00"))
    for answers, on in (({}, TODAY), (sheet, TODAY + timedelta(days=1)), (sheet, SINCE - timedelta(days=1))):
        with pytest.raises(Refused):
            actions.enter_paper(survey, answers, on=on, key=uuid4(), **by)


@pytest.mark.parametrize("answers", [whole(5), whole(U1="x"), {"U1": "3"}, whole(NAMA="Budi"), whole(U1=["3"]), {}])
def test_what_the_form_does_not_ask_or_offer_is_refused(survey, answers):
    kiosk = actions.add_point(survey, kind="kiosk", label="Loket 1", by=SYSTEM, at=NOW)
    with pytest.raises(Refused):
        actions.send(kiosk, answers, key=uuid4(), on=TODAY, at=NOW)
    assert not Response.objects.exists()


def test_a_closed_survey_or_point_takes_no_more_answers(point, survey):
    draft = actions.begin(point, at=NOW)
    actions.keep_answers(draft, whole())
    actions.close_point(point, because="Poster hilang.", by=SYSTEM, at=NOW)
    point.refresh_from_db()
    with pytest.raises(Refused):
        actions.begin(point, at=NOW)
    survey = actions.close_survey(survey, by=SYSTEM, at=NOW)
    with pytest.raises(Refused):
        actions.hand_in(draft, at=NOW)
    with pytest.raises(Refused):
        given(survey, whole())


def test_results_are_published_only_closed_and_of_enough_answers(survey, make):
    given(survey, *[whole() for _one in range(29)])
    with pytest.raises(Refused) as refusal:
        actions.publish_survey(survey, by=SYSTEM, at=NOW)
    assert refusal.value.code == "surveys.not_closed"
    survey = actions.close_survey(survey, by=SYSTEM, at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.publish_survey(survey, by=SYSTEM, at=NOW)
    assert refusal.value.params == {"least": 30, "n": 29}
    other = actions.open_survey(make(title="SKM kedua"), by=SYSTEM, at=NOW)
    given(other, *[whole() for _one in range(30)])
    other = actions.publish_survey(actions.close_survey(other, by=SYSTEM, at=NOW), by=SYSTEM, at=NOW)
    assert list(queries.published()) == [other]


def test_the_weight_is_a_switch_and_both_are_shown(survey):
    given(survey, whole(4))
    survey = actions.use_weight(survey, Weight.COMPATIBLE, by=SYSTEM, at=NOW)
    seen = queries.satisfaction(survey)
    assert (str(seen.index.value), seen.index.weight_words) == ("99.00", "0.11")
    assert (str(seen.other.value), seen.other.weight_words) == ("100.00", "1/9")


def test_a_low_element_gets_a_plan_with_an_end(survey, city, standing):
    given(survey, whole(U3="1"))
    head = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    plan = actions.plan_follow_up(
        survey, element="U3", words="Loket kedua dibuka pagi hari.", unit=city.units["DPU-JALAN"], due=UNTIL, **head
    )
    assert list(queries.open_follow_ups(unit_ids=[plan.unit_id])) == [plan]
    actions.finish_follow_up(plan, result="Antrean turun separuh.", **head)
    assert not queries.open_follow_ups()
    with pytest.raises(Refused):
        actions.finish_follow_up(plan, result="Lagi.", **head)
    with pytest.raises(Refused):
        actions.plan_follow_up(survey, element="U9", words="x", unit=plan.unit, due=UNTIL, **head)


def test_whoever_had_a_case_closed_is_asked_once_and_answers_once(make, service, city):
    asking = actions.open_survey(make(invites=True), by=SYSTEM, at=NOW)
    at = timezone.now()
    for _report in range(2):
        said = Submission(
            key=uuid4(), words="Lampu jalan mati di depan pasar", service_id=service.pk, email="Warga@example.com",
            area_id=city.areas["99.71.01.1001"].pk,
        )  # fmt: skip
        case = cases.submit(said, by=SYSTEM, at=at).case
        if case.position_id != city.positions["KABID-JALAN"].pk:
            cases.assign(case, to=city.positions["KABID-JALAN"].pk, because="Tugasnya.", by=SYSTEM, at=at)
        case.refresh_from_db()
        cases.answer(case, text="Sudah diganti.", is_final=True, by=city.actor("officer"), at=at)
        case.refresh_from_db()
        cases.close(case, happy=True, by=SYSTEM, at=at)
    assert [actions.invite_all(at=at), actions.invite_all(at=at)] == [1, 0]
    notice = Notice.objects.get(kind="surveys.invited")
    secret = notice.link.partition("undangan=")[2]
    assert Ticket.objects.count() == Invited.objects.count() == 1
    assert secret not in str(list(Ticket.objects.values()) + list(Invited.objects.values()))
    point = asking.points.get(kind="invitation")
    drafts = [actions.begin(point, at=at, ticket=secret) for _tab in range(2)]
    for draft in drafts:
        actions.keep_answers(draft, whole())
    actions.hand_in(drafts[0], at=at)
    with pytest.raises(Refused) as refusal:
        actions.hand_in(drafts[1], at=at)
    assert refusal.value.code == "surveys.ticket_used"
    assert not Ticket.objects.exists()
    with pytest.raises(Refused):
        actions.begin(point, at=at, ticket=secret)


def test_words_that_name_somebody_are_taken_away_and_the_answer_stays(survey):
    given(survey, whole(SARAN="Bu Sari di loket dua judes."))
    remark = Remark.objects.get()
    actions.erase_remark(remark, because="Menyebut nama.", by=SYSTEM, at=NOW)
    remark.refresh_from_db()
    assert remark.words == ""
    assert queries.satisfaction(survey).n == 1
    assert not queries.topics(survey, "SARAN")


def test_drafts_are_gone_after_a_day(point):
    actions.begin(point, at=NOW)
    assert actions.drop_old(at=NOW + timedelta(hours=23)) == 0
    assert actions.drop_old(at=NOW + timedelta(hours=25)) == 1


def test_rooms_above_read_each_element_month_by_month(survey, make, django_assert_num_queries):
    given(survey, whole(3, U3="1"), whole(3, U3="2"))
    other = actions.open_survey(make(title="SKM kedua"), by=SYSTEM, at=NOW)
    given(other, whole(4))
    with django_assert_num_queries(2):
        rows = queries.element_months(since=SINCE, until=UNTIL)
    slow = next(row for row in rows if (row.survey_id, row.element) == (survey.pk, "U3"))
    assert (slow.month, slow.n, slow.total, slow.squares, slow.mean) == ("2026-11", 2, 3, 5, 1.5)
    assert len(rows) == 18
    assert not queries.element_months(since=SINCE, until=UNTIL, unit_ids=[0])
