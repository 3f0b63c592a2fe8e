"""What the law and the house say about structure; pure."""

from __future__ import annotations

# Kinds of units that are agencies (perangkat daerah) of PP 18/2016 as amended by PP 72/2019; the regional hospital
# among them, because its people are counted and rated apart.
AGENCIES = ("setda", "setwan", "inspektorat", "dinas", "badan", "kecamatan", "rsud")

PERMISSIONS: dict[str, str] = {
    "structure.change": "Mengubah struktur organisasi, jabatan, tugas, wilayah, dan dasar hukumnya",
    "structure.import": "Memasukkan data struktur dari berkas",
}
