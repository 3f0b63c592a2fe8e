from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from penata.public.catalog import actions, queries
from penata.public.catalog.models import Service, Standard

from .conftest import SECRETARY, contents
from .test_queries import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamp(city) -> Service:
    return actions.open_service(
        code="lampu-jalan",
        function=city.functions["1.03.11"],
        contents=contents(components={**contents().components, "staff": "12 orang", "complaints": "Lapor di sini"}),
        decree=city.decree,
        article="Pasal 4",
        on=date(2025, 1, 1),
        by=SECRETARY,
    )


def more(city, first: int, last: int) -> None:
    for index in range(first, last):
        actions.open_service(
            code=f"layanan-{index}",
            function=city.functions["1.03.11"],
            contents=contents(name=f"Layanan {index}"),
            decree=city.decree,
            on=date(2025, 1, 1),
            by=SECRETARY,
        )


PUBLIC = ["/services/", "/services/?q=lampu", "/services/pledge/", "/services/table.csv", "/services/lampu-jalan/"]
PUBLIC += [
    "/services/lampu-jalan/print/",
    "/services/lampu-jalan/history/",
    "/api/services",
    "/api/services/lampu-jalan",
]


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("language", ["id", "en"])
def test_everyone_reads_the_public_pages(client, lamp, address, language):
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200


def test_a_service_shows_what_it_promises_and_who_answers(client, lamp):
    page = client.get("/services/lampu-jalan/").content.decode()
    for said in (
        "Perbaikan lampu jalan",
        "3 hari kerja",
        "Gratis",
        "Nomor tiang bila ada",
        "Kepala Bidang Jalan dan Penerangan",
        "Pasal 4",
    ):
        assert said in page
    assert page.index("Persyaratan") < page.index("Standar pelayanan selengkapnya") < page.index("12 orang")


def test_a_service_page_takes_three_queries(client, lamp, django_assert_max_num_queries):
    client.get("/services/lampu-jalan/")
    with django_assert_max_num_queries(3):
        client.get("/services/lampu-jalan/")


@pytest.mark.parametrize("address", ["/services/", "/services/manage/", "/services/?q=layanan"])
def test_a_list_takes_as_many_queries_for_twice_the_services(sign_in, city, lamp, address):
    client = sign_in(city.administrator)
    more(city, 0, 5)
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    more(city, 5, 12)
    client.get(address)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before) < 8


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("address", ["/services/", "/api/services"])
def test_no_words_break_the_search_page(client, lamp, words, address):
    answer = client.get(address, {"q": words})
    assert answer.status_code in {200, 422}
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize(
    "query", ["topic=x%00", "page=-1", "page=99999999999", "topic=complaint&page=zwei", "on=2026-13-45"]
)
def test_no_address_breaks_the_list(client, lamp, query):
    assert client.get(f"/services/?{query}").status_code == 200


@pytest.mark.parametrize("on", ["2026-13-45", "x", "0001-01-01", "9999-12-31", "%00"])
def test_a_day_that_is_none_shows_the_nearest_standard(client, lamp, on):
    assert client.get(f"/services/lampu-jalan/?on={on}").status_code == 200


def test_a_misspelled_search_says_what_it_looked_for(client, lamp):
    page = client.get("/services/", {"q": "peneranagn"}).content.decode()
    assert "Mungkin maksud Anda" in page
    assert "Perbaikan lampu jalan" in page


def test_an_unknown_service_is_not_found(client, lamp):
    for address in ("/services/tidak-ada/", "/services/tidak-ada/history/", "/api/services/tidak-ada"):
        assert client.get(address).status_code == 404


def test_a_closed_service_says_so(client, lamp, city):
    actions.close_service(lamp, decree=city.decree, on=date(2025, 6, 1), because="digabung", by=SECRETARY)
    page = client.get("/services/lampu-jalan/").content.decode()
    assert "tidak berlaku lagi sejak 1 Juni 2025" in page


def test_the_table_guards_against_formulas(client, city, lamp):
    actions.open_service(
        code="rumus", function=city.functions["1.03.11"], contents=contents(name="=HYPERLINK(1)"),
        decree=city.decree, on=date(2025, 1, 1), by=SECRETARY,
    )  # fmt: skip
    table = b"".join(client.get("/services/table.csv").streaming_content).decode()
    assert "'=HYPERLINK(1)" in table


MANAGED = [
    "/services/manage/",
    "/services/manage/new/",
    "/services/lampu-jalan/change/",
    "/services/lampu-jalan/close/",
]


@pytest.mark.parametrize("address", MANAGED)
def test_only_who_may_change_the_catalog_opens_its_forms(client, sign_in, city, lamp, address):
    assert client.get(address).status_code == 302
    for stranger in (city.outsider, city.officer):
        assert sign_in(stranger).get(address).status_code == 403
    assert sign_in(city.administrator).get(address).status_code == 200


def typed(city, **changes) -> dict[str, object]:
    values = {
        "code": "sampah", "function": city.functions["2.11.11"].pk, "name": "Angkut sampah", "summary": "Kami angkut.",
        "topic": "complaint", "promise_days": 2, "is_reportable": "on", "requirements": "Alamat",
        "decree": city.decree.pk, "article": "Pasal 8", "on": "2026-01-01", "questions": "tps; TPS yang mana; string",
    }  # fmt: skip
    return values | changes


def test_a_service_is_opened_changed_corrected_and_closed_on_its_pages(sign_in, city):
    client = sign_in(city.administrator)
    assert client.post("/services/manage/new/", typed(city)).status_code == 302
    assert queries.service("sampah", date(2026, 2, 1)).attributes[0]["code"] == "tps"
    assert client.post("/services/sampah/change/", typed(city, promise_days=1, on="2026-03-01")).status_code == 302
    assert queries.service("sampah", date(2026, 3, 1)).promise_days == 1
    version = Standard.objects.as_known().on(date(2026, 3, 1)).get()
    address = f"/services/sampah/correct/{version.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(address, typed(city, promise_days=4, because="salah ketik")).status_code == 302
    assert queries.service("sampah", date(2026, 3, 1)).promise_days == 4
    close = {"decree": city.decree.pk, "on": "2026-09-01", "because": "digabung"}
    assert client.post("/services/sampah/close/", close).status_code == 302
    assert queries.service("sampah", date(2026, 9, 1)) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"name": ""}, "name"),
        ({"promise_days": "0"}, "promise_days"),
        ({"questions": "a b; x"}, "Baris 1"),
        ({"code": "a b"}, "Kode hanya memuat"),
        ({"code": "lampu-jalan"}, "sudah dipakai"),
        ({"on": "kapan"}, "on"),
    ],
)
def test_a_wrong_form_comes_back_with_what_was_typed(sign_in, city, lamp, changes, said):
    answer = sign_in(city.administrator).post("/services/manage/new/", typed(city, summary="Kalimat saya", **changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kalimat saya" in page
    assert said in page


def test_the_roof_offers_to_report_about_a_service(client, city, lamp):
    assert "/report/?service=lampu-jalan" in client.get("/services/lampu-jalan/").content.decode()
    actions.open_service(
        code="izin", function=city.functions["1.03.11"], contents=contents(is_reportable=False),
        decree=city.decree, on=date(2025, 1, 1), by=SECRETARY,
    )  # fmt: skip
    assert "/report/?service=" not in client.get("/services/izin/").content.decode()
