"""`penata improvement process` keeps its contract, without a database, settings or Django."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from penata.config.cli import app

HEADER = "case,step,unit,started_at,finished_at"
ROWS = [
    "1,Daftar,Loket,2026-01-05 08:00,2026-01-05 09:00",
    "1,Terbit,Teknis,2026-01-07 09:00,2026-01-07 10:00",
    "2,Daftar,Loket,2026-01-05 08:00,2026-01-05 09:00",
    "2,Terbit,Teknis,2026-01-06 09:00,",
]


def asked(path: Path, content: bytes | str, *options: str):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return CliRunner().invoke(app, ["improvement", "process", str(path), *options])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.csv"


def test_it_says_where_the_time_goes(file):
    result = asked(file, "\n".join([HEADER, *ROWS]), "--json", "--promise", "3")
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert (report["cases"], report["ended"], report["mode"], report["counted_in"]) == (2, 1, "spans", "calendar days")
    assert report["time"] == {"waiting": 3.0, "working": 1.167, "untold": 0.0, "share": 1.0}
    assert report["steps"][0]["step"] == "Terbit"
    assert report["words"].startswith("2 permohonan (1 selesai), 4 kejadian sampai 2026-01-07, dalam hari kalender.")
    assert "3" in report["words"]


def test_people_read_sentences_and_tables(file):
    result = asked(file, "\n".join([HEADER, *ROWS]), "--working-days")
    assert "% waktu permohonan habis untuk menunggu" in result.stdout
    assert "hari libur tidak dikurangi" in result.stdout
    assert "Jalur yang paling sering:" in result.stdout


def test_columns_of_other_names_are_mapped(file):
    text = "\n".join(["Nomor;Tahap;Selesai pada", "7;Masuk;05/01/2026", "7;Terbit;09/01/2026"])
    report = json.loads(asked(file, text, "--map", "case=Nomor,step=Tahap,at=Selesai pada", "--json").stdout)
    assert (report["mode"], report["days"]) == ("finishes", 4.0)


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        ("", (), "holds nothing"),
        (HEADER, (), "holds no event"),
        ("a,b\n1,2\n", (), "has no column 'case'"),
        ("case,b\n1,2\n", (), "neither started_at and finished_at"),
        (f"{HEADER}\n1,Daftar,,kemarin,\n", (), "line 2: started_at is 'kemarin'"),
        (f"{HEADER}\n,Daftar,,2026-01-05,\n", (), "line 2: case is empty"),
        (f"{HEADER}\n1,Daftar,X,2026-01-05,,,lebih\n", (), "line 2: 7 cells"),
        ("\n".join([HEADER, *ROWS]), ("--last", "Selesai"), "no step is called 'Selesai'"),
        ("\n".join([HEADER, *ROWS]), ("--map", "case"), "is not written as column=header"),
        ("\n".join([HEADER, *ROWS]), ("--map", "tahap=step"), "is none of case"),
        ("\n".join([HEADER, *ROWS]), ("--until", "2026-01-01"), "before the newest instant"),
        ("\n".join([HEADER, *ROWS]), ("--until", "kemarin"), "is no day"),
        ("\n".join([HEADER, *ROWS]), ("--at", "tengah"), "`finish` or `start`"),
        (b"\x00\x01\x02" * 400, (), "is not text"),
    ],
)
def test_what_cannot_be_used_is_said_with_exit_code_2(file, content, options, said):
    result = asked(file, content, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_rows_whose_time_goes_back_are_left_out_and_counted(file):
    report = json.loads(asked(file, "\n".join([HEADER, *ROWS, "3,Daftar,,2026-01-06,2026-01-05"]), "--json").stdout)
    assert (report["left_out"], report["left_out_lines"], report["cases"]) == (1, [6], 2)


def test_it_needs_no_django(file):
    file.write_text("\n".join([HEADER, *ROWS]))
    code = "import sys; from penata.config.cli import main; sys.argv[1:] = ['improvement', 'process', sys.argv[1]]\n" \
        "try: main()\nexcept SystemExit: pass\nassert 'django' not in sys.modules"  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


REAL = Path(__file__).parents[5] / "shared/data/sf311/sf311_10000.csv"


@pytest.mark.skipif(not REAL.exists(), reason="../shared/data/sf311 is not here")
def test_real_requests_are_read_by_agency():
    names = "case=unique_key,unit=agency_name,started_at=created_date,finished_at=closed_date"
    result = CliRunner().invoke(app, ["improvement", "process", str(REAL), "--map", names, "--json"])
    report = json.loads(result.stdout)
    assert (report["cases"], report["ended"], report["left_out"]) == (9983, 9613, 17)
    assert report["lasts"]["median"] == pytest.approx(6.1, abs=0.1)
