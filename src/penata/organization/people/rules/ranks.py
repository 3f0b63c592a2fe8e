"""Ranks (pangkat/golongan) of PNS and grades of PPPK. Names: PP 99/2000 and practice."""

from __future__ import annotations

RANKS: dict[str, str] = {
    "I/a": "Juru Muda",
    "I/b": "Juru Muda Tingkat I",
    "I/c": "Juru",
    "I/d": "Juru Tingkat I",
    "II/a": "Pengatur Muda",
    "II/b": "Pengatur Muda Tingkat I",
    "II/c": "Pengatur",
    "II/d": "Pengatur Tingkat I",
    "III/a": "Penata Muda",
    "III/b": "Penata Muda Tingkat I",
    "III/c": "Penata",
    "III/d": "Penata Tingkat I",
    "IV/a": "Pembina",
    "IV/b": "Pembina Tingkat I",
    "IV/c": "Pembina Utama Muda",
    "IV/d": "Pembina Utama Madya",
    "IV/e": "Pembina Utama",
}
GRADES = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII")


def rank_of(text: str) -> str | None:
    """A rank or grade in its usual spelling ("iii/D", "III d" → "III/d"; "ix" → "IX"); None when it is neither."""
    parts = text.replace("/", " ").replace(".", " ").split()
    if len(parts) == 1 and parts[0][:-1].upper() in GRADES and parts[0][-1:].lower() in "abcde" and parts[0][-1:]:
        if parts[0].upper() in GRADES:
            return parts[0].upper()
        parts = [parts[0][:-1], parts[0][-1]]
    if len(parts) == 2:
        rank = f"{parts[0].upper()}/{parts[1].lower()}"
        return rank if rank in RANKS else None
    if len(parts) == 1 and parts[0].upper() in GRADES:
        return parts[0].upper()
    return None
