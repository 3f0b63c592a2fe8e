"""How decrees are written in files and letters: "Perda 3/2019", "Peraturan Wali Kota Nomor 12 Tahun 2024"."""

from __future__ import annotations

import re

_KINDS: tuple[tuple[str, str], ...] = (
    (r"peraturan daerah|perda", "perda"),
    (r"peraturan (?:wali ?kota|bupati|kepala daerah)|perwali|perwal|perbup", "perwali"),
    (r"peraturan pemerintah|pp", "pp"),
    (r"undang[- ]undang|uu", "uu"),
    (r"surat keputusan|keputusan|sk", "sk"),
    (r"surat (?:tugas|perintah)|surat|sprint", "surat"),
    (r"data awal|awal", "awal"),
)
_BEGINNING = [(re.compile(rf"^(?:{pattern})\b[^0-9]*?(?=\S*\d|nomor|no)"), kind) for pattern, kind in _KINDS]
_NUMBER = re.compile(r"(?i)^(?:nomor|no\.?)?\s*(.+?)\s*(?:/|\s)\s*(?:tahun|th\.?)?\s*((?:19|20)\d\d)$")


def read_decree(text: str) -> tuple[str, str, int] | None:
    """(kind, number, year) of a decree as written; None when it cannot be read."""
    rest = " ".join(text.split())
    lowered = rest.lower()
    for pattern, kind in _BEGINNING:
        found = pattern.match(lowered)
        if found:
            number = _NUMBER.match(re.sub(r"(?i)^(?:nomor|no\.?)\s*", "", rest[found.end() :].strip()))
            return (kind, number[1].strip(), int(number[2])) if number else None
    return None
