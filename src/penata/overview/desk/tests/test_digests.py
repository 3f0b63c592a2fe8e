"""What awaits someone, by e-mail at the hour that he chose."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from penata.delivery.plans.queries.mine import CHECK_IN_FROM
from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused

from .. import actions, queries, tasks
from ..models import Digest
from ..rules import first_day, is_digest_due

PAGE = reverse("desk:digest")
MONDAY = date(2026, 11, 23)


def at(hour: int, day: date = MONDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour)


@pytest.mark.parametrize(
    ("hour", "looked_on", "now", "is_working", "is_due"),
    [
        (7, None, at(7), True, True),
        (7, None, at(6), True, False),
        (7, None, at(15), True, True),  # a worker that slept
        (7, MONDAY, at(8), True, False),
        (7, MONDAY - timedelta(days=3), at(8), True, True),
        (7, None, at(8), False, False),
        (None, None, at(8), True, False),
        (7, None, at(8, MONDAY - timedelta(days=3)), True, False),  # before it was ordered
    ],
)
def test_a_digest_is_due_on_working_days_once_from_its_hour(hour, looked_on, now, is_working, is_due):
    assert is_digest_due(hour, MONDAY, looked_on, now, is_working=is_working) is is_due


def test_an_hour_that_is_over_begins_tomorrow():
    assert first_day(7, at(6)) == MONDAY
    assert first_day(7, at(7)) == MONDAY + timedelta(days=1)


@pytest.fixture
def morning() -> datetime:
    """Seven o'clock of the next working day of the first half of a week: later the weekly check-in waits, too."""
    days = (calendar().add(timezone.localdate(), n) for n in range(1, 8))
    return timezone.make_aware(at(7, next(day for day in days if day.weekday() < CHECK_IN_FROM)))


@pytest.fixture
def ordered(city: Any) -> Any:
    """The officer's digest at seven."""
    actions.choose_digest(account_id=city.officer.pk, hour=7, by=city.actor("officer"), at=timezone.now())
    return city.officer


def sent_to(account: Any) -> list[Notice]:
    return list(Notice.objects.filter(kind="desk.digest", address=account.email))


@pytest.mark.django_db
class TestDigest:
    def test_says_what_awaits_by_when_and_where(self, city, ordered, hand_in, give, morning):
        case = hand_in(days_ago=40)
        give("Ukur Jalan Mawar", -2)
        assert actions.send_digest(ordered.pk, at=morning)
        (letter,) = sent_to(ordered)
        assert letter.subject == "2 hal menunggu Anda, 2 terlambat"
        assert case.reference in letter.body
        assert f"/cases/{case.reference}/" in letter.body
        assert "Ukur Jalan Mawar (terlambat" in letter.body
        assert letter.link == reverse("desk:desk")

    def test_is_sent_once_however_often_the_job_runs(self, ordered, hand_in, morning, run_jobs):
        hand_in()
        assert actions.queue_digests(at=morning) == actions.queue_digests(at=morning) == 1
        assert [actions.send_digest(ordered.pk, at=morning) for _ in range(3)] == [True, False, False]
        assert actions.queue_digests(at=morning) == 0
        assert len(sent_to(ordered)) == 1
        assert Entry.objects.filter(act="desk.send_digest").count() == 1

    def test_is_not_sent_when_nothing_awaits(self, ordered, morning):
        assert not actions.send_digest(ordered.pk, at=morning)
        assert sent_to(ordered) == []
        assert actions.queue_digests(at=morning) == 0  # and is not asked for again that day

    def test_keeps_words_of_anonymous_and_confidential_reports_in_the_house(self, ordered, hand_in, morning):
        cases = [
            hand_in("Lampu jalan dekat rumah Pak Badu mati", is_anonymous=True),
            hand_in("Lampu jalan rahasia padam", is_confidential=True),
        ]
        actions.send_digest(ordered.pk, at=morning)
        (letter,) = sent_to(ordered)
        for case in cases:
            assert case.reference in letter.body
        for word in ("Badu", "rahasia", "Siti", "siti@example.com"):
            assert word not in letter.body

    def test_is_in_the_readers_language(self, ordered, hand_in, morning):
        ordered.language = "en"
        ordered.save()
        hand_in()
        actions.send_digest(ordered.pk, at=morning)
        assert sent_to(ordered)[0].subject == "1 thing awaits you"

    def test_is_not_sent_to_whoever_may_no_longer_sign_in(self, ordered, hand_in, morning):
        hand_in()
        ordered.is_active = False
        ordered.save()
        assert not actions.send_digest(ordered.pk, at=morning)

    def test_no_longer(self, city, ordered, hand_in, morning):
        hand_in()
        actions.choose_digest(account_id=ordered.pk, hour=None, by=city.actor("officer"), at=timezone.now())
        assert actions.queue_digests(at=morning) == 0
        assert not actions.send_digest(ordered.pk, at=morning)

    def test_the_hourly_job_runs(self, ordered, run_jobs):
        tasks.hour()
        run_jobs("desk.send_digest")

    def test_needs_an_address(self, city):
        city.officer.email = ""
        city.officer.save()
        with pytest.raises(Refused, match="alamat surel"):
            actions.choose_digest(account_id=city.officer.pk, hour=7, by=city.actor("officer"), at=timezone.now())


@pytest.mark.django_db
class TestPage:
    def test_the_hour_is_chosen_and_journaled(self, city, sign_in):
        client = sign_in(city.officer)
        page = client.post(PAGE, {"hour": "6"}, follow=True)
        assert "Ringkasan dikirim setiap hari kerja pukul 06.00." in page.text
        assert '<option value="6" selected>' in client.get(PAGE).text
        assert Entry.objects.get(act="desk.choose_digest").details["hour"] == 6
        assert "Ringkasan tidak dikirim lagi." in client.post(PAGE, {"hour": ""}, follow=True).text
        assert Digest.objects.get().hour is None

    def test_what_cannot_be_comes_back(self, city, sign_in):
        client = sign_in(city.officer)
        for hour in ("3", "x", "99"):
            assert client.post(PAGE, {"hour": hour}).status_code == 422
        city.officer.email = ""
        city.officer.save()
        page = client.post(PAGE, {"hour": "7"})
        assert page.status_code == 422
        assert "belum mempunyai alamat surel" in page.text
        assert not Digest.objects.exists()

    def test_is_reached_from_the_desk(self, city, sign_in):
        assert PAGE in sign_in(city.officer).get(reverse("desk:desk")).text
        assert queries.digest_of(city.officer.pk) is None
