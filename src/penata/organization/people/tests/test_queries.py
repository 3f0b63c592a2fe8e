from __future__ import annotations

from datetime import date

import pytest

from penata.organization.people import actions, queries
from penata.organization.structure import actions as structure
from penata.organization.structure.queries import gaps_and_overlaps
from tests.city import TODAY

DAY = TODAY


def who(city, position, on=TODAY):
    return queries.responder(city.positions[position].pk, on=on)


def test_words_and_place_lead_to_the_holder(city):
    found = queries.chain(city.functions["1.03.11"].pk, city.areas["99.71.01.1001"].pk, on=TODAY)
    assert found.answerable.article == "Pasal 7"
    assert found.responder.person_id == city.persons["officer"].pk
    assert found.responder.how == "holder"


def test_the_chain_is_one_query(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.chain(city.functions["1.03.11"].pk, city.areas["99.71.01.1001"].pk, on=TODAY)


def test_a_kelurahan_answers_for_its_own_matters_and_the_kecamatan_for_the_rest(city):
    function = city.functions["7.01.01"].pk
    own = queries.chain(function, city.areas["99.71.01.1001"].pk, on=TODAY)
    around = queries.chain(function, city.areas["99.71.01"].pk, on=TODAY)
    assert own.answerable.position_id == city.positions["LURAH-MAJU"].pk
    assert around.answerable.position_id == city.positions["CAMAT-SUKA"].pk


def test_a_function_without_its_own_mandate_has_its_parents(city):
    found = queries.chain(city.functions["1.03.06"].pk, None, on=TODAY)
    assert found.answerable.is_inherited
    assert found.answerable.function_code == "1.03.06"
    assert found.responder.person_name == "Bambang Hartono"


def test_a_mandate_of_a_unit_means_its_head(city):
    found = queries.chain(city.functions["2.11"].pk, None, on=TODAY)
    assert found.answerable.position_id == city.positions["KADIS-LH"].pk
    assert found.responder.person_name == "Wayan Sudarma"


def test_an_empty_seat_is_answered_by_the_superior_and_says_so(city):
    found = queries.chain(city.functions["7.01.01"].pk, city.areas["99.71.01.1002"].pk, on=TODAY)
    assert found.answerable.position_id == city.positions["LURAH-SARI"].pk
    assert found.responder.position_id == city.positions["CAMAT-SUKA"].pk
    assert found.responder.how == "superior"
    assert found.responder.steps == ("seat_empty", "superior")


def test_while_the_holder_is_away_his_substitute_answers(city):
    actions.record_absence(
        city.persons["officer"],
        kind="cuti",
        since=date(2026, 11, 23),
        until=date(2026, 11, 26),
        substitute=city.persons["technician"],
        by=city.actor("officer"),
    )
    found = who(city, "KABID-JALAN")
    assert (found.person_name, found.how) == ("Rudi Saputra", "substitute")
    assert found.steps == ("holder_away", "substitute")
    assert who(city, "KABID-JALAN", date(2026, 11, 26)).how == "holder"
    assert queries.accounts_of(city.positions["KABID-JALAN"].pk, TODAY) == [city.technician.pk]


def test_a_substitute_who_is_away_himself_does_not_answer(city):
    for person, substitute in (("officer", "technician"), ("technician", None)):
        actions.record_absence(
            city.persons[person],
            kind="cuti",
            since=TODAY,
            until=date(2026, 11, 26),
            substitute=city.persons.get(substitute),
            by=city.actor("head"),
        )
    found = who(city, "KABID-JALAN")
    assert (found.person_name, found.how) == ("Bambang Hartono", "superior")
    assert found.steps == ("holder_away", "no_substitute", "superior")


def test_an_acting_holder_answers_for_an_empty_seat_until_his_end(city):
    actions.appoint_acting(
        city.persons["colleague"],
        city.positions["LURAH-SARI"],
        since=date(2026, 11, 1),
        until=date(2026, 12, 1),
        decree=city.decree,
        by=city.actor("secretary"),
    )
    assert who(city, "LURAH-SARI").how == "acting"
    assert who(city, "LURAH-SARI", date(2026, 12, 1)).how == "superior"


def test_one_appointed_for_the_days_of_absence_goes_before_the_holder(city):
    actions.appoint_acting(
        city.persons["technician"],
        city.positions["KABID-JALAN"],
        kind="plh",
        since=TODAY,
        until=date(2026, 11, 30),
        decree=city.decree,
        by=city.actor("head"),
    )
    found = who(city, "KABID-JALAN")
    assert (found.person_name, found.how, found.steps) == ("Rudi Saputra", "daily", ("holder_away", "daily"))


def test_responders_of_many_positions_are_one_query(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = queries.responders([p.pk for p in city.positions.values()], TODAY)
    assert len(found) == len(city.positions)


def test_past_answers_do_not_change_when_the_holder_does(city):
    from penata.foundation.dated.queries import last_act

    position, before = city.positions["KABID-JALAN"], last_act()
    actions.correct_holding(
        city.persons["officer"].holdings.get(),
        since=date(2021, 1, 1),
        because="Tanggal SK salah ketik",
        by=city.actor("administrator"),
    )
    day = date(2020, 6, 1)
    assert queries.responder(position.pk, on=day, at=before).how == "holder"
    assert queries.responder(position.pk, on=day).how == "superior"


def test_standing_follows_the_position_held(city):
    standing = queries.standing(city.officer, on=TODAY)
    assert standing.is_staff
    assert standing.positions == {city.positions["KABID-JALAN"].pk}
    assert standing.heads == standing.units == {city.units["DPU-JALAN"].pk}
    assert standing.label == "Sari Puspita, Kepala Bidang Jalan dan Penerangan"
    assert standing.permissions == frozenset()


def test_standing_of_one_without_a_position_is_not_staff(city):
    assert not queries.standing(city.outsider, on=TODAY).is_staff
    assert queries.standing(city.outsider, on=TODAY).is_active


def test_a_substitute_has_the_positions_of_the_absent_one_for_those_days(city):
    actions.record_absence(
        city.persons["officer"],
        kind="dinas",
        since=TODAY,
        until=date(2026, 11, 26),
        substitute=city.persons["technician"],
        by=city.actor("officer"),
    )
    during = queries.standing(city.technician, on=TODAY)
    assert city.positions["KABID-JALAN"].pk in during.positions
    assert city.units["DPU-JALAN"].pk in during.heads
    assert city.positions["KABID-JALAN"].pk not in queries.standing(city.technician, on=date(2026, 11, 26)).positions


def test_a_role_follows_the_position(city):
    from penata.foundation.accounts.models import Role

    role = Role.objects.get(code="routing_officer")
    actions.give_role(position=city.positions["KABID-JALAN"], role=role, by=city.actor("administrator"))
    assert queries.standing(city.officer, on=TODAY).permissions == frozenset(role.permissions)


def test_someone_who_leaves_may_do_nothing_from_that_day(city):
    person = city.persons["officer"]
    actions.leave(person, on=date(2026, 12, 1), because="Pensiun", by=city.actor("administrator"))
    assert queries.standing(city.officer, on=date(2026, 11, 30)).positions
    assert not queries.standing(city.officer, on=date(2026, 12, 1)).is_active


def test_standing_is_one_query(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.standing(city.officer, on=TODAY)


@pytest.mark.parametrize("unit", ["DPU-JALAN"])
def test_seats_of_a_unit_show_the_vacant_ones(city, unit):
    seats = queries.seats_of([city.units[unit].pk], TODAY)
    assert [(s.title, s.person_name) for s in seats] == [
        ("Kepala Bidang Jalan dan Penerangan", "Sari Puspita"),
        ("Teknisi Penerangan Jalan", "Rudi Saputra"),
        ("Teknisi Penerangan Jalan", None),
    ]


def test_a_unit_without_a_head_leaves_its_mandate_open_and_names_the_article(city):
    by = city.actor("administrator")
    actions.end_holding(city.persons["environment_head"].holdings.get(), on=date(2026, 1, 1), because="x", by=by)
    structure.close_position(city.positions["KADIS-LH"], on=date(2026, 1, 1), reason="ended", decree=city.decree, by=by)
    found = gaps_and_overlaps(TODAY)
    assert {(g.code, g.function_code, g.article) for g in found} == {("no_head", "2.11", "Pasal 7")}
