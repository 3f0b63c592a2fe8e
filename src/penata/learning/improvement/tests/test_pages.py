"""The pages of signals: what they say, what they do, and how much they ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.learning.improvement.models import Signal
from penata.learning.improvement.tests.examples import signal


@pytest.fixture
def one(city: Any) -> Signal:
    return signal(city)


def test_the_list_says_what_stands_out_beside_what_is_usual(city, one, sign_in):
    page = sign_in(city.head).get(reverse("improvement:signals")).content.decode()
    assert "70 laporan pada November 2026; biasanya sekitar 31." in page


def test_a_stranger_finds_no_signal(city, one, sign_in):
    assert sign_in(city.technician).get(one.get_absolute_url()).status_code == 404


def test_it_is_dismissed_with_a_reason(city, one, sign_in):
    client, address = sign_in(city.head), reverse("improvement:dismiss", args=[one.pk])
    assert client.post(address, {"because": ""}).status_code == 422
    assert client.post(address, {"because": "Pendataan jalan."}).status_code == 302
    assert "Pendataan jalan." in client.get(one.get_absolute_url()).content.decode()
    assert client.post(address, {"because": "Lagi."}).status_code == 422


def test_it_is_put_off_to_a_day_that_comes(city, one, sign_in):
    client, address = sign_in(city.head), reverse("improvement:put_off", args=[one.pk])
    today = timezone.localdate()
    assert client.post(address, {"until": today.isoformat(), "because": "Rapat."}).status_code == 422
    assert (
        client.post(address, {"until": (today + timedelta(days=9)).isoformat(), "because": "Rapat."}).status_code == 302
    )
    assert client.get(reverse("improvement:signals"), {"state": "put_off"}).content.decode().count("data-row") == 1


def test_more_signals_need_no_more_queries(city, one, sign_in):
    client, address = sign_in(city.head), reverse("improvement:signals")
    counts = []
    for key in ("b", "c"):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
        signal(city, key=key)
    assert counts[0] == counts[1] <= 12
