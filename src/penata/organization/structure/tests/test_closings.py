"""Files that end units and positions."""

from __future__ import annotations

from datetime import date

from penata.foundation.tables.actions import in_words
from penata.organization.structure import imports, queries
from penata.organization.structure.models import PositionClosure, UnitClosure, UnitVersion

from .test_imports import UNITS, bring, codes, figures

CLOSED = "code,name,parent,decree,since,until,closing,successor\n"


def test_a_unit_whose_row_ends_is_closed_with_the_decree_of_the_row(city):
    text = UNITS.replace("code,name,parent", "code,name,parent,since").replace(",A\n", ",A,2026-01-01\n")
    text = text.replace("Kesehatan,\n", "Kesehatan,,2026-01-01\n").replace(",B\n", ",B,2026-01-01\n")
    bring(imports.UNITS, text, missing_decree="initial")
    ended = CLOSED + "C,Seksi Rujukan,B,Perda 3/2019,,2026-07-01,digabung,B\n"
    assert figures(bring(imports.UNITS, ended, is_dry=True)) == (0, 1, 0, 0)
    assert not UnitClosure.objects.exists()
    assert figures(bring(imports.UNITS, ended)) == (0, 1, 0, 0)
    closure = UnitClosure.objects.get()
    said = (closure.unit.code, closure.successor.code, closure.reason, str(closure.decree), closure.valid.lower)
    assert said == ("C", "B", "merged", "Peraturan Daerah 3/2019", date(2026, 7, 1))
    assert [v.valid.upper for v in UnitVersion.objects.as_known().filter(unit__code="C")] == [date(2026, 7, 1)]
    assert figures(bring(imports.UNITS, ended, again=True)) == (0, 0, 1, 0)
    assert UnitClosure.objects.count() == 1


def test_what_is_still_in_use_is_not_closed_and_every_such_row_is_named(city):
    text = CLOSED + "DPU,Dinas Pekerjaan Umum,KL,Perda 3/2019,,2026-07-01,,\n"
    text += "DLH-SAMPAH,Bidang Kebersihan,DLH,Perda 3/2019,,2026-07-01,,\n"
    assert codes(bring(imports.UNITS, text)) == [
        (2, "structure.unit_has_children"),
        (2, "structure.unit_has_positions"),
        (3, "structure.unit_has_positions"),
    ]
    text = "code,title,unit,decree,until\nKABID-AIR,Kepala Bidang Drainase,DPU-AIR,Perda 3/2019,2026-07-01\n"
    held = text + "KABID-JALAN,Kepala Bidang Jalan dan Penerangan,DPU-JALAN,Perda 3/2019,2026-07-01\n"
    run = bring(imports.POSITIONS, held)
    assert codes(run) == [(3, "structure.position_has_mandates"), (3, "structure.position_is_held")]
    assert "Sari Puspita" in in_words(run.findings[1])
    assert not PositionClosure.objects.exists()
    assert figures(bring(imports.POSITIONS, text)) == (0, 1, 0, 0)
    assert PositionClosure.objects.get().reason == "ended"
    assert figures(bring(imports.UNITS, CLOSED + "DPU-AIR,Bidang Drainase,DPU,Perda 3/2019,,2026-07-01,,\n"))[1] == 1


def test_a_unit_and_all_below_it_may_be_closed_by_one_file_and_come_back_by_another(db):
    start = {"missing_decree": "initial", "since": "2026-01-01"}
    bring(imports.UNITS, UNITS, **start)
    ended = "code,name,parent,until\nA,Dinas Kesehatan,,2026-07-01\nB,Bidang Pelayanan,A,2026-07-01\n"
    alone = bring(imports.UNITS, ended, missing_decree="initial")
    assert codes(alone) == [(3, "structure.unit_has_children")]
    assert figures(bring(imports.UNITS, ended + "C,Seksi Rujukan,B,2026-07-01\n", missing_decree="initial"))[1] == 3
    assert queries.chart(date(2026, 7, 1)) == []
    bring(imports.UNITS, UNITS, again=True, missing_decree="initial", since="2026-10-01")
    assert [row.code for row in queries.chart(date(2026, 10, 1))] == ["A", "B", "C"]
    assert {closure.valid.upper for closure in UnitClosure.objects.as_known()} == {date(2026, 10, 1)}


def test_a_row_that_ends_where_the_next_version_is_known_closes_nothing(db):
    bring(imports.UNITS, UNITS, missing_decree="initial", since="2026-01-01")
    bring(imports.UNITS, UNITS.replace("Rujukan", "Rawat"), missing_decree="initial", since="2026-07-01")
    old = "code,name,parent,since,until\nC,Seksi Rujukan,B,2026-01-01,2026-07-01\n"
    assert figures(bring(imports.UNITS, old, missing_decree="initial")) == (0, 0, 1, 0)
    assert not UnitClosure.objects.exists()


def test_each_row_that_ends_wrongly_is_named(city):
    text = CLOSED + "DPU-AIR,Bidang Drainase,DPU,Perda 3/2019,,2026-07-01,digabung,\n"
    text += "DPU-JALAN,Bidang Jalan dan Penerangan,DPU,Perda 3/2019,,2026-07-01,diganti,NIHIL\n"
    text += "DLH,Dinas Lingkungan Hidup,KL,Perda 3/2019,,,dihapus,\n"
    text += "DLH-SAMPAH,Bidang Kebersihan,DLH,Perda 3/2019,,2019-12-01,,\n"
    run = bring(imports.UNITS, text)
    assert set(codes(run)) == {
        (2, "structure.successor_missing"),
        (3, "structure.row_successor_unknown"),
        (4, "structure.row_closing_without_day"),
        (5, "structure.row_end_before_decree"),
    }
    assert all(in_words(f).startswith("Baris ") and "%(" not in in_words(f) for f in run.findings)
    empty = CLOSED + "BARU,Unit Baru,KL,Perda 3/2019,,2020-01-01,,\n"
    assert codes(bring(imports.UNITS, empty)) == [(2, "structure.row_period_empty")]
