from datetime import timedelta

import pytest
from django.utils import timezone

from penata.foundation.journal.actions import record
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor, name_acts

pytestmark = pytest.mark.django_db

name_acts({"tests.act": "Mencoba"})


def write(count: int = 1, **changes: object) -> None:
    values = {
        "by": Actor(7, "Sari Puspita"),
        "act": "tests.act",
        "about": ("tests.thing", 4127, "Lampu jalan"),
        "because": "Perlu",
    }
    for _ in range(count):
        record(**(values | changes))


def read(client, query: str = "") -> str:
    answer = client.get(f"/journal/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def reader(city, sign_in):
    return sign_in(city.administrator)


def test_an_act_is_shown_in_words(reader) -> None:
    write()
    page = read(reader)
    assert "Sari Puspita" in page
    assert "Mencoba" in page
    assert "Lampu jalan" in page


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("?actor=puspita", True),
        ("?actor=bambang", False),
        ("?act=tests.act", True),
        ("?act=accounts.close", False),
        ("?subject=lampu", True),
        ("?subject=4127", True),
        ("?subject=412", False),
        ("?kind=tests.thing", True),
        ("?kind=tests.other", False),
        ("?until=2020-01-01", False),
        ("?since=2020-01-01", True),
        ("?subject=%27;drop table journal_entry", False),
        ("?subject=%25", False),
        ("?before=2020-01-01T00:00:00%2B00:00~1", False),
        ("?before=nonsense", True),
        ("?before=2020-13-45T99:00~x", True),
    ],
)
def test_the_journal_is_searched(reader, query: str, is_found: bool) -> None:
    write()
    assert ("Lampu jalan" in read(reader, query)) is is_found


@pytest.mark.parametrize("query", ["?until=0001-01-01", "?since=9999-12-31&until=9999-12-31"])
def test_a_day_that_no_journal_has_is_said_to_be_wrong(reader, query: str) -> None:
    assert reader.get(f"/journal/{query}").status_code == 422
    assert reader.get(f"/journal/export/{query}").status_code == 200


def test_entries_older_than_a_month_are_shown_when_asked_for(reader) -> None:
    write(at=timezone.now() - timedelta(days=40))
    assert "Lampu jalan" not in read(reader)
    since = timezone.localdate() - timedelta(days=50)
    assert "Lampu jalan" in read(reader, f"?kind=tests.thing&since={since}")


def test_pages_follow_each_other_without_a_gap_or_a_twin(reader) -> None:
    at = timezone.now()
    for number in range(120):
        write(about=("tests.thing", number, f"nomor-{number}."), at=at - timedelta(seconds=number // 3))
    seen, query = [], "?kind=tests.thing"
    while query:
        answer = reader.get(f"/journal/{query}")
        seen += [entry.subject_key for entry, _words in answer.context["rows"]]
        older = answer.context["older"]
        query = f"?kind=tests.thing&before={older.replace('+', '%2B')}" if older else ""
    assert len(seen) == len(set(seen)) == 120


def test_a_wrong_day_is_said(reader) -> None:
    assert reader.get("/journal/?since=2026-99-99").status_code == 422


def test_the_download_holds_all_and_starts_no_formula(reader) -> None:
    write(60, because="=1+1")
    text = b"".join(reader.get("/journal/export/?kind=tests.thing").streaming_content).decode("utf-8-sig")
    lines = text.strip().splitlines()
    assert len(lines) == 61
    assert lines[1].endswith(";'=1+1")


def test_strangers_may_not_read(city, client, sign_in) -> None:
    pages = ["/journal/", "/journal/export/"]
    assert {client.get(page).status_code for page in pages} == {302}
    for stranger in (city.outsider, city.officer):
        sign_in(stranger)
        assert {client.get(page).status_code for page in pages} == {403}


def test_the_page_costs_the_same_however_long_the_journal_is(reader, django_assert_max_num_queries) -> None:
    write(10)
    with django_assert_max_num_queries(4):
        read(reader)
    write(100)
    with django_assert_max_num_queries(4):
        read(reader)
    assert Entry.objects.count() > 100
