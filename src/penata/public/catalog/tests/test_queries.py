from datetime import date

import pytest
from django.db import connection

from penata.public.catalog import queries

from .conftest import DAY

pytestmark = pytest.mark.django_db

HOSTILE = [
    "",
    "   ",
    "yang dan di",
    "\x00lampu\x00",
    "lampu' & | ! ( ) :* <-> \\",
    "'; drop table catalog_service; --",
    "<script>alert(1)</script>",
    "!!! ((( ))) &&& |||",
    "lampu " * 2_000,
    "x" * 10_000,
    "\u202egnalaj\u202c لمبة 🔥💡",
    "%s %(x)s {} $1",
]


def codes(found: queries.Found) -> list[str]:
    return [row.code for row in found.rows]


@pytest.fixture(autouse=True)
def both(lamp_service, birth_service):
    return lamp_service, birth_service


@pytest.mark.parametrize(
    "words", ["lampu", "lampu jalan mati", "penerangan", "lampunya padam pak tolong diperbaiki", "LAMPU!!", "gelap"]
)
def test_search_knows_indonesian_word_forms(words):
    assert codes(queries.search(words, DAY, 10))[0] == "lampu-jalan"


@pytest.mark.parametrize(("words", "instead"), [("kelahirn", "kelahiran"), ("akta klahiran", "akta kelahiran")])
def test_search_forgives_typing_errors_and_says_so(words, instead):
    found = queries.search(words, DAY, 10)
    assert codes(found)[0] == "akta-kelahiran"
    assert found.instead == instead


def test_an_unfinished_last_word_finds(both):
    assert codes(queries.search("akta kelah", DAY, 10))[0] == "akta-kelahiran"


def test_the_name_counts_more_than_the_keywords(give_service, lights):
    give_service("taman", lights, name="Perawatan taman", summary="Taman kota.", keywords="lampu", components={})
    assert codes(queries.search("lampu", DAY, 10)) == ["lampu-jalan", "taman"]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_breaks_the_search(words):
    assert isinstance(queries.search(words, DAY, 10).rows, list)


@pytest.mark.parametrize("words", HOSTILE)
def test_any_text_is_a_query_of_the_database(words):
    with connection.cursor() as cursor:
        cursor.execute("select penata_words('lampu') @@ to_tsquery('penata', %s)", [queries.tsquery(words)])


def test_words_that_say_nothing_are_not_in_the_vector():
    with connection.cursor() as cursor:
        cursor.execute("select penata_words('Lampu yang di jalan itu tolong diperbaiki')::text")
        assert cursor.fetchone()[0] == "'baik':7 'jalan':4 'lampu':1"


def test_search_takes_three_queries_once_the_words_are_known(django_assert_num_queries):
    queries.lexicon()
    with django_assert_num_queries(3):
        queries.search("lampu jalan", DAY, 10)


def test_a_service_of_another_day_is_not_found():
    assert codes(queries.search("lampu", date(2024, 1, 1), 10)) == []


def test_choices_are_grouped_by_topic(both, give_service, records):
    give_service("diam", records, is_reportable=False, name="Tidak dilaporkan")
    lamp, birth = both
    assert queries.choices(DAY) == [
        ("Pengaduan", [(lamp.pk, "Perbaikan lampu jalan")]),
        ("Dokumen", [(birth.pk, "Akta kelahiran")]),
    ]


def test_the_router_is_told_words_and_functions(both, lights):
    rows = {row[0]: row for row in queries.topics(DAY)}
    assert rows[both[0].pk][1:3] == (lights.pk, "PJU")
    assert "lampu mati" in rows[both[0].pk][3]


def test_lists_and_counts_by_topic():
    assert [row.code for row in queries.listed(DAY, "document")] == ["akta-kelahiran"]
    assert queries.topic_counts(DAY) == [("complaint", "Pengaduan", 1), ("document", "Dokumen", 1)]


def test_an_information_service_suggests_a_request_for_information(give_service, records):
    asked = give_service("tanya", records, topic="information")
    assert queries.promise(asked.pk, DAY).kind == "information"
