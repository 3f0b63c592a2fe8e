"""What is handed in, whichever door it comes through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from uuid import UUID

from penata.foundation.refusals import Refused

MAX_CHARACTERS = 10_000
MIN_LETTERS = 10
# Control characters but tab and line end, halves of characters, and what is invisible or turns the line around.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]"
)

_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+\.[^\s@<>()\[\],;:\"\\.]+")


@dataclass(frozen=True, slots=True)
class Submission:
    """One report as handed in. `key` is made by the form or the client: the same key twice makes one case."""

    key: UUID
    words: str
    kind: str = "complaint"
    channel: str = "portal"
    place: str = ""
    area_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    service_id: int | None = None
    is_anonymous: bool = False
    is_confidential: bool = False
    is_urgent: bool | None = None  # None: as the words say
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    language: str = "id"
    device: str = ""
    other_reference: str = ""
    attachments: tuple[int, ...] = field(default=())
    needs_review: bool = False  # suspicious: a person looks before anyone is told


def clean(text: str) -> str:
    """Without control and invisible characters, with plain line ends; what PostgreSQL and readers can bear."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNSEEN.sub("", lines)).strip()


def checked_email(text: str) -> str:
    """The address, or ""; Refused when it is none: a line end in it would write into the head of a letter."""
    address = clean(text)
    if address and (len(address) > 254 or not _EMAIL.fullmatch(address)):
        raise Refused("cases.email_wrong", field="email")
    return address


def plain_phone(text: str) -> str:
    """A telephone number in one spelling: digits, 08… for Indonesian mobile numbers; other countries keep their +."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))[:20]
    if digits.startswith("62"):
        return "0" + digits[2:]
    if digits.startswith("8") and not text.strip().startswith("+"):
        return "0" + digits
    return "+" + digits if digits and text.strip().startswith("+") else digits


def checked_words(text: str, *, least: int = MIN_LETTERS) -> str:
    """Cleaned words; Refused when they are too few to act on, or too many."""
    words = clean(text)
    if len(words) > MAX_CHARACTERS:
        raise Refused("cases.too_long", field="words", most=MAX_CHARACTERS, given=len(words))
    if sum(c.isalnum() for c in words) < least:
        raise Refused("cases.too_short", field="words", least=least)
    return words
