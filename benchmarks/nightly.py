"""The nightly look at signals over a million cases in the database: `python -m benchmarks.nightly`.

The cases stand in a database of their own, beside the one that is measured otherwise, which they would make slow; they
are written once, in some minutes. Prints JSON: seconds, MB and signals.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from penata.config import database

from .signal_cities import made_up

NAME = "penata_signals"
CASES, DAYS = 1_000_000, 800
UNITS, TOPICS, AREAS = 50, 300, 150
TOGETHER = 50_000
_CASE = (
    "id, reference, secret_digest, submission, other_reference, kind, channel, state, is_anonymous, is_confidential,"
    " is_urgent, is_published, is_suspicious, title, service_id, area_id, unit_id, position_id, archive_reason,"
    " other_body, received_at, assigned_at, answered_at, closed_at, reopened_count, handover_count, verify_by,"
    " answer_by, finish_by, legal_reply_by, legal_by"
)


def use_own_database() -> None:
    server, _, query = database.url().partition("?")
    database.create(database.url(), NAME)
    own = server.rsplit("/", 1)[0] + f"/{NAME}" + (f"?{query}" if query else "")
    os.environ.update(DATABASE_URL=own, DJANGO_SETTINGS_MODULE="penata.config.settings")
    database.url.cache_clear()
    import django

    django.setup()


def stand(at: datetime) -> None:
    """Units, services and areas by their keys alone, and cases with their words; unless they stand."""
    from django.core.management import call_command
    from django.db import connection, transaction

    call_command("migrate", verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select count(*) from cases_case")
        if cursor.fetchone()[0] >= CASES:
            return
        # What triggers count and index is not what is measured, and would take an hour.
        cursor.execute("set local session_replication_role = replica")
        _write(cursor, "structure_unit (id, code)", ((n, f"U{n}") for n in range(1, UNITS + 1)))
        _write(cursor, "structure_position (id, code)", ((n, f"P{n}") for n in range(1, UNITS + 1)))
        _write(cursor, "structure_area (id, code)", ((n, f"A{n}") for n in range(1, AREAS + 1)))
        _write(cursor, "structure_function (id, code)", [(1, "F")])
        _write(cursor, "catalog_service (id, code, function_id)", ((n, f"S{n}", 1) for n in range(1, TOPICS + 1)))
        rows = enumerate(made_up(CASES, at - timedelta(days=DAYS), DAYS), 1)
        while part := list(islice(rows, TOGETHER)):
            _write(cursor, f"cases_case ({_CASE})", (_case(n, *row) for n, row in part))
            said = ((n, came, " ".join(row[-1]), "", "") for n, (came, *row) in part)
            _write(cursor, "cases_statement (case_id, at, words, place, public_words)", said)
    with connection.cursor() as cursor:
        cursor.execute("analyze")


def _case(n: int, came: datetime, unit: int, topic: int, area: int, left: datetime | None, _said: list[str]) -> Any:
    day, state = came.date(), "closed" if left else "assigned"
    due = day + timedelta(days=14)
    return (
        n, f"M-{n}", str(n), UUID(int=n), "", "complaint", "import", state, False, False, False, False, False,
        "Laporan", topic + 1, area + 1, unit + 1, unit + 1, "", "", came, came, left, left, 0, 0, day, day, due, due,
        due,
    )  # fmt: skip


def _write(cursor: Any, into: str, rows: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> None:
    with cursor.copy(f"copy {into} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


def main() -> None:
    use_own_database()
    from django.utils import timezone

    from penata.learning.improvement import actions

    at = timezone.now().replace(day=15)
    stand(at)
    if "--measure" not in sys.argv:  # what writing took is not measured
        os.execv(sys.executable, [sys.executable, "-m", "benchmarks.nightly", "--measure"])
    start, spent = time.perf_counter(), time.process_time()
    found = actions.find(at=at)
    print(json.dumps({
        "seconds": round(time.perf_counter() - start, 1), "own": round(time.process_time() - spent, 1),
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "signals": len(found),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
