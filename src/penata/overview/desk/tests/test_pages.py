"""The desk's pages: what they show to whom, and at what cost."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.public.cases import actions as cases
from penata.public.cases.imports import CASES
from penata.public.cases.models import Case, Step

from .. import queries, rules

pytestmark = pytest.mark.django_db
LIST, UNITS, ROUTING, SEARCH, MANY = (reverse(f"desk:{name}") for name in ("desk", "unit", "routing", "search", "bulk"))


def queries_of(client, address, **params) -> int:
    client.get(address, params)  # fills what a process keeps
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address, params).status_code == 200
    return len(seen)


@pytest.fixture
def other_client():
    return Client()


def press(client, page, number=1, follow=True):
    """Click the button of a proposal, as it stands on the page."""
    form = re.findall(r'<form method="post" action="([^"]+choose/)">(.*?)</form>', page.text, re.DOTALL)[number - 1]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    return client.post(form[0], sent, follow=follow)


class TestDesk:
    def test_shows_what_lies_at_my_position_and_nothing_else(self, city, sign_in, hand_in):
        case = hand_in()
        page = sign_in(city.officer).get(LIST)
        assert case.reference in page.text
        assert case.title in page.text
        assert case.reference not in sign_in(city.colleague).get(LIST).text

    def test_says_in_a_few_words_why_it_is_mine(self, city, sign_in, hand_in):
        hand_in()
        assert re.search(r"karena kata “\w+”", sign_in(city.officer).get(LIST).text)

    def test_puts_the_urgent_first_then_the_late_and_counts_each_group(self, city, sign_in, hand_in):
        today, late = hand_in(), hand_in(days_ago=30)
        urgent = hand_in("Tiang lampu jalan hampir roboh, kabel menjuntai, bahaya sekali")
        text = sign_in(city.officer).get(LIST).text
        assert text.index(urgent.reference) < text.index(late.reference) < text.index(today.reference)
        assert re.search(r"due=late[^<]*>Terlambat <span class=\"filter-count\">1<", text)

    def test_narrows_by_links(self, city, sign_in, hand_in):
        fresh, late = hand_in(), hand_in(days_ago=30)
        client = sign_in(city.officer)
        text = client.get(LIST, {"due": "late"}).text
        assert late.reference in text
        assert fresh.reference not in text
        text = client.get(LIST, {"state": "in_progress"}).text
        assert late.reference not in text
        assert "Tidak ada laporan yang cocok" in text

    def test_searches_all_that_i_may_see_the_ended_too(self, city, sign_in, hand_in):
        case = hand_in("Lampu jalan di Gang Cempaka padam total sejak kemarin")
        cases.withdraw(case, by=Actor.system("tests"), at=timezone.now())
        assert case.reference in sign_in(city.officer).get(LIST, {"q": "cempaka"}).text
        assert case.reference in sign_in(city.officer).get(LIST, {"q": case.reference.lower()}).text
        assert case.reference not in sign_in(city.colleague).get(LIST, {"q": "cempaka"}).text

    def test_shows_handovers_that_wait_for_my_answer(self, city, sign_in, hand_in):
        case = hand_in()
        cases.hand_over(
            case,
            to=city.positions["KABID-SAMPAH"].pk,
            reason="not_mandate",
            because="Sampahnya yang menutup lampu",
            article="Pasal 9",
            by=city.actor("officer"),
            at=timezone.now(),
        )
        text = sign_in(city.colleague).get(LIST).text
        assert "Pelimpahan menunggu jawaban Anda" in text
        assert "Sampahnya yang menutup lampu" in text

    def test_a_head_sees_the_cases_below_him(self, city, sign_in, hand_in):
        case = hand_in()
        client = sign_in(city.head)
        assert case.reference not in client.get(LIST).text
        assert case.reference in client.get(LIST, {"scope": "unit"}).text
        assert case.reference not in sign_in(city.environment_head).get(LIST, {"scope": "unit"}).text

    def test_shows_another_units_number_in_no_list_of_a_stranger(self, city, sign_in, hand_in):
        case = hand_in()
        client = sign_in(city.colleague)
        for scope in rules.SCOPES:
            for unit in ("", city.units["DPU"].pk):
                assert case.reference not in client.get(LIST, {"scope": scope, "unit": unit}).text

    def test_gives_htmx_only_the_list(self, city, sign_in, hand_in):
        hand_in()
        page = sign_in(city.officer).get(LIST, headers={"HX-Request": "true"})
        assert "<html" not in page.text
        assert 'id="desk-list"' in page.text

    @pytest.mark.parametrize(
        "query",
        [
            "page=abc",
            "page=-1",
            "page=99999999999999999999",
            "due=x&kind=y&state=z",
            "area=1e9&unit=٣",
            "q=%00%00",
            "q=" + "a" * 5000,
        ],
    )
    def test_answers_any_query_string(self, city, sign_in, hand_in, query):
        hand_in()
        assert sign_in(city.officer).get(f"{LIST}?{query}").status_code == 200

    def test_takes_the_same_queries_for_one_and_for_thirty_cases(self, city, sign_in, hand_in):
        hand_in()
        client = sign_in(city.officer)
        few = queries_of(client, LIST)
        for _ in range(29):
            hand_in()
        assert queries_of(client, LIST) == few <= 30
        assert queries_of(client, LIST, page="2") in {few, few - 1}  # what changed is told on the first

    def test_escapes_what_people_wrote(self, city, sign_in, hand_in):
        hand_in('Lampu jalan <script>alert(1)</script> "mati" & gelap di gang')
        text = sign_in(city.officer).get(LIST).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text

    def test_teaches_when_it_is_empty(self, city, sign_in):
        assert "Meja Anda bersih" in sign_in(city.officer).get(LIST).text

    def test_is_where_a_civil_servant_lands(self, city, sign_in):
        assert sign_in(city.officer).get(reverse("desk:start"))["Location"] == LIST
        assert sign_in(city.outsider).get(reverse("desk:start"))["Location"] == "/"


class TestManyAtOnce:
    def test_says_first_what_will_happen(self, city, sign_in, hand_in):
        chosen = [hand_in(), hand_in()]
        page = sign_in(city.officer).get(MANY, {"act": "start", "case": [case.pk for case in chosen]})
        assert "Tandai 2 laporan mulai dikerjakan?" in page.text
        assert Case.objects.filter(state="in_progress").count() == 0

    def test_does_it_to_each_and_tells_which_were_refused(self, city, sign_in, hand_in):
        first, second = hand_in(), hand_in()
        cases.start(second, by=city.actor("officer"), at=timezone.now())
        page = sign_in(city.officer).post(MANY, {"act": "start", "case": [first.pk, second.pk]}, follow=True)
        assert "1 laporan selesai diproses." in page.text
        assert f"1 laporan tidak diproses: {second.reference}" in page.text
        first.refresh_from_db()
        assert first.state == "in_progress"

    def test_leaves_out_cases_that_i_may_not_see(self, city, sign_in, hand_in):
        case = hand_in()
        page = sign_in(city.colleague).post(MANY, {"act": "start", "case": [case.pk]}, follow=True)
        assert "Pilih sekurangnya satu laporan." in page.text
        case.refresh_from_db()
        assert case.state == "assigned"

    def test_asks_for_the_words_of_a_note(self, city, sign_in, hand_in):
        case = hand_in()
        client = sign_in(city.officer)
        page = client.post(MANY, {"act": "note", "case": [case.pk], "text": " "})
        assert page.status_code == 422
        client.post(MANY, {"act": "note", "case": [case.pk], "text": "Tunggu suku cadang"})
        assert Step.objects.get(case=case, kind="noted").text == "Tunggu suku cadang"

    def test_lets_a_head_pass_cases_down_and_nobody_pass_them_out(self, city, sign_in, hand_in):
        case, below, outside = hand_in(), city.positions["TEKNISI-JALAN"].pk, city.positions["KABID-SAMPAH"].pk
        client = sign_in(city.officer)
        assert client.post(MANY, {"act": "assign", "case": [case.pk], "to": outside}).status_code == 422
        client.post(MANY, {"act": "assign", "case": [case.pk], "to": below})
        case.refresh_from_db()
        assert case.position_id == below


class TestUnits:
    def test_shows_figures_with_their_sample_and_links_to_the_cases(self, city, sign_in, hand_in):
        hand_in()
        hand_in(days_ago=30)
        page = sign_in(city.head).get(UNITS)
        assert "Dinas Pekerjaan Umum" in page.text
        assert "Bidang Jalan dan Penerangan" in page.text
        assert f"scope=unit&amp;due=late&amp;unit={city.units['DPU-JALAN'].pk}" in page.text
        assert "Dihitung dari 0 laporan" in page.text
        assert "–" in page.text

    def test_hides_units_that_he_does_not_head(self, city, sign_in):
        client = sign_in(city.head)
        assert client.get(UNITS, {"unit": city.units["DLH"].pk}).status_code == 404
        assert client.get(UNITS, {"unit": city.units["DPU-AIR"].pk}).status_code == 200
        assert "Anda tidak memimpin unit" in sign_in(city.technician).get(UNITS).text

    def test_takes_the_same_queries_whatever_lies_below(self, city, sign_in, hand_in):
        hand_in()
        client = sign_in(city.mayor)
        few = queries_of(client, UNITS)
        for _ in range(5):
            hand_in(days_ago=30)
        assert queries_of(client, UNITS) == few <= 13


class TestRouting:
    def test_shows_the_words_and_three_proposals_with_their_reasons(self, city, sign_in, waiting):
        text = sign_in(city.routing_officer).get(ROUTING).text
        assert "Sampah menumpuk di tps" in text
        assert text.count('class="proposal"') == 3
        assert "hari ini dijawab" in text
        assert "Pasal 7" in text

    def test_one_click_sends_the_case_on_and_shows_the_next(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        page = press(client, client.get(ROUTING), 2)
        waiting.refresh_from_db()
        assert waiting.state == "assigned"
        assert waiting.position_id != city.positions["PENYALUR"].pk
        assert f"{waiting.reference} diteruskan ke" in page.text
        assert "Urungkan" in page.text

    def test_a_report_from_a_file_gets_proposals_of_today(self, city, sign_in):
        row = (
            f"Sampah menumpuk di tps dan lampu jalan mati,Dinas Pekerjaan Umum,Sukamaju,{timezone.localdate()},received"
        )
        file = io.BytesIO(f"text,unit,area,received_at,state\n{row}\n".encode())
        report = run_import(CASES, file, choices={}, dry_run=False, by=city.actor("administrator"))
        assert not report.is_refused, report.findings
        client = sign_in(city.routing_officer)
        page = client.get(ROUTING)
        assert page.text.count('class="proposal"') == 3
        assert "diteruskan ke" in press(client, page).text
        assert Case.objects.get(channel="import").state == "assigned"

    def test_a_choice_is_undone_within_ten_seconds(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        page = press(client, client.get(ROUTING))
        step = re.search(r'name="step" value="(\d+)"', page.text)[1]
        page = client.post(reverse("desk:undo"), {"step": step}, follow=True)
        waiting.refresh_from_db()
        assert waiting.state == "received"
        assert waiting.title in page.text
        assert "dibatalkan" in page.text

    def test_after_ten_seconds_the_bar_is_gone(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        step = int(press(client, client.get(ROUTING), follow=False)["Location"].partition("undo=")[2])
        who, later = city.routing_officer.pk, timezone.now() + timedelta(seconds=11)
        assert queries.undoable(step, who, at=timezone.now(), seconds=10).reference == waiting.reference
        assert queries.undoable(step, who, at=later, seconds=10) is None
        assert queries.undoable(step, city.officer.pk, at=timezone.now(), seconds=10) is None

    def test_nobody_undoes_the_choice_of_another(self, city, sign_in, waiting):
        to, by = city.positions["KABID-AIR"].pk, city.actor("administrator")
        step = cases.assign(waiting, to=to, by=by, at=timezone.now())
        assert sign_in(city.routing_officer).post(reverse("desk:undo"), {"step": step.pk}).status_code == 404

    def test_the_second_of_two_officers_is_told_and_overwrites_nothing(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        both_read = client.get(ROUTING)
        press(client, both_read, 1)
        waiting.refresh_from_db()
        first = waiting.position_id
        page = press(client, both_read, 2)
        waiting.refresh_from_db()
        assert waiting.position_id == first
        assert "baru saja diproses oleh" in page.text

    def test_finds_another_position_by_its_task(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        page = client.get(ROUTING, {"words": "persampahan"})
        assert "Kepala Bidang Kebersihan" in page.text
        form = re.findall(r'name="to" value="(\d+)"', page.text)
        assert str(city.positions["KABID-SAMPAH"].pk) in form

    def test_other_acts_end_or_pause_a_case(self, city, sign_in, hand_in, waiting):
        client = sign_in(city.routing_officer)
        sent = {
            "ask": {"question": "Di mana tepatnya?"},
            "not_ours": {"body": "PLN", "how": "Telepon 123"},
            "archive": {"reason": "too_general"},
            "join": {"main": waiting.reference.lower()},
            "verify": {"kind": "aspiration"},
        }
        after = {}
        for act, typed in sent.items():
            case = hand_in("Mohon bantuannya segera ditindaklanjuti ya admin.", service=None)
            token = {"waits_as": case.assignments.get(until=None).pk}
            page = client.post(reverse("desk:settle", args=[case.reference, act]), typed | token, follow=True)
            assert page.status_code == 200
            case.refresh_from_db()
            after[act] = case.state
        states = {"ask": "incomplete", "not_ours": "not_ours", "archive": "archived", "join": "archived"}
        assert after == states | {"verify": "verified"}

    def test_an_act_without_its_words_comes_back_with_the_form(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        address = reverse("desk:settle", args=[waiting.reference, "not_ours"])
        page = client.post(address, {"waits_as": "1", "body": "", "how": "Telepon 123"})
        assert page.status_code == 422
        assert "Telepon 123" in page.text
        assert client.post(reverse("desk:settle", args=[waiting.reference, "shout"])).status_code == 404

    def test_an_act_after_a_colleagues_is_refused(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        token = {"waits_as": waiting.assignments.get(until=None).pk}
        press(client, client.get(ROUTING), 1)
        address = reverse("desk:settle", args=[waiting.reference, "archive"])
        page = client.post(address, {"reason": "abuse"} | token, follow=True)
        assert "baru saja diproses oleh" in page.text
        waiting.refresh_from_db()
        assert waiting.state == "assigned"

    def test_refuses_a_choice_that_names_nothing(self, city, sign_in, waiting):
        client = sign_in(city.routing_officer)
        address = reverse("desk:choose", args=[waiting.reference])
        for sent in ({}, {"waits_as": "x"}, {"waits_as": "1", "proposal": "9"}, {"waits_as": "1", "to": "999999"}):
            assert client.post(address, sent).status_code == 302
        waiting.refresh_from_db()
        assert waiting.state == "received"

    def test_is_closed_to_those_who_do_not_route(self, city, sign_in, waiting):
        assert sign_in(city.officer).get(ROUTING).status_code == 403
        assert sign_in(city.officer).post(reverse("desk:choose", args=[waiting.reference])).status_code == 403

    def test_takes_the_same_queries_for_one_and_for_ten(self, city, sign_in, hand_in, waiting):
        client = sign_in(city.routing_officer)
        few = queries_of(client, ROUTING)
        for _ in range(9):
            hand_in("Mohon bantuannya segera ditindaklanjuti ya admin.", service=None)
        assert queries_of(client, ROUTING, case=waiting.reference) <= few + 1 <= 15


def test_the_case_page_has_the_part_that_the_desk_shows(city, sign_in, hand_in):
    client, address = sign_in(city.officer), reverse("cases:case", args=[hand_in().reference])
    assert 'id="case"' in client.get(address).text
    assert 'id="case"' in client.get(address, headers={"HX-Request": "true"}).text
