from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def copy_rows(table: str | type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows by COPY on Django's own connection, so within its transaction. Returns how many.

    `columns` are database columns ("unit_id", not "unit"). Values are adapted as psycopg does: ranges, dates and
    None as they are, JSON wrapped in `psycopg.types.json.Jsonb`. Constraints and triggers work as on insert.
    """
    name = table if isinstance(table, str) else table._meta.db_table
    quote = connection.ops.quote_name
    into = f"{quote(name)} ({', '.join(map(quote, columns))})"
    count = 0
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,  # so that a broken rule is Django's IntegrityError, as elsewhere
        cursor.copy(f"copy {into} from stdin") as copy,
    ):
        for row in rows:
            copy.write_row(row)
            count += 1
    return count
