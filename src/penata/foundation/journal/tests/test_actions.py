from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from penata.foundation.journal import queries
from penata.foundation.journal.actions import record
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor

pytestmark = pytest.mark.django_db

BY = Actor(7, "Sari Puspita, Kepala Seksi")
AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture
def entry() -> Entry:
    return record(by=BY, act="tests.act", about=("tests.thing", 1, "Sesuatu"), because="Perlu", at=AT, number=1)


def test_an_act_is_kept_with_who_what_when_and_why(entry: Entry) -> None:
    entry.refresh_from_db()
    assert (entry.actor_id, entry.act, entry.at, entry.because, entry.details) == (
        7,
        "tests.act",
        AT,
        "Perlu",
        {"number": 1},
    )


def test_the_history_of_a_record_is_newest_first() -> None:
    group = Group.objects.create(name="Sesuatu")
    for act in ("tests.first", "tests.second"):
        record(by=BY, act=act, about=group, at=AT)
    record(by=BY, act="tests.other", about=("auth.group", group.pk + 1, ""), at=AT)
    assert [entry.act for entry in queries.history(group)] == ["tests.second", "tests.first"]


ATTACKS = [
    "update journal_entry set act = 'x'",
    "update journal_entry set details = '{}'",
    "update journal_entry set id = id + 1000000",
    "update journal_entry set at = now()",
    "delete from journal_entry",
    "delete from only journal_entry where false or true",
    "with gone as (delete from journal_entry returning *) select count(*) from gone",
    "with moved as (update journal_entry set because = '' returning *) select count(*) from moved",
    "insert into journal_entry select * from journal_entry on conflict (id) do update set because = 'x'",
    "merge into journal_entry j using (select 1) s on true when matched then delete",
    "merge into journal_entry j using (select 1) s on true when matched then update set because = 'x'",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_lets_nobody_change_or_delete_an_entry(entry: Entry, attack: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    entry.refresh_from_db()
    assert (entry.act, entry.because) == ("tests.act", "Perlu")


def test_only_a_test_database_may_be_emptied() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select prosrc from pg_proc where proname = 'journal_append_only'")
        assert "current_database() like 'test" in cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from pg_trigger where tgrelid = 'journal_entry'::regclass and not tgisinternal"
            " and tgenabled = 'O'"
        )
        assert cursor.fetchone()[0] == 2


def test_an_entry_leaves_with_its_act() -> None:
    def act() -> None:
        with transaction.atomic():
            record(by=BY, act="tests.undone", about=("tests.thing", 1, ""), at=AT)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not Entry.objects.exists()
