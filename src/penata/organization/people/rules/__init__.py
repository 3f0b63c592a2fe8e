"""What the law and the house say about civil servants; pure."""

from __future__ import annotations

PERMISSIONS: dict[str, str] = {
    "people.see": "Melihat data pegawai",
    "people.change": "Mengangkat, menugaskan, dan memberhentikan pegawai",
    "people.import": "Memasukkan data pegawai dari berkas",
}
