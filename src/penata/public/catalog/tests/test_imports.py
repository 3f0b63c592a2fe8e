from datetime import UTC, date, datetime

import pytest

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.public.catalog import queries
from penata.public.catalog.imports import SERVICES
from penata.public.catalog.models import Service, Standard

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
ON = date(2026, 11, 24)
HEADER = "code,function,name,summary,topic,keywords,promise_days,cost,requirements,decree,article,since\n"
ROW = (
    "lampu,PJU,Lampu jalan,Kami perbaiki.,complaint,lampu mati,3,Gratis,"
    '"Lokasi\nFoto",Perwali 12/2024,Pasal 4,2025-01-01\n'
)


def bring(text: str, *, dry: bool = False, again: bool = False, **choices: str):
    return run_import(
        SERVICES, text.encode(), mapping={}, choices=choices, dry_run=dry, by=Actor.system(), at=AT, again=again
    )


def test_services_come_in_with_their_standards_as_one_act(lights, decree):
    report = bring(HEADER + ROW)
    assert (report.rows_new, report.findings) == (1, [])
    page = queries.service("lampu", ON)
    assert (page.name, page.cost_text, page.promise_days, page.since) == ("Lampu jalan", "Gratis", 3, date(2025, 1, 1))
    assert page.component("requirements").lines == ("Lokasi", "Foto")
    assert queries.search("lampu", ON).rows[0].code == "lampu"
    assert Entry.objects.filter(act__startswith="tables.").count() == 1
    assert not Entry.objects.filter(act__startswith="catalog.").exists()


def test_a_dry_run_says_the_same_and_writes_nothing(lights, decree):
    report = bring(HEADER + ROW, dry=True)
    assert report.rows_new == 1
    assert not Service.objects.exists()


def test_bringing_in_again_changes_only_what_differs(lights, decree):
    bring(HEADER + ROW)
    same = bring(HEADER + ROW.replace("2025-01-01", "2025-02-01"))
    assert (same.rows_new, same.rows_changed, same.rows_same) == (0, 0, 1)
    changed = bring(HEADER + ROW.replace(",3,", ",2,").replace("2025-01-01", "2026-01-01"))
    assert changed.rows_changed == 1
    assert queries.service("lampu", date(2025, 6, 1)).promise_days == 3
    assert queries.service("lampu", ON).promise_days == 2


def test_columns_that_the_file_does_not_have_stay_as_they_are(lights, decree):
    bring(HEADER + ROW)
    short = "code,name,summary,topic,promise_days,decree,since\n"
    short += "lampu,Lampu,Kami perbaiki.,complaint,3,Perwali 12/2024,2026-01-01\n"
    assert bring(short).rows_changed == 1
    page = queries.service("lampu", ON)
    assert (page.name, page.keywords, page.cost_text) == ("Lampu", "lampu mati", "Gratis")
    assert page.component("requirements") is not None


@pytest.mark.parametrize(
    ("change", "column", "code"),
    [
        (("PJU", "TIDAK-ADA"), "function", "catalog.row_function_unknown"),
        (("PJU", ""), "function", "catalog.row_function_missing"),
        (("lampu,", "a/b,"), "code", "catalog.row_code_bad"),
        ((",3,", ",0,"), "promise_days", "catalog.promise_bad"),
        (("complaint", "lainnya"), "topic", "tables.not_a_choice"),
        (("Perwali 12/2024", "Perwali 99/2024"), "decree", "structure.decree_unknown"),
        (("Perwali 12/2024", ""), "decree", "structure.row_without_decree"),
        (("Lampu jalan,", ","), "name", "tables.required"),
    ],
)
def test_a_wrong_row_refuses_the_file_and_is_named(lights, decree, change, column, code):
    report = bring(HEADER + ROW.replace(*change, 1))
    assert [(f.row, f.column, f.code) for f in report.findings] == [(2, column, code)]
    assert not Service.objects.exists()


def test_rows_without_a_decree_may_be_stated_as_initial_data(lights, decree):
    report = bring(HEADER + ROW.replace("Perwali 12/2024", ""), **{"missing-decree": "initial"})
    assert report.rows_new == 1
    assert Standard.objects.get().decree.kind == "awal"


def test_a_service_keeps_its_function(lights, records, decree):
    bring(HEADER + ROW)
    report = bring(HEADER + ROW.replace("PJU", "CAPIL"))
    assert report.findings[0].code == "catalog.row_function_differs"


def test_a_closed_service_opens_anew(lights, decree, lamp_service):
    from penata.public.catalog import actions

    actions.close_service(lamp_service, decree=decree, on=date(2025, 6, 1), because="x", by=Actor.system())
    report = bring(HEADER + ROW.replace("lampu,PJU", "lampu-jalan,PJU").replace("2025-01-01", "2026-01-01"))
    assert report.rows_changed == 1
    assert queries.service("lampu-jalan", date(2025, 7, 1)) is None
    assert queries.service("lampu-jalan", ON) is not None
