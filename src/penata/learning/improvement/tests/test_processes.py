"""Events of outside systems come in by file, all or nothing; their page says where the time goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.learning.improvement import actions
from penata.learning.improvement.imports import EVENTS
from penata.learning.improvement.models import Process, ProcessEvent
from penata.learning.improvement.queries import processes as queries
from penata.learning.improvement.tests.examples import EVENTS_FILE, process

BY = Actor(None, "Operator")


def bring(content: str, dry_run: bool = False, mapping: dict[str, str] | None = None, **choices: str):
    stated = {"process": "Izin"} | {name.replace("_", "-"): value for name, value in choices.items()}
    return run_import(EVENTS, content.encode(), mapping=mapping, choices=stated, dry_run=dry_run, by=BY)


def codes(report) -> list[tuple[int, str]]:
    return [(one.row, one.code.removeprefix("improvement.")) for one in report.findings]


def test_a_file_comes_in_as_one_act(city):
    report = bring(EVENTS_FILE)
    one = Process.objects.get(name="Izin")
    assert (report.rows_new, one.cases, one.events, one.mode) == (5, 2, 5, "spans")
    assert Entry.objects.filter(act="tables.import").count() == 1


def test_a_dry_run_leaves_nothing(city):
    report = bring(EVENTS_FILE, dry_run=True)
    assert (report.is_refused, report.rows_new, Process.objects.count(), ProcessEvent.objects.count()) == (
        False,
        5,
        0,
        0,
    )


def test_each_bad_row_is_said_and_nothing_comes_in(city):
    bad = "nomor;langkah;mulai;selesai\n1;Daftar;2026-10-05;2026-10-04\n2;;2026-10-05;\n3;Daftar;;\n4;Daftar;kemarin;\n"
    report = bring(bad)
    assert codes(report) == [
        (5, "tables.not_a_day"), (2, "row_reversed"), (3, "row_no_step"), (4, "row_no_times")
    ]  # fmt: skip
    assert ProcessEvent.objects.count() == 0


def test_rows_that_go_back_are_left_out_when_that_is_stated(city):
    report = bring(
        "nomor;langkah;mulai;selesai\n1;A;2026-10-05;2026-10-04\n1;B;2026-10-05;2026-10-06\n", reversed="leave-out"
    )
    assert (report.is_refused, report.rows_new, report.rows_left_out) == (False, 1, 1)


@pytest.mark.parametrize(
    ("content", "choices", "code"),
    [
        (EVENTS_FILE, {"process": ""}, "process_nameless"),
        (EVENTS_FILE, {"unit": "TIDAK-ADA"}, "unknown_code"),
        (EVENTS_FILE, {"promise": "lima"}, "promise_odd"),
        ("nomor;langkah\n1;A\n", {}, "no_columns_of_time"),
        ("nomor;langkah;waktu\n" + "".join(f"1;L{n};2026-10-05\n" for n in range(501)), {}, "too_many_steps"),
    ],
)
def test_what_is_wrong_with_the_whole_is_said(city, content, choices, code):
    assert codes(bring(content, **choices)) == [(0, code)]


def test_the_same_cases_again_replace_what_was_there(city):
    bring(EVENTS_FILE)
    later = EVENTS_FILE.replace("2026-10-12 09:00;", "2026-10-12 09:00;2026-10-13 09:00")
    assert bring(later).details["cases_before"] == 2
    assert ProcessEvent.objects.count() == 5
    assert codes(bring(EVENTS_FILE + "\n", known_cases="refuse"))[0] == (2, "case_known")
    assert bring(EVENTS_FILE + "\n\n", known_cases="leave-out").rows_left_out == 5


def test_other_times_under_the_same_name_are_refused(city):
    bring(EVENTS_FILE)
    assert codes(bring("nomor;langkah;waktu\n9;A;2026-10-05\n")) == [(0, "process_mode")]


def test_an_evaluation_is_opened_from_a_process_with_what_was_found(city, sign_in):
    one, client = process(city, days="calendar"), sign_in(city.head)
    address = f"{reverse('improvement:open_evaluation')}?process={one.pk}"
    assert address in client.get(one.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert f"Mengapa {one.name} lama?" in page
    assert "waktunya habis pada langkah" in page
    assert client.get(f"{reverse('improvement:open_evaluation')}?process=0").status_code == 404


def test_a_column_a_stage_is_read_in_order(city):
    content = "No;Masuk;Diperiksa;Terbit\n1;2026-10-05;2026-10-07;2026-10-08\n2;2026-10-05;;\n"
    bring(
        content,
        mapping={"case": "No", "stage_1": "Masuk", "stage_2": "Diperiksa", "stage_3": "Terbit"},
        days="calendar",
    )
    one = Process.objects.get()
    found = queries.read(one, queries.Asked()).figures
    assert (one.mode, one.last_steps, found.ended, found.open) == ("finishes", ["Terbit"], 1, 1)
    assert {part.step: part.time.untold for part in found.steps} == {"Masuk": 0.0, "Diperiksa": 2.0, "Terbit": 1.0}


def test_the_log_of_the_database_is_that_of_the_file(city):
    one = process(city, days="calendar")
    found = queries.read(one, queries.Asked()).figures
    assert (found.cases, found.ended, found.events, found.within) == (2, 1, 5, 0.0)
    assert [part.step for part in found.steps] == ["Periksa", "Terbit", "Daftar"]
    assert found.time.waiting == pytest.approx(2.021 + 6.917 + 6.021, abs=0.01)


def test_cases_are_chosen_by_their_first_day_and_by_a_unit(city, sign_in):
    one = process(city)
    address = reverse("improvement:process", args=[one.pk])
    client = sign_in(city.head)
    assert client.get(address, {"since": "2026-10-06"}).context["found"].cases == 1
    assert client.get(address, {"until": "2026-10-05"}).context["found"].cases == 1
    assert client.get(address, {"unit": "Teknis"}).context["found"].cases == 2
    assert client.get(address, {"since": "2030-01-01"}).context["found"] is None
    odd = client.get(address, {"since": "9999-99-99", "unit": "<b>"})
    assert (odd.status_code, odd.context["found"].cases) == (422, 2)


def test_the_page_says_where_the_time_goes_and_gives_it_as_a_table(city, sign_in):
    one, client = process(city), sign_in(city.head)
    page = client.get(one.get_absolute_url()).content.decode()
    assert "waktu permohonan habis untuk menunggu" in page
    assert "Paling banyak pada langkah “Periksa”" in page
    assert page.count("<rect") > 4
    table = b"".join(client.get(reverse("improvement:process_table", args=[one.pk, "csv"])).streaming_content).decode()
    assert table.count("\n") > 8
    assert "Periksa" in table


def test_a_stranger_finds_no_process(city, sign_in):
    one = process(city)
    assert sign_in(city.technician).get(one.get_absolute_url()).status_code == 404


def test_what_it_is_measured_by_is_changed_with_an_entry(city, sign_in):

    one = process(city)
    changed = actions.change_process(
        one, name="Izin B", last_steps=["Terbit"], promise_days=3, counts_working_days=False, by=BY, at=timezone.now()
    )
    assert (changed.name, changed.last_steps, changed.promise_days, changed.counts_working_days) == (
        "Izin B",
        ["Terbit"],
        3,
        False,
    )
    assert Entry.objects.filter(act="improvement.change_process").count() == 1


def test_the_database_keeps_no_event_without_a_time_or_that_ends_before_it_began(city):
    process(city)
    for change in ({"started_at": None, "finished_at": None}, {"finished_at": "2020-01-01T00:00:00Z"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProcessEvent.objects.filter(step="Daftar").update(**change)


def test_more_events_need_no_more_queries(city: Any, sign_in):
    client = sign_in(city.head)
    counts = []
    for size in (1, 40):
        content = EVENTS_FILE + "".join(
            f"x{n};Daftar;Loket {n};2026-10-05 08:00;2026-10-05 09:00\n" for n in range(size)
        )
        one = process(city, name=f"Izin {size}", content=content)
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(one.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
