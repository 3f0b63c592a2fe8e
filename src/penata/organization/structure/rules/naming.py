"""What a name says about a unit or a position, when a file says nothing: guesses, always reported as such."""

from __future__ import annotations

import re

# Order matters: "THL UPTD Puskesmas" is what stands after THL; "Sekretariat Daerah" is not a "Sekretariat".
_KINDS: tuple[tuple[str, str], ...] = (
    (r"pemerintah (kota|kabupaten|daerah)\b", "pemerintah"),
    (r"sekretariat daerah\b|setda\b", "setda"),
    (r"sekretariat (dprd|dewan)\b|setwan\b", "setwan"),
    (r"asisten\b", "asisten"),
    (r"inspektorat\b", "inspektorat"),
    (r"(rsud|rumah sakit)\b", "rsud"),
    (r"(uptd?|unit pelaksana teknis|puskesmas|pusat kesehatan masyarakat)\b", "uptd"),
    (r"(sd|sdn|sdlb|smp|smpn|smplb|smpk|sma|smalb|smk|slb|tk|paud|mts|ma|mi|madrasah|sekolah)\b", "sekolah"),
    (r"dinas\b", "dinas"),
    (r"(badan|kantor|satuan polisi pamong praja|satpol)\b", "badan"),
    (r"kecamatan\b|distrik\b", "kecamatan"),
    (r"kelurahan\b", "kelurahan"),
    (r"(sub ?bagian|sub ?bidang|seksi|sub ?koordinator)\b", "seksi"),
    (r"bagian\b", "bagian"),
    (r"(bidang|inspektur pembantu|irban)\b", "bidang"),
    (r"sekretariat\b", "sekretariat"),
    (r"(kelompok|tim)\b", "tim"),
)
_KIND_PATTERNS = tuple((re.compile(rf"^{pattern}"), kind) for pattern, kind in _KINDS)
_STAFF_OF = re.compile(r"^(?:(?:thl|gtt/ptt|gtt|ptt|dpk|relawan)\b\.?\s*)+")

_CATEGORIES: tuple[tuple[str, str], ...] = (
    (r"\bwali ?kota\b|^bupati\b", "politik"),
    (r"\bahli (pertama|muda|madya|utama)\b|\b(pemula|terampil|mahir|penyelia)\b", "fungsional"),
    (r"^(guru|dokter|perawat|bidan|apoteker|penyuluh|auditor|analis kebijakan)\b", "fungsional"),
    (r"^(sekretaris daerah|asisten|staf ahli|inspektur(?! pembantu)|kepala (dinas|badan)|direktur)\b", "jpt"),
    (r"^kepala satuan polisi", "jpt"),
    (r"^sekretaris dprd|^sekretaris dewan", "jpt"),
    (
        r"^(kepala (bidang|bagian)|camat|inspektur pembantu|sekretaris (dinas|badan|inspektorat)|sekretaris$)",
        "administrator",
    ),
    (r"^(sekretaris camat|sekretaris kecamatan)", "administrator"),
    (r"^(lurah|sekretaris (lurah|kelurahan)|kepala (sub|seksi|uptd?|puskesmas|tata usaha))", "pengawas"),
)
_CATEGORY_PATTERNS = tuple((re.compile(pattern), category) for pattern, category in _CATEGORIES)


def kind_of(name: str) -> str:
    """The kind of a unit by the beginning of its name; "lain" when it says nothing known.

    "THL Dinas …", "GTT/PTT SD …" and "Dpk …" are lists of staff seconded to a unit, not that unit: they are "lain".
    """
    text = " ".join(name.lower().replace('"', "").split())
    if _STAFF_OF.match(text):
        return "lain"
    return next((kind for pattern, kind in _KIND_PATTERNS if pattern.match(text)), "lain")


def category_of(title: str) -> str:
    """The category of a position by its title (UU 20/2023, PP 11/2017); "pelaksana" when it says nothing known."""
    text = " ".join(title.lower().split())
    return next((category for pattern, category in _CATEGORY_PATTERNS if pattern.search(text)), "pelaksana")


def is_head(title: str) -> bool:
    """Whether a title is that of the head of a unit."""
    text = " ".join(title.lower().split())
    return bool(
        re.match(r"^(wali ?kota|bupati|sekretaris daerah|inspektur(?! pembantu)|camat|lurah|direktur|kepala)\b", text)
    ) and not text.startswith(("wakil", "kepala urusan"))
