"""What was found in a conversation, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..rules.results import Found


def opinion_columns(seen: Found) -> list[str]:
    groups = [f"{column}_{cloud.letter}" for cloud in seen.clouds for column in ("votes", "agree", "disagree")]
    return ["comment-id", "statement", "votes", "agree", "disagree", "consensus", "apart", *groups]


def opinion_rows(seen: Found, words: Mapping[int, str]) -> Iterator[list[Any]]:
    """A row for each statement that is shown, with votes, agreement and disagreement by group."""
    for line in seen.lines:
        if line.number in words:
            yield [
                line.number, words[line.number], line.votes, line.agree, line.disagree, line.consensus, line.apart,
                *(count for group in line.groups for count in group),
            ]  # fmt: skip
