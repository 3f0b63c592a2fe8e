from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.json import Jsonb

from penata.foundation.accounts.models import Account, Role, RoleGrant
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.foundation.tables import queries
from penata.foundation.tables.actions import copy_rows, in_words, repair_in_words, run_import
from penata.foundation.tables.models import ImportRun
from penata.foundation.tables.rules import Finding, Report

pytestmark = pytest.mark.django_db

BY = Actor(7, "Pengelola")
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
GOOD = b"kode;nama\nrouting;Petugas penyaluran\njournal;Pemeriksa jejak\n"


def bring_in(importer: Any, data: bytes = GOOD, **changes: Any) -> Report:
    values = {"file_name": "peran.csv", "dry_run": False, "because": "Data awal", "by": BY, "at": AT}
    return run_import(importer, data, **(values | changes))


def test_a_good_file_comes_in_with_one_entry_in_the_journal(roles) -> None:
    report = bring_in(roles)
    run = ImportRun.objects.get()
    assert (run.state, run.outcome) == (ImportRun.State.DONE, report)
    assert set(Role.objects.values_list("code", flat=True)) >= {"routing", "journal"}
    entry = Entry.objects.get(act="tables.import")
    assert (entry.details["rows_new"], entry.details["digest"], entry.because) == (2, run.digest, "Data awal")
    assert report.rows_read == 2


def test_a_dry_run_tells_the_same_figures_and_changes_nothing(roles) -> None:
    assert bring_in(roles, dry_run=True).rows_new == 2
    assert ImportRun.objects.get().state == ImportRun.State.CHECKED
    assert not Role.objects.filter(code="routing").exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        b"kode;nama\nrouting;Petugas\nrouting;Lagi\n",
        b"kode;nama\nrouting;Petugas\n;tanpa kode\n",
        b"kode;nama\nrouting;Petugas\nlain;\n",
        b"kode;nama\nrouting;Petugas\nnever;x\n",
        b"kode;nama\nrouting;Petugas\nlain;" + b"x" * 101 + b"\n",
    ],
    ids=["twice", "no code", "no name", "refused while writing", "refused by the database"],
)
def test_one_bad_row_keeps_everything_out(roles, data: bytes) -> None:
    report = bring_in(roles, data)
    assert report.is_refused
    assert ImportRun.objects.get().state == ImportRun.State.REFUSED
    assert not Role.objects.filter(code="routing").exists()
    assert not Entry.objects.exists()
    assert all(in_words(finding) != finding.code for finding in report.findings)


def test_rows_left_out_by_choice_are_listed_with_their_reason(roles) -> None:
    report = bring_in(roles, b"kode;nama\nrouting;Petugas\nlain;\n", choices={"missing-name": "leave-out"})
    assert (report.is_refused, report.rows_new, report.rows_left_out) == (False, 1, 1)
    assert [(left.row, left.code) for left in report.left_out] == [(3, "roles.unknown")]
    assert Entry.objects.get().details["left_out"] == [[3, "roles.unknown"]]


def test_findings_name_columns_as_the_file_does(roles) -> None:
    report = bring_in(roles, b"KODE PERAN;Nama\nlain;\n", mapping={"code": "kode peran"})
    assert in_words(report.findings[0]).startswith("Baris 2, kolom Nama:")


@pytest.mark.parametrize("choices", [{"missing-name": "guess"}, {"other": "refuse"}])
def test_a_choice_that_does_not_exist_is_refused(roles, choices: dict[str, str]) -> None:
    with pytest.raises(Refused, match=r"pilihan|jawaban"):
        bring_in(roles, choices=choices)


def test_the_same_file_is_recognized_and_comes_in_again_only_when_that_is_stated(roles) -> None:
    bring_in(roles)
    assert bring_in(roles, dry_run=True).seen_before
    with pytest.raises(Refused, match="sudah dimasukkan pada 20 November 2026"):
        bring_in(roles)
    assert bring_in(roles, again=True).rows_same == 2


def test_progress_is_told(roles) -> None:
    told: list[tuple[int, int]] = []
    bring_in(roles, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_an_importer_is_found_by_name_and_an_unknown_name_is_refused(roles) -> None:
    assert queries.importer("roles") is roles
    with pytest.raises(Refused, match="Yang dapat: roles"):
        queries.importer("kings")


def test_a_finding_says_where_what_and_how_to_mend_it() -> None:
    finding = Finding(14, "seats", "tables.not_a_whole_number", "dua")
    assert in_words(finding) == "Baris 14, kolom seats: “dua” bukan bilangan bulat."
    assert repair_in_words(finding) == "Tulis angkanya saja, misalnya 1250."


def test_rows_are_copied_in_the_callers_transaction_with_every_check() -> None:
    account = Account.objects.create(username="x")
    role = Role.objects.create(code="routing", name="x")
    columns = ["account_id", "role_id", "since", "until"]
    assert copy_rows(RoleGrant, columns, [(account.pk, role.pk, date(2026, 1, 1), None)]) == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows(RoleGrant, columns, [(account.pk, role.pk, date(2026, 2, 1), date(2026, 1, 1))])
    assert RoleGrant.objects.count() == 1


def test_copied_rows_may_hold_json_and_odd_text() -> None:
    columns = [
        "at",
        "actor_label",
        "act",
        "subject_kind",
        "subject_key",
        "subject_label",
        "because",
        "details",
    ]
    odd = "tab\tbaris\nmiring\\N"
    assert copy_rows("journal_entry", columns, [(AT, odd, "a", "b", "c", "", "", Jsonb({"a": [1]}))]) == 1
    assert Entry.objects.values_list("actor_label", "details").get() == (odd, {"a": [1]})


@pytest.mark.parametrize("progress", [-1, 101])
def test_progress_is_a_percentage_in_the_database_too(progress: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.create(importer="roles", by_label="x", created_at=AT, progress=progress)


def test_a_dry_run_can_never_be_done() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.create(importer="roles", by_label="x", created_at=AT, state="done", is_dry=True)
