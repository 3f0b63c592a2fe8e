"""Territorial bodies follow from the place."""

import pytest

from penata.public.routing.rules.facts import Example, Territory
from penata.public.routing.rules.places import NOWHERE, from_names, from_territories, place_key

EXAMPLES = [
    Example("sampah", "Kelurahan Sukamaju", "Sukamaju", "Sukaraja"),
    Example("sampah", "Kelurahan Melati", "Melati", "Sukaraja"),
    Example("banjir", "Kecamatan Sukaraja", "Melati", "Sukaraja"),
    Example("lampu", "Dinas Perhubungan", "Melati", "Sukaraja"),
    Example("lampu", "Dinas Perhubungan", "Anggrek", "Cempaka"),
]


@pytest.mark.parametrize("name", ["Sukamaju", " SUKAMAJU ", "Kelurahan Sukamaju", "Kel. Sukamaju", "kel.Sukamaju"])
def test_a_place_is_the_same_in_all_its_spellings(name: str) -> None:
    assert place_key(name) == "sukamaju"


def test_each_kelurahan_is_learned_as_the_own_one() -> None:
    places = from_names(EXAMPLES)
    assert places.target_of("Kelurahan Melati") == places.target_of("Kelurahan Sukamaju") == "own kelurahan"
    assert places.target_of("Kecamatan Sukaraja") == "own kecamatan"
    assert places.target_of("Dinas Perhubungan") == "Dinas Perhubungan"


@pytest.mark.parametrize(
    ("target", "area", "parent", "unit"),
    [
        ("own kelurahan", "sukamaju", "sukaraja", "Kelurahan Sukamaju"),
        ("own kelurahan", "anggrek", "cempaka", "Kelurahan Anggrek"),
        ("own kecamatan", "anggrek", "cempaka", "Kecamatan Cempaka"),
        ("own kecamatan", "sukaraja", "", "Kecamatan Sukaraja"),
        ("own kelurahan", "", "", None),
        ("own kelurahan", "nowhere", "", None),
        ("Dinas Perhubungan", "", "", "Dinas Perhubungan"),
    ],
)
def test_the_body_follows_from_the_place(target: str, area: str, parent: str, unit: str | None) -> None:
    assert from_names(EXAMPLES).unit_of(target, area, parent) == unit


def test_the_kecamatan_is_known_of_the_kelurahan() -> None:
    assert from_names(EXAMPLES).located("Melati", None) == ("melati", "sukaraja")


def test_a_place_is_read_in_the_words_when_none_was_given() -> None:
    places = from_names(EXAMPLES)
    assert places.located(None, None, "lampu mati di kel. Melati dekat pasar") == ("melati", "sukaraja")
    assert places.located(None, None, "dari kelurahan melati ke kelurahan sukamaju") == ("", "")
    assert places.located("Sukamaju", None, "di kelurahan melati") == ("sukamaju", "sukaraja")


def test_without_places_nothing_is_territorial() -> None:
    assert from_names([Example("a", "Kelurahan Melati")]) is NOWHERE


def test_a_family_of_bodies_named_after_their_kecamatan_is_found() -> None:
    examples = [
        Example("obat", f"Puskesmas {kecamatan}", f"Desa {number}", kecamatan)
        for number, kecamatan in enumerate(["Utara", "Selatan", "Timur"] * 3)
    ]
    places = from_names(examples)
    assert len({places.target_of(example.unit) for example in examples}) == 1
    target = places.target_of("Puskesmas Utara")
    assert places.unit_of(target, "x", "timur") == "Puskesmas Timur"


def test_territories_may_be_stated_by_keys() -> None:
    places = from_territories(
        [Territory("u1", "kelurahan", "Kelurahan Melati"), Territory("u2", "kecamatan", "Sukaraja", "parent")]
    )
    assert places.unit_of(places.target_of("u1"), "melati", "sukaraja") == "u1"
    assert places.unit_of(places.target_of("u2"), "melati", "sukaraja") == "u2"
