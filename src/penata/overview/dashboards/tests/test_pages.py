"""The screens as they are opened, and who is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ..models import Decision, Subscription, Target

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def test_the_mayor_sees_six_figures_the_signal_and_a_sentence_for_each(city, sign_in, a_year):
    page = sign_in(city.mayor).get("/dashboards/").text
    assert page.count('<li class="board-figure') == 6
    assert "Perbaikan lampu jalan: jawaban tepat waktunya turun di luar kebetulan." in page
    assert "Ini sinyal memburuk, bukan kebetulan" in page
    assert page.count("board-says") == 6
    assert page.count("<table") >= 5  # each drawing is a table too


def test_from_the_screen_to_the_service_to_the_rows(city, sign_in, a_year):
    client = sign_in(city.mayor)
    services = client.get("/dashboards/mayor/services/").text
    link = f"/dashboards/mayor/on_time/?service={city.service.pk}"
    assert link in services
    page = client.get(link).text
    assert "Dijawab tepat waktu: Perbaikan lampu jalan" in page
    assert "12 laporan." in page
    assert page.count('class="row-link"') == 12


@pytest.mark.parametrize(
    ("who", "path", "status"),
    [
        ("head", "/dashboards/", 200),
        ("head", "/dashboards/mayor/", 404),
        ("head", "/dashboards/map/", 404),
        ("head", "/dashboards/targets/", 403),
        ("head", "/dashboards/unit/services/", 404),
        ("technician", "/dashboards/", 200),
        ("technician", "/dashboards/unit/", 404),
        ("technician", "/dashboards/compare/", 404),
        ("outsider", "/dashboards/", 403),
        ("secretary", "/dashboards/mayor/", 200),
        ("secretary", "/dashboards/routing/", 404),
        ("routing_officer", "/dashboards/routing/", 200),
        ("routing_officer", "/dashboards/mayor/", 404),
        ("mayor", "/dashboards/mayor/speed/", 404),
        ("mayor", "/dashboards/mayor/on_time/?unit=999999", 404),
        ("mayor", "/dashboards/mayor/on_time/?service=999999", 404),
        ("mayor", "/dashboards/mayor/?on=gestern&unit=x", 200),
        ("mayor", "/dashboards/mayor/?on=2999-01-01", 200),
    ],
)
def test_a_screen_opens_to_whose_it_is(city, sign_in, who, path, status):
    assert sign_in(getattr(city, who)).get(path).status_code == status


def test_another_heads_units_stay_closed_by_address_too(city, sign_in):
    client = sign_in(city.head)
    other = city.units["DLH"].pk
    for path in (
        "unit/",
        "unit/on_time/",
        "unit/file/csv/",
        "unit/on_time/file/pdf/",
        "unit/on_time/decide/",
        "unit/sent/",
    ):
        assert client.get(f"/dashboards/{path}?unit={other}").status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx", "pdf"])
def test_a_screen_and_a_figure_are_files_too(city, sign_in, a_year, form):
    client = sign_in(city.mayor)
    for path in ("/dashboards/mayor/file/", "/dashboards/mayor/on_time/file/"):
        answer = client.get(f"{path}{form}/")
        assert answer.status_code == 200
        content = answer.getvalue()
        assert content[:4] in {b"\xef\xbb\xbfA", b"PK\x03\x04", b"%PDF"}
    assert client.get("/dashboards/mayor/file/exe/").status_code == 404


def test_map_and_comparison_are_tables_and_files(city, sign_in, a_year):
    client = sign_in(city.mayor)
    assert "Sukamaju" in client.get("/dashboards/map/?figure=on_time").text
    source = client.get("/dashboards/map/areas.geojson?figure=on_time").json()
    shades = {one["properties"]["name"].split(":")[0]: one["properties"]["shade"] for one in source["features"]}
    assert shades["Sukasari"] is None  # too few cases: nothing is said
    assert shades["Sukamaju"] is not None
    assert "Dinas Pekerjaan Umum" in client.get("/dashboards/compare/?kind=dinas").text
    for path in ("/dashboards/map/file/csv/", "/dashboards/compare/file/xlsx/"):
        assert client.get(path).getvalue()


DECISION = {
    "title": "Satu mobil tangga", "words": "Sewa tiga bulan.", "decider": "Wali Kota", "expected": "Tepat waktu lagi.",
    "expected_value": "85",
}  # fmt: skip


def test_a_decision_is_written_down_with_its_figure_and_later_its_result(city, sign_in, a_year):
    client, today = sign_in(city.mayor), TODAY()
    path = f"/dashboards/mayor/on_time/decide/?service={city.service.pk}"
    assert "disimpan bersama keputusan" in client.get(path).text
    sent = DECISION | {"decided_on": today.isoformat(), "expected_on": (today + timedelta(days=30)).isoformat()}
    answer = client.post(path, sent)
    made = Decision.objects.get()
    assert answer.url == made.get_absolute_url()
    assert made.expected_value == 0.85
    page = client.get(answer.url).text
    assert "Satu mobil tangga" in page
    assert "40" in page
    assert client.post(f"{answer.url}result/", {"verdict": "", "result": ""}).status_code == 422
    assert client.post(f"{answer.url}result/", {"verdict": "reached", "result": "Tumpukan habis."}).status_code == 302
    page = client.get(answer.url).text
    assert "Tumpukan habis." in page
    assert "Tercapai" in page
    assert client.get(f"{answer.url}file/").content[:4] == b"%PDF"


def test_a_decision_with_a_wrong_day_comes_back_with_what_was_typed(city, sign_in):
    today = TODAY().isoformat()
    answer = sign_in(city.mayor).post(
        "/dashboards/mayor/late/decide/", DECISION | {"decided_on": today, "expected_on": today}
    )
    assert answer.status_code == 422
    assert "Sewa tiga bulan." in answer.text
    assert "lebih lambat" in answer.text


def test_decisions_about_others_are_not_shown(city, sign_in):
    today = TODAY()
    sent = DECISION | {"decided_on": today.isoformat(), "expected_on": (today + timedelta(days=30)).isoformat()}
    made = sign_in(city.mayor).post("/dashboards/mayor/late/decide/", sent).url
    client = sign_in(city.head)
    assert client.get(made).status_code == 404
    assert "Satu mobil" not in client.get("/decisions/").text
    assert sign_in(city.secretary).get(made).status_code == 200


def test_targets_are_set_with_a_reason_by_who_may(city, sign_in):
    client = sign_in(city.administrator)
    sent = {
        "what": "target",
        "figure": "on_time",
        "unit": "",
        "value": "90",
        "since": TODAY().isoformat(),
        "because": "RKPD",
    }
    assert client.post("/dashboards/targets/", sent).status_code == 302
    assert Target.objects.get().value == 0.9
    page = client.get("/dashboards/targets/").text
    assert "RKPD" in page
    assert "90" in page
    assert client.post("/dashboards/targets/", sent | {"because": ""}).status_code == 422
    assert client.post("/dashboards/targets/", sent | {"value": "900"}).status_code == 422
    assert sign_in(city.head).post("/dashboards/targets/", sent).status_code == 403


def test_a_dashboard_is_ordered_and_ended_on_its_page(city, sign_in):
    client = sign_in(city.head)
    assert client.post("/dashboards/unit/sent/", {"rhythm": "monthly"}).status_code == 302
    row = Subscription.objects.get()
    assert "Setiap tanggal 1" in client.get("/dashboards/unit/sent/").text
    assert client.post("/dashboards/unit/sent/", {"rhythm": "monthly"}).status_code == 422
    assert sign_in(city.mayor).post(f"/dashboards/sent/{row.pk}/end/").status_code == 404
    assert sign_in(city.head).post(f"/dashboards/sent/{row.pk}/end/").status_code == 302
    row.refresh_from_db()
    assert row.ended_at is not None


def test_the_screen_costs_the_same_however_many_cases_there_are(city, sign_in, answered, django_assert_max_num_queries):
    client = sign_in(city.mayor)
    client.get("/dashboards/")
    for _ in range(2):
        with django_assert_max_num_queries(8):
            client.get("/dashboards/")
        with django_assert_max_num_queries(22):
            client.get("/dashboards/mayor/on_time/")
        answered(40)
