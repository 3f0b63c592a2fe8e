"""What attackers send to the portal: files that are no photographs, and far too much of everything."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from penata.foundation.files.models import Attachment
from penata.foundation.journal.rules import Actor
from penata.overview.portal import actions, rules
from penata.overview.portal.models import Draft
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission

from .pictures import photo

WORDS = "Lampu jalan di depan pos ronda Jalan Mawar padam sejak tiga hari, gelap sekali."
PDF = b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def a_draft() -> Draft:
    return actions.begin(at=timezone.now(), words=WORDS)


def a_link(town: Any) -> str:
    said = Submission(key=a_draft().pk, words=WORDS, area_id=town.areas["99.71.01.1001"].pk)
    return cases.submit(said, by=Actor.system(), at=timezone.now()).secret


def a_document() -> SimpleUploadedFile:
    return SimpleUploadedFile("foto.jpg", PDF, content_type="image/jpeg")


def test_a_document_is_no_photograph_of_a_report(client: Any, town: Any) -> None:
    draft = a_draft()
    answer = client.post(reverse("portal:photos", args=[draft.pk]), {"photos": a_document()})
    assert answer.status_code == 422
    draft.refresh_from_db()
    assert draft.photos == []
    assert not Attachment.objects.exists()


def test_a_document_among_what_a_reporter_adds_is_refused_whole(client: Any, town: Any) -> None:
    address = reverse("portal:act", args=[a_link(town), "amend"])
    answer = client.post(address, {"words": "Masih padam juga.", "photos": [photo(), a_document()]})
    assert answer.status_code == 422
    assert not Attachment.objects.exists()


def test_one_address_does_not_fill_the_store_with_reports_begun(client: Any, town: Any) -> None:
    for _number in range(rules.DRAFTS_AN_HOUR):
        actions.count_draft("127.0.0.1")
    assert client.post("/report/", {"words": WORDS}).status_code == 429
    assert not Draft.objects.exists()


def test_one_address_does_not_fill_the_store_with_photographs(client: Any, town: Any) -> None:
    draft = a_draft()
    actions.count_photos("127.0.0.1", rules.PHOTOS_AN_HOUR)
    answer = client.post(reverse("portal:photos", args=[draft.pk]), {"photos": [photo()]})
    assert answer.status_code == 429
    assert not Attachment.objects.exists()


def test_one_link_does_not_flood_its_officer(client: Any, town: Any) -> None:
    address = reverse("portal:act", args=[a_link(town), "amend"])
    codes = [
        client.post(address, {"words": f"Masih padam, hari ke-{day}."}).status_code
        for day in range(rules.ACTS_AN_HOUR + 1)
    ]
    assert codes == [302] * rules.ACTS_AN_HOUR + [429]


@pytest.mark.parametrize("value", ["nan", "inf", "-1e400", "1e309", "91", "６"])
def test_a_place_that_is_on_no_map_is_refused_or_read_as_a_number(client: Any, town: Any, value: str) -> None:
    address = reverse("portal:place", args=[a_draft().pk])
    assert client.post(address, {"latitude": value, "longitude": value}).status_code == 422
