"""On its own page a case shows which others may speak of the same, and is joined to one of them with a click."""

from __future__ import annotations

import pytest
from django.urls import reverse

from .. import actions
from ..models import Case
from .conftest import RESIDENT, WORDS

pytestmark = pytest.mark.django_db
TWINS = "Mungkin sudah pernah dilaporkan"
SAME = {"latitude": -6.99, "longitude": 110.41}


@pytest.fixture
def pair(today_case) -> tuple[Case, Case]:
    first = today_case(**SAME, words=WORDS + " Saya Zubaidah Wulandari 081234567890")
    return first, today_case(**SAME, words="Lampu jalan di Jalan Mawar mati, gelap sekali.")


def shown(client, case: Case) -> str:
    return client.get(case.get_absolute_url()).content.decode()


def test_an_officer_sees_the_other_report_in_masked_words_beside_his_own(pair, as_):
    first, second = pair
    page = shown(as_("KABID-JALAN"), second)
    assert TWINS in page
    part = page[page.index(TWINS) :].split("</section>")[0]
    assert first.reference in part
    assert "Jalan Mawar mati sejak tiga hari" in part
    for secret in ("Zubaidah", "Wulandari", "0812"):
        assert secret not in part


def test_one_click_joins_them(pair, as_, act):
    first, second = pair
    answer = act("KABID-JALAN", second, "join_same", main=first.reference)
    assert answer.status_code == 302
    second.refresh_from_db()
    assert (second.state, second.same_as_id) == ("archived", first.pk)
    assert TWINS not in shown(as_("KABID-JALAN"), second)


def test_the_button_sends_what_the_page_of_joining_takes(pair, as_):
    first, second = pair
    page = shown(as_("KABID-JALAN"), second)
    assert f'action="{reverse("cases:act", args=[second.reference, "join_same"])}"' in page
    assert f'name="main" value="{first.reference}"' in page


def test_nothing_is_proposed_for_other_matters_places_or_ended_ones(pair, today_case, as_):
    other = today_case(words="Antrean KTP panjang sekali di kantor kelurahan", **SAME)
    far = today_case(words=WORDS, latitude=-7.2, longitude=110.9, area_id=None)
    client = as_("PENYALUR")
    assert TWINS not in shown(client, other)
    assert TWINS not in shown(client, far)
    first, second = pair
    actions.withdraw(first, by=RESIDENT, at=first.received_at)
    assert TWINS not in shown(client, second)


def test_who_may_not_join_is_proposed_nothing(pair, as_):
    _first, second = pair
    actions.withdraw(second, by=RESIDENT, at=second.received_at)
    assert TWINS not in shown(as_("KABID-JALAN"), second)


def test_an_officer_is_not_shown_reports_that_he_may_not_open(pair, city, as_, officer):
    first, second = pair
    to = city.positions["KABID-SAMPAH"].id
    handed = {"to": to, "reason": "not_mandate", "because": "Sampah.", "article": "Pasal 9", "function_id": None}
    actions.hand_over(second, **handed, by=officer, at=second.received_at)
    actions.accept_handover(second, by=city.actor("KABID-SAMPAH"), at=second.received_at)
    page = shown(as_("KABID-SAMPAH"), second)
    assert first.reference not in page


def test_the_section_is_in_english_too(pair, as_):
    client = as_("KABID-JALAN")
    client.cookies["django_language"] = "en"
    page = shown(client, pair[1])
    assert "May have been reported before" in page
