"""The pages of officers: what they show, to whom, and what a form does."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from .. import actions
from ..models import Case
from .conftest import WORDS

pytestmark = pytest.mark.django_db


def page(client, case: Case):
    return client.get(case.get_absolute_url())


# Reading


def test_the_holder_reads_words_deadline_reason_and_history(today_case, as_):
    case = today_case()
    shown = page(as_("KABID-JALAN"), case).content.decode()
    for words in (WORDS, "Mengapa laporan ini di sini", "Pasal", "Zubaidah Wulandari", "Laporan diterima", "Jawab"):
        assert words in shown


@pytest.mark.parametrize("code", ["KABID-SAMPAH", "LURAH-MAJU"])
def test_a_stranger_gets_404_for_a_case(today_case, as_, code):
    case = today_case()
    client = as_(code)
    assert page(client, case).status_code == 404
    for name in ("answer", "note", "nonsense"):
        assert client.get(reverse("cases:act", args=[case.reference, name])).status_code == 404
    for kind in ("disposition", "file"):
        assert client.get(reverse("cases:paper", args=[case.reference, kind])).status_code == 404
    assert client.get(reverse("cases:receipt", args=[case.reference])).status_code == 404


def test_the_public_is_sent_to_sign_in(today_case, client):
    answer = page(client, today_case())
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_an_anonymous_reporter_is_nowhere_for_the_unit(today_case, as_, settings):
    """Law 9: page, list, search, act pages, papers, export."""
    case = today_case(is_anonymous=True, words=WORDS + " Saya Zubaidah Wulandari 081234567890, zubaidah@example.com")
    client = as_("KABID-JALAN")
    paths = [case.get_absolute_url(), reverse("cases:list"), reverse("cases:list") + "?q=lampu"]
    paths += [
        reverse("cases:act", args=[case.reference, name]) for name in ("answer", "hand_over", "split", "join_same")
    ]
    paths += [reverse("cases:paper", args=[case.reference, kind]) for kind in ("disposition", "file")]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        for secret in (b"Zubaidah", b"Wulandari", b"0812", b"zubaidah@"):
            assert secret not in answer.content, (path, secret)
    assert b"Wulandari" in page(as_("PENYALUR"), case).content


def test_the_part_for_a_desk_is_the_case_alone(today_case, as_):
    answer = as_("KABID-JALAN").get(today_case().get_absolute_url(), headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert b'id="case"' in answer.content


# Lists


def test_the_list_is_narrowed_by_links_and_searched(today_case, as_):
    case = today_case()
    client = as_("KABID-JALAN")
    for query in ("", "?state=assigned", "?due=soon", "?q=lampu", "?mine=1", "?unit=x&after=~~", "?q=%00lampu"):
        answer = client.get(reverse("cases:list") + query)
        assert answer.status_code == 200
        assert case.reference.encode() in answer.content, query
    assert case.reference.encode() not in client.get(reverse("cases:list") + "?state=ended").content


def test_twice_the_rows_cost_the_same_queries(today_case, as_, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_("KADIS-PU")
    today_case()
    client.get(reverse("cases:list"))  # the names of areas stay in the process
    counts = []
    for _ in range(2):
        for _ in range(4):
            today_case()
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("cases:list"))
        counts.append(len(found))
    assert counts[0] == counts[1]
    assert counts[0] <= 9


def test_a_case_page_costs_a_fixed_number_of_queries(today_case, as_, officer, django_assert_max_num_queries):
    case = today_case()
    client = as_("KABID-JALAN")
    page(client, case)
    for number in range(5):
        actions.note(case, text=f"catatan {number}", by=officer, at=timezone.now())
    with django_assert_max_num_queries(18):
        page(client, case)


def test_a_units_page_shows_its_cases_in_four_figures_to_civil_servants(today_case, as_, client, city):
    today_case()
    path = reverse("structure:unit", args=["DPU"])
    assert "Laporan warga</h2>" in as_("KADIS-PU").get(path).content.decode()
    client.logout()
    assert "Laporan warga</h2>" not in client.get(path).content.decode()
