from __future__ import annotations

import re
from datetime import date

import pytest
from django.urls import reverse

from penata.delivery.performance import actions, queries
from penata.delivery.performance.models import Evaluation, Expectation, Figure, Period
from penata.delivery.performance.tests.life import YEAR, acting, at, closed, rate, report
from penata.foundation.accounts import actions as accounts
from penata.foundation.journal.rules import Actor

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")
SECRET = "Xanthofil hanya untuk pegawai ini"


@pytest.fixture
def rated(year):
    """A closed evaluation of the officer with words that stand nowhere else."""
    one = report(year, "officer")
    decide = {"results": "below", "conduct": "below", "words": SECRET}
    actions.decide(one, **decide, **acting(year, "head", at(10, 5)))
    year.one = actions.accept(one, **acting(year, "officer", at(10, 6)))
    return year


def page(client, name, *parts):
    return client.get(reverse(f"performance:{name}", args=parts))


@pytest.mark.parametrize("who", ["officer", "head", "mayor", "administrator"])
def test_readers_see_the_rating_with_its_reason(rated, sign_in, who):
    text = page(sign_in(getattr(rated, who)), "evaluation", rated.one.pk).text
    assert SECRET in text
    assert "Sangat kurang" in text


@pytest.mark.parametrize("who", ["technician", "colleague", "environment_head", "secretary", "outsider"])
def test_nobody_else_finds_a_rating_or_its_words_on_any_page(rated, sign_in, who):
    client = sign_in(getattr(rated, who))
    pages = [
        reverse("performance:evaluation", args=[rated.one.pk]),
        reverse("performance:act", args=[rated.one.pk, "reopen"]),
        reverse("performance:expectation", args=[rated.expectation.pk]),
        reverse("performance:mine"),
        reverse("performance:team"),
        reverse("performance:overview"),
        reverse("performance:export", args=[rated.one.period_id, "csv"]),
        reverse("people:person", args=[rated.persons["officer"].pk]),
        "/journal/",
        "/search/?q=Sari",
    ]
    for path in pages:
        answer = client.get(path)
        body = answer.getvalue().decode() if answer.status_code == 200 else ""
        assert SECRET not in body, path
        assert "Sangat kurang" not in body, path
    assert client.get(pages[0]).status_code in {403, 404}
    assert client.get(pages[2]).status_code in {403, 404}


def test_the_page_of_a_person_shows_his_evaluations_only_to_readers(rated, sign_in):
    address = reverse("performance:evaluation", args=[rated.one.pk])
    path = reverse("people:person", args=[rated.persons["officer"].pk])
    assert address in sign_in(rated.head).get(path).text
    assert address not in sign_in(rated.colleague).get(path).text


def test_a_year_on_the_pages(city, sign_in):
    today = date.today()
    actions.open_year(today.year, rhythm="quarterly", by=BY, at=at(1, 2, today.year))
    client = sign_in(city.officer)
    assert "Susun SKP" in page(client, "mine").text
    answer = client.post(reverse("performance:begin"), {"position": city.positions["KABID-JALAN"].pk})
    made = Expectation.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    form = reverse("performance:new_result", args=[made.pk])
    assert client.post(form, {"title": "", "kind": "main"}).status_code == 422
    wanted = {"title": "Lampu menyala", "kind": "main", "quantity_words": "Lampu", "quantity_target": "98 persen"}
    assert client.post(form, wanted)["Location"] == made.get_absolute_url()
    assert "98 persen" in client.get(made.get_absolute_url()).text
    client.post(reverse("performance:conduct", args=[made.pk]), {"service": "Menyapa pelapor."})
    assert client.post(reverse("performance:expectation_act", args=[made.pk, "propose"])).status_code == 302
    boss = sign_in(city.head)
    assert "SKP" in page(boss, "team").text
    boss.post(reverse("performance:expectation_act", args=[made.pk, "agree"]))
    made.refresh_from_db()
    assert made.state == "agreed"
    assert made.evaluations.count() >= 2


def test_the_decision_page_has_the_matrix_as_one_group_of_radio_buttons(year, sign_in):
    one = report(year, "officer")
    client = sign_in(year.head)
    path = reverse("performance:act", args=[one.pk, "decide"])
    text = client.get(path).text
    assert text.count('type="radio" name="cell"') == 9
    assert "hasil kerja di atas ekspektasi, perilaku di bawah ekspektasi" in text
    assert client.post(path, {"cell": "above:great", "words": "x"}).status_code == 422
    missing = client.post(path, {"cell": "above:above", "words": ""})
    assert missing.status_code == 422
    assert 'value="above:above" required checked' in missing.text
    client.post(path, {"cell": "above:above", "words": "Luar biasa."})
    one.refresh_from_db()
    assert one.appraisal.rating == "very_good"


def test_the_spread_is_advised_and_never_blocks(year, sign_in):
    one = report(year, "officer")
    other = Evaluation.objects.filter(person=year.persons["officer"]).exclude(pk=one.pk)
    assert other.exists()
    beside = report(year, "head")
    rate(year, beside, "mayor", "above", "above")
    actions.set_unit_result(year.units["DPU"], one.period, value="very_poor", because="LKjIP", by=BY, at=at(10, 3))
    Evaluation.objects.filter(pk=beside.pk).update(superior_position=one.superior_position_id)
    client = sign_in(year.head)
    path = reverse("performance:act", args=[one.pk, "decide"])
    assert "Ini pertimbangan; keputusan tetap pada Anda." in client.get(path).text
    assert client.post(path, {"cell": "above:above", "words": "Hebat."}).status_code == 302


def test_evidence_is_chosen_and_commented_on_the_page(year, sign_in, django_assert_max_num_queries):
    one = Evaluation.objects.get(person=year.persons["officer"], period__kind="quarterly")
    client = sign_in(year.officer)
    path = reverse("performance:evidence", args=[one.pk])
    result = one.expectation.results.get().pk
    assert client.get(path).status_code == 200
    client.post(path, {f"result_{result}": "118 laporan dijawab.", "words": "Hujan lebat."})
    assert one.realizations.get().words == "118 laporan dijawab."
    with django_assert_max_num_queries(45):
        client.get(one.get_absolute_url())


def test_an_act_that_is_not_open_leads_back_and_one_that_does_not_exist_is_nowhere(rated, sign_in):
    client = sign_in(rated.officer)
    assert client.get(reverse("performance:act", args=[rated.one.pk, "decide"])).status_code == 302
    assert client.get(reverse("performance:act", args=[rated.one.pk, "delete"])).status_code == 404
    assert client.post(reverse("performance:act", args=[rated.one.pk, "decide"]), {"cell": "as:as"}).status_code == 302


def test_the_team_is_listed_by_name_with_its_state(rated, sign_in):
    text = sign_in(rated.head).get(reverse("performance:team") + f"?period={rated.one.period_id}").text
    assert "Sari Puspita" in text
    assert "Sangat kurang" in text
    assert "Rudi Saputra" not in text  # the officer's man, not directly below


def test_personnel_sees_states_by_agency_and_downloads_for_ekinerja(rated, sign_in):
    client = sign_in(rated.administrator)
    text = client.get(reverse("performance:overview") + f"?period={rated.one.period_id}").text
    assert "Dinas Pekerjaan Umum" in text
    assert "Sari Puspita" not in text
    file = page(client, "export", rated.one.period_id, "csv").getvalue().decode("utf-8-sig")
    assert "hasilKinerjaNilai;" in file
    assert "198609262015051001" in file
    book = page(client, "export", rated.one.period_id, "xlsx")
    assert book["Content-Type"].endswith("sheet")
    assert book.getvalue()[:2] == b"PK"
    assert page(client, "export", rated.one.period_id, "pdf").status_code == 404


def test_figures_that_nobody_verified_are_shown_as_such(city, sign_in):
    client = sign_in(city.administrator)
    shown = page(client, "figures").text
    assert "Belum diverifikasi" in shown
    assert "Capaian unit Sangat baik: pegawai berpredikat Sangat baik, paling banyak" in shown
    assert not re.search(r"good:|level:|_days", shown)
    figure = Figure.objects.get(kind="coefficient", key="ahli muda")
    path = reverse("performance:figure", args=[figure.pk])
    assert client.post(path, {"value": "x"}).status_code == 422
    wanted = {"value": "26", "since": "2027-01-01", "basis": "PermenPANRB 9/2026", "is_verified": "on"}
    assert client.post(path, wanted).status_code == 302
    assert queries.figures("coefficient", date(2027, 1, 1))["ahli muda"] == 26


def test_the_year_is_opened_on_the_page(city, sign_in):
    client = sign_in(city.administrator)
    assert client.post(reverse("performance:year"), {"year": YEAR, "rhythm": "monthly"}).status_code == 302
    assert Period.objects.filter(year=YEAR).count() == 13
    assert client.post(reverse("performance:year"), {"year": YEAR, "rhythm": "monthly"}).status_code == 422
    period = Period.objects.first()
    path = reverse("performance:unit_result", args=[period.pk])
    unit = city.units["DPU"].pk
    assert client.post(path, {"unit": unit, "value": "good", "because": "LKjIP"}).status_code == 302
    assert client.post(path, {"unit": "x", "value": "good", "because": "LKjIP"}).status_code == 422


def test_lists_ask_the_same_number_of_questions_however_many_people(year, sign_in, django_assert_max_num_queries):
    closed(year)
    for who, name, most in (("head", "team", 24), ("officer", "mine", 26), ("administrator", "overview", 10)):
        client = sign_in(getattr(year, who))
        with django_assert_max_num_queries(most):
            page(client, name)
    assert accounts is not None
