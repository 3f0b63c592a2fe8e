from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404

from ..refusals import Refused
from .models import Attachment


def open_attachment(attachment: Attachment, *, thumbnail: bool = False) -> BinaryIO:
    """The stored file. The caller has asked whether the reader may see it. Refused: `files.gone`."""
    path = attachment.thumbnail if thumbnail and attachment.thumbnail else attachment.path
    try:
        if attachment.erased_at is not None:
            raise FileNotFoundError
        return absolute(path).open("rb")
    except FileNotFoundError as error:
        raise Refused("files.gone") from error


def response(attachment: Attachment, *, thumbnail: bool = False) -> FileResponse:
    """The answer that carries an attachment: shown when it is a picture, else only offered as a download.

    The view that calls this has asked whether the reader may see the record that owns it. Http404 when it is gone.
    """
    try:
        file = open_attachment(attachment, thumbnail=thumbnail)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    answer = FileResponse(
        file, content_type=attachment.kind, as_attachment=not attachment.is_image, filename=attachment.name
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, max-age=3600"
    return answer


def absolute(path: str) -> Path:
    return Path(settings.MEDIA_ROOT) / path


def left_behind(before: datetime) -> QuerySet[Attachment]:
    """Uploads that no record took."""
    return Attachment.objects.filter(kept_at__isnull=True, uploaded_at__lt=before)


def is_used(path: str) -> bool:
    """Whether any row still needs this file."""
    living = Attachment.objects.filter(erased_at__isnull=True)
    return living.filter(path=path).exists() or living.filter(thumbnail=path).exists()
