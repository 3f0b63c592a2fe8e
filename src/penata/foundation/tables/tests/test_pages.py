from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from penata.foundation.accounts.models import Role
from penata.foundation.tables import actions
from penata.foundation.tables.actions import uploading
from penata.foundation.tables.models import ImportRun

from .making import xlsx

pytestmark = pytest.mark.django_db

GOOD = b"kode;nama peran\nrouting;Petugas\n"
COLUMNS = {"map-code": "kode", "map-name": "nama peran", "map-description": "", "choice-missing-name": "refuse"}
State = ImportRun.State


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path, roles: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def administrator(city: Any, sign_in: Any) -> Any:
    return sign_in(city.administrator)


def upload(client: Any, data: bytes = GOOD, name: str = "peran.csv", importer: str = "roles") -> Any:
    return client.post("/imports/", {"importer": importer, "file": SimpleUploadedFile(name, data)})


def roles_named(name: str) -> int:
    return Role.objects.filter(name=name).count()


def test_a_file_is_uploaded_checked_and_brought_in(administrator) -> None:
    page = upload(administrator).url
    shown = administrator.get(page).content.decode()
    assert '<option value="kode" selected>' in shown
    assert "Petugas" in shown

    administrator.post(f"{page}check/", COLUMNS)
    assert ImportRun.objects.get().state == State.CHECKED
    assert "Lolos uji coba" in administrator.get(page).content.decode()
    assert not roles_named("Petugas")

    administrator.post(f"{page}apply/", {"because": "Data awal"})
    assert ImportRun.objects.get().state == State.DONE
    assert roles_named("Petugas") == 1
    assert "Sudah masuk" in administrator.get(page).content.decode()


def test_findings_are_named_and_can_be_downloaded(administrator) -> None:
    page = upload(administrator, b"kode;nama peran\na;Satu\na;Dua\n").url
    administrator.post(f"{page}check/", COLUMNS)
    shown = administrator.get(page).content.decode()
    assert "Baris 3, kolom kode" in shown
    assert "Tidak ada yang dimasukkan" in shown
    download = administrator.get(f"{page}report/")
    assert "sudah dipakai pada baris 2" in b"".join(download.streaming_content).decode()


def test_nothing_comes_in_without_a_check_and_a_reason(administrator) -> None:
    page = upload(administrator).url
    assert administrator.post(f"{page}apply/", {"because": "x"}).status_code == 422
    administrator.post(f"{page}check/", COLUMNS)
    assert administrator.post(f"{page}apply/", {"because": ""}).status_code == 422
    assert not roles_named("Petugas")


def test_the_same_file_again_must_be_stated(administrator) -> None:
    for _ in range(2):
        page = upload(administrator).url
        administrator.post(f"{page}check/", COLUMNS)
        answer = administrator.post(f"{page}apply/", {"because": "x"})
    assert answer.status_code == 422
    assert "sudah pernah dimasukkan" in answer.content.decode()
    assert administrator.post(f"{page}apply/", {"because": "x", "again": "on"}).status_code == 302


@pytest.mark.parametrize(
    "changes",
    [{"map-code": "tidak ada"}, {"map-code": ""}, {"choice-missing-name": "guess"}, {"choice-missing-name": ""}],
)
def test_a_mapping_that_cannot_be_comes_back(administrator, changes: dict[str, str]) -> None:
    page = upload(administrator).url
    assert administrator.post(f"{page}check/", COLUMNS | changes).status_code == 422


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"", "a.csv"), (b"<html></html>", "a.xls"), (b"PK\x03\x04...", "a.xlsx"), (b"\xd0\xcf\x11\xe0....", "a.xls")],
)
def test_a_file_that_cannot_be_read_is_refused_at_once(administrator, data: bytes, name: str) -> None:
    assert upload(administrator, data, name).status_code == 422
    assert upload(administrator, importer="kings").status_code == 422
    assert not ImportRun.objects.exists()


def test_hostile_names_and_cells_are_only_shown(administrator) -> None:
    hostile = "<script>alert(1)</script>"
    page = upload(administrator, xlsx([["kode", hostile], ["a", hostile]]), f"{hostile}.xlsx").url
    shown = administrator.get(page).content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;" in shown


def test_a_big_file_goes_to_the_queue_and_its_page_shows_the_progress(administrator, run_jobs, monkeypatch) -> None:
    monkeypatch.setattr(uploading, "AT_ONCE", 10)
    page = upload(administrator).url
    administrator.post(f"{page}check/", COLUMNS)
    assert ImportRun.objects.get().state == State.QUEUED
    assert 'hx-trigger="every 2s"' in administrator.get(page).content.decode()
    run_jobs("tables.")
    assert ImportRun.objects.get().state == State.CHECKED
    administrator.post(f"{page}apply/", {"because": "Data awal"})
    run_jobs("tables.")
    assert (ImportRun.objects.get().state, roles_named("Petugas")) == (State.DONE, 1)


def test_a_program_error_in_the_queue_changes_nothing_and_is_said(administrator, run_jobs, monkeypatch, roles) -> None:
    monkeypatch.setattr(uploading, "AT_ONCE", 10)
    page = upload(administrator).url
    administrator.post(f"{page}check/", COLUMNS)
    monkeypatch.setattr(type(roles), "apply", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run_jobs("tables.")
    assert "kesalahan program" in administrator.get(page).content.decode()


def test_a_run_that_waits_or_is_over_cannot_be_started_again(administrator) -> None:
    page = upload(administrator).url
    ImportRun.objects.update(state=State.QUEUED)
    assert administrator.post(f"{page}check/", COLUMNS).status_code == 422
    ImportRun.objects.update(state=State.DONE, is_dry=False)
    assert administrator.post(f"{page}apply/", {"because": "x"}).status_code == 422


def test_uploaded_files_go_after_a_day_and_the_page_says_so(administrator, media: Path) -> None:
    page = upload(administrator).url
    assert actions.clean_up(at=timezone.now()) == 0
    assert actions.clean_up(at=timezone.now() + timedelta(hours=25)) == 1
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert administrator.get(page).status_code == 200
    assert administrator.post(f"{page}check/", COLUMNS).status_code == 302


def test_old_reports_keep_their_figures_but_not_the_cells(administrator) -> None:
    page = upload(administrator, b"kode;nama peran\na;Satu\na;Dua\n").url
    administrator.post(f"{page}check/", COLUMNS)
    actions.clean_up(at=timezone.now() + timedelta(days=91))
    report = ImportRun.objects.get().outcome
    assert (report.findings, report.findings_total) == ([], 1)


def test_strangers_see_no_import(city, client, sign_in, administrator) -> None:
    page = upload(administrator).url
    administrator.logout()
    pages = ["/imports/", page, f"{page}report/"]
    assert {client.get(address).status_code for address in pages} == {302}
    sign_in(city.officer)
    assert {client.get(address).status_code for address in pages} == {403}
    assert {client.post(f"{page}{act}/").status_code for act in ("check", "apply")} == {403}


def test_the_list_costs_the_same_however_many_runs(administrator, django_assert_max_num_queries) -> None:
    upload(administrator)
    with django_assert_max_num_queries(6):
        administrator.get("/imports/")
    for _ in range(5):
        upload(administrator)
    with django_assert_max_num_queries(6):
        administrator.get("/imports/")
