"""The pages of signals: what they say, what they do, and how much they ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.learning.improvement.models import Effect, Signal
from penata.learning.improvement.tests import examples, stories
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


def test_an_evaluation_is_opened_from_a_signal_by_its_head(city, one, sign_in):
    client, address = sign_in(city.officer), f"{reverse('improvement:open_evaluation')}?signal={one.pk}"
    assert "70 laporan pada November 2026" in client.get(address).content.decode()
    said = {
        "question": "Mengapa?", "because": "Terlambat.", "unit": "DPU-JALAN", "owner": city.persons["officer"].nip,
        "due": (timezone.localdate() + timedelta(days=20)).isoformat(),
    }  # fmt: skip
    assert client.post(address, said | {"unit": "DLH-SAMPAH"}).status_code == 422
    assert client.post(address, said | {"owner": ""}).status_code == 422
    assert client.post(address, said).status_code == 302
    assert client.post(address, said).status_code == 422  # it is being evaluated
    assert "Mengapa?" in client.get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("asked", ["signal=x", "signal=99999999999999999999", "follow_up=²", "follow_up=0"])
def test_of_no_signal_no_evaluation_is_opened(city, sign_in, asked):
    assert sign_in(city.officer).get(f"{reverse('improvement:open_evaluation')}?{asked}").status_code == 404


def test_more_evaluations_need_no_more_queries(city, sign_in):
    examples.evaluation(city, "Satu?")
    client, counts = sign_in(city.head), []
    for name in ("Dua?", "Tiga?"):
        client.get(reverse("improvement:evaluations"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("improvement:evaluations"))
        counts.append(len(asked))
        examples.evaluation(city, name)
    assert counts[0] == counts[1] <= 12


def test_more_measures_need_no_more_queries(city, sign_in):
    found = examples.evaluation(city)
    client, counts = sign_in(city.head), []
    for _n in range(2):
        examples.measure(city, found)
        client.get(found.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            page = client.get(found.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 24
    assert "Hanya seorang yang boleh" in page.content.decode()


def test_everyone_reads_what_was_done_and_that_it_cannot_be_judged_yet(city, client):
    told = examples.told(city)
    page = client.get(reverse("improvement:improved")).content.decode()
    assert "Izin galian lebih cepat" in page
    one = client.get(reverse("improvement:improved_one", args=[told.pk]))
    assert "datanya terlalu sedikit" in one.content.decode()
    assert len(one.content) < 150_000
    (effect,) = Effect.objects.all()
    file = client.get(reverse("improvement:improved_file", args=[effect.pk]))
    assert len(b"".join(file.streaming_content).splitlines()) == 21


def test_an_empty_list_of_improvements_says_what_will_be_there(city, client):
    assert "Belum ada yang dikabarkan" in client.get(reverse("improvement:improved"), {"service": "x"}).content.decode()


def test_what_is_not_told_is_not_public(city, client):
    found = examples.evaluation(city)
    assert client.get(reverse("improvement:improved_one", args=[found.pk])).status_code == 404


def test_a_measured_effect_is_said_with_its_interval(city, client):
    stories.slow_city(city)
    told = examples.told(city)
    page = client.get(reverse("improvement:improved_one", args=[told.pk])).content.decode()
    assert "Membaik" in page
    assert "dengan keyakinan 95%: antara" in page
    assert "<svg" in page
    assert page.count("sebelum</td>") == page.count("sesudah</td>") == 10


def test_a_reporter_reads_on_his_page_what_became_of_it(city, client, settings):
    from penata.public.cases.rules import digest_of, link_secret

    case = stories.a_case(city, "DPU-JALAN", stories.START - timedelta(days=30), 9)
    secret = link_secret(settings.SECRET_KEY, case.submission)
    case.secret_digest = digest_of(secret)
    case.save()
    examples.told(city)
    page = client.get(f"/track/{secret}/").content.decode()
    assert "Kini dua orang boleh menandatangani." in page
