"""Files of votes and statements, as Polis exports them → votes. Pure: the bytes come in, refusals go out."""

from __future__ import annotations

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import rows_in

from .opinions import Vote, Votes, votes_of

_VOTES = {"1": Vote.AGREE, "-1": Vote.DISAGREE, "0": Vote.PASS, "-0": Vote.PASS}
_MODERATED = {"1", "0", "-1", ""}
REMOVED = "-1"
MOST_NAMED = 10


def votes_in(data: bytes, removed: frozenset[str] = frozenset(), *, file: str = "") -> Votes:
    """Columns `voter-id`, `comment-id`, `vote` (1, -1 or 0); of two votes on one statement the last row counts.

    Votes on `removed` statements are left out; who voted on no other is a participant all the same.
    Raises Refused, naming the rows.
    """
    voters: set[str] = set()
    last: dict[tuple[str, str], Vote] = {}
    wrong: list[str] = []
    for line, (voter, statement, words) in rows_in(data, ("voter-id", "comment-id", "vote"), file=file):
        vote = _VOTES.get(_whole(words))
        if vote is None or not voter or not statement:
            wrong.append(f"line {line}: '{voter[:20]}', '{statement[:20]}', '{words[:20]}'")
        else:
            voters.add(voter)
            if statement not in removed:
                last[voter, statement] = vote
    if wrong:
        raise Refused("forum.odd_votes", file=file, rows=_named(wrong))
    if not last:
        raise Refused("forum.no_votes", file=file)
    return votes_of(last, voters)


def removed_in(data: bytes, *, file: str = "") -> frozenset[str]:
    """The statements that were removed: column `moderated` -1. Raises Refused."""
    removed, wrong = set(), []
    for line, (statement, words) in rows_in(data, ("comment-id", "moderated"), file=file):
        moderated = _whole(words)
        if moderated not in _MODERATED:
            wrong.append(f"line {line}: '{words[:20]}'")
        elif moderated == REMOVED:
            removed.add(statement)
    if wrong:
        raise Refused("forum.odd_moderation", file=file, rows=_named(wrong))
    return frozenset(removed)


def _whole(words: str) -> str:
    """Spreadsheets write 1 as 1.0 or 1,0, and some write +1."""
    whole, _, rest = words.replace(",", ".").partition(".")
    return whole.removeprefix("+") if not rest.strip("0") else words


def _named(wrong: list[str]) -> str:
    rest = f"; … and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
    return "; ".join(wrong[:MOST_NAMED]) + rest
