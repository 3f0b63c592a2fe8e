import io
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from penata.foundation.files import actions, queries
from penata.foundation.files.models import Attachment
from penata.foundation.refusals import Refused

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript>>>>endobj\n%%EOF\n"


def content(attachment: Attachment, **which: bool) -> bytes:
    with queries.open_attachment(attachment, **which) as file:
        return file.read()


def stored(media: Path) -> int:
    return sum(1 for path in media.rglob("*") if path.is_file())


def test_a_photograph_is_kept_by_its_digest_with_a_small_one(photo, media) -> None:
    kept = actions.keep_image(photo("PNG"), at=AT)
    assert (kept.name, kept.kind, kept.width, kept.height) == ("foto.jpg", "image/jpeg", 64, 48)
    assert content(kept).startswith(b"\xff\xd8\xff")
    assert content(kept, thumbnail=True).startswith(b"\xff\xd8\xff")
    assert queries.absolute(kept.path).is_relative_to(media)


def test_a_pdf_is_kept_as_it_is_but_is_no_photograph() -> None:
    kept = actions.keep(io.BytesIO(PDF), name="Surat kuasa.pdf", at=AT)
    assert content(kept) == PDF
    with pytest.raises(Refused, match="foto"):
        actions.keep_image(io.BytesIO(PDF), at=AT)


def test_a_cut_pdf_and_a_huge_file_are_refused(settings) -> None:
    for data, code in [(PDF[:20], "files.broken_document"), (PDF + bytes(20_000_000), "files.too_big")]:
        with pytest.raises(Refused) as refusal:
            actions.keep(io.BytesIO(data), at=AT)
        assert refusal.value.code == code
    assert not Attachment.objects.exists()


def test_a_photograph_among_documents_is_drawn_anew(photo) -> None:
    assert actions.keep(photo(), at=AT).is_image


def test_uploads_that_no_record_took_go_after_a_day(photo, media) -> None:
    taken = actions.keep_image(photo(size=(10, 10)), at=AT)
    assert actions.adopt([taken.pk]) == 1
    actions.keep_image(photo(size=(20, 20)), at=AT)
    young = actions.keep_image(photo(size=(30, 30)), at=AT + timedelta(hours=20))
    assert actions.clean_up(at=AT + timedelta(hours=25)) == 1
    assert set(Attachment.objects.all()) == {taken, young}
    assert stored(media) == 4


def test_the_same_content_is_stored_once_and_stays_while_one_record_needs_it(
    photo, media, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = (actions.keep_image(photo(), at=AT) for _ in range(2))
    assert stored(media) == 2
    for attachment, left in [(first, 2), (second, 0)]:
        with django_capture_on_commit_callbacks(execute=True):
            actions.erase([attachment], at=AT)
        assert stored(media) == left
    assert list(Attachment.objects.values_list("name", flat=True)) == ["", ""]


def test_files_of_acts_that_never_came_to_be_are_found(photo, media) -> None:
    kept = actions.keep_image(photo(), at=AT)
    Attachment.objects.all().delete()
    for path in media.rglob("*"):
        os.utime(path, (0, 0))
    actions.clean_up(at=AT)
    assert not queries.absolute(kept.path).exists()


def test_a_picture_is_shown_and_a_document_only_offered(photo) -> None:
    shown = queries.response(actions.keep_image(photo(), at=AT))
    offered = queries.response(actions.keep(io.BytesIO(PDF), name="Surat “kuasa”.pdf", at=AT))
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert offered["Content-Disposition"].startswith("attachment")
    for response in (shown, offered):
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert "private" in response["Cache-Control"]
        response.close()


def test_an_erased_attachment_is_nowhere(photo) -> None:
    kept = actions.keep_image(photo(), at=AT)
    actions.erase([kept], at=AT)
    kept.refresh_from_db()
    with pytest.raises(Http404):
        queries.response(kept)


@pytest.mark.parametrize("values", [{"kind": "image/jpeg"}, {"kind": "application/pdf", "size": 0}])
def test_the_database_refuses_an_attachment_that_cannot_be(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(**{"digest": "x", "path": "x", "name": "x", "size": 1, "uploaded_at": AT} | values)
