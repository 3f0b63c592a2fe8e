"""The laws of holdings when two write at once, each in a transaction of its own."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import psycopg
import pytest
from django.db import connection

pytestmark = pytest.mark.django_db(transaction=True)
HOLD = """
insert into people_holding (person_id, position_id, kind, seat, decree_id, article, valid, recorded)
select {person}, {position}, 'definitive', 1, (select min(id) from structure_decree), '',
    daterange('2026-01-01', {until}), tstzrange(max(instant), null) from dated_act
"""
GO = "delete from people_person where id = {person}"


@pytest.fixture
def in_turn(city):
    """`in_turn(first, second)`: what the second is told, who begins before the first is done; each of them commits."""
    here = connection.settings_dict
    address = {"host": here["HOST"], "port": here["PORT"] or None, "user": here["USER"], "dbname": here["NAME"]}

    def second(two: psycopg.Connection, words: str) -> str:
        try:
            two.execute(words)
            two.commit()
        except psycopg.Error as error:
            two.rollback()
            return str(error)
        return ""

    def run(first: str, then: str, isolation: psycopg.IsolationLevel | None = None) -> str:
        with psycopg.connect(**address) as one, psycopg.connect(**address) as two, ThreadPoolExecutor() as pool:
            two.isolation_level = isolation
            two.execute("select count(*) from people_holding")
            one.execute(first)
            told = pool.submit(second, two, then)
            for _ in range(100):  # until the second waits, or is done
                waits = one.execute(
                    "select wait_event_type = 'Lock' from pg_stat_activity where pid = %s", [two.info.backend_pid]
                ).fetchone()
                if told.done() or waits == (True,):
                    break
                sleep(0.01)
            one.commit()
            return told.result(30)

    return run


def test_no_two_sessions_break_a_law_of_holdings(city, in_turn):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into people_person (nip, name, status, rank, education, email, phone)"
            " select '19900101201501100' || n, 'Orang Baru', 'pns', '', '', '', '' from generate_series(1, 4) as n"
            " returning id"
        )
        one, two, three, four = (row[0] for row in cursor.fetchall())
    water, village = city.positions["KABID-AIR"].pk, city.positions["LURAH-SARI"].pk
    ended = HOLD.format(person=one, position=water, until="'2026-06-01'")
    elsewhere = HOLD.format(person=one, position=village, until="null")
    same_seat = HOLD.format(person=two, position=water, until="null")
    repeatable = psycopg.IsolationLevel.REPEATABLE_READ

    assert "in read committed transactions" in in_turn("select 1", ended, repeatable)
    assert "someone holds two positions at once" in in_turn(ended, elsewhere)
    assert "a seat is held by two at once" in in_turn("select 1", same_seat)
    held = HOLD.format(person=three, position=village, until="null")
    assert "a row of people_person goes to which" in in_turn(held, GO.format(person=three))
    assert "in read committed transactions" in in_turn("select 1", GO.format(person=three), repeatable)
    late = HOLD.format(person=four, position=village, until="null").replace(
        "'2026-01-01', null", "'2020-01-01', '2021-01-01'"
    )
    assert "that is not there" in in_turn(GO.format(person=four), late)
