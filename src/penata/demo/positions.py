"""Positions of Kota Lama: one head for each unit, and those who work there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from .law import Decree
from .structure import Unit, specialists, units

# rank of the unit → title of its head, category, level, class
HEADS = {
    "pemerintah": ("Wali Kota", "politik", "", None),
    "asisten": ("{name}", "jpt", "II.b", 14),
    "irban": ("{name}", "administrator", "III.a", 12),
    "wadir": ("{name}", "administrator", "III.a", 12),
    "bagian": ("Kepala {name}", "administrator", "III.a", 12),
    "bidang": ("Kepala {name}", "administrator", "III.b", 11),
    "seksi": ("Kepala {name}", "pengawas", "IV.a", 9),
    "subbag": ("Kepala {name}", "pengawas", "IV.a", 9),
    "tim": ("Ketua {name}", "fungsional", "ahli muda", 9),
    "instalasi": ("Kepala {name}", "fungsional", "ahli madya", 11),
    "uptd": ("Kepala {name}", "pengawas", "IV.a", 9),
    "sekolah": ("Kepala {name}", "fungsional", "ahli madya", 11),
    "setda": ("Sekretaris Daerah", "jpt", "II.a", 15),
    "setwan": ("Sekretaris DPRD", "jpt", "II.b", 14),
    "inspektorat": ("Inspektur Daerah", "jpt", "II.b", 14),
    "dinas": ("Kepala {name}", "jpt", "II.b", 14),
    "satpol": ("Kepala {name}", "jpt", "II.b", 14),
    "badan": ("Kepala {name}", "jpt", "II.b", 14),
    "rsud": ("Direktur {name}", "jpt", "II.b", 14),
    "kecamatan": ("Camat {place}", "administrator", "III.a", 12),
    "kelurahan": ("Lurah {place}", "pengawas", "IV.a", 9),
    "sekretariat": ("Sekretaris {place}", "administrator", "III.a", 12),
}
# rank → who else works there: title, category, level, class, seats
STAFF: dict[str, list[tuple[str, str, str, int | None, int]]] = {
    "pemerintah": [("Wakil Wali Kota", "politik", "", None, 1)],
    "setda": [
        ("Staf Ahli Bidang Pemerintahan, Hukum, dan Politik", "jpt", "II.b", 14, 1),
        ("Staf Ahli Bidang Ekonomi, Keuangan, dan Pembangunan", "jpt", "II.b", 14, 1),
        ("Staf Ahli Bidang Kemasyarakatan dan Sumber Daya Manusia", "jpt", "II.b", 14, 1),
    ],
    "bidang": [
        ("Penelaah Teknis Kebijakan", "pelaksana", "", 7, 3),
    ],
    "bagian": [
        ("Penelaah Teknis Kebijakan", "pelaksana", "", 7, 2),
        ("Pengadministrasi Perkantoran", "pelaksana", "", 5, 1),
    ],
    "irban": [
        ("Auditor Ahli Madya", "fungsional", "ahli madya", 11, 1),
        ("Auditor Ahli Muda", "fungsional", "ahli muda", 9, 2),
        ("Auditor Ahli Pertama", "fungsional", "ahli pertama", 8, 2),
    ],
    "seksi": [
        ("Pengolah Data dan Informasi", "pelaksana", "", 6, 1),
        ("Pengadministrasi Perkantoran", "pelaksana", "", 5, 1),
    ],
    "subbag": [
        ("Arsiparis Terampil", "fungsional", "terampil", 6, 1),
        ("Pranata Sumber Daya Manusia Aparatur Terampil", "fungsional", "terampil", 6, 1),
        ("Penata Layanan Operasional", "pelaksana", "", 7, 1),
        ("Operator Layanan Operasional", "pelaksana", "", 3, 2),
    ],
    "tim": [
        ("Penata Kelola Pemerintahan", "pelaksana", "", 7, 1),
        ("Pengolah Data dan Informasi", "pelaksana", "", 6, 1),
        ("Analis Kebijakan Ahli Pertama", "fungsional", "ahli pertama", 8, 1),
    ],
    "uptd": [
        ("Pengelola Layanan Operasional", "pelaksana", "", 6, 2),
        ("Operator Layanan Operasional", "pelaksana", "", 3, 4),
        ("Pengadministrasi Perkantoran", "pelaksana", "", 5, 1),
    ],
    "puskesmas": [
        ("Dokter Ahli Muda", "fungsional", "ahli muda", 9, 2),
        ("Dokter Gigi Ahli Pertama", "fungsional", "ahli pertama", 8, 1),
        ("Perawat Terampil", "fungsional", "terampil", 6, 6),
        ("Bidan Mahir", "fungsional", "mahir", 7, 4),
        ("Tenaga Sanitasi Lingkungan Terampil", "fungsional", "terampil", 6, 1),
        ("Nutrisionis Terampil", "fungsional", "terampil", 6, 1),
    ],
    "sekolah": [
        ("Guru Ahli Madya", "fungsional", "ahli madya", 11, 2),
        ("Guru Ahli Muda", "fungsional", "ahli muda", 9, 6),
        ("Guru Ahli Pertama", "fungsional", "ahli pertama", 8, 8),
        ("Pengadministrasi Perkantoran", "pelaksana", "", 5, 1),
    ],
    "instalasi": [
        ("Dokter Spesialis Ahli Muda", "fungsional", "ahli muda", 10, 3),
        ("Perawat Mahir", "fungsional", "mahir", 7, 8),
    ],
    "kecamatan": [("Analis Kebijakan Ahli Muda", "fungsional", "ahli muda", 9, 1)],
    "kelurahan": [
        ("Sekretaris Kelurahan {place}", "pengawas", "IV.b", 8, 1),
        ("Pengelola Layanan Operasional", "pelaksana", "", 6, 1),
    ],
    "seksi kelurahan": [],
}
LEVELS = ("ahli utama", "ahli madya", "ahli muda", "ahli pertama", "penyelia", "mahir", "terampil", "pemula")
CLASSES = {"ahli madya": 11, "ahli muda": 9, "ahli pertama": 8, "terampil": 6, "mahir": 7}


@dataclass(frozen=True, slots=True)
class Position:
    code: str
    title: str
    unit: str
    category: str
    level: str
    job_class: int | None
    seats: int
    is_head: bool
    decree: Decree
    article: str
    since: date
    until: date | None
    agency: str


def head_of(unit: str) -> str:
    """The code of the position that heads a unit."""
    return f"{unit}-K"


def _head(unit: Unit) -> tuple[str, str, str, int | None]:
    title, category, level, job_class = HEADS[unit.rank]
    place = unit.name.removeprefix("Kecamatan ").removeprefix("Kelurahan ").removeprefix("Sekretariat ")
    if unit.rank == "sekretariat" and unit.agency.startswith("KEC"):
        level, job_class, place = "III.b", 11, f"Kecamatan {unit.name.removeprefix('Sekretariat Kecamatan ')}"
    elif unit.rank == "seksi" and unit.agency.startswith("KEL"):
        level, job_class = "IV.b", 8
    elif unit.rank == "bagian" and unit.agency == "RSUD":
        level, job_class = "III.b", 11
    elif unit.name.startswith("Puskesmas"):
        category, level, job_class = "fungsional", "ahli madya", 11
    return title.format(name=unit.name, place=place), category, level, job_class


def _staff(unit: Unit) -> Iterator[tuple[str, str, str, int | None, int]]:
    rank = unit.rank
    if rank == "uptd" and unit.name.startswith("Puskesmas"):
        rank = "puskesmas"
    elif rank == "seksi" and unit.agency.startswith("KEL"):
        rank = "seksi kelurahan"
    yield from STAFF.get(rank, ())
    for code, title in specialists():
        if code == unit.code:
            level = next((level for level in LEVELS if title.lower().endswith(level)), "")
            yield title, "fungsional" if level else "pelaksana", level, CLASSES.get(level, 5), 3


@cache
def positions(on: date, size: str = "small") -> tuple[Position, ...]:
    """All versions; in a bigger city the same positions have more seats."""
    more = {"small": 1, "city": 4}[size]
    found = []
    for unit in units(on):
        title, category, level, job_class = _head(unit)
        place = unit.name.removeprefix("Kelurahan ")
        common = (unit.decree, unit.article, unit.since, unit.until, unit.agency)
        found.append(Position(head_of(unit.code), title, unit.code, category, level, job_class, 1, True, *common))
        for number, (name, kind, step, job, seats) in enumerate(_staff(unit), 1):
            many = seats * more if kind in {"fungsional", "pelaksana"} else seats
            code = f"{unit.code}-{number:02d}"
            found.append(Position(code, name.format(place=place), unit.code, kind, step, job, many, False, *common))
    return tuple(found)
