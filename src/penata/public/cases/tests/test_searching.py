"""The search of desks: exact for every reader, however old the case, and always equal to the rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from .. import actions, queries
from ..models import Case, Findable
from .conftest import NOW, RESIDENT, TODAY, hours

pytestmark = pytest.mark.django_db
ALL = ["KABID-JALAN", "TEKNISI-JALAN", "KADIS-PU", "WALI-KOTA", "PENYALUR", "KABID-SAMPAH", "CAMAT-SUKA", "LURAH-MAJU"]


@pytest.fixture
def see(standing):
    return lambda code: queries.sight(standing(code), on=TODAY)


@pytest.fixture
def find(see):
    """The numbers of the cases that someone finds."""

    def found(code, words, **more) -> set[str]:
        ids = queries.search(see(code), words, **{"most": 7} | more).ids
        return set(Case.objects.filter(pk__in=ids).values_list("reference", flat=True))

    return found


@pytest.fixture
def lived(hand_in, city, officer):
    """Cases with whatever can happen to their words, their sight and their month."""
    split, handed, erased, amended, old, secret = (
        hand_in(at=NOW - timedelta(days=days), words=words, is_confidential=days == 5).case
        for days, words in (
            (1, "Lampu mati dan sampah menumpuk di taman."),
            (2, "Lampu jalan di pasar mati."),
            (3, "Lampu jalan dekat rumah saya mati."),
            (4, "Lampu jalan mati lagi."),
            (900, "Lampu jalan tua di jembatan mati."),
            (5, "Lampu jalan dekat kantor mati, rahasia."),
        )
    )
    parts = [
        actions.Part(city.positions["TEKNISI-JALAN"].id, "Ganti bola lampu"),
        actions.Part(city.positions["KABID-SAMPAH"].id, "Angkut tumpukan"),
    ]
    actions.split(split, parts=parts, by=officer, at=hours(1))
    actions.hand_over(
        handed, to=city.positions["KABID-SAMPAH"].id, reason="not_mandate", because="x", article="y", by=officer,
        at=hours(1),
    )  # fmt: skip
    actions.erase(erased, because="Permintaan pelapor", by=city.actor("WALI-KOTA"), at=hours(2))
    actions.amend(amended, words="Tiangnya di depan warung Melati.", by=RESIDENT, at=hours(2))
    return {"split": split, "handed": handed, "erased": erased, "amended": amended, "old": old, "secret": secret}


def test_what_cases_are_found_by_equals_the_rows(lived):
    assert queries.find_differences() == 0
    assert Findable.objects.count() == Case.objects.count() == 8
    Case.objects.filter(pk=lived["secret"].pk).update(is_confidential=False)
    Case.objects.filter(pk=lived["old"].pk).update(received_at=NOW)
    assert queries.find_differences() == 0


def test_a_difference_is_seen(case):
    with connection.cursor() as cursor:
        cursor.execute("update cases_findable set marks = '{}'")
    assert queries.find_differences() == 1


@pytest.mark.parametrize("word", ["lampu", "sampah", "jembatan", "melati", "rahasia", "rumah", "angkut"])
def test_everyone_finds_all_that_he_may_see_and_nothing_else(lived, see, find, word):
    for who in ALL:
        wanted = set(queries.visible_to(see(who)).filter(queries.matching(word)).values_list("reference", flat=True))
        if word == "angkut":  # what a part is to do stands in its title
            wanted = set(queries.visible_to(see(who)).filter(title__icontains=word).values_list("reference", flat=True))
        assert find(who, word) == wanted, who


def test_an_old_case_is_found_behind_newer_ones_of_others(lived, find):
    assert find("KABID-JALAN", "jembatan") == {lived["old"].reference}
    assert find("KABID-SAMPAH", "jembatan") == set()


def test_an_erased_report_is_found_by_no_word(lived, find):
    assert lived["erased"].reference not in find("PENYALUR", "lampu", most=50) | find("PENYALUR", "rumah", most=50)


def test_a_handover_that_waits_is_found_and_one_that_was_returned_is_not(lived, city, find):
    assert lived["handed"].reference in find("KABID-SAMPAH", "pasar")
    actions.return_handover(lived["handed"], because="Bukan", by=city.actor("KABID-SAMPAH"), at=hours(3))
    assert find("KABID-SAMPAH", "pasar") == set()


def test_moderators_find_what_is_not_confidential_and_no_parts(lived, city, standing):
    from dataclasses import replace

    moderator = replace(standing("LURAH-MAJU"), permissions=frozenset({"cases.moderate"}))
    found = queries.search(queries.sight(moderator, on=TODAY), "lampu", most=50).ids
    rows = Case.objects.filter(pk__in=found)
    assert lived["old"] in rows
    assert not rows.filter(is_confidential=True).exists()
    assert not rows.filter(parent__isnull=False).exists()


def test_the_newest_come_first_and_it_says_when_there_are_more(lived, see):
    found = queries.search(see("PENYALUR"), "lampu", most=3)
    times = [Case.objects.get(pk=key).received_at for key in found.ids]
    assert times == sorted(times, reverse=True)
    assert found.is_cut
    assert not queries.search(see("PENYALUR"), "lampu", most=50).is_cut


@pytest.mark.parametrize("who", ["KABID-JALAN", "KADIS-PU", "PENYALUR"])
def test_a_search_finds_by_number_and_the_beginning_of_a_number(case, find, who):
    number = case.reference.rpartition("-")[2].lstrip("0")
    for typed in (case.reference.lower(), case.reference[:-2], number, f"#{number}"):
        assert find(who, typed) == {case.reference}, typed


def test_a_number_of_another_unit_is_not_found(case, find):
    assert find("KABID-SAMPAH", case.reference) == set()


@pytest.mark.parametrize("typed", ["", "'", "& | !", "yang di", "\x00", "KL-", "%", "9" * 50])
def test_a_search_for_nothing_finds_nothing(case, find, typed):
    assert find("PENYALUR", typed) == set()


def test_other_ways_of_a_word_and_its_beginning_count_for_it(case, find):
    assert find("PENYALUR", "lamppu", ways=[["lamppu", "lampu"]]) == {case.reference}
    assert find("PENYALUR", "law", ways=[["maw:*"]]) == {case.reference}
    assert find("PENYALUR", "x", ways=[["lampu'; drop table x"]]) == set()


def test_what_the_index_gives_and_nobody_may_see_makes_place_for_more(hand_in, see):
    kept = [hand_in(at=hours(-number)).case.pk for number in range(6)]
    with connection.cursor() as cursor:  # marks that say too much
        cursor.execute("update cases_findable set marks = marks || array['p0']")
    stranger, seen = see("LURAH-MAJU"), see("KABID-JALAN")
    assert queries.search(seen, "lampu", most=3).ids == kept[:3]
    assert queries.search(stranger, "lampu", most=3).ids == []
