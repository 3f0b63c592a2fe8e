"""`penata routing evaluate` keeps its contract, without a database and without settings."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from penata.config.cli import app
from penata.public.routing.rules.facts import Example
from penata.public.routing.tests.cities import closed_cases

CONTRACT = [
    "accuracy", "macro_f1", "top3", "ece", "coverage_at_95", "precision_at_95", "fit_seconds", "micros_per_case",
    "n_train", "n_test", "n_units",
]  # fmt: skip
run = CliRunner().invoke


def written(path: Path, cases: list[Example], **renamed: str) -> Path:
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        names = ["text", "unit", "area", "parent_area", "topic", "received_at"]
        rows.writerow([renamed.get(name, name) for name in names])
        rows.writerows([c.text, c.unit, c.area, c.parent_area, c.topic, c.received_at or ""] for c in cases)
    return path


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    train = written(tmp_path / "a.csv", closed_cases(200))
    test = written(tmp_path / "b.csv", closed_cases(60, seed=2))
    return ["routing", "evaluate", "--train", str(train), "--test", str(test)]


def test_the_json_has_the_keys_of_the_contract(files: list[str]) -> None:
    result = run(app, [*files, "--json"])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert list(report) == CONTRACT
    assert (report["n_train"], report["n_test"]) == (200, 60)
    assert all(0 <= report[name] <= 1 for name in CONTRACT[:5])


def test_people_read_a_table_in_indonesian(files: list[str]) -> None:
    result = run(app, files)
    assert result.exit_code == 0
    assert "Unit pertama benar" in result.stdout
    assert len(result.stdout.splitlines()) == len(CONTRACT)


def test_each_month_is_learned_again_on_request(files: list[str]) -> None:
    result = run(app, [*files, "--json", "--monthly"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["accuracy"] > 0.7


def test_nothing_else_is_touched(files: list[str], tmp_path: Path) -> None:
    code = (
        "import sys; from penata.config.cli import main\n"
        "try: main()\nfinally: print('django' in sys.modules, file=sys.stderr)"
    )
    surroundings = {
        **os.environ,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "PENATA_DATA": str(tmp_path / "data"),
    }
    done = subprocess.run(
        [sys.executable, "-c", code, *files, "--json"], capture_output=True, text=True, env=surroundings, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "False"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "is not there"),
        ("", "holds nothing"),
        ("text,body\nlampu,Dishub\n", "no column 'unit'"),
        ("text,unit,unit\nlampu,Dishub,x\n", "more than once"),
        ("text,unit\nlampu,Dishub\nsampah,Dishub\n", "one unit alone"),
    ],
)
def test_an_unusable_file_is_one_line_and_exit_code_2(
    files: list[str], tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "odd.csv"
    if content is not None:
        path.write_text(content)
    files[3] = str(path)
    result = run(app, files)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_months_without_days_are_refused_in_a_sentence(files: list[str], tmp_path: Path) -> None:
    files[5] = str(written(tmp_path / "c.csv", closed_cases(20), received_at="day"))
    result = run(app, [*files, "--monthly"])
    assert result.exit_code == 2
    assert "received_at" in result.stderr


def test_what_was_left_out_is_said_beside_the_figures(files: list[str], tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes("\ufefftext;unit\nlampu mati;Dishub\n;Dishub\nsampah;\nsampah bau;DLH\n".encode())
    files[3] = str(path)
    result = run(app, [*files, "--json"])
    assert result.exit_code == 0
    assert "1 rows without a unit" in result.stderr
    assert json.loads(result.stdout)["n_train"] == 3


def test_folds_are_measured_beside_a_baseline(tmp_path: Path) -> None:
    path = written(tmp_path / "e.csv", closed_cases(150), unit="instansi", text="judul")
    options = ["--text", "judul", "--unit", "instansi", "--min", "5", "--folds", "3", "--json"]
    result = run(app, ["routing", "crossvalidate", str(path), *options])
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert report["accuracy"] > 0.5
    assert report["n_cases"] + report["n_repeated"] <= 150
    table = run(app, ["routing", "crossvalidate", str(path), *options[:-1], "--curve"])
    assert "pembanding" in table.stdout


def test_folds_of_rare_bodies_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "f.csv", closed_cases(30))
    result = run(app, ["routing", "crossvalidate", str(path), "--min", "50"])
    assert result.exit_code == 2
    assert "fewer than two units" in result.stderr


LAPOR = Path(__file__).parents[4] / "../shared/data/lapor-2017/complaints.csv"


@pytest.mark.real_data
@pytest.mark.slow
@pytest.mark.skipif(not LAPOR.exists(), reason="../shared/data/lapor-2017 is not here")
def test_real_reports_reach_the_figures_of_the_docs() -> None:
    columns = ["--text", "judul,isi", "--unit", "instansi", "--json"]
    result = run(app, ["routing", "crossvalidate", str(LAPOR), *columns])
    report = json.loads(result.stdout)
    assert (report["n_units"], report["n_cases"]) == (29, 687)
    assert report["accuracy"] >= 0.75
    assert report["baseline"] <= 0.55
