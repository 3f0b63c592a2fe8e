"""What must never be false about holdings: each law is tried to be broken with SQL."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from penata.foundation.dated.actions import begin_act

NOBODY = 999_999_999
HOLD = (
    "insert into people_holding (person_id, position_id, kind, seat, decree_id, article, valid, recorded)"
    " values (%(person)s, %(position)s, %(kind)s, %(seat)s, %(decree)s, '', daterange(%(since)s, %(until)s),"
    " tstzrange(%(at)s, null))"
)


@pytest.fixture
def attempt(city):
    def run(*statements: str, who: str = "outsider", position: str = "LURAH-SARI", **values: object) -> None:
        defaults = {"kind": "definitive", "seat": 1, "since": "2026-01-01", "until": None}
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "insert into people_person (nip, name, status, rank, education, email, phone)"
                " values ('199001012015011009', 'Orang Baru', 'pns', '', '', '', '') on conflict do nothing"
            )
            cursor.execute("select id from people_person where nip = '199001012015011009'")
            person = city.persons[who].pk if who in city.persons else cursor.fetchone()[0]
            parameters = defaults | {
                "at": begin_act("attempt"),
                "decree": city.decree.pk,
                "person": person,
                "position": city.positions[position].pk,
            }
            for statement in statements:
                cursor.execute(statement, parameters | values)
            cursor.execute("set constraints all immediate")

    return run


def test_a_seat_is_not_held_twice(attempt):
    with pytest.raises(IntegrityError, match="holding_seat_once"):
        attempt(HOLD, position="KADIS-PU")


def test_nobody_holds_two_positions_definitively(attempt):
    with pytest.raises(IntegrityError, match="holding_person_once"):
        attempt(HOLD, who="officer")


@pytest.mark.parametrize("until", ["2026-03-01", None])
def test_a_seat_is_not_held_twice_for_some_days(attempt, until):
    """Of two holdings none, one or both have an end; the database looks after each case by another means."""
    attempt(HOLD, position="KABID-AIR", until="2026-06-01")
    with pytest.raises(IntegrityError, match=r"held by two at once|holding_seat_no_overlap"):
        attempt(HOLD, position="KABID-AIR", since="2026-02-01", until=until)


@pytest.mark.parametrize(("since", "until"), [("2026-02-01", "2026-03-01"), ("2026-02-01", None)])
def test_nobody_holds_two_positions_for_some_days(attempt, since, until):
    attempt(HOLD, position="KABID-AIR", until="2026-06-01")
    with pytest.raises(IntegrityError, match=r"holds two positions at once|holding_person_no_overlap"):
        attempt(HOLD, position="LURAH-SARI", since=since, until=until)


def test_who_holds_a_position_to_the_end_held_no_other_in_those_days(attempt):
    attempt(HOLD, position="KABID-AIR", since="2026-02-01")
    with pytest.raises(IntegrityError, match="holds two positions at once"):
        attempt(HOLD, position="LURAH-SARI", until="2026-02-02")


def test_two_holdings_of_one_statement_do_not_meet(attempt):
    both = HOLD.replace(
        "values (%(person)s, %(position)s, %(kind)s, %(seat)s, %(decree)s, '', daterange(%(since)s, %(until)s),"
        " tstzrange(%(at)s, null))",
        "select %(person)s, %(position)s, %(kind)s, %(seat)s, %(decree)s, '', daterange(%(since)s, until::date),"
        " tstzrange(%(at)s, null) from unnest(array['2026-06-01', null]) as until",
    )
    with pytest.raises(IntegrityError, match="a seat is held by two at once"):
        attempt(both, position="KABID-AIR")


def test_one_holding_begins_where_another_ends(attempt):
    attempt(HOLD, position="KABID-AIR", until="2026-06-01")
    attempt(HOLD, position="LURAH-SARI", since="2026-06-01")


def test_what_is_no_longer_believed_is_in_nobodys_way(attempt):
    attempt(HOLD, position="KABID-AIR")
    attempt(
        "update people_holding set recorded = tstzrange(lower(recorded), %(at)s) where person_id = %(person)s",
        HOLD,
        position="LURAH-SARI",
    )


def test_a_seat_that_does_not_exist_is_not_held(attempt):
    with pytest.raises(IntegrityError, match="a seat that does not exist"):
        attempt(HOLD, seat=2)


def test_a_position_is_not_held_before_it_exists(attempt):
    with pytest.raises(IntegrityError, match="not within the days of its position"):
        attempt(HOLD, since="2019-01-01")


def test_a_position_with_a_holder_does_not_end(city, attempt):
    mine = city.positions["KABID-AIR"].pk
    attempt(HOLD, position="KABID-AIR")
    with pytest.raises(IntegrityError, match="not within the days of its position"):
        attempt(
            "update structure_positionversion set recorded = tstzrange(lower(recorded), %(at)s)"
            f" where position_id = {mine}"
        )


def test_an_acting_holding_has_an_end(attempt):
    with pytest.raises(IntegrityError, match="acting_holding_ends"):
        attempt(HOLD, kind="plt")


def test_two_do_not_act_at_once(attempt):
    attempt(HOLD, kind="plt", until="2026-12-01")
    with pytest.raises(IntegrityError, match="holding_acting_no_overlap"):
        attempt(HOLD, who="officer", kind="plh", until="2026-06-01")


def test_who_has_left_holds_nothing(city, attempt):
    with pytest.raises(IntegrityError, match="someone who left holds a position"):
        attempt("update people_person set left_on = '2026-06-01' where id = %(person)s", who="officer")


def test_who_has_left_is_not_appointed(attempt):
    with pytest.raises(IntegrityError, match="someone who left holds a position"):
        attempt("update people_person set left_on = '2026-02-01' where id = %(person)s", HOLD)


def test_nobody_is_his_own_substitute(attempt):
    with pytest.raises(IntegrityError, match="absence_substitute_is_another"):
        attempt(
            "insert into people_absence (person_id, kind, substitute_id, note, valid, recorded) values"
            " (%(person)s, 'cuti', %(person)s, '', daterange('2026-01-01', '2026-02-01'), tstzrange(%(at)s, null))"
        )


def test_two_absences_do_not_overlap(attempt):
    absence = (
        "insert into people_absence (person_id, kind, note, valid, recorded) values"
        " (%(person)s, 'cuti', '', daterange('2026-01-01', '2026-02-01'), tstzrange(%(at)s, null))"
    )
    with pytest.raises(IntegrityError, match="absence_no_overlap"):
        attempt(absence, absence)


@pytest.mark.parametrize("reference", ["person", "position", "decree"])
def test_a_holding_refers_to_what_is_there(attempt, reference):
    with pytest.raises(IntegrityError, match="that is not there"):
        attempt(HOLD.replace(f"%({reference})s", str(NOBODY)))


def test_a_person_refers_to_an_account_that_is_there(attempt):
    with pytest.raises(IntegrityError, match="that is not there"):
        attempt(f"update people_person set account_id = {NOBODY} where id = %(person)s")


def test_one_of_many_references_that_is_wrong_is_found(city, attempt):
    keys = f"array[{city.positions['KABID-AIR'].pk}, {NOBODY}]"
    with pytest.raises(IntegrityError, match="that is not there"):
        attempt(
            "insert into people_holding (person_id, position_id, kind, seat, decree_id, article, valid, recorded)"
            " select %(person)s, position, 'plt', 1, %(decree)s, '', daterange('2026-01-01', '2026-02-01'),"
            f" tstzrange(%(at)s, null) from unnest({keys}) as position"
        )


def test_who_holds_something_does_not_go(attempt):
    with pytest.raises(IntegrityError, match="a row of people_person goes to which"):
        attempt(HOLD, "delete from people_person where id = %(person)s", position="KABID-AIR")


def test_who_holds_something_keeps_his_key(attempt):
    with pytest.raises(IntegrityError, match="a row of people_person goes"):
        attempt(HOLD, f"update people_person set id = {NOBODY} where id = %(person)s", position="KABID-AIR")


@pytest.mark.parametrize("table", ["people_person", "structure_decree"])
def test_what_is_referred_to_is_not_emptied(city, table):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        with pytest.raises(IntegrityError, match=f"{table} is emptied to which"), transaction.atomic():
            cursor.execute(f"truncate {table} cascade")
