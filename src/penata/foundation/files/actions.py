from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ..refusals import Refused, put_into_words
from . import queries
from .models import Attachment
from .rules import MOST_BYTES, Kind, kind_of, reencode, safe_name

FOLDER = "files"

put_into_words(
    {
        "files.empty": lambda: _("Berkas ini kosong. Pilih berkas lain."),
        "files.kind_unknown": lambda: _("Berkas ini bukan foto JPEG, PNG, WebP, atau dokumen PDF. Pilih berkas lain."),
        "files.not_an_image": lambda: _("Lampirkan foto (JPEG, PNG, atau WebP)."),
        "files.heic": lambda: _(
            "Foto HEIC belum dapat dibaca. Di iPhone, buka Pengaturan, Kamera, Format, lalu pilih “Paling Kompatibel”;"
            " atau kirim tangkapan layar fotonya."
        ),
        "files.too_big": lambda: _("Berkas melebihi %(most)s MB. Pilih berkas yang lebih kecil."),
        "files.too_many_pixels": lambda: _("Gambar melebihi %(most)s megapiksel. Perkecil dahulu, lalu unggah lagi."),
        "files.broken_image": lambda: _("Gambar ini rusak atau tidak lengkap. Ambil atau unduh ulang, lalu coba lagi."),
        "files.broken_document": lambda: _("Dokumen PDF ini rusak atau tidak lengkap. Simpan ulang, lalu coba lagi."),
        "files.gone": lambda: _("Lampiran ini sudah dihapus."),
    }
)


def keep(upload: IO[bytes], *, at: datetime, name: str = "") -> Attachment:
    """Keep a photograph, drawn anew without its metadata, or a PDF as it is; without a record it goes after a day.

    Refused: all else, each in its words.
    """
    data = _content(upload)
    name = name or str(getattr(upload, "name", "") or "")
    return _keep_image(data, name, at) if kind_of(data) is Kind.IMAGE else _keep_document(data, name, at)


def keep_image(upload: IO[bytes], *, at: datetime, name: str = "") -> Attachment:
    """`keep`, for what may only be a photograph. Refused too: `files.not_an_image`."""
    if kind_of(_content(upload)) is not Kind.IMAGE:
        raise Refused("files.not_an_image", field="file")
    return keep(upload, at=at, name=name)


def adopt(attachments: Iterable[Attachment | int], *, at: datetime | None = None) -> int:
    """A record owns these now, in the transaction of its act. Returns how many had no owner before."""
    keys = [item if isinstance(item, int) else item.pk for item in attachments]
    return Attachment.objects.filter(pk__in=keys, kept_at__isnull=True).update(kept_at=at or timezone.now())


@transaction.atomic
def erase(attachments: Iterable[Attachment], *, at: datetime) -> None:
    """Destroy the files, when the law or their owner's record says so; the rows stay, without name, for the figures."""
    for attachment in attachments:
        Attachment.objects.filter(pk=attachment.pk).update(erased_at=at, name="")
        transaction.on_commit(partial(_discard, _paths(attachment)))


def clean_up(*, at: datetime) -> int:
    """Remove uploads that no record took within a day, and files of acts that never came to be. Returns how many."""
    before = at - timedelta(days=1)
    removed = 0
    for attachment in queries.left_behind(before).iterator():
        gone, _rows = queries.left_behind(before).filter(pk=attachment.pk).delete()
        removed += gone
        _discard(_paths(attachment))
    root = queries.absolute("")
    for file in root.glob(f"{FOLDER}/*/*"):
        path = file.relative_to(root).as_posix()
        if file.stat().st_mtime < before.timestamp() and not queries.is_used(path):
            file.unlink(missing_ok=True)
    return removed


def _keep_image(data: bytes, name: str, at: datetime) -> Attachment:
    photo = reencode(data)
    digest, path = _store(photo.data)
    return Attachment.objects.create(
        digest=digest,
        path=path,
        thumbnail=_store(photo.thumb)[1],
        name=safe_name(name, Kind.IMAGE),
        kind=Kind.IMAGE.value,
        size=len(photo.data),
        width=photo.width,
        height=photo.height,
        uploaded_at=at,
    )


def _keep_document(data: bytes, name: str, at: datetime) -> Attachment:
    if b"%%EOF" not in data[-2_048:]:
        raise Refused("files.broken_document", field="file")
    digest, path = _store(data)
    return Attachment.objects.create(
        digest=digest,
        path=path,
        name=safe_name(name, Kind.DOCUMENT),
        kind=Kind.DOCUMENT.value,
        size=len(data),
        uploaded_at=at,
    )


def _content(upload: IO[bytes]) -> bytes:
    upload.seek(0)
    data = upload.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Refused("files.too_big", field="file", most=MOST_BYTES // 1_000_000)
    return data


def _store(data: bytes) -> tuple[str, str]:
    """Write content under its digest, whole or not at all. Returns the digest and the path below MEDIA_ROOT."""
    digest = hashlib.sha256(data).hexdigest()
    path = f"{FOLDER}/{digest[:2]}/{digest}"
    place = queries.absolute(path)
    if place.exists():
        place.touch()  # young again, so that the cleaning leaves it to its new row
        return digest, path
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return digest, path


def _paths(attachment: Attachment) -> list[str]:
    return [path for path in (attachment.path, attachment.thumbnail) if path]


def _discard(paths: list[str]) -> None:
    for path in paths:
        if not queries.is_used(path):
            queries.absolute(path).unlink(missing_ok=True)
