"""One screen for what awaits someone: cases and what other rooms tell, in one order, and what changed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from penata.delivery.plans import actions as plans
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.queries import sight

from .. import queries
from ..rules import Filters
from .test_pages import queries_of

pytestmark = pytest.mark.django_db
LIST = reverse("desk:desk")
BY = Actor.system("tests")


def seen_by(account: Any) -> Any:
    return sight(standing_of(account, timezone.localdate()))


def labels(page: Any) -> list[str]:
    return [one.label if isinstance(one, queries.Thing) else one.title for one in page.rows]


def test_cases_and_tasks_stand_in_one_order_the_overdue_first(city, sign_in, hand_in, give):
    give("Ukur Jalan Mawar", -2)
    late, fresh = hand_in(days_ago=40), hand_in()
    text = sign_in(city.officer).get(LIST).text
    assert text.index(late.reference) < text.index("Ukur Jalan Mawar") < text.index(fresh.reference)
    assert "Tugas Anda dalam Perbaikan Jalan Mawar" in text
    assert re.search(r'href="/plans/tasks/\d+/"', text)


def test_each_deadline_and_each_room_is_a_link_with_its_count(city, sign_in, hand_in, give):
    give("Ukur Jalan Mawar", -2)
    hand_in(days_ago=40)
    week = {"done": "Survei", "next_words": "Ukur", "blocked": {}}  # or on a weekend its note would be late too
    plans.check_in(city.persons["officer"], **week, by=BY, at=timezone.now())
    client = sign_in(city.officer)
    text = client.get(LIST).text
    assert re.search(r'due=late[^<]*>Terlambat <span class="filter-count">2<', text)
    assert re.search(r'room=plans[^<]*>Tugas dalam rencana <span class="filter-count">1<', text)
    only = client.get(LIST, {"room": "plans"}).text
    assert "Ukur Jalan Mawar" in only
    assert "data-case" not in only
    assert "Ukur Jalan Mawar" not in client.get(LIST, {"room": "cases"}).text
    assert "Ukur Jalan Mawar" not in client.get(LIST, {"due": "later"}).text


def test_what_narrows_cases_leaves_only_cases(city, sign_in, hand_in, give):
    give("Ukur Jalan Mawar", -2)
    hand_in(days_ago=40)
    client = sign_in(city.officer)
    for narrowed in ({"kind": "complaint"}, {"urgent": "1"}, {"scope": "unit"}, {"scope": "all"}):
        assert "Ukur Jalan Mawar" not in client.get(LIST, narrowed).text


def test_pages_hold_every_row_once(city, hand_in, give):
    for number in range(20):
        hand_in(days_ago=number)
        give(f"Tugas {number}", number - 15)
    seen = seen_by(city.officer)
    told = queries.told(seen)
    pages = [queries.desk_page(seen, Filters(page=number), told) for number in (1, 2)]
    assert [len(page.rows) for page in pages] == [25, pages[0].total - 25]
    assert pages[0].has_next
    assert not pages[1].has_next
    rows = [row for page in pages for row in page.rows]
    assert len({getattr(row, "reference", "") or row.address for row in rows}) == len(rows) == pages[0].total
    dated = [row.due_on for row in rows if row.due_on is not None and not row.is_urgent]
    assert dated == sorted(dated)


def test_a_handover_of_a_case_in_danger_comes_before_all(city, sign_in, hand_in):
    hand_in(days_ago=40)
    case = hand_in("Tiang lampu jalan hampir roboh, kabel menjuntai, bahaya sekali")
    cases.hand_over(
        case, to=city.positions["KABID-SAMPAH"].pk, reason="not_mandate", because="Tiang milik dinas lain",
        article="Pasal 9", by=city.actor("officer"), at=timezone.now(),
    )  # fmt: skip
    page = queries.desk_page(seen_by(city.colleague), Filters(), queries.told(seen_by(city.colleague)))
    assert labels(page)[0] == case.title
    text = sign_in(city.colleague).get(LIST).text
    assert f'data-case="{case.reference}"' in text
    assert "Mendesak" in text


def test_takes_the_same_queries_for_one_and_for_thirty_tasks(city, sign_in, hand_in, give):
    hand_in()
    give("Tugas", 0)
    client = sign_in(city.officer)
    few = queries_of(client, LIST)
    for number in range(29):
        give(f"Tugas {number}", 0)
    assert queries_of(client, LIST) == few <= 30


def test_says_since_when_something_changed_one_line_a_record(city, sign_in, hand_in):
    case = hand_in(days_ago=0)
    told = queries.changes(city.officer.pk, at=timezone.now() + timedelta(minutes=1))
    assert [one.subject for one in told.rows if case.reference in one.subject or case.title in one.subject]
    assert timezone.localtime(told.since).hour == 0
    assert timezone.localtime(told.since).date() < timezone.localdate()
    text = sign_in(city.officer).get(LIST).text
    assert "Yang berubah sejak kemarin" in text
    assert "Yang dikabarkan kepada Anda sejak" in text


def test_on_a_monday_the_weekend_is_new(city):
    monday = timezone.now()
    while timezone.localtime(monday).weekday():
        monday += timedelta(days=1)
    since = timezone.localtime(queries.changes(city.officer.pk, at=monday).since)
    assert since.weekday() < 5
    assert since.date() <= timezone.localdate(monday) - timedelta(days=3)


def test_nothing_of_another_desk(city, sign_in, hand_in, give):
    give("Ukur Jalan Mawar", -2)
    assert "Ukur Jalan Mawar" not in sign_in(city.colleague).get(LIST).text
    assert "Meja Anda bersih" in sign_in(city.technician).get(LIST).text


def test_where_nothing_waits_each_room_is_asked_once(city, django_assert_num_queries):
    seen = seen_by(city.officer)
    queries.told(seen)  # the calendar is known from now on
    with django_assert_num_queries(9):  # handovers, and two of plans
        assert queries.told(seen) == []
