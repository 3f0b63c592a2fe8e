"""A city of a million cases, for what must stay fast then: the measured city, with its closed cases over and over.

They stand in a database of their own beside the measured one (`penata_million`, 3.5 GB). What the triggers would
write about each is written from the view that says what it must be; `find_differences` compares.
"""

from __future__ import annotations

import sys
from itertools import count
from typing import Any

from django.db import connection, transaction

from penata.public.cases.models import Case
from penata.public.cases.queries import find_differences

CASES, YEARS, FAR = 1_000_000, 3, 10_000_000
TABLES = ("cases_case", "cases_statement", "cases_assignment", "cases_handover")  # what a search or its rows may read
_OTHERWISE = {
    "id": "id + {far}",
    "case_id": "case_id + {far}",
    "parent_id": "parent_id + {far}",
    "same_as_id": "null",
    "reference": "'M{copy}-' || id",
    "secret_digest": "'M{copy}-' || id",
    "submission": "gen_random_uuid()",
    "other_reference": "''",
}


def grow() -> None:
    """Copies of closed cases in the months of the last years, until there are a million; some minutes, once."""
    if Case.objects.count() >= CASES:
        return
    for copy in count(1 + Case.objects.filter(reference__startswith="M").count() // 50_000):
        missing = CASES - Case.objects.count()
        if missing <= 0:
            break
        with transaction.atomic(), connection.cursor() as cursor:
            # Each row would be counted and found by itself, which takes an hour.
            cursor.execute("set local session_replication_role = replica")
            _copy(cursor, copy, missing)
        print(f"  {CASES - missing:,} cases, and more", file=sys.stderr)
    if wrong := find_differences():
        raise RuntimeError(f"{wrong} cases are not found by what they should be found by")


def _copy(cursor: Any, copy: int, most: int) -> None:
    cursor.execute(
        "create temporary table chosen on commit drop as select id from cases_case own where closed_at is not null"
        f" and id < {FAR} and (parent_id is null or exists"
        f" (select from cases_case whole where whole.id = own.parent_id and whole.closed_at is not null))"
        " order by parent_id nulls first, id limit %s",
        [most],
    )
    far, back = copy * FAR, f"interval '{364 * (copy % YEARS)} days {copy} seconds'"
    for table in TABLES:
        cursor.execute(
            "select column_name, data_type from information_schema.columns where table_name = %s"
            " and table_schema = 'public'",
            [table],
        )
        columns = {name: _OTHERWISE.get(name, _then(name, kind, back)) for name, kind in cursor.fetchall()}
        values = ", ".join(columns.values()).format(far=far, copy=copy)
        key = "id" if table == "cases_case" else "case_id"
        cursor.execute(
            f"insert into {table} ({', '.join(columns)}) select {values} from {table}"
            f" where {key} in (select id from chosen)"
        )
    cursor.execute(
        "insert into cases_findable (case_id, received_at, words, marks)"
        f" select * from cases_findable_due where case_id in (select id + {far} from chosen)"
    )


def _then(name: str, kind: str, back: str) -> str:
    if kind == "date":
        return f"({name} - {back})::date"
    return f"{name} - {back}" if kind.startswith("timestamp") else name
