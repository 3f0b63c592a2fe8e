"""`penata surveys index` keeps its contract, without a database, settings or Django."""

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
HEADER = "U1,U2,U3,U4,U5,U6,U7,SARPRAS,ADUAN"
TABLE = f"{HEADER}\n4,3,2,4,3,3,4,2,3\n3,3,3,4,4,3,4,3,3\n"  # sums 7 6 5 8 7 6 8 5 6 = 58; 58/18 x 25 = 80.555…


def asked(path: Path, content: bytes | str, *options: str):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run(app, ["surveys", "index", str(path), *options])


def report_of(path: Path, content: bytes | str, *options: str):
    result = asked(path, content, "--json", *options)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_index_band_and_means_are_those_of_the_law(tmp_path):
    report = report_of(tmp_path / "a.csv", TABLE)
    assert (report["n"], report["elements"], report["missing"]) == (2, 9, [])
    assert report["means"] == {
        "U1": 3.5, "U2": 3, "U3": 2.5, "U4": 4, "U5": 3.5, "U6": 3, "U7": 4, "SARPRAS": 2.5, "ADUAN": 3,
    }  # fmt: skip
    assert (report["weight"], report["index"], report["band"], report["performance"]) == ("1/9", 80.56, "B", "Baik")
    assert report["with_0.11"] == {"weight": "0.11", "index": 79.75, "band": "B", "performance": "Baik"}
    assert report["exact"]["index"] == 80.56


def test_the_switch_uses_the_rounded_weight_and_says_so(tmp_path):
    report = report_of(tmp_path / "a.csv", TABLE, "--weight", "0.11")
    assert (report["weight"], report["index"], report["exact"]["index"]) == ("0.11", 79.75, 80.56)
    words = asked(tmp_path / "a.csv", TABLE, "--weight", "0.11").stdout
    assert "IKM 79,75, mutu B (Baik), bobot 0.11 (dipakai)" in words
    assert "IKM 80,56, mutu B (Baik), bobot 1/9 (pembanding)" in words


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", "\t"),
        TABLE.replace("\n", "\r\n\r\n") + ",,,,,,,,\n",
        "sep=;\n" + TABLE.replace(",", ";"),
        TABLE.replace("U1", " u1 ").replace("\n3,3", "\n3.0, 3 "),
        'Saran,ADUAN,SARPRAS,U7,U6,U5,U4,U3,U2,U1,usia\n"cepat,\nramah",3,2,4,3,3,4,2,3,4,9\n,3,3,4,3,4,4,3,3,3,\n',
        b"kata;" + TABLE.replace(",", ";").replace("\n4", "\n\xe9;4").replace("\n3", "\n;3").encode("latin-1"),
    ],
)
def test_files_as_spreadsheets_write_them_give_the_same(tmp_path, content):
    report = report_of(tmp_path / "a.csv", content)
    assert (report["n"], report["index"], report["with_0.11"]["index"]) == (2, 80.56, 79.75)


def test_incomplete_rows_are_left_out_and_it_is_said(tmp_path):
    content = TABLE + "1,1,1,1,,1,1,1,1\n"
    report = report_of(tmp_path / "a.csv", content)
    assert (report["n"], report["index"]) == (2, 80.56)
    assert report["incomplete"]["rows"] == 1
    assert report["incomplete"]["lines"] == [4]
    assert report["incomplete"]["treatment"].startswith("left out")
    assert "1 baris tidak lengkap (tidak ikut dihitung)" in asked(tmp_path / "a.csv", content).stdout
    each = report_of(tmp_path / "a.csv", content, "--incomplete", "each")
    assert (each["n"], each["means"]["U1"], each["means"]["U5"]) == (3, 8 / 3, 3.5)


def test_fewer_elements_weigh_one_by_their_number(tmp_path):
    report = report_of(tmp_path / "a.csv", "U1,U2,U3,U4,U5,U6,U7,SARPRAS\n4,3,2,4,3,3,4,2\n")
    assert (report["weight"], report["index"], report["band"]) == ("1/8", 78.13, "B")  # 25/8 x 25 = 78.125
    assert report["with_0.11"] is None
    assert report["missing"] == ["ADUAN"]
    own = report_of(tmp_path / "a.csv", "U1,DARING\n4,3\n", "--elements", "U1,DARING")
    assert (own["weight"], own["index"]) == ("1/2", 87.5)


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        ("", (), "holds nothing"),
        ("\ufeff\n", (), "holds nothing"),
        (HEADER + "\n", (), "a header and no answers"),
        (HEADER + "\n1,,,,,,,,\n", (), "(1 are incomplete)"),
        ("nama,usia\nx,3\n", (), "no column U1"),
        (TABLE.replace("U2", "U1"), (), "more than once"),
        (TABLE + "5,3,3,3,3,3,3,3,3\n0,3,3,3,3,3,3,3,9\n", (), "line 4: U1 is '5'; line 5: U1 is '0'; line 5: ADUAN"),
        (TABLE + "3.5,3,3,3,3,3,3,3,3\n", (), "line 4: U1 is '3.5'"),
        (TABLE + "baik,,,,,,,,\n", (), "line 4: U1 is 'baik'"),
        ("\n\n" + TABLE + "7,3,3,3,3,3,3,3,3\n", (), "line 6: U1 is '7'"),
        (TABLE.replace("SARPRAS,ADUAN", "U8,U9"), (), "different elements in different forms"),
        ("U1,U2\n3,3\n", ("--weight", "0.11"), "nine elements"),
        (TABLE, ("--elements", "U1,DARING"), "no column DARING"),
        (TABLE, ("--incomplete", "guess"), "leave-out"),
    ],
)
def test_an_unusable_file_is_one_line_and_exit_code_2(tmp_path, content, options, said):
    result = asked(tmp_path / "a.csv", content, "--json", *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_a_missing_file_and_a_folder_are_said_too(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        result = run(app, ["surveys", "index", str(path)])
        assert result.exit_code == 2
        assert "is not there or cannot be read" in result.stderr


def test_nothing_else_is_touched(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(TABLE)
    code = (
        "import sys; from penata.config.cli import main\n"
        "try: main()\nfinally: print('django' in sys.modules, file=sys.stderr)"
    )
    surroundings = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    surroundings["PENATA_DATA"] = str(tmp_path / "data")
    done = subprocess.run(
        [sys.executable, "-c", code, "surveys", "index", str(path), "--json"],
        capture_output=True, text=True, env=surroundings, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "False"
    assert not (tmp_path / "data").exists()
