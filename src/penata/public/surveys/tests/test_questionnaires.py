"""Questionnaires and pulses: branches, names or none, one answer each, small groups hidden; live results and files."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from penata.foundation.accounts.queries import standing_of
from penata.foundation.refusals import Refused
from penata.public.surveys import actions, queries
from penata.public.surveys.models import Response, Spent
from penata.public.surveys.rules.questions import Kind, Option, Question

from .conftest import NOW, SYSTEM, TODAY

pytestmark = pytest.mark.django_db
SCALE = tuple(Option(str(n), {"id": words}) for n, words in enumerate(("Buruk", "Cukup", "Baik"), start=1))
FORM = [
    Question("P1", Kind.SCALE, {"id": "Beban kerja Anda?"}, 1, SCALE, is_required=True, is_segment=True),
    Question("P2", Kind.CHOICES, {"id": "Yang membantu?"}, 2, SCALE[:2], after="P1", when=("1",)),
    Question("P3", Kind.MATRIX, {"id": "Menurut Anda"}, 2, SCALE, rows=(Option("a", {"id": "ruang"}),)),
    Question("P4", Kind.NUMBER, {"id": "Jam lembur seminggu"}, 3),
    Question("P5", Kind.TEXT, {"id": "Yang ingin Anda katakan"}, 3),
    Question("P6", Kind.DATE, {"id": "Mulai kapan"}, 3),
]


@pytest.fixture
def ask(make):
    def asked(kind: str = "pulse", form=FORM, unit: str = "DPU", **values):
        today = timezone.localdate()
        facts = {"title": "Denyut DPU", "since": today - timedelta(days=2), "until": today + timedelta(days=9)}
        survey = make(kind, unit, **facts | values)
        survey = actions.put_questions(survey, form, by=SYSTEM, at=NOW)
        return actions.open_survey(survey, by=SYSTEM, at=NOW)

    return asked


def sheets(*rows, unit=None):
    return [actions.Sheet(answers, TODAY, unit_id=unit) for answers in rows]


def look(survey, **asked):
    return queries.results(survey, language="id", on=timezone.localdate(), **asked)


def answer(client, survey):
    """Through all pages, as a civil servant."""
    begun = client.post(reverse("surveys:begin_of_staff", args=[survey.pk]))
    if begun.status_code != 302:
        return begun
    client.post(begun.url, {"P1": "3"})
    client.post(begun.url.replace("/1/", "/2/"), {"P3.a": "2"})
    done = client.post(begun.url.replace("/1/", "/3/"), {"P4": "4,5", "P5": "Cukup.", "P6": "2026-01-05"})
    return client.post(done.url, follow=True)


def test_someone_of_the_staff_answers_a_pulse_once_and_nothing_leads_to_him(client, city, ask):
    survey = ask()
    client.force_login(city.technician)
    assert "Denyut DPU" in client.get(reverse("surveys:surveys")).text
    assert "Terima kasih" in answer(client, survey).text
    again = client.post(reverse("surveys:begin_of_staff", args=[survey.pk]))
    assert again.status_code == 409
    assert "Anda sudah menjawab" in again.text
    row = Response.objects.get()
    assert (row.respondent_id, row.at, row.day) == (None, None, survey.since)
    assert row.unit_id == city.units["DPU-JALAN"].pk  # the part of the agency, however deep he works in it
    digest = Spent.objects.get().digest
    assert digest not in str(Response.objects.values())
    assert queries.spent_by(survey, city.technician.pk)
    assert not queries.spent_by(survey, city.officer.pk)


def test_a_survey_of_the_staff_awaits_those_who_have_not_answered_and_nobody_else(client, city, ask):
    survey = ask()
    named = ask("questionnaire", audience="staff", is_anonymous=False, title="Alat kerja")
    today = timezone.localdate()

    def awaits(account):
        return [line.address for line in queries.awaiting(standing_of(account, on=today), today)]

    both = [reverse("surveys:begin_of_staff", args=[one.pk]) for one in (survey, named)]
    assert awaits(city.technician) == both
    assert awaits(city.colleague) == awaits(city.outsider) == []
    client.force_login(city.technician)
    answer(client, survey)
    assert awaits(city.technician) == both[1:]
    answer(client, named)
    assert awaits(city.technician) == []
    assert awaits(city.officer) == both


def test_only_who_works_in_the_unit_is_asked(client, city, ask):
    survey = ask()
    client.force_login(city.colleague)
    assert client.get(reverse("surveys:begin_of_staff", args=[survey.pk])).status_code == 404


def test_a_draft_of_the_staff_opens_only_to_who_began_it(client, city, ask):
    survey = ask()
    client.force_login(city.technician)
    begun = client.post(reverse("surveys:begin_of_staff", args=[survey.pk])).url
    client.force_login(city.officer)
    assert client.get(begun).status_code == 404


def test_a_pulse_shows_nothing_while_it_changes_and_no_small_group_afterwards(city, ask):
    survey = ask()
    roads, drains = city.units["DPU-JALAN"].pk, city.units["DPU-AIR"].pk
    actions.bring_in(survey, sheets(*[{"P1": "3"}] * 8, unit=roads), by=SYSTEM, at=NOW)
    actions.bring_in(survey, sheets(*[{"P1": "1", "P5": "Rahasia"}] * 3, unit=drains), by=SYSTEM, at=NOW)
    seen = look(survey)
    assert (seen.why_not, seen.results) == ("open", ())
    assert not queries.may_show_words(survey)
    survey = actions.close_survey(survey, by=SYSTEM, at=NOW)
    seen = look(survey, by="@unit")
    assert [row.n for row in seen.results[0].rows] == [3, 0, 8]
    assert (seen.groups, seen.hidden) == ((), 2)  # one alone would tell the other
    few = actions.close_survey(ask(title="Denyut kecil"), by=SYSTEM, at=NOW)
    assert look(few).why_not == "few"


def test_named_answers_carry_name_and_time_and_are_said_to(client, city, ask):
    survey = ask("questionnaire", audience="staff", is_anonymous=False)
    client.force_login(city.technician)
    assert "tercatat dengan nama Anda" in client.get(reverse("surveys:begin_of_staff", args=[survey.pk])).text
    answer(client, survey)
    row = Response.objects.get()
    assert row.respondent == city.technician
    assert row.at is not None
    assert answer(client, survey).status_code == 409


def test_residents_are_never_asked_by_name(make):
    with pytest.raises(Refused):
        make("questionnaire", is_anonymous=False)


def test_results_are_live_filtered_and_tested(ask):
    survey = ask("questionnaire", unit="DPU-JALAN")
    rows = [{"P1": "1", "P2": ["1", "2"], "P3": {"a": "1"}, "P4": n} for n in range(20)]
    rows += [{"P1": "3", "P3": {"a": "3"}, "P4": 2.5, "P6": "2026-01-05"} for _n in range(20)]
    actions.bring_in(survey, sheets(*rows[:25]), by=SYSTEM, at=NOW)
    actions.fold(survey)
    actions.bring_in(survey, sheets(*rows[25:]), by=SYSTEM, at=NOW)
    seen = look(survey)
    by_code = {result.code: result for result in seen.results}
    assert seen.n == 40
    assert next((row.label, row.n, row.percent) for row in by_code["P1"].rows) == ("Buruk", 20, 50.0)
    assert (by_code["P2"].n, [row.n for row in by_code["P2"].rows]) == (20, [20, 20])
    assert by_code["P3.a"].n == 40
    assert by_code["P4"].number.mean == pytest.approx((sum(range(20)) + 50) / 40)
    assert [row.key for row in by_code["P6"].rows] == ["2026-01"]
    compared = {one.code: one for one in look(survey, by="P1").crossings}
    assert compared["P3.a"].difference.is_significant
    assert [row.n for row in look(survey, by="P1", only="3").results[0].rows] == [0, 0, 20]
    assert look(survey, by="NAMA", only="x").n == 40


def test_the_questions_are_written_on_pages_until_it_opens(client, city, make):
    survey = make("questionnaire", "DPU-JALAN", title="Kuesioner taman")
    client.force_login(city.officer)
    add = reverse("surveys:add_question", args=[survey.pk])
    sent = {
        "kind": "choice", "words": "Sering ke taman?", "code": "P1", "page": 1, "rows": "", "after": "", "when": "",
        "options": "ya = Ya | Yes\ntidak = Tidak",
    }  # fmt: skip
    assert client.post(add, sent | {"options": "ya"}).status_code == 422
    assert client.post(add, sent).status_code == 302
    branch = sent | {"code": "P2", "page": 2, "kind": "text", "after": "P1", "when": "ya"}
    assert client.post(add, branch | {"page": 1}).status_code == 422
    assert client.post(add, branch).status_code == 302
    page = client.get(reverse("surveys:questions", args=[survey.pk])).text
    assert "bila P1 dijawab ya" in page
    edit = reverse("surveys:question", args=[survey.pk, "P1"])
    assert "ya = Ya | Yes" in client.get(edit).text
    assert client.post(edit, sent | {"code": "P9"}).status_code == 422  # P2 depends on it
    remove = reverse("surveys:remove_question", args=[survey.pk, "P2"])
    assert client.post(remove).status_code == 302
    survey.refresh_from_db()
    assert [question.code for question in survey.questions] == ["P1"]
    assert survey.questions[0].words == {"id": "Sering ke taman?"}
    client.post(reverse("surveys:act", args=[survey.pk, "open"]))
    assert client.post(add, sent | {"code": "P3"}).status_code == 422


@pytest.mark.parametrize("form", ["csv", "xlsx", "spss"])
def test_answers_leave_as_rows_for_residents_and_named_staff_only(client, city, ask, form):
    survey = ask("questionnaire", unit="DPU-JALAN")
    actions.bring_in(
        survey, sheets({"P1": "1", "P2": ["2"], "P3": {"a": "3"}, "P4": 2, "P5": "=1+1"}), by=SYSTEM, at=NOW
    )
    client.force_login(city.officer)
    got = client.get(reverse("surveys:answers", args=[survey.pk, form]))
    content = b"".join(got.streaming_content) if got.streaming else got.content
    if form == "csv":
        header, row = content.decode("utf-8-sig").splitlines()
        assert header == "day;marks;P1;P2_1;P2_2;P3_a;P4;P5;P6"
        assert row.split(";")[2:7] == ["1", "0", "1", "3", "2"]
        assert not row.split(";")[7].startswith("=")
    if form == "spss":
        folder = zipfile.ZipFile(io.BytesIO(content))
        syntax = folder.read("answers.sps").decode("utf-8-sig")
        assert 'VALUE LABELS P1 "1" "Buruk" "2" "Cukup" "3" "Baik".' in syntax
    for hidden in (ask(), ask("questionnaire", audience="staff", unit="DPU-JALAN")):
        assert client.get(reverse("surveys:answers", args=[hidden.pk, form])).status_code == 404


def test_a_page_of_results_asks_few_questions_however_many_answers(client, city, ask, django_assert_max_num_queries):
    survey = ask("questionnaire", unit="DPU-JALAN")
    actions.bring_in(survey, sheets(*[{"P1": "1"}, {"P1": "3"}] * 30), by=SYSTEM, at=NOW)
    client.force_login(city.officer)
    for query in ("", "?by=P1", "?by=P1&only=3", "?by=@month", "?by=@point&only=x"):
        with django_assert_max_num_queries(16):
            assert client.get(survey.get_absolute_url() + query).status_code == 200
