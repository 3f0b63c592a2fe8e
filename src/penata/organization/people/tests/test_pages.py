from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from penata.organization.people import actions, queries
from penata.organization.people.models import Absence, Holding, Person
from tests.city import TODAY

WHO = "/people/who/"


def test_everyone_finds_who_answers_by_words_and_place(city, client):
    page = client.get(WHO, {"q": "lampu jalan mati", "area": city.areas["99.71.01.1001"].pk}).content.decode()
    assert "Kepala Bidang Jalan dan Penerangan" in page
    assert "Peraturan Daerah 3/2019, Pasal 7" in page
    assert "Sari Puspita" not in page


def test_a_kecamatan_and_a_kelurahan_of_one_name_can_be_told_apart(city, client):
    assert ">Seluruh Kecamatan " in client.get(WHO).text


def test_civil_servants_see_the_name_too(city, sign_in):
    assert "Sari Puspita" in sign_in(city.colleague).get(WHO, {"q": "lampu jalan mati"}).content.decode()
    assert "Sari Puspita" not in sign_in(city.outsider).get(WHO, {"q": "lampu jalan mati"}).content.decode()


def test_an_empty_seat_says_that_the_superior_answers(city, client):
    page = client.get(WHO, {"q": "surat domisili", "area": city.areas["99.71.01.1002"].pk}).content.decode()
    assert "dijawab oleh atasannya: Camat Sukaraja" in page


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "xyzzy"}, {"q": "<script>"}, {"q": "lampu", "on": ""}])
def test_little_or_strange_input_is_answered_kindly(city, client, query):
    assert client.get(WHO, query).status_code == 200


def test_an_unknown_place_or_day_is_said_beside_the_field(city, client):
    assert client.get(WHO, {"q": "lampu", "area": "0"}).status_code == 422
    assert client.get(WHO, {"q": "lampu", "on": "x"}).status_code == 422


def test_persons_are_for_civil_servants_only(city, client, sign_in):
    person = f"/people/{city.persons['officer'].pk}/"
    for address in ("/people/", person):
        assert client.get(address).status_code == 302
    outsider = sign_in(city.outsider)
    assert outsider.get("/people/").status_code == 403
    colleague = sign_in(city.colleague)
    page = colleague.get(person).content.decode()
    assert "Kepala Bidang Jalan dan Penerangan" in page
    assert "officer@kotalama.example" not in page
    assert "198609262015051001" not in page
    assert "198609262015051001" in sign_in(city.officer).get(person).content.decode()


def test_the_queries_of_the_list_do_not_grow_with_the_people(city, sign_in):
    client = sign_in(city.colleague)

    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/people/").status_code == 200
        return len(captured)

    client.get("/people/")
    before = count()
    for number in range(20):
        actions.register_person(
            nip=f"1996010120201210{number + 10:02d}", name=f"A {number}", status="pns", by=city.actor("administrator")
        )
    assert count() == before


def test_a_person_is_registered_appointed_and_leaves(city, sign_in):
    client = sign_in(city.administrator)
    answer = client.post("/people/new/", {"nip": "199601012020121003", "name": "Andi", "status": "pns"})
    person = Person.objects.get(nip="199601012020121003")
    assert answer["Location"] == f"/people/{person.pk}/"
    basis = {"decree": city.decree.pk, "article": "Pasal 1"}
    taken = client.post(f"/people/{person.pk}/appoint/", {"position": "KADIS-PU", "on": "2026-01-01", **basis})
    assert taken.status_code == 422
    assert "terisi: Bambang Hartono" in taken.content.decode()
    done = client.post(f"/people/{person.pk}/appoint/", {"position": "KABID-AIR", "on": "2026-01-01", **basis})
    assert done.status_code == 302
    holding = Holding.objects.as_known().get(person=person)
    client.post(
        f"/people/holdings/{holding.pk}/correct/",
        {"position": "KABID-AIR", "seat": 1, "since": "2026-02-01", "because": "SK salah baca", **basis},
    )
    holding = Holding.objects.as_known().get(person=person)
    assert holding.valid.lower == date(2026, 2, 1)
    client.post(f"/people/{person.pk}/leave/", {"on": timezone.localdate().isoformat(), "because": "Pindah"})
    person.refresh_from_db()
    assert person.left_on == timezone.localdate()
    assert person.account.closed_at is not None


def test_acting_without_an_end_is_refused_beside_its_field(city, sign_in):
    client = sign_in(city.administrator)
    address = f"/people/{city.persons['colleague'].pk}/acting/"
    data = {"position": "LURAH-SARI", "kind": "plt", "since": "2026-01-01", "decree": city.decree.pk}
    assert client.post(address, data).status_code == 422
    assert client.post(address, data | {"until": "2027-01-01"}).status_code == 302
    assert queries.responder(city.positions["LURAH-SARI"].pk, on=TODAY).how == "acting"


def test_oneself_and_the_superior_record_an_absence_and_no_other(city, sign_in):
    address = f"/people/{city.persons['officer'].pk}/absence/"
    data = {
        "kind": "cuti",
        "since": TODAY.isoformat(),
        "until": "2026-11-27",
        "substitute": city.persons["technician"].nip,
    }
    for who in (city.colleague, city.technician, city.mayor):
        assert sign_in(who).post(address, data).status_code == 403
    for who in (city.officer, city.head):
        assert sign_in(who).post(address, data).status_code == 302
    absence = Absence.objects.as_known().get()
    cancel = f"/people/absences/{absence.pk}/cancel/"
    assert sign_in(city.colleague).post(cancel).status_code == 403
    assert sign_in(city.officer).post(cancel).status_code == 302
    assert not Absence.objects.as_known().exists()


def test_a_unit_shows_its_people_to_civil_servants_and_its_vacancies_to_all(city, client, sign_in):
    page = client.get("/organization/units/DPU-JALAN/").content.decode()
    assert "3 kursi jabatan, 1 kosong." in page
    assert "Sari Puspita" in sign_in(city.colleague).get("/organization/units/DPU-JALAN/").content.decode()


def test_the_api_says_who_answers_by_position_in_one_query(city, client, django_assert_max_num_queries):
    asked = {"function": "7.01.01", "area": "99.71.01.1002", "on": TODAY.isoformat()}
    with django_assert_max_num_queries(1):
        found = client.get("/api/answers", asked).json()
    assert found["position"] == {"code": "LURAH-SARI", "title": "Lurah Sukasari"}
    assert found["answered_by"] == {
        "position": "CAMAT-SUKA",
        "title": "Camat Sukaraja",
        "unit": "Kecamatan Sukaraja",
        "how": "superior",
        "steps": ["seat_empty", "superior"],
    }
    assert (found["article"], found["area"]) == ("Pasal 7", "99.71.01.1002")


def test_the_api_answers_what_was_known_then(city, client):
    from penata.foundation.dated.queries import last_act
    from penata.organization.structure import actions as structure

    before = last_act()
    structure.correct(
        city.functions["1.03.11"].mandates.get(),
        position=city.positions["KADIS-PU"],
        because="Salah baca pasal",
        by=city.actor("administrator"),
    )
    asked = {"function": "1.03.11", "on": TODAY.isoformat()}
    assert client.get("/api/answers", asked).json()["position"]["code"] == "KADIS-PU"
    then = client.get("/api/answers", asked | {"at": before.isoformat()}).json()
    assert then["position"]["code"] == "KABID-JALAN"


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"function": "NIHIL"}, 404),
        ({}, 422),
        ({"function": "1.03.11", "on": "x"}, 422),
        ({"function": "1.03.11", "on": "1999-01-01"}, 404),
        ({"function": "1.03.11", "at": "x"}, 422),
        ({"function": "a\x00b"}, 404),
    ],
)
def test_the_api_refuses_plainly(city, client, asked, status):
    assert client.get("/api/answers", asked).status_code == status


def test_the_history_of_a_person_shows_what_was_believed_before(city, sign_in):
    actions.correct_holding(
        city.persons["officer"].holdings.get(),
        since=date(2021, 1, 1),
        because="SK salah baca",
        by=city.actor("administrator"),
    )
    page = sign_in(city.colleague).get(f"/people/{city.persons['officer'].pk}/history/").content.decode()
    assert page.count("KABID-JALAN</a>") == 2
    assert "diperbaiki" in page


def test_a_subtree_says_how_each_head_is_held_in_two_queries_however_many_units(
    city, client, django_assert_num_queries
):
    actions.leave(city.persons["officer"], on=TODAY, because="pensiun", by=city.actor("administrator"))
    with django_assert_num_queries(2):
        units = client.get("/api/units/DPU/subtree", {"on": TODAY.isoformat()}).json()["units"]
    assert [(unit["code"], unit["parent"], unit["depth"]) for unit in units] == [
        ("DPU", None, 0),
        ("DPU-AIR", "DPU", 1),
        ("DPU-JALAN", "DPU", 1),
    ]
    assert [unit["holder"] for unit in units] == [{"kind": "definitive"}, None, None]
    before = client.get("/api/units/DPU/subtree", {"on": "2026-01-01"}).json()["units"]
    assert [unit["holder"] for unit in before] == [{"kind": "definitive"}, None, {"kind": "definitive"}]
    with django_assert_num_queries(2):
        client.get("/api/units/KL/subtree", {"on": TODAY.isoformat()})


def test_civil_servants_see_the_names_of_the_heads_of_a_subtree_and_who_acts_for_one(city, sign_in):
    actions.appoint_acting(
        city.persons["officer"],
        position=city.positions["KABID-AIR"],
        kind=Holding.Kind.ACTING,
        since=date(2026, 1, 1),
        until=date(2027, 1, 1),
        decree=city.decree,
        by=city.actor("administrator"),
    )
    asked = "/api/units/DPU/subtree", {"on": TODAY.isoformat()}
    seen = {unit["code"]: unit["holder"] for unit in sign_in(city.colleague).get(*asked).json()["units"]}
    assert seen["DPU-AIR"] == {"kind": "plt", "name": "Sari Puspita"}
    assert seen["DPU-JALAN"] == {"kind": "definitive", "name": "Sari Puspita"}
    outside = sign_in(city.outsider).get(*asked).content.decode()
    assert "Sari Puspita" not in outside


@pytest.mark.parametrize("code", ["NIHIL", "%00"])
def test_the_subtree_of_what_never_was_is_not_found(city, client, code):
    assert client.get(f"/api/units/{code}/subtree").status_code == 404


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+16:57", "0299-09-04T09:03:15+16:57", "9999-12-31T23:59:59-18:00"])
def test_an_instant_with_an_offset_that_no_place_has_breaks_nothing(city, client, at):
    for address in ("/api/units/DPU/subtree", "/api/units", "/api/answers"):
        asked = {"at": at, "function": "1.03.11"}
        assert client.get(address, asked).status_code in {200, 404}
