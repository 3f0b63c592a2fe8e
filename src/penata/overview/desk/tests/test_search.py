"""The box that searches everything: what each may see, as a page and while he types."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from .test_pages import queries_of

pytestmark = pytest.mark.django_db
SEARCH, LIST = reverse("desk:search"), reverse("desk:desk")


class TestSearch:
    def test_finds_what_each_may_see(self, city, sign_in, hand_in):
        case = hand_in()
        text = sign_in(city.officer).get(SEARCH, {"q": "lampu jalan"}).text
        assert case.reference in text
        assert "Perbaikan lampu jalan" in text
        assert "Penerangan jalan umum" in text
        assert case.reference not in sign_in(city.colleague).get(SEARCH, {"q": "lampu jalan"}).text

    def test_forgives_spelling(self, city, sign_in):
        text = sign_in(city.officer).get(SEARCH, {"q": "kebersian"}).text
        assert "Bidang Kebersihan" in text
        assert "kebersihan" in text

    def test_reads_usual_abbreviations(self, city, sign_in, hand_in):
        case = hand_in()
        text = sign_in(city.officer).get(SEARCH, {"q": "lmp jln"}).text
        assert case.reference in text
        assert "Perbaikan lampu jalan" in text

    def test_names_persons_to_staff_only(self, city, sign_in, client):
        assert "Siti Rahayu" in sign_in(city.officer).get(SEARCH, {"q": "rahayu"}).text
        assert "Siti Rahayu" not in sign_in(city.outsider).get(SEARCH, {"q": "rahayu"}).text
        client.logout()
        page = client.get(SEARCH, {"q": "rahayu"})
        assert page.status_code == 200
        assert "Siti Rahayu" not in page.text

    @pytest.mark.parametrize(
        "words", ["", "%", "_", "\\", "'; drop table x", "\x00", "a" * 3000, "🌳 :* & |", "yang di"]
    )
    def test_answers_any_words(self, city, sign_in, words):
        assert sign_in(city.officer).get(SEARCH, {"q": words}).status_code == 200

    def test_takes_the_same_queries_whatever_is_found(self, city, sign_in, hand_in):
        client = sign_in(city.officer)
        hand_in()
        few = queries_of(client, SEARCH, q="lampu jalan")
        for _ in range(5):
            hand_in()
        assert queries_of(client, SEARCH, q="lampu jalan") == few <= 24

    def test_finds_tasks_plans_and_teams_that_i_may_see(self, city, sign_in, give):
        give("Ukur Jalan Mawar", 3)
        text = sign_in(city.officer).get(SEARCH, {"q": "ukur mawar"}).text
        assert re.search(r'href="/plans/tasks/\d+/">Ukur Jalan Mawar', text)
        assert "Perbaikan Jalan Mawar" in sign_in(city.officer).get(SEARCH, {"q": "perbaikan mawar"}).text
        assert "Ukur Jalan Mawar" not in sign_in(city.colleague).get(SEARCH, {"q": "ukur mawar"}).text

    def test_offers_numbered_options_while_i_type(self, city, sign_in, hand_in):
        case = hand_in()
        typed = {"HX-Request": "true", "HX-Target": "top-found"}
        text = sign_in(city.officer).get(SEARCH, {"q": "lampu jal"}, headers=typed).text
        assert "<html" not in text
        assert f'id="found-1" aria-selected="false" tabindex="-1" href="/cases/{case.reference}/"' in text
        assert "hasil. Pilih dengan panah" in text
        assert "Tidak ada yang cocok" in sign_in(city.officer).get(SEARCH, {"q": "xyzzy"}, headers=typed).text

    def test_a_slip_in_a_word_of_the_city_finds_its_cases(self, city, sign_in, hand_in):
        case = hand_in()
        assert case.reference in sign_in(city.officer).get(SEARCH, {"q": "lamppu jalan"}).text
        assert case.reference in sign_in(city.officer).get(LIST, {"q": "lamppu", "scope": "all"}).text

    def test_the_list_of_a_search_says_how_many_or_more_than_a_thousand(self, city, sign_in, hand_in):
        hand_in()
        client = sign_in(city.officer)
        assert "1 laporan cocok." in client.get(LIST, {"q": "lampu", "scope": "all"}).text
