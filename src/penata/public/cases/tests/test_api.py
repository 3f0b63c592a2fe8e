"""The machine door: the same actions, the same rights."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import timezone

from penata.foundation.accounts.actions import issue_key

from ..models import Case
from .conftest import WORDS

pytestmark = pytest.mark.django_db


@pytest.fixture
def key(city) -> str:
    return issue_key(name="Bot", permissions=["cases.submit"], since=timezone.localdate(), by=city.actor("WALI-KOTA"))[
        1
    ]


@pytest.fixture
def post(client):
    def send(api_key: str = "", same: str = "", **body: object):
        sent = {"key": same or str(uuid4()), "words": WORDS} | body
        return client.post("/api/cases", sent, content_type="application/json", headers={"X-API-Key": api_key})

    return send


def test_a_report_from_a_machine_is_routed_like_all_others(post, key, city):
    same = str(uuid4())
    for is_new in (True, False):
        answer = post(key, same=same, service_id=city.service.id)
        assert answer.status_code == 201, answer.content
        assert answer.json()["is_new"] is is_new
    assert Case.objects.count() == 1
    assert len(answer.json()["secret"]) == 22


def test_without_a_key_nothing_is_taken(post):
    assert post().status_code == 401
    assert post("wrong").status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        {"words": "x"},
        {"kind": "joke"},
        {"area_id": 10**9},
        {"service_id": 10**8},
        {"latitude": 999},
        {"words": "a" * 19_000},
    ],
)
def test_bad_input_is_refused_in_words(post, key, body):
    answer = post(key, **body)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_lists_and_details_follow_the_same_right(today_case, as_):
    case = today_case(is_anonymous=True)
    mine = as_("KABID-JALAN").get("/api/cases").json()
    other = as_("LURAH-MAJU").get("/api/cases").json()
    assert [row["reference"] for row in mine["cases"]] == [case.reference]
    assert other["cases"] == []
    assert as_("LURAH-MAJU").get(f"/api/cases/{case.reference}").status_code == 404
    one = as_("KABID-JALAN").get(f"/api/cases/{case.reference}")
    assert one.json()["reporter"] is None
    assert "Wulandari" not in one.content.decode()
    assert as_("PENYALUR").get(f"/api/cases/{case.reference}").json()["reporter"]["name"] == "Zubaidah Wulandari"
