"""`penata forum`: groups of opinion in a file of votes. Needs no database and no settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from penata.foundation.refusals import Refused
from penata.public.forum.rules.opinions import Groups, Opinion, groups_of, opinions_of
from penata.public.forum.rules.reading import removed_in, votes_in

from . import files

app = typer.Typer(no_args_is_help=True, help="Groups of opinion among those who voted, without a database.")

WHY_NOT = {
    "forum.no_votes": "%(file)s holds no vote on a statement that was not removed.",
    "forum.odd_votes": "%(file)s has rows without voter-id, comment-id and a vote of 1, -1 or 0: %(rows)s.",
    "forum.odd_moderation": "%(file)s has values in 'moderated' other than 1, 0 and -1: %(rows)s.",
    "forum.too_many_groups": "%(asked)s groups cannot be made: only %(most)s participants with enough votes voted"
    " differently.",
}
MOST_SHOWN = 5


@app.callback()
def forum() -> None:
    """Without it, the one command would lose its name."""


@app.command("groups")
def groups(
    file: Annotated[Path, typer.Argument(metavar="VOTES.csv", help="CSV with voter-id, comment-id and vote.")],
    statements: Annotated[
        Path | None, typer.Option(metavar="COMMENTS.csv", help="CSV with comment-id and moderated (-1: removed).")
    ] = None,
    count: Annotated[
        int | None, typer.Option("--groups", min=1, max=50, help="As many groups as this, instead of those found.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything as JSON.")] = False,
) -> None:
    """Say which participants vote alike, and what all groups share.

    vote is 1 (agrees), -1 (disagrees) or 0 (passes); of two votes on one statement the last row counts. Who voted on
    fewer than seven statements is in no group.
    """
    try:
        removed = removed_in(files.content_of(statements), file=str(statements)) if statements else frozenset()
        found = groups_of(votes_in(files.content_of(file), removed, file=str(file)), count)
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)
    opinions = opinions_of(found)
    typer.echo(json.dumps(_report(found, opinions)) if as_json else _words(found, opinions))


def _report(found: Groups, opinions: list[Opinion]) -> dict[str, Any]:
    labels = [None if label < 0 else int(label) for label in found.labels]
    return {
        "groups": found.count,
        "sizes": found.sizes,
        "variance_explained": found.explained,
        "participants": dict(zip(found.votes.participants, labels, strict=True)),
        "consensus": {one.statement: one.consensus for one in opinions},
        "statements": [
            {
                "statement": one.statement,
                "consensus": one.consensus,
                "apart": one.apart,
                "groups": [
                    {"votes": group.votes, "agree": group.agree, "disagree": group.disagree} for group in one.groups
                ],
            }
            for one in opinions
        ],
    }


def _words(found: Groups, opinions: list[Opinion]) -> str:
    without = int((found.labels < 0).sum())
    lines = [f"{found.count} kelompok: {', '.join(map(str, found.sizes)) or '–'} peserta."]
    lines.append(
        f"{without} peserta belum cukup memilih. Kelompok menjelaskan {_percent(found.explained)} ragam suara."
    )
    if found.count:
        shared = sorted(opinions, key=lambda one: -(one.consensus or 0))[:MOST_SHOWN]
        lines += ["", "Paling disepakati semua kelompok:", *map(_line, shared)]
    if found.count > 1:
        apart = sorted(opinions, key=lambda one: -one.apart)[:MOST_SHOWN]
        lines += ["", "Paling membedakan kelompok:", *map(_line, apart)]
    return "\n".join(lines)


def _line(one: Opinion) -> str:
    stands = ", ".join(f"{group.agree} dari {group.votes} setuju" for group in one.groups)
    return f"  pernyataan {one.statement}: {stands} (kesepakatan {f'{one.consensus or 0:.2f}'.replace('.', ',')})"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%".replace(".", ",")
