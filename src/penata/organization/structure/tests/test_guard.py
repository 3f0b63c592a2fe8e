"""What must never be false about the structure: each law is tried to be broken with SQL."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from penata.foundation.dated.actions import begin_act

VALID = "daterange('2026-01-01', null)"


@pytest.fixture
def attempt(city):
    """Run statements as one act in a transaction of its own; the laws are asked at its end."""

    def run(*statements: str, **values: object) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            values |= {"at": begin_act("attempt"), "decree": city.decree.pk}
            for statement in statements:
                cursor.execute(statement, values)
            cursor.execute("set constraints all immediate")

    return run


def refused(code: str):
    return pytest.raises(IntegrityError, match=code)


UNIT = (
    "insert into structure_unitversion (unit_id, name, short_name, kind, type_class, parent_id, purpose, valid,"
    " recorded, decree_id, article) values (%(unit)s, 'x', '', 'lain', '', %(parent)s, '', {valid},"
    " tstzrange(%(at)s, null), %(decree)s, '')"
)
STOP = "update {table} set recorded = tstzrange(lower(recorded), %(at)s) where {where} and upper_inf(recorded)"


def test_a_unit_does_not_live_longer_than_its_parent(city, attempt):
    with refused("not within the days of its parent"):
        attempt(
            "insert into structure_unit (id, code) values (901, 'X')",
            UNIT.format(valid="daterange('2010-01-01', null)"),
            unit=901,
            parent=city.units["DPU"].pk,
        )


def test_a_parent_does_not_go_before_its_children(city, attempt):
    with refused("not within the days of its parent"):
        attempt(STOP.format(table="structure_unitversion", where=f"unit_id = {city.units['DPU'].pk}"))


def test_no_unit_is_above_itself(city, attempt):
    unit, below = city.units["DPU"].pk, city.units["DPU-JALAN"].pk
    with refused("is above itself"):
        attempt(
            STOP.format(table="structure_unitversion", where=f"unit_id = {unit}"),
            UNIT.format(valid="daterange('2020-01-01', null)"),
            unit=unit,
            parent=below,
        )


def test_a_unit_is_not_its_own_parent(city, attempt):
    with pytest.raises(IntegrityError, match="unit_not_its_own_parent"):
        attempt(
            "insert into structure_unit (id, code) values (901, 'X')", UNIT.format(valid=VALID), unit=901, parent=901
        )


def test_a_position_does_not_outlive_its_unit(city, attempt):
    with refused("position .* is not within the days of its unit"):
        attempt(
            STOP.format(table="structure_unitversion", where=f"unit_id = {city.units['DPU-AIR'].pk}"),
        )


def test_a_position_is_not_in_a_unit_before_it_exists(city, attempt):
    with refused("position .* is not within the days of its unit"):
        attempt(
            "insert into structure_position (id, code) values (901, 'X')",
            "insert into structure_positionversion (position_id, unit_id, title, category, level, seats, is_head,"
            " valid, recorded, decree_id, article) values (901, %(unit)s, 'x', 'pelaksana', '', 1, false,"
            " daterange('2019-12-31', null), tstzrange(%(at)s, null), %(decree)s, '')",
            unit=city.units["DPU"].pk,
        )


def test_an_accountable_position_has_one_seat(city, attempt):
    with refused("more than one seat"):
        attempt(
            "insert into structure_mandate (function_id, aspect, position_id, area_id, valid, recorded, decree_id,"
            " article) values (%(function)s, 'accountable', %(position)s, %(area)s, " + VALID + ","
            " tstzrange(%(at)s, null), %(decree)s, '')",
            function=city.functions["1.03.06"].pk,
            position=city.positions["TEKNISI-JALAN"].pk,
            area=city.areas["99.71"].pk,
        )


def test_a_mandate_does_not_outlive_its_position(city, attempt):
    with refused("mandate .* is not within the days of its position"):
        attempt(STOP.format(table="structure_positionversion", where=f"position_id = {city.positions['KADIS-PU'].pk}"))


def test_a_mandate_does_not_outlive_its_unit(city, attempt):
    unit = city.units["DLH"].pk
    with refused("mandate .* is not within the days of its unit"):
        attempt(
            STOP.format(table="people_holding", where="true"),
            STOP.format(table="structure_mandate", where=f"unit_id is distinct from {unit}"),
            STOP.format(table="structure_positionversion", where="true"),
            STOP.format(table="structure_unitversion", where=f"unit_id in ({unit}, {city.units['DLH-SAMPAH'].pk})"),
        )


def test_two_positions_are_not_accountable_for_the_same(city, attempt):
    with pytest.raises(IntegrityError, match="mandate_no_overlap"):
        attempt(
            "insert into structure_mandate (function_id, aspect, position_id, area_id, valid, recorded, decree_id,"
            " article) values (%(function)s, 'accountable', %(position)s, %(area)s, " + VALID + ","
            " tstzrange(%(at)s, null), %(decree)s, '')",
            function=city.functions["1.03.11"].pk,
            position=city.positions["KADIS-PU"].pk,
            area=city.areas["99.71"].pk,
        )


def test_a_mandate_is_of_a_position_or_of_a_unit(city, attempt):
    for position, unit in ((None, None), (city.positions["KADIS-PU"].pk, city.units["DPU"].pk)):
        with pytest.raises(IntegrityError, match="mandate_of_a_position_or_a_unit"):
            attempt(
                "insert into structure_mandate (function_id, aspect, position_id, unit_id, area_id, valid, recorded,"
                " decree_id, article) values (%(function)s, 'informed', %(position)s, %(unit)s, %(area)s, "
                + VALID
                + ", tstzrange(%(at)s, null), %(decree)s, '')",
                function=city.functions["1.03.06"].pk,
                position=position,
                unit=unit,
                area=city.areas["99.71"].pk,
            )


@pytest.mark.parametrize("table", ["unitversion", "positionversion", "mandate", "functionversion", "areaversion"])
def test_history_can_neither_be_changed_nor_deleted(city, table):
    with (
        pytest.raises(IntegrityError, match="may only stop being believed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"update structure_{table} set article = 'Pasal 99'")


def test_a_version_cannot_be_written_without_an_act(city):
    with (
        pytest.raises(IntegrityError, match="must carry the instant of an act"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "insert into structure_areaversion (area_id, name, level, valid, recorded, decree_id, article)"
            " values (%s, 'x', 'village', daterange('2010-01-01', '2011-01-01'), tstzrange(now(), null), %s, '')",
            [city.areas["99.71"].pk, city.decree.pk],
        )


def test_the_laws_are_asked_of_old_beliefs_no_more(city, attempt):
    """A unit that was closed by correction may have had children in a belief that is over."""
    attempt(
        STOP.format(table="people_holding", where="true"),
        STOP.format(table="structure_mandate", where="true"),
        STOP.format(table="structure_positionversion", where="true"),
        STOP.format(table="structure_unitversion", where="true"),
    )
