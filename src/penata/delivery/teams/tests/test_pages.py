"""The pages as people use them, and strangers before them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from penata.delivery.teams import actions
from penata.delivery.teams.models import Membership, Request, Role, Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def days(now):
    today = timezone.localdate(now)
    return {"since": today, "until": today + timedelta(days=60)}


@pytest.fixture
def team(form, days, now) -> Team:
    return form(at=now, **days)


@pytest.fixture
def ask(ask, days, now):
    return lambda who, **values: ask(who, **({"at": now} | days | values))


def typed(days, **values) -> dict[str, object]:
    spans = {"since": days["since"].isoformat(), "last_day": (days["until"] - timedelta(days=1)).isoformat()}
    return spans | values


def test_a_head_forms_a_team_and_asks_across_units(city, sign_in, days):
    client = sign_in(city.officer)
    sent = typed(days, unit=city.units["DPU-JALAN"].pk, name="Tim Baru", purpose="Jalan mulus.", skills="Aspal\nBeton")
    answer = client.post("/teams/new/", sent)
    team = Team.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/teams/{team.pk}/")
    assert (team.until, [skill.words for skill in team.skills.order_by("pk")]) == (days["until"], ["Aspal", "Beton"])
    page = client.get(f"/teams/{team.pk}/invite/{city.persons['colleague'].pk}/").text
    assert "Persetujuan diminta dari Kepala Dinas Lingkungan Hidup, Wayan Sudarma" in page
    assert "Belum di tim mana pun" in page
    sent = typed(days, role="member", hours=4, words="Perlu ahli sampah.")
    assert client.post(f"/teams/{team.pk}/invite/{city.persons['colleague'].pk}/", sent).status_code == 302
    assert "Menunggu Kepala Dinas Lingkungan Hidup" in client.get(f"/teams/{team.pk}/").text


def test_the_superior_finds_the_request_sees_the_load_and_consents(city, sign_in, team, ask):
    request = ask("colleague", hours=14)
    client = sign_in(city.environment_head)
    assert f"/teams/consents/{request.pk}/" in client.get("/teams/consents/").text
    page = client.get(f"/teams/consents/{request.pk}/").text
    assert "14 jam/minggu, lebih dari separuh" in page
    refused = client.post(f"/teams/consents/{request.pk}/", {"because": "", "refuse": "1"})
    assert refused.status_code == 422
    assert "Tuliskan alasannya." in refused.text
    assert client.post(f"/teams/consents/{request.pk}/", {"because": "", "consent": "1"}).status_code == 302
    letter = sign_in(city.colleague).get(f"/teams/letters/{Membership.objects.get().pk}/")
    assert letter.content.startswith(b"%PDF")


def test_a_request_that_was_answered_says_so(city, sign_in, ask):
    request = ask("colleague")
    actions.refuse(request, because="Tidak.", by=city.actor("environment_head"), at=timezone.now())
    answer = sign_in(city.environment_head).get(f"/teams/consents/{request.pk}/", follow=True)
    assert "Permintaan itu sudah dijawab." in answer.text


def test_a_volunteer_goes_from_the_call_to_the_letter(city, sign_in, form, days, now):
    team = form(takes_volunteers=True, at=now, **days)
    client = sign_in(city.colleague)
    assert f"/teams/{team.pk}/volunteer/" in client.get("/teams/calls/").text
    sent = typed(days, hours=3, words="Saya ingin belajar.")
    assert client.post(f"/teams/{team.pk}/volunteer/", sent)["Location"] == "/teams/mine/"
    assert "Menunggu jawaban tim" in client.get("/teams/mine/").text
    assert client.get(f"/teams/{team.pk}/").status_code == 404
    offer = Request.objects.get()
    assert sign_in(city.officer).post(f"/teams/offers/{offer.pk}/", {"welcome": "1"}).status_code == 302
    sign_in(city.environment_head).post(f"/teams/consents/{offer.pk}/", {"consent": "1"})
    page = sign_in(city.colleague).get("/teams/mine/").text
    assert "Ditugaskan" in page
    assert "/teams/letters/" in page


STRANGERS = ("technician", "colleague", "routing_officer", "district_head")


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("page", ["", "change/", "dissolve/", "lead/", "invite/"])
def test_strangers_are_not_told_that_a_team_is_there(city, sign_in, team, who, page):
    assert sign_in(getattr(city, who)).get(f"/teams/{team.pk}/{page}").status_code == 404


def test_a_member_sees_the_team_and_changes_nothing(city, sign_in, team, ask):
    ask("technician")
    client = sign_in(city.technician)
    page = client.get(f"/teams/{team.pk}/")
    assert page.status_code == 200
    assert "/dissolve/" not in page.text
    for act in ("change", "dissolve", "lead", "invite"):
        assert client.get(f"/teams/{team.pk}/{act}/").status_code == 403
    assert client.get(f"/teams/members/{Membership.objects.get().pk}/end/").status_code == 403


def test_a_leader_asks_and_does_not_dissolve(city, sign_in, team, ask):
    ask("technician", role=Role.LEADER)
    client = sign_in(city.technician)
    assert client.get(f"/teams/{team.pk}/invite/").status_code == 200
    assert client.get(f"/teams/{team.pk}/dissolve/").status_code == 403


@pytest.mark.parametrize("who", ["colleague", "district_head", "outsider"])
def test_a_letter_and_a_request_are_read_by_nobody_else(city, sign_in, team, ask, who):
    ask("technician")
    letter, request = Membership.objects.get(), ask("village_head")
    client = sign_in(getattr(city, who))
    assert client.get(f"/teams/letters/{letter.pk}/").status_code in {403, 404}
    expected = {200} if who == "district_head" else {403, 404}  # he is the superior who is asked
    assert client.get(f"/teams/consents/{request.pk}/").status_code in expected


def test_who_heads_no_unit_forms_no_team(city, sign_in):
    assert sign_in(city.technician).get("/teams/new/").status_code == 403
    assert "/teams/new/" not in sign_in(city.technician).get("/teams/").text


def test_a_team_of_another_unit_is_refused_in_the_form(city, sign_in, days):
    sent = typed(days, unit=city.units["DLH"].pk, name="Tim", purpose="x")
    assert sign_in(city.officer).post("/teams/new/", sent).status_code == 422


def test_a_holder_of_the_permission_types_the_unit(city, sign_in, days):
    client = sign_in(city.administrator)
    sent = typed(days, name="Tim", purpose="x")
    assert client.post("/teams/new/", sent | {"unit": "Tidak ada"}).status_code == 422
    assert client.post("/teams/new/", sent | {"unit": "Dinas Lingkungan Hidup"}).status_code == 302
    assert Team.objects.get().unit == city.units["DLH"]


def test_a_wrong_form_comes_back_with_what_was_typed(city, sign_in, days):
    sent = typed(days, unit=city.units["DPU"].pk, name="Tim saya", purpose="x") | {"last_day": "2020-01-01"}
    answer = sign_in(city.head).post("/teams/new/", sent)
    assert answer.status_code == 422
    assert "Tim saya" in answer.text
    assert "Hari terakhir tidak boleh sebelum hari pertama." in answer.text


def test_a_team_is_changed_led_by_another_and_dissolved_on_its_pages(city, sign_in, team, ask, days):
    ask("technician", role=Role.LEADER)
    ask("officer")
    client, today = sign_in(city.officer), days["since"].isoformat()
    sent = typed(days, name="Tim LED", purpose="Hemat.", because="Nama resmi.", takes_volunteers="on")
    assert client.post(f"/teams/{team.pk}/change/", sent).status_code == 302
    to = Membership.objects.get(role=Role.MEMBER).pk
    answer = client.post(f"/teams/{team.pk}/lead/", {"to": to, "on": today, "because": "Bergantian."})
    assert answer.status_code == 302
    member = Membership.objects.get(role=Role.MEMBER)
    answer = client.post(f"/teams/members/{member.pk}/end/", {"on": today, "because": "Selesai."})
    assert answer.status_code == 302
    sent = {"outcome": "met", "report": "410 lampu diganti.", "on": today}
    assert client.post(f"/teams/{team.pk}/dissolve/", sent | {"report": ""}).status_code == 422
    assert client.post(f"/teams/{team.pk}/dissolve/", sent).status_code == 302
    page = client.get(f"/teams/{team.pk}/").text
    assert "410 lampu diganti." in page
    assert "/invite/" not in page


def test_an_offer_and_a_request_are_taken_back(city, sign_in, team, ask):
    request = ask("colleague")
    assert sign_in(city.colleague).get(f"/teams/requests/{request.pk}/withdraw/").status_code == 404
    client = sign_in(city.officer)
    assert client.get(f"/teams/requests/{request.pk}/withdraw/").status_code == 200
    assert client.post(f"/teams/requests/{request.pk}/withdraw/", {"because": ""}).status_code == 302
    request.refresh_from_db()
    assert request.state == "withdrawn"


@pytest.mark.parametrize("address", ["/teams/", "/teams/calls/", "/teams/consents/", "/teams/mine/", "/teams/{}/"])
def test_a_page_takes_as_many_queries_for_twice_the_teams_and_people(city, sign_in, form, days, now, team, address):
    def grow(number: int) -> None:
        for place in range(number):
            made = form(name=f"Tim {place}", takes_volunteers=True, at=now, skills=["Aspal"], **days)
            for who in ("technician", "officer", "colleague"):
                facts = {"words": "x", "hours": 2, "by": city.actor("head"), "at": now, **days}
                actions.invite(made, person=city.persons[who], **facts)

    def asked(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    grow(2)
    path = address.format(Team.objects.latest("pk").pk)
    client = sign_in(city.environment_head if "consents" in address else city.officer)
    before = asked(path)
    grow(4)
    assert asked(path) == before <= 22


def test_the_list_is_narrowed_searched_and_written_out(city, sign_in, form, days, now, team):
    form(name="Tim Banjir", at=now, **days)
    client = sign_in(city.officer)
    page = client.get("/teams/?q=banjir").text
    assert "Tim Banjir" in page
    assert "Tim Lampu Hemat" not in page
    assert "Tidak ada tim di sini" in client.get("/teams/?state=dissolved").text
    assert "Tidak ada tim di sini" in client.get("/teams/?whose=mine").text
    table = b"".join(client.get("/teams/table.csv?q=banjir").streaming_content).decode()
    assert "Tim Banjir" in table
    book = client.get("/teams/table.xlsx")
    assert b"".join(book.streaming_content).startswith(b"PK")
    book.close()


def test_the_candidates_show_their_load_before_they_are_asked(city, sign_in, team, ask):
    ask("technician", hours=9)
    client = sign_in(city.officer)
    page = client.get(f"/teams/{team.pk}/invite/?q=rudi").text
    assert "9 jam/minggu di tim" in page


def test_a_report_is_written_by_the_leader_and_accepted_by_the_head(city, team, ask, sign_in):
    ask("technician", role="leader")
    path = f"/teams/{team.pk}/report/"
    assert sign_in(city.officer).get(path).status_code == 403
    client = sign_in(city.technician)
    assert "Tulis laporan akhir" in client.get(team.get_absolute_url()).text
    assert client.post(path, {"outcome": "met", "report": ""}).status_code == 422
    assert client.post(path, {"outcome": "met", "report": "410 lampu diganti."}).status_code == 302
    client = sign_in(city.officer)
    text = client.get(f"/teams/{team.pk}/dissolve/").text
    assert "410 lampu diganti." in text
    assert 'name="report"' not in text
    assert client.post(f"/teams/{team.pk}/report/return/", {"because": "Sebutkan sisanya."}).status_code == 302
    assert "Ketua belum melaporkan" in client.get(f"/teams/{team.pk}/dissolve/").text
