"""`penata plans critical-path` keeps its contract, without a database, settings or Django."""

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
TABLE = "task,days,depends_on\nsurvei,3,\ndesain,4,survei\nizin,2,survei\nbangun,10,desain izin\nresmi,0,bangun\n"


def asked(path: Path, content: bytes | str, *options: str):
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run(app, ["plans", "critical-path", str(path), *options])


def test_each_task_has_its_place_in_working_days_from_0(tmp_path):
    result = asked(tmp_path / "tasks.csv", TABLE, "--json")
    assert result.exit_code == 0
    report = json.loads(result.stdout)
    assert list(report) == ["duration", "tasks"]
    assert report["duration"] == 17
    assert report["tasks"][2] == {"task": "izin", "start": 3, "finish": 5, "slack": 2, "critical": False}
    assert [task["task"] for task in report["tasks"] if task["critical"]] == ["survei", "desain", "bangun", "resmi"]


def test_people_read_a_table_in_indonesian(tmp_path):
    result = asked(tmp_path / "tasks.csv", TABLE)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Seluruhnya 17 hari kerja."
    assert len(result.stdout.splitlines()) == 7


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace("\n", "\r\n\r\n"),
        "owner,Depends_On, task ,days\nx,,survei,3.0\nx,survei,desain,4\nx,desain,bangun,10\n",
    ],
)  # fmt: skip
def test_files_as_spreadsheets_write_them_are_read(tmp_path, content):
    result = asked(tmp_path / "tasks.csv", content, "--json")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["tasks"][1] == {
        "task": "desain", "start": 3, "finish": 7, "slack": 0, "critical": True,
    }  # fmt: skip


def test_half_a_day_is_exact(tmp_path):
    result = asked(tmp_path / "tasks.csv", 'task,days,depends_on\na,0.5,\nb,"1,25",a\n', "--json")
    assert json.loads(result.stdout)["duration"] == 1.75


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds nothing"),
        ("task,days,depends_on\n\n", "holds no task"),
        ("task,length,depends_on\na,1,\n", "no column 'days'"),
        ("task,days,days,depends_on\na,1,1,\n", "more than once"),
        ("task,days,depends_on\na,1,b\n", "line 2: task 'a' depends on 'b'"),
        ("task,days,depends_on\na,1,\nb,1,\nc,1,a;b\n", "separated by blanks"),
        ("task,days,depends_on\na,1,\na,2,\n", "line 3: task 'a' is there already, on line 2"),
        ("task,days,depends_on\n,1,\n", "no name"),
        ("task,days,depends_on\na,-1,\n", "'-1'"),
        ("task,days,depends_on\na,tiga,\n", "'tiga'"),
        ("task,days,depends_on\na,nan,\n", "'nan'"),
        ("task,days,depends_on\na,1e3,\n", "'1e3'"),
        ("task,days,depends_on\na,\u0663,\n", "'\u0663'"),
        ("task,days,depends_on\na,,\n", "''"),
        ("task,days,depends_on\na,1,a\n", "a → a"),
        ("task,days,depends_on\na,1,c\nb,1,a\nc,1,b\nd,1,c\n", "a → b → c → a"),
        (b"task,days,depends_on\n\x00\x00,1,\n", "is not text"),
        (b"\x00\x00task", "tasks.csv"),
        (b"task,days,depends_on\na,1,\x00\n", "tasks.csv"),
    ],
)
def test_an_unusable_file_is_one_line_and_exit_code_2(tmp_path, content, said):
    result = asked(tmp_path / "tasks.csv", content)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stdout == ""


def test_a_missing_file_and_a_folder_are_said_too(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        result = run(app, ["plans", "critical-path", str(path)])
        assert result.exit_code == 2
        assert "is not there or cannot be read" in result.stderr


def test_a_very_long_cycle_is_named_by_its_first_tasks(tmp_path):
    rows = "".join(f"t{n},1,t{(n + 1) % 3000}\n" for n in range(3000))
    result = asked(tmp_path / "tasks.csv", "task,days,depends_on\n" + rows, "--json")
    assert result.exit_code == 2
    assert "(2980 more)" in result.stderr


def test_nothing_else_is_touched(tmp_path):
    path = tmp_path / "tasks.csv"
    path.write_text(TABLE)
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
        [sys.executable, "-c", code, "plans", "critical-path", str(path), "--json"],
        capture_output=True, text=True, env=surroundings, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr.strip() == "False"
    assert not (tmp_path / "data").exists()
