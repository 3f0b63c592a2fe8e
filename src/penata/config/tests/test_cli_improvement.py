"""`penata improvement signals` keeps its contract, without a database, settings or Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from penata.config.cli import app

run = CliRunner().invoke
HEADER = "received_at,unit,topic,area,answered_at,text"


def rows(surging: bool = True) -> list[str]:
    """Eight months of four units; in the last one of them gets four times as many."""
    found = []
    for month in range(1, 9):
        for unit in range(4):
            for place in range(60 if surging and (month, unit) == (8, 2) else 15):
                day, text = f"2026-{month:02d}-{place % 28 + 1:02d} 08:{place:02d}", f"lampu, padam di gang {place}"
                found.append(f'{day},Dinas {unit},Topik {unit}{place % 2},Melati,,"{text}"')
    return found


def asked(path: Path, content: bytes | str, *options: str):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run(app, ["improvement", "signals", str(path), *options])


def test_a_signal_says_month_subject_observed_expected_and_a_sentence(tmp_path):
    result = asked(tmp_path / "cases.csv", "\n".join([HEADER, *rows()]), "--json")
    assert result.exit_code == 0, result.stderr
    report = json.loads(result.stdout)
    assert list(report) == ["false_signals_a_month", "cases", "months", "signals"]
    assert report["months"] == [{"month": "2026-08", "cases": 105, "judged": True}]
    (signal,) = report["signals"]
    assert (signal["month"], signal["kind"], signal["subject"], signal["observed"]) == (
        "2026-08",
        "surge",
        "Dinas 2",
        60,
    )
    assert 10 < signal["expected"] < 24
    assert signal["sentence"].startswith("60 laporan untuk Dinas 2 pada Agustus 2026; biasanya sekitar 1")
    assert len(signal["lines"]) == 50


def test_people_read_sentences_in_indonesian(tmp_path):
    result = asked(tmp_path / "cases.csv", "\n".join([HEADER, *rows()]))
    assert "Dinas 2: 60 laporan" in result.stdout
    assert result.stdout.splitlines()[-1] == ("Karena kebetulan semata, paling banyak 0,2 sinyal sebulan dapat muncul.")


def test_months_are_looked_at_from_the_day_on(tmp_path):
    result = asked(tmp_path / "cases.csv", "\n".join([HEADER, *rows()]), "--since", "2026-02-10", "--json")
    months = json.loads(result.stdout)["months"]
    assert [month["month"] for month in months] == [f"2026-{number:02d}" for number in range(2, 9)]
    assert [month["judged"] for month in months] == [False, False, True, True, True, True, True]


@pytest.mark.parametrize(
    "written",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(", padam", " padam").replace(",", ";"),
        lambda text: text.replace("\n", "\r\n\r\n"),
        lambda text: text.replace("gang", "gang é").encode("cp1252"),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("received_at", " Received_At "),
    ],
)
def test_files_as_spreadsheets_write_them_are_read(tmp_path, written):
    result = asked(tmp_path / "cases.csv", written("\n".join([HEADER, *rows()])), "--json")
    assert result.exit_code == 0, result.stderr
    assert [signal["subject"] for signal in json.loads(result.stdout)["signals"]] == ["Dinas 2"]


@pytest.mark.parametrize(
    "day", ["2026-08-05", "05/08/2026", "2026-08-05T07:00:00+07:00", "2026/8/5 7:00", "5-8-2026", "20260805"]
)
def test_days_are_read_as_they_are_written(tmp_path, day):
    result = asked(tmp_path / "cases.csv", f"received_at,unit,topic\n{day},A,B\n", "--json")
    assert json.loads(result.stdout)["months"][0]["month"] == "2026-08"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds nothing"),
        ("\n\n", "holds nothing"),
        (HEADER, "holds no case"),
        ("unit,topic\nA,B\n", "no column 'received_at'; it has: unit, topic"),
        ("received_at,unit,unit,topic\n2026-01-01,A,A,B\n", "column 'unit' more than once"),
        ("received_at,unit,topic\n2026-01-01,A,B\nkemarin,A,B\n2026-13-01,A,B\n", "line 3: received_at is 'kemarin'"),
        ("received_at,unit,topic\n2026-01-01 25:00,A,B\n", "line 2: received_at is '2026-01-01 25:00'"),
        ("received_at,unit,topic\n,A,B\n", "line 2: received_at is ''"),
        ("received_at,unit,topic,answered_at\n2026-01-01,A,B,belum\n", "line 2: answered_at is 'belum'"),
        ("received_at,unit,topic\n2026-01-01,A,B,C,D\n", "line 2: 5 cells, but the header has 3"),
        (b"PK\x03\x04" + b"\x00" * 400, "is not text"),
        (b"PK\x03\x04" + bytes(range(1, 256)), "is not text"),
        ("received_at,unit,topic\n".encode("utf-32"), "is not text"),
        ('received_at,unit,topic\n2026-01-01,"A,B\n2026-01-02,A,B\n', "unexpected end of data"),
        ('sep=,\nreceived_at,unit,topic\n2026-01-01,"A,B\n', "broken at line 3"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_said_with_its_line(tmp_path, content, said):
    result = asked(tmp_path / "cases.csv", content)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_missing_file_and_an_odd_day_are_said(tmp_path):
    assert run(app, ["improvement", "signals", str(tmp_path / "none.csv")]).exit_code == 2
    result = asked(tmp_path / "cases.csv", "\n".join([HEADER, *rows()]), "--since", "kemarin")
    assert result.exit_code == 2
    assert "--since is 'kemarin'" in result.stderr


def test_answers_before_their_cases_are_counted_and_not_used(tmp_path):
    content = "received_at,unit,topic,answered_at\n2026-01-05,A,B,2026-01-01\n2026-01-05,A,B,\n"
    result = asked(tmp_path / "cases.csv", content, "--json")
    assert result.exit_code == 0
    assert "1 answers are older than their cases" in result.stderr


def test_it_needs_no_database_no_settings_and_no_django(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("\n".join([HEADER, *rows()]))
    code = (
        "import sys\nfrom penata.config.cli import app\n"
        f"app(['improvement', 'signals', {str(path)!r}, '--json'], standalone_mode=False)\n"
        "assert 'django' not in sys.modules\n"
    )
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE", "PENATA"))}
    done = subprocess.run([sys.executable, "-c", code], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "written",
    [
        "sep=;\nreceived_at;unit;topic\n{day};A;T\n",
        "received_at,unit,topic\n{day},A\x81,T\n",
        "received_at,unit,topic\n{day} 08:00:00+07,A,T\n",
        "received_at,unit,topic\n20260301T080000,A,T\n",
        "received_at,unit,topic,answered_at,promised_by\n{day},A,T,NaT,NULL\n",
    ],
)
def test_what_other_systems_write_is_read(tmp_path, written):
    content = written.format(day="2026-03-01").encode("latin-1")
    result = asked(tmp_path / "cases.csv", content, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["months"][0]["month"] == "2026-03"


def test_without_a_day_the_newest_month_that_has_begun_is_looked_at(tmp_path):
    result = asked(tmp_path / "cases.csv", "\n".join([HEADER, *rows(), "2031-01-01,Dinas A,Jalan"]), "--json")
    months = json.loads(result.stdout)["months"]
    assert [month["cases"] > 1 for month in months] == [True]  # not the one that holds a single case
    assert result.stderr == ""


def test_instants_are_read_by_the_clock_of_the_first_zone_that_is_named(tmp_path):
    lines = [
        "received_at,unit,topic,answered_at",
        "2026-03-01T06:00:00+07:00,A,T,2026-02-28T23:30:00Z",  # half an hour later
        "2026-03-31T23:30:00Z,A,T,",  # the first of April there
    ]
    result = asked(tmp_path / "cases.csv", "\n".join(lines), "--json", "--since", "2026-03-01")
    assert "are older" not in result.stderr
    assert [(month["month"], month["cases"]) for month in json.loads(result.stdout)["months"]] == [
        ("2026-03", 1),
        ("2026-04", 1),
    ]
