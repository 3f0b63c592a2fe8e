from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from .models import Entry
from .rules import Actor

_FIELDS = [field for field in Entry._meta.concrete_fields if not field.primary_key]
_INSERT = (
    f"insert into journal_entry ({', '.join(str(field.column) for field in _FIELDS)})"  # noqa: S608 own names
    f" values ({', '.join(['%s'] * len(_FIELDS))}) returning id"
)


def record(
    *,
    by: Actor,
    act: str,
    about: models.Model | tuple[str, int | str, str],
    because: str = "",
    at: datetime | None = None,
    **details: Any,
) -> Entry:
    """Write one act in the caller's transaction.

    `about` is the record acted on, or its (kind, key, label). `details` must be JSON and must never hold
    what may have to be erased (a reporter's words or identity).
    """
    kind, key, label = _subject(about)
    entry = Entry(
        at=at or timezone.now(),
        actor_id=by.id,
        actor_label=by.label,
        act=act,
        subject_kind=kind,
        subject_key=str(key),
        subject_label=label[:250],
        because=because.replace("\x00", ""),
        details=details,
    )
    values = [field.get_db_prep_save(getattr(entry, field.attname), connection) for field in _FIELDS]
    with connection.cursor() as cursor:  # every act writes one: the ORM takes longer for it than the database
        cursor.execute(_INSERT, values)
        (entry.pk,) = cursor.fetchone()
    entry._state.adding, entry._state.db = False, connection.alias
    return entry


def _subject(about: models.Model | tuple[str, int | str, str]) -> tuple[str, int | str, str]:
    if isinstance(about, tuple):
        return about
    return about._meta.label_lower, about.pk, str(about)
