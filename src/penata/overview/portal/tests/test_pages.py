from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from penata.overview.portal import actions
from penata.overview.portal.models import Draft
from penata.public.cases.models import Case

from .pictures import photo

WORDS = "Lampu jalan di depan pos ronda Jalan Mawar padam sejak tiga hari, gelap sekali."
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


def report(client: Any, town: Any, **answers: Any) -> Draft:
    """A draft with all questions answered, through the pages."""
    client.post("/report/", {"words": answers.get("words", WORDS)})
    draft = Draft.objects.latest("started_at")
    area = town.areas["99.71.01.1001"].pk
    client.post(reverse("portal:place", args=[draft.pk]), {"area": area, "place": "Jalan Mawar"})
    person = {"who": "named", "name": "Ani", "email": "ani@contoh.id", **answers.get("person", {})}
    client.post(reverse("portal:reporter", args=[draft.pk]), person)
    draft.refresh_from_db()
    return draft


def hand_in(client: Any, draft: Draft) -> str:
    """The address of the page that says thank you."""
    answer = client.post(reverse("portal:check", args=[draft.pk]))
    assert answer.status_code == 302, answer.content[:500]
    return str(answer["Location"])


def test_the_front_page_asks_one_question(client: Any, town: Any) -> None:
    page = client.get("/").content.decode()
    assert "Apa yang ingin Anda sampaikan?" in page
    assert "Perbaikan lampu jalan" in page


def test_a_report_goes_from_words_to_a_number_and_a_secret_link(client: Any, town: Any) -> None:
    place = hand_in(client, report(client, town))
    page = client.get(place).content.decode()
    case = Case.objects.get()
    assert case.reference in page
    assert place.replace("sent/", "") in page
    assert Draft.objects.get().words == ""


def test_handing_in_twice_makes_one_case_and_leads_to_the_same_link(client: Any, town: Any) -> None:
    draft = report(client, town)
    assert hand_in(client, draft) == hand_in(client, draft)
    assert Case.objects.count() == 1


def test_back_never_loses_a_word(client: Any, town: Any) -> None:
    draft = report(client, town)
    assert WORDS in client.get(reverse("portal:words", args=[draft.pk])).content.decode()
    assert "Jalan Mawar" in client.get(reverse("portal:place", args=[draft.pk])).content.decode()
    assert "ani@contoh.id" in client.get(reverse("portal:reporter", args=[draft.pk])).content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Tuliskan dahulu"), ("lampu", "sekurangnya"), ("a" * 20_000, "terlalu panjang")],
)
def test_words_that_do_not_serve_are_kept_with_a_sentence_that_says_what_to_do(
    client: Any, town: Any, words: str, said: str
) -> None:
    answer = client.post("/report/", {"words": words})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert words in page


def test_a_place_is_chosen_described_pointed_at_or_declared_unknown(client: Any, town: Any) -> None:
    client.post("/report/", {"words": WORDS})
    address = reverse("portal:place", args=[Draft.objects.get().pk])
    assert client.post(address, {"place": " "}).status_code == 422
    assert client.post(address, {"place": "Depan pasar"}).status_code == 302
    assert client.post(address, {"latitude": "-6.99", "longitude": "110.41"}).status_code == 302
    assert Draft.objects.get().area == town.areas["99.71.01.1001"]
    assert client.post(address, {"is_unknown": "on"}).status_code == 302
    assert Draft.objects.get().area is None


def test_uploading_no_photo_is_said_and_going_on_without_one_is_fine(client: Any, town: Any) -> None:
    address = reverse("portal:photos", args=[report(client, town).pk])
    page = client.post(address, {"more": "1"})
    assert page.status_code == 422
    assert "Pilih dahulu fotonya" in page.text
    assert client.post(address).status_code == 302


def test_photos_are_kept_shown_and_removed(client: Any, town: Any) -> None:
    draft = report(client, town)
    address = reverse("portal:photos", args=[draft.pk])
    assert client.post(address, {"photos": [photo(), photo()], "more": "1"}).status_code == 302
    draft.refresh_from_db()
    first = draft.photos[0]
    picture = client.get(reverse("portal:photo", args=[draft.pk, first]))
    assert picture["Content-Type"] == "image/jpeg"
    assert b"".join(picture.streaming_content)
    client.post(reverse("portal:remove_photo", args=[draft.pk, first]))
    draft.refresh_from_db()
    assert first not in draft.photos


def test_what_is_not_a_photo_is_refused_in_words(client: Any, town: Any) -> None:
    draft = report(client, town)
    wrong = SimpleUploadedFile("foto.jpg", b"<script>alert(1)</script>", content_type="image/jpeg")
    answer = client.post(reverse("portal:photos", args=[draft.pk]), {"photos": wrong})
    assert answer.status_code == 422


def test_more_photos_than_five_are_refused(client: Any, town: Any) -> None:
    draft = report(client, town)
    answer = client.post(reverse("portal:photos", args=[draft.pk]), {"photos": [photo() for _ in range(6)]})
    assert answer.status_code == 422
    assert "Paling banyak 5 foto" in answer.content.decode()


def test_urgent_words_show_the_emergency_number_before_anything_is_sent(client: Any, town: Any) -> None:
    draft = report(client, town, words="Tolong, kabel putus menjuntai di jalan, anak-anak bermain di dekatnya!")
    assert "tel:112" in client.get(reverse("portal:check", args=[draft.pk])).content.decode()


def test_an_unfinished_report_cannot_be_handed_in(client: Any, town: Any) -> None:
    client.post("/report/", {"words": WORDS})
    draft = Draft.objects.get()
    assert client.post(reverse("portal:check", args=[draft.pk])).status_code == 302
    assert not Case.objects.exists()


def test_a_trap_that_was_filled_in_has_a_person_look_first(client: Any, town: Any) -> None:
    client.post("/report/", {"words": WORDS, "website": "https://spam.example"})
    assert Draft.objects.get().is_suspicious


def test_who_reports_very_often_solves_a_challenge_or_is_looked_at_first(client: Any, town: Any) -> None:
    for _ in range(actions.OFTEN):
        hand_in(client, report(client, town, words=f"{WORDS} {uuid4()}"))
    draft = report(client, town, words=f"{WORDS} lagi")
    answer = client.post(reverse("portal:check", args=[draft.pk]))
    assert answer.status_code == 422
    assert "altcha-widget" in answer.content.decode()
    assert client.post(reverse("portal:check", args=[draft.pk]), {"review": "1"}).status_code == 302
    assert Case.objects.count() == actions.OFTEN + 1


def test_drafts_are_gone_after_a_day(client: Any, town: Any) -> None:
    draft = report(client, town)
    assert actions.drop_old(at=timezone.now() + actions.KEPT) == 1
    answer = client.get(reverse("portal:words", args=[draft.pk]))
    assert answer.status_code == 404
    assert "sudah tidak ada" in answer.content.decode()


def test_the_reporter_adds_to_his_report_and_withdraws_it(client: Any, town: Any) -> None:
    link = hand_in(client, report(client, town)).replace("sent/", "")
    assert client.post(link + "amend/", {"words": "Tiangnya nomor 12.", "photos": photo()}).status_code == 302
    assert "Tiangnya nomor 12." in client.get(link).content.decode()
    assert client.post(link + "withdraw/", {}).status_code == 422
    assert client.post(link + "withdraw/", {"is_sure": "on"}).status_code == 302
    assert Case.objects.get().state == "withdrawn"


def test_an_act_that_does_not_fit_leads_back_with_a_sentence(client: Any, town: Any) -> None:
    link = hand_in(client, report(client, town)).replace("sent/", "")
    answer = client.post(link + "close/", {"happy": "yes"}, follow=True)
    assert "tidak dapat dilakukan" in answer.content.decode()
    assert client.get(link + "dance/").status_code == 302


def test_a_wrong_link_is_not_found_and_many_are_stopped(client: Any, town: Any) -> None:
    answers = [client.get(f"/track/{uuid4().hex}/").status_code for _ in range(62)]
    assert answers[0] == 404
    assert answers[-1] == 429


def test_asking_for_a_lost_link_says_the_same_whether_there_is_one_or_not(client: Any, town: Any) -> None:
    hand_in(client, report(client, town))
    known = client.post("/track/", {"email": "ani@contoh.id"})
    unknown = client.post("/track/", {"email": "tidak@ada.id"})
    assert b"Periksa surel Anda" in known.content
    assert [TOKEN.sub(b"", answer.content) for answer in (known, unknown)] == [TOKEN.sub(b"", known.content)] * 2
    assert client.post("/track/", {}).status_code == 422


def test_the_receipt_is_a_pdf(client: Any, town: Any) -> None:
    link = hand_in(client, report(client, town)).replace("sent/", "")
    assert client.get(link + "receipt.pdf").content.startswith(b"%PDF")


def test_only_published_reports_are_listed(client: Any, town: Any) -> None:
    hand_in(client, report(client, town))
    case = Case.objects.get()
    assert case.reference not in client.get("/reports/").content.decode()
    assert client.get(f"/reports/{case.reference}/").status_code == 404
    for hostile in ("?page=abc", "?page=-1", "?q=%00", "?q=' or 1=1--", "?q=" + "a" * 3000):
        assert client.get("/reports/" + hostile).status_code == 200


def test_figures_and_their_file_open_with_nothing_in_them(client: Any, town: Any) -> None:
    assert "Belum cukup laporan" in client.get("/statistics/").content.decode()
    assert client.get("/statistics/services/")["Content-Type"].startswith("text/csv")
    assert client.get("/statistics/other/").status_code == 404


def test_the_map_of_places_is_answered_once_for_each_change(client: Any, town: Any) -> None:
    answer = client.get("/areas.json")
    assert len(answer.json()["features"]) == 2
    assert client.get("/areas.json", headers={"if-none-match": answer["ETag"]}).status_code == 304


@pytest.mark.parametrize("page", ["/", "/report/", "/track/", "/reports/", "/statistics/"])
def test_pages_of_residents_are_complete_in_english(client: Any, town: Any, page: str) -> None:
    client.cookies["django_language"] = "en"
    assert client.get(page).status_code == 200


def test_a_point_beside_the_city_is_refused_unless_a_kelurahan_is_chosen(client: Any, town: Any) -> None:
    draft = report(client, town)
    address, outside = reverse("portal:place", args=[draft.pk]), {"latitude": "-6.5", "longitude": "110.41"}
    refused = client.post(address, outside)
    assert refused.status_code == 422
    assert "di luar wilayah kota" in refused.text
    village = town.areas["99.71.01.1001"].pk
    assert client.post(address, outside | {"area": village}).status_code == 302
    assert client.post(address, outside | {"is_unknown": "on"}).status_code == 302
