from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, known_codes
from penata.foundation.tables.actions import in_words, repair_in_words, run_import
from penata.organization.structure import actions, imports, queries
from penata.organization.structure.models import (
    AreaVersion,
    Decree,
    Mandate,
    PositionVersion,
    Unit,
    UnitVersion,
)

BY = Actor.system("tests")
INITIAL = {"missing-decree": "initial"}
DATA = Path(__file__).resolve().parents[6] / "shared" / "data"


def real_data(test):
    return pytest.mark.real_data(pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not there")(test))


def bring(importer, text, *, mapping=None, again=False, is_dry=False, **choices):
    data = text if isinstance(text, bytes) else text.encode()
    return run_import(
        importer,
        data,
        file_name="berkas.csv",
        mapping=mapping,
        choices={name.replace("_", "-"): value for name, value in choices.items()},
        dry_run=is_dry,
        again=again,
        by=BY,
        at=timezone.now(),
    )


def figures(run):
    report = run
    assert not report.findings, [in_words(f) for f in report.findings]
    return report.rows_new, report.rows_changed, report.rows_same, report.rows_left_out


def codes(run):
    return [(f.row, f.code) for f in run.findings]


UNITS = "code,name,parent\nA,Dinas Kesehatan,\nB,Bidang Pelayanan,A\nC,Seksi Rujukan,B\n"


def test_units_come_with_their_parents_and_the_kind_of_their_name(db):
    run = bring(imports.UNITS, UNITS, missing_decree="initial")
    assert figures(run) == (3, 0, 0, 0)
    assert run.details["kinds_guessed_from_names"] == {"dinas": 1, "bidang": 1, "seksi": 1}
    rows = queries.chart(timezone.localdate())
    assert [(r.code, r.kind, r.depth) for r in rows] == [("A", "dinas", 0), ("B", "bidang", 1), ("C", "seksi", 2)]
    assert Entry.objects.filter(act="tables.import").count() == 1


def test_the_same_file_again_changes_nothing_and_a_newer_one_only_what_it_says(db):
    bring(imports.UNITS, UNITS, missing_decree="initial", since="2026-01-01")
    assert figures(bring(imports.UNITS, UNITS, again=True, missing_decree="initial")) == (0, 0, 3, 0)
    newer = UNITS.replace("Bidang Pelayanan,A", "Bidang Layanan,A") + "D,Bidang Pencegahan,A\n"
    run = bring(imports.UNITS, newer, missing_decree="initial", since="2026-07-01")
    assert figures(run) == (1, 1, 2, 0)
    names = UnitVersion.objects.as_known().filter(unit__code="B")
    assert names.on(date(2026, 6, 30)).get().name == "Bidang Pelayanan"
    assert names.on(date(2026, 7, 1)).get().name == "Bidang Layanan"


def test_a_column_that_the_file_does_not_have_stays_as_it_is(db):
    bring(imports.UNITS, "code,name,short_name\nA,Dinas Kesehatan,Dinkes\n", missing_decree="initial")
    bring(imports.UNITS, "code,name\nA,Dinas Kesehatan Kota\n", missing_decree="initial", since="2026-07-01")
    found = UnitVersion.objects.as_known().on(date(2026, 7, 1)).get(unit__code="A")
    assert (found.name, found.short_name) == ("Dinas Kesehatan Kota", "Dinkes")


def test_a_dry_run_gives_the_real_figures_and_writes_nothing(db):
    run = bring(imports.UNITS, UNITS, is_dry=True, missing_decree="initial")
    assert figures(run) == (3, 0, 0, 0)
    assert not Unit.objects.exists()
    assert not Decree.objects.exists()


def test_each_bad_row_of_units_is_named_with_reason_and_repair(db):
    text = (
        "code,name,parent,decree,area\nA,Dinas A,A,,\nB,Dinas B,X,Perda 9/2020,\nC,Dinas C,D,entah,\nD,Dinas D,C,,99\n"
    )
    run = bring(imports.UNITS, text)
    assert run.is_refused
    assert set(codes(run)) == {
        (2, "structure.row_without_decree"),
        (2, "structure.row_self_parent"),
        (3, "structure.decree_unknown"),
        (3, "structure.row_parent_unknown"),
        (4, "structure.decree_unreadable"),
        (4, "structure.row_cycle"),
        (5, "structure.row_without_decree"),
        (5, "structure.row_area_unknown"),
    }
    for finding in run.findings:
        assert in_words(finding).startswith("Baris ")
        assert "%(" not in in_words(finding)
        assert repair_in_words(finding)
    assert not Unit.objects.exists()


def test_parents_that_are_missing_are_treated_as_stated_and_never_silently(db):
    text = "code,name,parent\nA,Dinas A,\nB,Bidang B,X\nC,Seksi C,B\n"
    out = bring(imports.UNITS, text, missing_decree="initial", missing_parent="leave-out", is_dry=True)
    assert figures(out) == (1, 0, 0, 2)
    assert [(f.row, f.value) for f in out.left_out] == [(3, "X"), (4, "B")]
    root = bring(imports.UNITS, text, missing_decree="initial", missing_parent="root")
    assert figures(root) == (3, 0, 0, 0)
    assert root.details["missing_parents"] == 1


def test_units_without_a_parent_may_be_placed_below_a_stated_one(db):
    text = "code,name,parent\nA,Pemerintah Kota,A\nB,Dinas B,B\nC,Bidang C,B\n"
    run = bring(imports.UNITS, text, missing_decree="initial", self_parent="root", root="A")
    assert figures(run) == (3, 0, 0, 0)
    assert [(r.code, r.depth) for r in queries.chart(timezone.localdate())] == [("A", 0), ("B", 1), ("C", 2)]


def test_a_cycle_with_what_is_already_there_is_refused_in_words(db):
    bring(imports.UNITS, UNITS, missing_decree="initial", since="2026-01-01")
    run = bring(imports.UNITS, "code,name,parent\nA,Dinas Kesehatan,C\n", missing_decree="initial", since="2026-02-01")
    assert codes(run) == [(0, "structure.unit_cycle")]
    assert "tidak dapat berada di bawah dirinya sendiri" in in_words(run.findings[0])


def test_decrees_are_brought_in_and_units_cite_them(db):
    bring(imports.DECREES, "kind,number,year,title,signed_on\nPerda,3,2019,Susunan,2019-11-01\n")
    bring(imports.UNITS, "code,name,decree,article\nA,Dinas A,Perda Nomor 3 Tahun 2019,Pasal 4\n")
    found = UnitVersion.objects.get()
    assert (str(found.decree), found.article, found.valid.lower) == (
        "Peraturan Daerah 3/2019",
        "Pasal 4",
        date(2019, 11, 1),
    )


def test_a_decree_that_says_something_else_than_before_is_refused(db):
    bring(imports.DECREES, "kind,number,year,title,signed_on\nPerda,3,2019,Susunan,2019-11-01\n")
    run = bring(
        imports.DECREES,
        "kind,number,year,title,signed_on\nPerda,3,2019,Susunan,2019-11-02\nSK,1,2020,x,2020-02-01\nSK,1,2020,x,2020-02-01\n",
    )
    assert codes(run) == [(2, "structure.row_decree_differs"), (4, "tables.twice")]


def test_areas_of_one_city_take_level_and_parent_from_their_codes(db):
    text = "kode,nama\n35,Jawa Timur\n35.78,Kota Surabaya\n"
    text += "35.78.01,Karang Pilang\n35.78.01.1001,Kebraon\n35.79,Kota Batu\n"
    run = bring(imports.AREAS, text, missing_decree="initial", city="35.78")
    assert figures(run) == (3, 0, 0, 0)
    assert run.details["rows_outside"] == 2
    assert list(AreaVersion.objects.order_by("area__code").values_list("level", "parent__code")) == [
        ("city", None),
        ("district", "35.78"),
        ("village", "35.78.01"),
    ]


def test_positions_need_their_unit_and_one_head_each(city):
    text = (
        "code,title,unit,is_head,seats,class\n"
        "P1,Kepala Bidang X,DPU-AIR,ya,1,11\n"
        "P2,Kepala Lain,DLH,ya,1,\n"
        "P3,Kepala Kedua,DLH,ya,2,\n"
        "P4,Teknisi,NIHIL,tidak,1,18\n"
    )
    run = bring(imports.POSITIONS, text, missing_decree="initial", since="2026-01-01")
    assert set(codes(run)) == {
        (4, "structure.row_head_seats"),
        (4, "structure.row_second_head"),
        (5, "structure.row_unit_unknown"),
        (5, "structure.row_class"),
    }


def test_positions_guess_category_and_head_from_their_titles(city):
    text = "code,title,unit\nP1,Analis Kebijakan Ahli Muda,DPU\nP2,Pengadministrasi Umum,DPU\n"
    run = bring(imports.POSITIONS, text, missing_decree="initial", since="2026-01-01")
    assert run.details["categories_guessed_from_titles"] == {"fungsional": 1, "pelaksana": 1}
    assert dict(PositionVersion.objects.filter(position__code__in=["P1", "P2"]).values_list("title", "is_head")) == {
        "Analis Kebijakan Ahli Muda": False,
        "Pengadministrasi Umum": False,
    }


def test_functions_and_mandates_come_in_and_answer(city):
    bring(imports.FUNCTIONS, "code,title,keywords\n9.1,Pemakaman,makam kubur\n", missing_decree="initial")
    text = "function,position,area,decree,article\n9.1,KADIS-PU,,Perda 3/2019,Pasal 20\n"
    text += "9.1,LURAH-MAJU,99.71.01.1001,Perda 3/2019,Pasal 21\n"
    run = bring(imports.MANDATES, text, since="2027-01-01")
    assert figures(run) == (2, 0, 0, 0)
    function = Mandate.objects.latest("id").function_id
    found = queries.accountable(function, city.areas["99.71.01.1001"].pk, on=date(2027, 1, 1))
    assert (found.position_id, found.article) == (city.positions["LURAH-MAJU"].pk, "Pasal 21")
    assert figures(bring(imports.MANDATES, text, again=True)) == (0, 0, 2, 0)
    moved = bring(imports.MANDATES, text.replace("KADIS-PU", "KADIS-LH"), since="2027-06-01")
    assert figures(moved) == (0, 1, 1, 0)
    assert queries.accountable(function, None, on=date(2027, 5, 31)).position_id == city.positions["KADIS-PU"].pk
    assert queries.accountable(function, None, on=date(2027, 6, 1)).position_id == city.positions["KADIS-LH"].pk


def test_each_bad_row_of_mandates_is_named(city):
    text = (
        "function,position,unit,area,decree,article\n"
        "X,KADIS-PU,,,Perda 3/2019,Pasal 1\n"
        "1.03,X,,,Perda 3/2019,Pasal 1\n"
        "1.03,KADIS-PU,DPU,,Perda 3/2019,Pasal 1\n"
        "1.03,TEKNISI-JALAN,,,Perda 3/2019,Pasal 1\n"
        "1.03,KADIS-PU,,X,Perda 3/2019,\n"
    )
    run = bring(imports.MANDATES, text)
    assert set(codes(run)) == {
        (2, "structure.row_function_unknown"),
        (3, "structure.row_position_unknown"),
        (4, "structure.row_mandate_of_nobody"),
        (5, "structure.row_many_seats"),
        (6, "structure.row_area_unknown"),
        (6, "structure.row_without_article"),
    }


def test_two_rows_that_make_two_accountable_are_refused_by_their_numbers(city):
    text = "function,position,decree,article\n1.03,KADIS-PU,Perda 3/2019,Pasal 1\n1.03,KADIS-LH,Perda 3/2019,Pasal 2\n"
    run = bring(imports.MANDATES, text)
    assert "Baris 2 dan 3" in in_words(run.findings[0])


def feature(code, west, east):
    ring = [[west, -7.0], [east, -7.0], [east, -6.9], [west, -6.9], [west, -7.0]]
    return {"type": "Feature", "properties": {"kode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def geojson(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_boundaries_come_from_geojson_and_places_are_found_by_them(city):
    data = geojson(feature("99.71.01.1001", 111.0, 111.1))
    given = {"decree": city.decree, "on": date(2026, 1, 1), "by": BY}
    assert actions.bring_boundaries(data, **given) == (1, 0)
    assert actions.bring_boundaries(data, **given) == (0, 1)
    village = city.areas["99.71.01.1001"].pk
    assert queries.area_at(-6.95, 111.05, date(2026, 2, 1)) == village
    assert queries.area_at(-6.95, 111.05, date(2025, 2, 1)) is None


def test_areas_that_come_in_again_keep_their_boundaries_on_every_day_and_count_as_the_same(city):
    data = geojson(feature("99.71.01.1001", 111.0, 111.1))
    actions.bring_boundaries(data, decree=city.decree, on=date(2026, 1, 1), by=BY)
    village = AreaVersion.objects.as_known().filter(area__code="99.71.01.1001")
    first = village.on(date(2025, 1, 1)).get()
    text = "code,name,decree,article,since\n"
    text += f"99.71.01.1001,{first.name},Perda 3/2019,{first.article},{first.valid.lower}\n"
    assert figures(bring(imports.AREAS, text)) == (0, 0, 1, 0)
    renamed = text.replace(first.name, "Maju Jaya")
    assert figures(bring(imports.AREAS, renamed)) == (0, 1, 0, 0)
    before, now = village.order_by("valid")
    assert (before.boundary, now.boundary) == (first.boundary, json.loads(data)["features"][0]["geometry"])
    assert {version.name for version in village} == {"Maju Jaya"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "structure.geojson_unreadable"),
        (b"[" * 100_000, "structure.geojson_unreadable"),
        (b'{"features": [1]}', "structure.geojson_code"),
        (geojson(feature("99.71", 111, 111)), "structure.geojson_geometry"),
        (geojson(feature("99.71", 111, 999)), "structure.geojson_geometry"),
        (geojson({"properties": {"kode": "99.71"}, "geometry": None}), "structure.geojson_geometry"),
        (geojson(feature("77", 111, 112)), "structure.geojson_area_unknown"),
    ],
)
def test_broken_boundaries_are_refused(city, data, code):
    with pytest.raises(Refused) as refusal:
        actions.bring_boundaries(data, decree=city.decree, on=date(2026, 1, 1), by=BY)
    assert refusal.value.code == code


def bring_boundaries(data, *, is_dry=False, **choices):
    stated = {name.replace("_", "-"): value for name, value in choices.items()}
    return imports.BOUNDARIES.bring_in(data, file_name="batas.geojson", choices=stated, dry_run=is_dry, by=BY)


def test_a_file_of_boundaries_is_tried_then_brought_in_with_its_decree_and_one_entry(city):
    data = geojson(feature("99.71.01.1001", 111.0, 111.1), feature("99.71.01.1002", 111.1, 111.2))
    stated = {"decree": "Perda 3/2019", "article": "Pasal 2", "since": "2026-01-01"}
    village = AreaVersion.objects.as_known().on(date(2026, 1, 1)).filter(area__code="99.71.01.1001")
    before, entries = village.get(), Entry.objects.count()
    assert figures(bring_boundaries(data, is_dry=True, **stated)) == (0, 2, 0, 0)
    assert (village.get(), Entry.objects.count()) == (before, entries)
    assert figures(bring_boundaries(data, **stated)) == (0, 2, 0, 0)
    assert Entry.objects.filter(act="structure.bring_boundaries").count() == 1
    assert (str(village.get().decree), village.get().article) == ("Peraturan Daerah 3/2019", "Pasal 2")
    assert figures(bring_boundaries(data, **stated)) == (0, 0, 2, 0)


def test_every_wrong_feature_is_named_and_nothing_is_changed(city):
    broken = feature("99.71.01.1002", 111, 111)
    data = geojson(feature("99.71.01.1001", 111.0, 111.1), broken, feature("77", 111, 112), {"properties": {}})
    run = bring_boundaries(data, decree="Perda 9/2001")
    assert [finding.code for finding in run.findings] == [
        "structure.decree_unknown",
        "structure.geojson_geometry",
        "structure.geojson_code",
        "structure.row_area_unknown",
    ]
    assert all("%(" not in in_words(finding) for finding in run.findings)
    assert "feature ke-2" in in_words(run.findings[1])
    assert run.findings[3].row == 3
    without = bring_boundaries(geojson(feature("99.71", 111, 112)))
    assert codes(without) == [(0, "structure.row_without_decree")]
    early = bring_boundaries(geojson(feature("99.71", 111, 112)), decree="Perda 3/2019", since="2001-01-01")
    assert codes(early) == [(0, "structure.decree_not_in_force")]


def test_every_finding_has_its_words():
    import re

    written = "".join(p.read_text() for p in Path(imports.__file__).parent.glob("*.py"))
    assert set(re.findall(r'"(structure\.(?:row|rows|geojson|decree|since)_[a-z_]+)"', written)) <= known_codes()


@real_data
def test_the_units_of_banyuwangi_come_in_by_stated_choices(db):
    data = (DATA / "org-banyuwangi" / "unor.csv").read_bytes()
    mapping = {"code": "kode", "name": "nama", "parent": "kode_induk"}
    refused = bring(imports.UNITS, data, mapping=mapping, missing_decree="initial", blank_parent="refuse", is_dry=True)
    assert refused.findings_by_code == {
        "structure.row_self_parent": 1153,
        "structure.row_parent_unknown": 2,
        "structure.row_parent_blank": 1,
    }
    run = bring(
        imports.UNITS,
        data,
        mapping=mapping,
        missing_decree="initial",
        self_parent="root",
        missing_parent="root",
        root="8800000000",
    )
    assert figures(run) == (2745, 0, 0, 0)
    rows = queries.chart(timezone.localdate())
    assert len(rows) == 2745
    assert [r.code for r in rows if r.depth == 0] == ["8800000000"]


@real_data
def test_one_city_of_the_nations_areas_comes_in(db):
    data = (DATA / "wilayah" / "wilayah.csv").read_bytes()
    run = bring(imports.AREAS, data, missing_decree="initial", city="35.78")
    assert figures(run)[0] == 1 + 31 + 153
    levels = AreaVersion.objects.values_list("level", flat=True)
    assert {level: list(levels).count(level) for level in set(levels)} == {"city": 1, "district": 31, "village": 153}
