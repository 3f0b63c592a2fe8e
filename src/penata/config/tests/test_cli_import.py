import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from penata.config.cli import app
from penata.foundation.accounts.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(settings, monkeypatch, tmp_path: Path):
    settings.IMPORTERS = {"roles": "penata.foundation.tables.tests.conftest.ROLES"}
    from penata.config.cli import importing

    monkeypatch.setattr(importing, "set_up", lambda: None)

    def call(text: str, *options: str, what: str = "roles"):
        file = tmp_path / "peran.csv"
        file.write_text(text)
        return CliRunner().invoke(app, ["import", what, str(file), *options])

    return call


GOOD = "kode;nama peran\nrouting;Petugas\n"


def test_a_good_file_comes_in_with_exit_code_zero(run) -> None:
    result = run(GOOD, "--map", "name=nama peran")
    assert (result.exit_code, Role.objects.filter(name="Petugas").count()) == (0, 1)
    assert "1 baru" in result.output


def test_a_dry_run_changes_nothing(run) -> None:
    result = run(GOOD, "--map", "name=nama peran", "--dry-run")
    assert (result.exit_code, Role.objects.count()) == (0, 0)
    assert "Uji coba" in result.output


def test_a_bad_row_is_exit_code_one_with_the_row_the_reason_and_the_repair(run, tmp_path) -> None:
    report = tmp_path / "temuan.csv"
    result = run("kode;nama\na;Satu\na;Dua\n", "--report", str(report))
    assert result.exit_code == 1
    assert "Baris 3, kolom kode" in result.output
    assert "Tidak ada yang diubah" in result.output
    rows = list(csv.reader(report.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[1][0] == "3"


def test_the_report_can_be_json(run) -> None:
    report = json.loads(run(GOOD, "--map", "name=nama peran", "--json").stdout)
    assert (report["rows_new"], report["is_dry"]) == (1, False)


@pytest.mark.parametrize(
    "options",
    [
        ["--map", "nama"],
        ["--map", "name=tidak ada"],
        ["--choice", "other=x"],
        ["--choice", "missing-name=x"],
        ["--choice", "missing-name"],
    ],
)
def test_wrong_use_is_exit_code_two(run, options: list[str]) -> None:
    assert run(GOOD, *options).exit_code == 2


def test_an_unknown_thing_to_import_names_the_known_ones(run) -> None:
    result = run(GOOD, what="kings")
    assert (result.exit_code, "roles" in result.output) == (2, True)


def test_a_file_that_is_no_table_is_exit_code_one(run) -> None:
    assert run("<html>").exit_code == 1


def test_the_same_file_again_must_be_stated(run) -> None:
    for options, code in [([], 0), ([], 2), (["--again"], 0)]:
        assert run("kode;nama\nrouting;Petugas\n", *options).exit_code == code


AREA = """{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"KD": "99.71"}, "geometry":
{"type": "Polygon", "coordinates": [[[111, -7], [112, -7], [112, -6], [111, -6], [111, -7]]]}}]}"""


def test_boundaries_come_from_a_geojson_file_by_the_same_command(run, city) -> None:
    stated = ["--map", "code=KD", "--choice", "decree=Perda 3/2019"]
    result = run(AREA, *stated, "--dry-run", what="boundaries")
    assert (result.exit_code, "1 berubah" in result.output) == (0, True)
    assert run(AREA, *stated, what="boundaries").exit_code == 0
    assert "1 sama" in run(AREA, *stated, what="boundaries").output


def test_boundaries_that_are_wrong_or_asked_for_wrongly_are_refused(run, city) -> None:
    unknown = run(AREA.replace("99.71", "77"), "--map", "code=KD", "--choice", "decree=Perda 3/2019", what="boundaries")
    assert (unknown.exit_code, "77" in unknown.output) == (1, True)
    assert run("[]", what="boundaries").exit_code == 1
    assert run(AREA, "--map", "name=KD", what="boundaries").exit_code == 2
    assert run(AREA, "--choice", "city=99.71", what="boundaries").exit_code == 2
