"""A city's own past from a file: all or nothing, the same file twice changes nothing, and every law holds."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils.translation import override

from penata.foundation.journal.models import Entry
from penata.foundation.tables.actions import run_import
from penata.foundation.ui.templatetags.words import told
from penata.organization.structure import actions as structure
from penata.organization.structure.models import Unit
from penata.public.routing.models import Example

from .. import actions, queries
from ..imports import CASES
from ..models import Case, Contact, Statement
from ..templatetags.case_marks import why_here
from .conftest import NOW, RESIDENT, TODAY, hours

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("checked_at_the_end")]
LAPOR = Path(__file__).parents[6] / "shared/data/lapor-2017/complaints.csv"


def file(*rows: dict[str, str]) -> io.BytesIO:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    writer.writerows(rows)
    return io.BytesIO(text.getvalue().encode())


@pytest.fixture
def bring_in(city):
    def run(*rows, source=None, dry_run=False, again=True, mapping=None, **choices):
        stated = {name.replace("_", "-"): value for name, value in choices.items()}
        return run_import(
            CASES,
            source or file(*rows),
            choices=stated,
            mapping=mapping,
            dry_run=dry_run,
            again=again,
            by=city.actor("WALI-KOTA"),
            at=NOW,
        )

    return run


ROW = {
    "text": "Lampu jalan mati, hubungi 081234567890",
    "unit": "Bidang Jalan dan Penerangan",
    "area": "Sukamaju",
    "parent_area": "Sukaraja",
    "received_at": "2026-03-02 08:30",
}


def test_an_answered_report_of_the_past_has_its_whole_history(bring_in, city):
    closed = ROW | {
        "reference": "KL-2026-00041",
        "service": "lampu-jalan",
        "state": "closed",
        "assigned_at": "2026-03-03 09:00",
        "answered_at": "2026-03-05 10:00",
        "closed_at": "2026-03-20 10:00",
        "closed_by": "consent",
        "happy": "ya",
        "answer": "Sudah menyala.",
        "handed_from": "DLH-SAMPAH",
        "handed_at": "2026-03-04 09:00",
        "handed_because": "Bukan sampah",
        "handed_article": "pasal 9",
        "contact_name": "Zubaidah",
        "contact_phone": "0812 3456 7890",
    }
    report = bring_in(closed)
    assert not report.is_refused, report.findings
    case = Case.objects.get()
    assert case.reference == "KL-2026-00041"
    assert case.state == "closed"
    assert case.position == city.positions["KABID-JALAN"]
    assert case.area == city.village
    assert case.finish_by == date(2026, 3, 5)
    assert case.handover_count == 1
    assert case.happy is True
    assert [a.position.code for a in case.assignments.order_by("since")] == ["PENYALUR", "KABID-SAMPAH", "KABID-JALAN"]
    assert list(case.steps.order_by("at", "pk").values_list("kind", flat=True)) == [
        "received", "verified", "assigned", "handover_accepted", "answered", "closed",
    ]  # fmt: skip
    assert "0812" not in case.title
    assert "0812" not in Statement.objects.get().public_words
    assert Contact.objects.get().phone == "081234567890"
    assert Example.objects.get().label == "1.03.11"
    assert Entry.objects.filter(act__contains="import").count() == 1


def test_the_next_report_of_the_year_has_a_number_after_those_brought_in(bring_in, hand_in):
    bring_in(ROW | {"reference": "KL-2026-000500"})
    assert hand_in().case.reference == "KL-2026-000501"


def test_open_reports_can_be_worked_with_like_all_others(bring_in, city, officer):
    bring_in(ROW, ROW | {"text": "Jalan berlubang besar", "state": "in_progress"})
    for case in Case.objects.all():
        actions.answer(case, text="Kami kerjakan.", by=officer, at=hours(1))
        actions.close(case, by=RESIDENT, at=hours(2))
    assert Case.objects.filter(state="closed").count() == 2


@pytest.mark.parametrize(
    "state", ["received", "incomplete", "verified", "assigned", "in_progress", "answered", "reopened"]
)
def test_reports_come_in_in_every_open_state(bring_in, state):
    assert not bring_in(ROW | {"state": state}).is_refused
    assert Case.objects.get().state == state


@pytest.mark.parametrize(
    "row",
    [
        {"state": "closed"},
        {"state": "withdrawn"},
        {"state": "archived", "archive_reason": "too_general"},
        {"state": "not_ours", "other_body": "PLN"},
    ],
)
def test_reports_come_in_in_every_ended_state(bring_in, row):
    assert not bring_in(ROW | row).is_refused
    assert Case.objects.get().closed_at is not None


def test_the_same_rows_again_change_nothing(bring_in):
    rows = [ROW, ROW, ROW | {"other_reference": "5512", "channel": "lapor"}]
    assert bring_in(*rows).rows_new == 3
    report = bring_in(*rows, ROW | {"text": "Selokan mampet lagi"})
    assert (report.rows_new, report.rows_same) == (1, 3)
    assert Case.objects.count() == 4


def test_parts_and_same_ones_name_each_other(bring_in):
    bring_in(
        ROW | {"reference": "KL-2026-00001", "state": "in_progress"},
        ROW | {"reference": "KL-2026-00001.1", "parent": "KL-2026-00001"},
        ROW | {"reference": "KL-2026-00002", "state": "archived", "same_as": "KL-2026-00001"},
    )
    main = Case.objects.get(reference="KL-2026-00001")
    assert main.children.get().reference == "KL-2026-00001.1"
    assert main.duplicates.get().archive_reason == "duplicate"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"unit": "Dinas Antariksa"}, "cases.unit_unknown"),
        ({"unit": ""}, "cases.unit_blank"),
        ({"area": "Negeri Dongeng", "parent_area": ""}, "cases.other_unknown"),
        ({"service": "terbang"}, "cases.other_unknown"),
        ({"answered_at": "2026-03-01 08:00"}, "cases.times_out_of_order"),
        ({"parent": "KL-1999-00001"}, "cases.relative_unknown"),
        ({"state": "archived"}, "cases.archive_reason_blank"),
        ({"state": "not_ours"}, "cases.body_blank"),
    ],
)
def test_a_bad_row_is_named_and_nothing_comes_in(bring_in, row, code):
    report = bring_in(ROW, ROW | row)
    assert [(finding.row, finding.code) for finding in report.findings] == [(3, code)]
    assert not Case.objects.exists()


def test_what_is_missing_is_handled_as_the_user_states(bring_in, city):
    rows = [ROW | {"unit": ""}, ROW | {"unit": "Dinas Antariksa"}, ROW]
    assert bring_in(*rows, blank_unit="leave-out", unknown_unit="leave-out", dry_run=True).rows_left_out == 2
    report = bring_in(*rows, blank_unit="intake", unknown_unit="make")
    assert report.details["units_made"] == ["Dinas Antariksa"]
    assert Unit.objects.filter(code="IMPOR-DINAS-ANTARIKSA").exists()
    assert Case.objects.get(position=city.positions["PENYALUR"]).state == "received"
    assert Case.objects.count() == 3


@pytest.fixture
def headless(city):
    """A committee without any position, below nobody; and one below the department."""
    on, by = date(2024, 1, 1), city.actor("WALI-KOTA")
    with transaction.atomic():
        for code, parent in (("PANITIA", None), ("POKJA", city.units["DPU"])):
            structure.open_unit(code=code, name=f"Unit {code}", parent=parent, decree=city.base.decree, on=on, by=by)
    return [ROW | {"unit": "PANITIA", "state": state} for state in ("closed", "assigned")]


def test_a_unit_without_a_head_reports_to_the_head_above(bring_in, city, headless):
    report = bring_in(ROW | {"unit": "Unit POKJA"})
    case = Case.objects.get()
    assert (case.position, case.unit.code, case.state) == (city.positions["KADIS-PU"], "POKJA", "assigned")
    said = "Unit “Unit POKJA” tidak memiliki kepala: 1 laporannya berada pada kepala unit di atasnya."
    assert [told(note) for note in report.details["notes"]] == [said]


def test_what_is_over_needs_no_head_and_the_rest_is_handled_as_the_user_states(bring_in, city, headless):
    closed, still_open = headless
    assert [(f.row, f.code) for f in bring_in(*headless).findings] == [(3, "cases.no_head")]
    assert bring_in(*headless, no_head="leave-out", dry_run=True).rows_left_out == 1
    report = bring_in(closed, still_open, no_head="intake")
    assert len(report.details["notes"]) == 2
    assert Case.objects.get(state="closed").unit.code == "PANITIA"
    assert Case.objects.get(state="received").position == city.positions["PENYALUR"]
    assert not Example.objects.exists()


def test_why_a_report_lies_where_it_lies_is_told_in_the_reader_s_language(bring_in, city):
    bring_in(ROW)
    reason = Case.objects.get().assignments.get().reason
    assert why_here(reason) == ["riwayat yang dimasukkan dari berkas"]
    with override("en"):
        assert why_here(reason) == ["history brought in from a file"]


def test_a_dry_run_leaves_nothing(bring_in):
    report = bring_in(ROW, dry_run=True)
    assert report.rows_new == 1
    assert not Case.objects.exists()


@pytest.mark.real_data
@pytest.mark.skipif(not LAPOR.exists(), reason="the LAPOR reports are not here")
def test_the_reports_of_lapor_come_in_and_can_be_found(bring_in, standing):
    mapping = {"text": "isi", "title": "judul", "unit": "instansi", "other_reference": "no"}
    with LAPOR.open("rb") as source:
        report = bring_in(
            source=source, mapping=mapping, unknown_unit="make", blank_unit="intake", channel="lapor",
            received_on="2026-11-02", learn="all",
        )  # fmt: skip
    assert not report.is_refused, report.findings[:3]
    assert report.rows_new == 1585
    assert Example.objects.count() > 500
    seen = queries.sight(standing("PENYALUR"), on=TODAY)
    assert queries.listing(seen, queries.Filters(q="KTP")).rows


def test_the_search_of_a_report_that_was_brought_in_reads_masked_words(bring_in, standing):
    bring_in(ROW)
    seen = queries.sight(standing("PENYALUR"), on=TODAY)
    assert queries.listing(seen, queries.Filters(q="lampu")).rows
    assert not queries.listing(seen, queries.Filters(q="081234567890")).rows
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_statement where search is null")
        assert cursor.fetchone() == (0,)
