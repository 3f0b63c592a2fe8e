"""Pages as visitors see them: residents who answer, those who make and watch, and strangers."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.public.surveys import actions, queries
from penata.public.surveys.models import Draft, Response, Survey
from penata.public.surveys.rules.elements import ELEMENTS

from .conftest import NOW, SYSTEM, TODAY, whole

pytestmark = pytest.mark.django_db


def bring(survey, *sheets):
    return actions.bring_in(survey, [actions.Sheet(sheet, TODAY) for sheet in sheets], by=SYSTEM, at=NOW)


@pytest.fixture
def running(make):
    """An open survey whose days hold today, whatever day that is."""
    today = timezone.localdate()
    survey = make(since=today.replace(month=1, day=1), until=today.replace(year=today.year + 1), population=100)
    return actions.open_survey(survey, by=SYSTEM, at=timezone.now())


def test_a_resident_answers_with_one_tap_a_question(client, running):
    code = running.points.get(kind="link").code
    assert reverse("surveys:begin", args=[code]) in client.get(reverse("surveys:open")).text
    answer = client.post(reverse("surveys:begin", args=[code]), follow=True)
    for code in ELEMENTS:
        assert answer.status_code == 200
        answer = client.post(answer.request["PATH_INFO"], {code: "4"}, follow=True)
    answer = client.post(answer.request["PATH_INFO"], {"USIA": "25"}, follow=True)
    answer = client.post(answer.request["PATH_INFO"], {"SARAN": "Terima kasih"}, follow=True)
    assert "Periksa jawaban Anda" in answer.text
    answer = client.post(answer.request["PATH_INFO"], follow=True)
    assert "Terima kasih. Jawaban Anda sudah masuk." in answer.text
    assert Response.objects.get().marks == ["fast"]  # faster than anybody reads
    again = client.post(reverse("surveys:begin", args=[running.points.get(kind="link").code]))
    assert Draft.objects.get(pk=again.url.split("/")[3]).same_device


def test_a_page_without_an_answer_says_so_and_keeps_the_rest(client, running):
    draft = actions.begin(running.points.get(kind="link"), at=timezone.now())
    answer = client.post(reverse("surveys:page", args=[draft.pk, 1]), {})
    assert answer.status_code == 422
    assert "Pilih satu jawaban." in answer.text
    check = reverse("surveys:check", args=[draft.pk])
    assert client.post(check).status_code == 422
    assert not Response.objects.exists()


def test_a_tablet_sends_what_it_kept_and_hears_what_was_refused(client, running):
    kiosk = actions.add_point(running, kind="kiosk", label="Loket 1", by=SYSTEM, at=NOW)
    page = client.get(reverse("surveys:kiosk", args=[kiosk.code]))
    assert page.text.count("data-page=") == len(ELEMENTS) + 4
    good = {"key": str(uuid4()), "answers": whole(), "on": timezone.localdate().isoformat(), "seconds": 50}
    bad = {"key": str(uuid4()), "answers": whole(U1="7"), "on": "2026-11-24"}
    send = reverse("surveys:send", args=[kiosk.code])
    for _time in range(2):
        answer = client.post(send, json.dumps({"sheets": [good, bad, {"key": 1, "answers": {}}]}), "application/json")
        told = answer.json()
        assert told["kept"] == [good["key"]]
        assert [one["key"] for one in told["refused"]] == [bad["key"], 1]
    assert Response.objects.get().answers == whole()


@pytest.mark.parametrize(
    "body", ["", "{}", "[]", '{"sheets": 1}', '{"sheets": [1]}', '{"sheets": [{"answers": []}]}', "[" * 2_000, "null"]
)
def test_what_no_tablet_sends_is_refused(client, running, body):
    kiosk = actions.add_point(running, kind="kiosk", label="Loket 1", by=SYSTEM, at=NOW)
    assert client.post(reverse("surveys:send", args=[kiosk.code]), body, "application/json").status_code == 422


def test_a_head_makes_opens_watches_and_publishes_a_survey(client, city, service):
    client.force_login(city.officer)
    today = timezone.localdate()
    sent = {
        "kind": "satisfaction", "title": "SKM lampu jalan", "unit": "DPU-JALAN", "service": service.pk,
        "since": today, "last_day": today, "audience": "residents", "minimum_group": 5, "population": 100,
    }  # fmt: skip
    assert client.post(reverse("surveys:new"), sent | {"title": ""}).status_code == 422
    page = client.post(reverse("surveys:new"), sent)
    survey = Survey.objects.get()
    assert page.url == survey.get_absolute_url()
    assert "Sampel yang diusulkan: 80 dari 100" in client.get(page.url).text
    client.post(reverse("surveys:act", args=[survey.pk, "open"]))
    survey.refresh_from_db()
    bring(survey, *[whole(3, USIA="25", SARAN="Antrean lama") for _one in range(30)])
    text = client.get(page.url).text
    assert "75,00" in text
    assert "bobot 1/9" in text
    details = client.get(reverse("surveys:details", args=[survey.pk])).text
    assert "25–34 tahun" in details
    assert "Antrean lama" in details
    for act in ("close", "publish", "compatible"):
        client.post(reverse("surveys:act", args=[survey.pk, act]))
    client.logout()
    published = client.get(reverse("surveys:results", args=[survey.pk])).text
    assert "74,25" in published
    assert "bobot 0,11" in published
    assert "Antrean lama" not in published
    assert client.get(reverse("surveys:results_file", args=[survey.pk])).status_code == 200
    of_service = client.get(reverse("catalog:service", args=[service.code])).text
    assert "Penilaian penggunanya" in of_service
    assert reverse("surveys:results", args=[survey.pk]) in of_service


def test_paper_is_typed_in_sheet_by_sheet(client, city, running):
    client.force_login(city.officer)
    page = reverse("surveys:paper", args=[running.pk])
    sent = dict.fromkeys(ELEMENTS, "3") | {"on": timezone.localdate(), "key": uuid4()}
    for _click in range(2):
        assert client.post(page, sent).status_code == 302
    assert client.post(page, {"on": timezone.localdate(), "key": uuid4()}).status_code == 422
    assert queries.satisfaction(running).n == 1


@pytest.mark.parametrize("form", ["pdf", "xlsx"])
def test_the_report_is_a_paper_and_a_workbook(client, city, running, form):
    client.force_login(city.officer)
    for sheets in ([], [whole(3, USIA="25", SARAN="=cmd()")]):
        bring(running, *sheets)
        answer = client.get(reverse("surveys:report", args=[running.pk, form]))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert content.startswith({"pdf": b"%PDF", "xlsx": b"PK"}[form])


def test_codes_and_posters_lead_to_the_survey(client, city, running):
    client.force_login(city.officer)
    point = running.points.get(kind="link")
    code = client.get(reverse("surveys:code", args=[running.pk, point.pk]))
    assert code["Content-Type"] == "image/svg+xml"
    assert b"<svg" in code.content
    assert client.get(reverse("surveys:poster", args=[running.pk, point.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("surveys:sheet", args=[running.pk])).content.startswith(b"%PDF")


@pytest.mark.parametrize("who", ["colleague", "technician", "outsider", None])
def test_strangers_neither_see_nor_do(client, city, running, who):
    if who:
        client.force_login(getattr(city, who))
    for name in ("survey", "details", "paper", "change", "follow_up"):
        assert client.get(reverse(f"surveys:{name}", args=[running.pk])).status_code in {302, 403, 404}
    assert client.post(reverse("surveys:act", args=[running.pk, "close"])).status_code in {302, 403, 404}
    running.refresh_from_db()
    assert running.is_open


@pytest.mark.parametrize("name", ["survey", "details"])
def test_queries_do_not_grow_with_the_answers(client, city, running, name):
    client.force_login(city.officer)
    page = reverse(f"surveys:{name}", args=[running.pk])
    counts = []
    for _time in range(3):
        bring(running, *[whole(3, USIA="25", SARAN="Antrean lama") for _one in range(30)])
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 30  # the first one also reads what is remembered
