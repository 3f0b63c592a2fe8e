"""What the law and the house say about structure; pure."""

from __future__ import annotations

PERMISSIONS: dict[str, str] = {
    "structure.change": "Mengubah struktur organisasi, jabatan, tugas, wilayah, dan dasar hukumnya",
    "structure.import": "Memasukkan data struktur dari berkas",
}
