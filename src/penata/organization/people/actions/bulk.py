"""Many persons and holdings at once, for imports: set-based, by COPY, within the caller's act."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection

from penata.foundation.accounts.actions import NewAccount, create_accounts
from penata.foundation.dated.actions import close_belief
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.tables.actions import copy_rows
from penata.organization.structure.actions.bulk import days_text, since_text

from ..models import Holding, Person

PERSONAL = ("name", "status", "rank", "education", "email", "phone")
T = TypeVar("T")

_UPDATE = """
update people_person person set name = new.name, status = new.status, rank = new.rank, education = new.education,
    email = new.email, phone = new.phone
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    as new (id, name, status, rank, education, email, phone)
where person.id = new.id
"""


@dataclass(frozen=True, slots=True)
class NewHolding:
    """What a file says about who holds what. `seat` None: a seat that is free then was not found yet."""

    person: int
    position: int
    kind: str
    seat: int
    decree_id: int
    article: str
    since: date
    until: date | None


# The sequence is looked up once, not for each row.
_NEXT_KEYS = """
select nextval(own.sequence)
from (select pg_get_serial_sequence('people_person', 'id')::regclass as sequence offset 0) as own,
    generate_series(1, %s)
"""
_KNOWN = "select nip, id, name, status, rank, education, email, phone from people_person"
MANY = 2_000  # keys from which on a whole table is read: a long list costs more to write than its answer to read


def persons(
    rows: Sequence[tuple[str, ...]], *, stated: frozenset[str], by: Actor, at: datetime
) -> tuple[dict[str, int], set[str], set[str]]:
    """Write persons given as (nip, *PERSONAL); new ones get an account. NIP → key, the new NIPs, the changed ones.

    Columns that are not `stated` keep what they have.
    """
    with connection.cursor() as cursor:
        if len(rows) > MANY:
            cursor.execute(_KNOWN)
        else:
            cursor.execute(f"{_KNOWN} where nip = any(%s)", [[row[0] for row in rows]])
        known = {nip: (key, tuple(values)) for nip, key, *values in cursor.fetchall()}
        new = [row for row in rows if row[0] not in known]
        changed = []
        for nip, *values in rows if known else ():
            if nip not in known:
                continue
            key, before = known[nip]
            after = tuple(v if name in stated else b for name, v, b in zip(PERSONAL, values, before, strict=True))
            if after != before:
                changed.append((nip, key, *after))
        if changed:
            cursor.execute(_UPDATE, [list(column) for column in list(zip(*changed, strict=True))[1:]])
    keys = {nip: key for nip, (key, _values) in known.items()} | _new_persons(new, by=by, at=at)
    return keys, {row[0] for row in new}, {row[0] for row in changed}


def _new_persons(rows: Sequence[tuple[str, ...]], *, by: Actor, at: datetime) -> dict[str, int]:
    """Their keys come from the sequence first, so that nothing has to be read back."""
    if not rows:
        return {}
    wanted = [NewAccount(row[0], row[1], row[5]) for row in rows]
    accounts = create_accounts(accounts=wanted, by=by, at=at, is_own_act=False)
    with connection.cursor() as cursor:
        there_before = [row[0] for row in rows if row[0] not in accounts]
        if there_before:
            cursor.execute("select username, id from accounts_account where username = any(%s)", [there_before])
            accounts |= dict(cursor.fetchall())
        cursor.execute(_NEXT_KEYS, [len(rows)])
        keys = {row[0]: key for row, (key,) in zip(rows, cursor.fetchall(), strict=True)}
    columns = ["id", "nip", *PERSONAL, "account_id"]
    copy_rows(Person, columns, ((keys[row[0]], *row, accounts[row[0]]) for row in rows))
    return keys


_HELD = """
select id, person_id, position_id, kind, seat, decree_id, article, valid from people_holding
where person_id = any(%s) and upper_inf(recorded)
"""


def hold(
    rows: Sequence[NewHolding], *, at: datetime, newcomers: Collection[int] = frozenset()
) -> tuple[set[int], set[int]]:
    """Write holdings; places in `rows` of those that are new, and of those that end or change another.

    `newcomers` are persons who cannot hold anything yet. A person's definitive holding of other positions ends where
    the new one begins; the same one again is passed over.
    """
    believed: dict[int, list[tuple[int, int, str, int, int, str, Period]]] = {}
    people = {row.person for row in rows}.difference(newcomers)
    if people:
        with connection.cursor() as cursor:
            cursor.execute(_HELD, [list(people)])
            for key, person, *values, valid in cursor.fetchall():
                believed.setdefault(person, []).append((key, *values, Period(valid.lower, valid.upper)))
    new: set[int] = set()
    changed: set[int] = set()
    closed: list[int] = []
    written: list[Any] = []
    for place, row in enumerate(rows):
        days = Period(row.since, row.until)
        if row.person not in believed:
            new.add(place)
            written.append((row.person, row.position, row.kind, row.seat, row.decree_id, row.article, days))
            continue
        touched = [
            held
            for held in believed[row.person]
            if held[6].overlaps(days) and held[2] == row.kind and (row.kind == "definitive" or held[1] == row.position)
        ]
        if any(held[1] == row.position and held[6].covers(days) for held in touched):
            continue
        (changed if touched else new).add(place)
        for held in touched:
            closed.append(held[0])
            believed[row.person].remove(held)
            written.extend((row.person, *held[1:6], piece) for piece in held[6].without(days))
        written.append((row.person, row.position, row.kind, row.seat, row.decree_id, row.article, days))
    close_belief(Holding, closed, at=at)
    recorded = since_text(at)
    columns = ["person_id", "position_id", "kind", "seat", "decree_id", "article", "valid", "recorded"]
    standing = [row for row in written if row[-1].until is None]
    passed = [row for row in written if row[-1].until is not None]
    copy_rows(
        Holding,
        columns,
        ((*values, days_text(days.since, days.until), recorded) for *values, days in (*standing, *shuffled(passed))),
    )
    return new, changed


def shuffled(rows: Sequence[T]) -> Iterable[T]:
    """The rows in a fixed order without any order: a GiST index takes rows in ascending order twice as slowly.

    Of holdings only those with an end are in one.
    """
    size = len(rows)
    step = next((prime for prime in (7919, 7907, 7901) if size % prime), 1)
    return (rows[place * step % size] for place in range(size))
