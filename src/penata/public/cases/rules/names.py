"""Reference numbers, secret links and titles of cases."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from uuid import UUID

from .masking import mask

TITLE_CHARACTERS = 90
_REFERENCE = re.compile(r"^[A-Z]{1,6}-((?:19|20)\d\d)-(\d{5,9})(?:\.\d{1,2})?$")


def reference(prefix: str, year: int, number: int) -> str:
    """KL-2026-000123; numbers begin anew each year and may have gaps."""
    return f"{prefix}-{year}-{number:06d}"


def is_reference(text: str) -> bool:
    return bool(_REFERENCE.match(text.strip().upper()))


def number_in(text: str) -> tuple[int, int] | None:
    """Year and number of a reference."""
    found = _REFERENCE.match(text)
    return (int(found[1]), int(found[2])) if found else None


def new_secret() -> str:
    """128 bits by chance, safe in an address."""
    return secrets.token_urlsafe(16)


def link_secret(key: str, submission: UUID) -> str:
    """The secret of a submission's link: 128 bits that only the holder of the server's key can compute.

    The same submission has the same secret, so that a double click and a lost link get the link that was first given,
    though the database keeps only its digest.
    """
    mac = hmac.new(key.encode(), b"case-link:" + submission.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    """What the database keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


ERASED_TITLE = "(kata pelapor dihapus)"
ERASED_WORDS = "(dihapus atas permintaan pelapor)"  # stands in the place of words that quoted him


# Greetings and polite beginnings; what is written about comes after them. Each ends at a mark or with its own words.
_GREETINGS = re.compile(
    r"""\s*(?:
        (?:kepada\s+)?yth\b[^,\n]{0,60}[,\n]
      | (?:as+al+am\w*['’]?\w*|salam(?:\s+sejahtera(?:\s+bagi\s+kita\s+semua)?)?)
        (?:[\s.,]+w[rw]\.?[\s.]*w\.?b\b)?[.,!\s]+
      | (?:selamat|met)\s+(?:pagi|siang|sore|malam)(?:\s+(?:pak|bu|bapak|ibu|min|admin|kak))*[.,!\s]+
      | (?:halo|hallo|hai|permisi|punten)(?:\s+(?:pak|bu|bapak|ibu|min|admin|kak))*[.,!]
      | dengan\s+hormat[.,]
      | (?:mohon\s+)?maaf(?:\s+(?:sebelumnya|ganggu|mengganggu))?,
      | mohon\s+(?:izin|ijin|perhatian(?:nya)?|bantuan(?:nya)?)(?:\s+(?:dinas\s+terkait|pak|bu|min|admin))*,
      | (?:nuwun\s+sewu|kulo\s+nuwun|monggo\s+dipirsani)(?:\s+(?:pak|bu|min|admin))*[.,]
      | (?:saya|kulo)\s+(?:hendak|ingin|mau|bermaksud|badhe)\s+
        (?:lapor,|mengadukan|melaporkan|menyampaikan)(?:\s+(?:bahwa|tentang))?\s
    )""",
    re.IGNORECASE | re.VERBOSE,
)
FEWEST_LETTERS = 8  # that a title keeps; otherwise the greeting is all there is


def _matter(masked: str) -> str:
    """A text from where its matter begins."""
    rest = masked
    while found := _GREETINGS.match(rest):
        rest = rest[found.end() :]
    rest = rest.lstrip(" ,.;:-\n\t")
    return rest if sum(sign.isalpha() for sign in rest) >= FEWEST_LETTERS else masked


def title_of(words: str, names: tuple[str, ...] = ()) -> str:
    """The first words of the matter, masked, on one line: for lists, labels and subjects."""
    return first_words(mask(words[:1000], names))


def first_words(masked: str) -> str:
    """The beginning of the matter in a text that is already masked, never with half a mask."""
    line = " ".join(_matter(masked[:1000]).split())
    if len(line) <= TITLE_CHARACTERS:
        return line
    cut = line[:TITLE_CHARACTERS].rsplit(" ", 1)[0] or line[:TITLE_CHARACTERS]
    if cut.rfind("[") > cut.rfind("]"):  # never half a mask
        cut = cut[: cut.rfind("[")].rstrip() or cut
    return cut.rstrip(",;:-") + "…"
