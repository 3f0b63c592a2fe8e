"""The nine elements of the satisfaction survey (PermenPANRB 14/2017), by their codes.

The order of the last two differs between the regulation and most questionnaires: the code counts, never the place.
"""

from __future__ import annotations

ELEMENTS: dict[str, str] = {
    "U1": "Persyaratan",
    "U2": "Sistem, mekanisme, dan prosedur",
    "U3": "Waktu penyelesaian",
    "U4": "Biaya/tarif",
    "U5": "Produk spesifikasi jenis pelayanan",
    "U6": "Kompetensi pelaksana",
    "U7": "Perilaku pelaksana",
    "SARPRAS": "Sarana dan prasarana",
    "ADUAN": "Penanganan pengaduan, saran, dan masukan",
}
LOWEST, HIGHEST = 1, 4
