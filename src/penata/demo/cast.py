"""Whom to be when trying the demonstration: positions whose holders show different sides of the city."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .holdings import staffing
from .persons import Person

TRIAGE = "SETDA.3.1.2"  # Tim Kerja Pelayanan Publik dan Tata Laksana: reports that no mandate has yet wait here


@dataclass(frozen=True, slots=True)
class Part:
    """A position worth trying. `task` names what its holder may do besides answering: routing, administration, …"""

    position: str
    task: str
    shows: str


CAST = (
    Part("KOTA-K", "", "Wali Kota: melihat seluruh kota"),
    Part("SETDA-K", "", "Sekretaris Daerah: atasan semua perangkat daerah"),
    Part(f"{TRIAGE}-K", "routing", "Petugas penyaluran: laporan yang belum pasti penanggung jawabnya"),
    Part("BKPSDM-K", "administration", "Administrator: struktur, pegawai, dan jabatan"),
    Part("DPU-K", "", "Kepala dinas: semua laporan di bawahnya"),
    Part("DPU.2.1-K", "", "Ketua tim pemeliharaan jalan: menjawab laporan jalan rusak"),
    Part("DISHUB.5.1-K", "", "Ketua tim penerangan jalan: menerima urusan yang baru dialihkan"),
    Part("KEC01-K", "", "Camat Baiturejo"),
    Part("KEL01.02-K", "", "Lurah Kauman Lama"),
    Part("INSP.6-K", "supervision", "Inspektur Pembantu Khusus: pengaduan berkadar pengawasan"),
)


def players(on: date, size: str = "small") -> list[tuple[Part, Person]]:
    """The cast with who holds each position on the day."""
    staff = staffing(on, size)
    persons = {person.nip: person for person in staff.persons}
    holders = {h.position: persons[h.nip] for h in staff.holdings if h.kind == "definitive" and h.until is None}
    return [(part, holders[part.position]) for part in CAST]
