from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from penata.organization.structure import actions, queries
from penata.organization.structure.models import Unit, UnitVersion
from tests.city import TODAY

CHART, UNIT = "/organization/", "/organization/units/DPU-JALAN/"
PUBLIC = [
    CHART,
    "/organization/?q=lampu",
    "/organization/?on=2021-01-01&since=2019-01-01",
    UNIT,
    "/organization/units/DPU-JALAN/?on=2010-01-01",
    "/organization/positions/KABID-JALAN/",
    "/organization/functions/",
    "/organization/functions/?q=lampu+padam",
    "/organization/functions/1.03.11/",
    "/organization/functions/1.03.06/",
    "/organization/decrees/",
    "/organization/areas/",
    "/organization/areas/99.71.01/",
    "/organization/areas/99.71.01/?on=2001-01-01",
    "/organization/history/area/99.71.01/",
    "/organization/history/unit/DPU-JALAN/",
    "/organization/history/position/KABID-JALAN/",
    "/organization/history/function/1.03.11/",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_opens_to_everyone(city, client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Sari Puspita" not in answer.content.decode()  # positions, not persons


@pytest.mark.parametrize(
    "address",
    [
        "/organization/units/NIHIL/",
        "/organization/positions/NIHIL/",
        "/organization/functions/NIHIL/",
        "/organization/history/unit/NIHIL/",
        "/organization/decrees/999999/",
        "/organization/units/%00/",
        "/api/positions/%00",
    ],
)
def test_what_never_was_is_not_found(city, client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("on", ["x", "2026-13-45", "", "0000-00-00", "9999-12-31", "0001-01-01"])
def test_strange_days_break_nothing(city, client, on):
    for address in (CHART, UNIT, "/organization/functions/"):
        assert client.get(address, {"on": on, "since": on, "q": "\x00<b>"}).status_code == 200


def test_the_chart_opens_two_levels_and_marks_what_changed(city, client):
    actions.change_unit(
        city.units["DLH-SAMPAH"], on=TODAY, name="Bidang <Sampah>", decree=city.decree, by=city.actor("administrator")
    )
    page = client.get(CHART, {"on": TODAY.isoformat(), "since": "2026-01-01"}).content.decode()
    assert "Bidang &lt;Sampah&gt;" in page
    assert page.count("<details open>") >= 2
    assert "berubah" in page


def test_the_queries_of_the_chart_do_not_grow_with_the_units(city, client):
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(CHART).status_code == 200
        return len(captured)

    client.get(CHART)
    before = count()
    for number in range(30):
        actions.open_unit(
            code=f"X{number}",
            name=f"Bidang {number}",
            parent=city.units["DLH"],
            on=date(2020, 1, 1),
            decree=city.decree,
            by=city.actor("administrator"),
        )
    assert count() == before


def test_a_unit_is_formed_changed_and_closed_with_its_decree(city, sign_in):
    client = sign_in(city.administrator)
    basis = {"decree": city.decree.pk, "article": "Pasal 9", "on": "2026-01-01", "because": "Penataan"}
    unit = {"code": "DPU-X", "name": "Bidang Gedung", "kind": "bidang", "parent": "DPU", **basis}
    answer = client.post("/organization/new/unit/", unit)
    assert answer["Location"] == "/organization/units/DPU-X/"
    answer = client.post(
        "/organization/change/unit/DPU-X/",
        {"name": "Bidang Bangunan", "kind": "bidang", "parent": "Dinas Pekerjaan Umum", **basis, "on": "2026-02-01"},
    )
    assert answer.status_code == 302
    assert UnitVersion.objects.on(TODAY).as_known().get(unit__code="DPU-X").name == "Bidang Bangunan"
    answer = client.post("/organization/close/unit/DPU-X/", {"reason": "ended", **basis, "on": "2026-03-01"})
    assert answer.status_code == 302
    assert not UnitVersion.objects.on(TODAY).as_known().filter(unit__code="DPU-X").exists()
    assert "Dihapus" in client.get("/organization/units/DPU-X/").content.decode()


def test_what_is_refused_is_said_in_the_form_and_what_was_typed_stays(city, sign_in):
    client = sign_in(city.administrator)
    basis = {"decree": city.decree.pk, "on": "2019-01-01"}
    answer = client.post(
        "/organization/new/unit/", {"code": "B", "name": "Bidang Baru", "kind": "bidang", "parent": "NIHIL", **basis}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Bidang Baru" in page
    assert "Tidak ada dengan kode atau nama itu" in page
    answer = client.post("/organization/new/unit/", {"code": "B", "name": "B", "kind": "bidang", **basis})
    assert "baru berlaku 1 Januari 2020" in answer.content.decode()
    assert not Unit.objects.filter(code="B").exists()


def test_a_correction_leads_to_the_history_that_shows_both(city, sign_in):
    client = sign_in(city.administrator)
    version = city.units["DLH"].versions.get()
    address = f"/organization/correct/unit/{version.pk}/"
    assert "Dinas Lingkungan Hidup" in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            "name": "Dinas LH",
            "kind": "dinas",
            "parent": "KL",
            "since": "2020-01-01",
            "decree": city.decree.pk,
            "article": "Pasal 7",
            "because": "Salah ketik",
        },
    )
    assert answer["Location"] == "/organization/history/unit/DLH/"
    page = client.get(answer["Location"]).content.decode()
    assert "Dinas LH" in page
    assert "Dinas Lingkungan Hidup" in page
    assert "diperbaiki" in page


def test_a_mandate_is_given_and_ended_on_its_page(city, sign_in):
    client = sign_in(city.administrator)
    answer = client.post(
        "/organization/mandates/new/",
        {
            "function": "1.03.06",
            "position": "KABID-AIR",
            "area": "99.71",
            "aspect": "accountable",
            "decree": city.decree.pk,
            "article": "Pasal 12",
            "on": "2026-01-01",
        },
    )
    assert answer["Location"] == "/organization/functions/1.03.06/"
    found = queries.accountable(city.functions["1.03.06"].pk, None, on=TODAY)
    assert found.position_id == city.positions["KABID-AIR"].pk
    ended = client.post(
        f"/organization/mandates/{found.mandate_id}/end/", {"decree": city.decree.pk, "on": TODAY.isoformat()}
    )
    assert ended.status_code == 302
    assert queries.accountable(city.functions["1.03.06"].pk, None, on=TODAY).is_inherited


def test_a_decree_is_registered(city, sign_in):
    client = sign_in(city.administrator)
    data = {"kind": "perwali", "number": "12", "year": 2026, "title": "Tata kerja", "signed_on": "2026-01-02"}
    answer = client.post("/organization/decrees/new/", data | {"in_force_on": "2026-01-01"})
    assert "tidak boleh sebelum" in answer.content.decode()
    answer = client.post("/organization/decrees/new/", data | {"in_force_on": "2026-01-03"})
    assert "Tata kerja" in client.get(answer["Location"]).content.decode()


def test_those_without_the_permission_neither_see_nor_open_the_forms(city, sign_in):
    client = sign_in(city.officer)
    assert "/organization/change/unit/" not in client.get(UNIT).content.decode()
    assert client.get("/organization/change/unit/DPU/").status_code == 403
    assert client.get("/organization/gaps/").status_code == 200


def test_gaps_are_listed_with_their_days(city, sign_in):
    actions.end_mandate(
        city.functions["2.11.11"].mandates.get(), on=TODAY, decree=city.decree, by=city.actor("administrator")
    )
    actions.end_mandate(
        city.functions["2.11"].mandates.get(), on=TODAY, decree=city.decree, by=city.actor("administrator")
    )
    page = sign_in(city.officer).get("/organization/gaps/", {"on": TODAY.isoformat()}).content.decode()
    assert "Pengelolaan persampahan" in page
    assert "tidak ada kewenangan" in page


def test_the_api_gives_units_positions_and_functions(city, client):
    units = client.get("/api/units", {"on": TODAY.isoformat()}).json()["units"]
    assert [u["code"] for u in units][:2] == ["KL", "DLH"]
    position = client.get("/api/positions/KABID-JALAN").json()
    assert (position["superior"], position["unit"]) == ("KADIS-PU", "DPU-JALAN")
    assert client.get("/api/functions", {"q": "lampu mati"}).json()["functions"][0]["code"] == "1.03.11"
    assert client.get("/api/units", {"on": "x"}).status_code == 422


def test_an_area_is_added_changed_and_gets_its_boundary_from_a_file(city, sign_in):
    import json

    from django.core.files.uploadedfile import SimpleUploadedFile

    client = sign_in(city.administrator)
    basis = {"decree": city.decree.pk, "on": "2026-01-01"}
    area = {"code": "99.71.01.1003", "name": "Sukadamai", "level": "village", "parent": "99.71.01", **basis}
    assert client.post("/organization/new/area/", area)["Location"] == "/organization/areas/99.71.01.1003/"
    ring = [[111.0, -7.0], [111.1, -7.0], [111.1, -6.9], [111.0, -7.0]]
    feature = {
        "type": "Feature",
        "properties": {"kode": "99.71.01.1003"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    file = SimpleUploadedFile("batas.geojson", json.dumps({"features": [feature]}).encode())
    answer = client.post("/organization/areas/boundaries/", {"file": file, **basis})
    assert answer.status_code == 302, answer.content.decode()
    assert queries.area_at(-6.98, 111.08, TODAY) is not None
    broken = SimpleUploadedFile("batas.geojson", b"bukan")
    answer = client.post("/organization/areas/boundaries/", {"file": broken, **basis})
    assert answer.status_code == 422
    assert "bukan GeoJSON" in answer.content.decode()


def test_a_mandate_is_corrected_on_its_page(city, sign_in):
    client = sign_in(city.administrator)
    mandate = city.functions["1.03.11"].mandates.get()
    answer = client.post(
        f"/organization/mandates/{mandate.pk}/correct/",
        {
            "position": "KADIS-PU",
            "area": "99.71",
            "since": "2020-01-01",
            "decree": city.decree.pk,
            "article": "Pasal 8",
            "because": "Salah baca",
        },
    )
    assert answer["Location"] == "/organization/history/function/1.03.11/"
    found = queries.accountable(city.functions["1.03.11"].pk, None, on=TODAY)
    assert (found.position_id, found.article) == (city.positions["KADIS-PU"].pk, "Pasal 8")


def test_kind_and_echelon_stand_with_a_position_and_those_who_may_change_it_see_what_the_law_says(
    city, client, sign_in
):
    administrator = city.actor("administrator")
    actions.change_position(
        city.positions["KABID-JALAN"], level="III.a", decree=city.decree, on=date(2026, 1, 1), by=administrator
    )
    assert "Administrator, III.a" in client.get(UNIT).content.decode()
    advice = "PP 18/2016 pasal 95, kepala unit seperti ini: Administrator, eselon III.b"
    assert advice not in client.get("/organization/positions/KABID-JALAN/").content.decode()
    may_change = sign_in(city.administrator)
    assert advice in may_change.get("/organization/positions/KABID-JALAN/").content.decode()
    assert "PP 18/2016" not in may_change.get("/organization/positions/TEKNISI-JALAN/").content.decode()


@pytest.mark.parametrize("address", ["/organization/functions/", CHART, "/people/who/"])
def test_pages_that_search_functions_forgive_typing_errors_and_say_so(city, client, address):
    page = client.get(address, {"q": "lmpu padm"}).content.decode()
    assert "Penerangan jalan umum" in page
    assert "Mungkin maksud Anda <strong>lampu padam</strong>" in page
    assert "Mungkin maksud Anda" not in client.get(address, {"q": "lampu padam"}).content.decode()


def test_a_slider_steps_over_the_days_on_which_the_chart_changed(city, client):
    given = {"decree": city.decree, "by": city.actor("administrator")}
    actions.change_unit(city.units["DPU"], name="Dinas Bina Marga", on=date(2026, 1, 1), **given)
    page = client.get(CHART, {"on": "2025-06-01"}).content.decode()
    assert 'type="range" id="chart-step" name="step" min="0" max="1" value="0"' in page
    assert 'aria-valuetext="1 Januari 2020: Peraturan Daerah 3/2019"' in page
    moved = client.get(CHART, {"step": "1", "q": "lampu", "since": "2020-01-01"})
    assert moved["Location"] == CHART + "?on=2026-01-01&q=lampu&since=2020-01-01"
    page = client.get(moved["Location"]).content.decode()
    assert 'max="1" value="1"' in page
    assert "Dinas Bina Marga" in page


@pytest.mark.parametrize("step", ["", "-1", "x", "99", "9" * 5000, "²"])
def test_a_strange_step_of_the_slider_shows_today(city, client, step):
    assert client.get(CHART, {"step": step})["Location"] == CHART + "?"


def test_a_chart_that_never_changed_has_no_slider(city, client):
    assert 'type="range"' not in client.get(CHART).content.decode()
