"""How often what was answered: the tallies and whatever has not been counted yet, in one statement (decision 13)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from ..models import Survey
from ..rules.marks import GOOD, MARKED

SUMS = """
select survey_id, segment, key, state, code, value, sum(n)::bigint, sum(total), sum(squares) from (
    select survey_id, segment, key, state, code, value, n, total, squares from surveys_tally
        where survey_id = any(%(surveys)s) and segment = any(%(segments)s)
    union all
    select survey_id, segment, key, state, code, value, count(*), sum(total), sum(total * total) from surveys_piece
        where survey_id = any(%(surveys)s) and not is_counted and segment = any(%(segments)s)
        group by survey_id, segment, key, state, code, value
) pieces group by survey_id, segment, key, state, code, value
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """How many gave one answer to one question, within one group; of numbers also their sum and squares."""

    segment: str
    key: str
    state: int
    code: str
    value: str
    n: int
    total: Decimal
    squares: Decimal


def pieces(survey: Survey, segments: Iterable[str] = ("",)) -> list[Piece]:
    """One statement: so it always equals the answers, whatever is being counted meanwhile."""
    return pieces_of([survey], segments)[survey.pk]


def pieces_of(surveys: Iterable[Survey], segments: Iterable[str] = ("",)) -> dict[int, list[Piece]]:
    """Of several surveys, still one statement."""
    found: dict[int, list[Piece]] = {survey.pk: [] for survey in surveys}
    with connection.cursor() as cursor:
        cursor.execute(SUMS, {"surveys": list(found), "segments": list(segments)})
        for survey_id, *row in cursor.fetchall():
            found[survey_id].append(Piece(*row))
    return found


def states_of(survey: Survey, *, only_good: bool = False) -> frozenset[int]:
    """Which answers count: marked ones do, until somebody set them aside with a reason."""
    return frozenset({GOOD} if only_good or survey.aside_at is not None else {GOOD, MARKED})


def count_of(found: Collection[Piece], states: Collection[int], segment: str = "", key: str = "") -> int:
    """How many sheets."""
    return sum(p.n for p in found if p.code == "@" and p.state in states and (p.segment, p.key) == (segment, key))
