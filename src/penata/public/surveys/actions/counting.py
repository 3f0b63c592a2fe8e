"""Answers are added to the tallies, some thousand at a time; and their order is lost."""

from __future__ import annotations

from django.db import connection, transaction

from ..models import Response, Survey

BATCH = 5_000
TAKE = """
select coalesce(array_agg(id), '{}') from (
    select id from surveys_response where survey_id = %s and not is_counted limit %s for update skip locked
) batch
"""
ADD = """
insert into surveys_tally (survey_id, segment, key, state, code, value, n, total, squares)
select survey_id, segment, key, state, code, value, count(*), sum(total), sum(total * total)
from surveys_piece where response_id = any(%(ids)s)
group by survey_id, segment, key, state, code, value
order by survey_id, segment, key, state, code, value
on conflict (survey_id, segment, key, state, code, value) do update
    set n = surveys_tally.n + excluded.n, total = surveys_tally.total + excluded.total,
        squares = surveys_tally.squares + excluded.squares
"""
DONE = "update surveys_response set is_counted = true where id = any(%(ids)s)"


def fold(survey: Survey) -> int:
    """Count what has not been counted yet; how many. Readers see the same sums before and after. Not journaled:
    nothing is decided, and the time of an answer is nobody's."""
    counted = 0
    while batch := _fold_some(survey.pk):
        counted += batch
    return counted


@transaction.atomic
def _fold_some(survey_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [survey_id, BATCH])
        ids = cursor.fetchone()[0]
        if ids:
            cursor.execute(ADD, {"ids": ids})
            cursor.execute(DONE, {"ids": ids})
    return len(ids)


def fold_all() -> int:
    """The same for every survey that has something to count."""
    waiting = Response.objects.filter(is_counted=False).values_list("survey_id", flat=True).distinct()
    return sum(fold(survey) for survey in Survey.objects.filter(pk__in=list(waiting)))


@transaction.atomic
def shuffle(survey: Survey) -> None:
    """Lay the answers of an anonymous survey in an order by chance, all written in one transaction: neither their
    place in the database nor the number of their transaction tells who answered when."""
    with connection.cursor() as cursor:
        cursor.execute("select surveys_shuffle(%s)", [survey.pk])


def shuffle_all() -> None:
    """Each night, the surveys that are answered."""
    for survey in Survey.objects.filter(is_anonymous=True, opened_at__isnull=False, closed_at=None):
        shuffle(survey)
