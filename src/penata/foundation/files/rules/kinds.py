from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from ...refusals import Refused


class Kind(StrEnum):
    """What is stored, as a MIME type."""

    IMAGE = "image/jpeg"
    DOCUMENT = "application/pdf"


MOST_BYTES = 20_000_000
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
SUFFIX = {Kind.IMAGE: ".jpg", Kind.DOCUMENT: ".pdf"}
UNSAFE = re.compile(r'[\\/:*?"<>|;%\s]+')


def kind_of(data: bytes) -> Kind:
    """By the first bytes, never by name or by what the browser says. Refused: all that is not a photo or a PDF."""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Kind.IMAGE
    if data.startswith(b"%PDF-"):
        return Kind.DOCUMENT
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        raise Refused("files.heic", field="file")
    raise Refused("files.empty" if not data else "files.kind_unknown", field="file")


def safe_name(name: str, kind: Kind) -> str:
    """A name that can neither lead elsewhere nor look like another kind: no path, no control or direction marks."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    name = "".join(char for char in name if unicodedata.category(char)[0] != "C")
    stem = UNSAFE.sub("-", name.rpartition(".")[0] or name).strip(".-_ ")[:80]
    return (stem or "lampiran") + SUFFIX[kind]
