"""What free words speak of: one of the nine elements, praise, or something else; by the words that residents use."""

from __future__ import annotations

import re

PRAISE, OTHER = "PUJIAN", "LAIN"
_STEMS: dict[str, tuple[str, ...]] = {
    "U3": ("lama", "lambat", "cepat", "antre", "antri", "tunggu", "jam", "molor", "telat", "slow", "wait", "queue"),
    "U7": ("ramah", "sopan", "jutek", "senyum", "galak", "judes", "marah", "cuek", "sikap", "rude", "friendly"),
    "U4": ("biaya", "tarif", "mahal", "bayar", "pungli", "pungut", "gratis", "uang", "cost", "expensive"),
    "U1": ("syarat", "persyaratan", "berkas", "dokumen", "fotokopi", "lampiran", "requirement", "document"),
    "SARPRAS": (
        "ruang", "kursi", "parkir", "toilet", "ac", "panas", "gedung", "fasilitas", "kipas", "wifi", "difabel", "chair",
    ),
    "ADUAN": ("aduan", "pengaduan", "keluhan", "kotak saran", "tanggapan", "lapor", "complaint"),
    "U6": ("petugas", "pegawai", "paham", "bingung", "mengerti", "kompeten", "terampil", "staff", "officer"),
    "U2": ("prosedur", "alur", "loket", "sistem", "aplikasi", "online", "daring", "informasi", "jelas", "rumit", "app"),
    "U5": ("hasil", "salah", "keliru", "rusak", "sesuai", "cetak", "kartu", "wrong", "result"),
}  # fmt: skip
_PRAISE = ("terima kasih", "bagus", "mantap", "puas", "baik", "pertahankan", "good", "thank")
_WORD = re.compile(r"[^\W\d_]+")


def topic_of(words: str) -> str:
    """The code of the element that most of its words speak of; the first of equals in the order above."""
    found = _WORD.findall(words.casefold())
    text = " ".join(found)
    scores = {code: sum(_is_about(word, stem) for stem in stems for word in found) for code, stems in _STEMS.items()}
    best = max(scores, key=lambda code: scores[code])
    if scores[best]:
        return best
    return PRAISE if any(stem in text for stem in _PRAISE) else OTHER


def _is_about(word: str, stem: str) -> bool:
    """Indonesian grows words at both ends; short stems must be the whole word, or its beginning with -nya."""
    return word in {stem, stem + "nya"} if len(stem) <= 4 else stem in word
