"""Which positions of Kota Lama carry which role, and whom a visitor may sign in as."""

from __future__ import annotations

# code → name, permissions
ROLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "routing": (
        "Petugas penyaluran",
        ("cases.route", "cases.counter", "cases.see_identity", "cases.export", "cases.erase"),
    ),
    "moderator": ("Moderator", ("cases.moderate", "forum.moderate")),
    "counter": ("Petugas loket", ("cases.counter",)),
    "bureau": (
        "Bagian Organisasi",
        (
            "structure.change", "structure.import", "catalog.change", "cases.templates", "routing.manage", "teams.form",
            "forum.moderate",
            "plans.see", "plans.tree", "dashboards.city", "dashboards.targets", "surveys.manage", "improvement.see",
            "improvement.evaluate",
        ),
    ),
    "leadership": ("Pimpinan kota", ("dashboards.city", "dashboards.targets", "improvement.see")),
    "personnel": (
        "Kepegawaian",
        (
            "people.see", "people.change", "people.import", "teams.see", "performance.see",
            "performance.manage", "performance.configure",
        ),
    ),
    "administrator": (
        "Administrator",
        (
            "accounts.manage", "accounts.keys", "tables.import", "structure.import", "people.import",
            "calendars.manage", "notices.manage", "journal.read", "routing.manage", "cases.export",
            "performance.configure",
        ),
    ),
}  # fmt: skip

# position → role
DESKS: tuple[tuple[str, str], ...] = (
    ("DISKOMINFO.2.1-K", "routing"),
    ("DISKOMINFO.2-K", "moderator"),
    ("DPMPTSP.4.1-K", "counter"),
    ("SETDA.3.1-K", "bureau"),
    ("KOTA-K", "leadership"),
    ("SETDA-K", "leadership"),
    ("BKPSDM-K", "personnel"),
    ("DISKOMINFO.3-K", "administrator"),
)

# position, and what is to be seen there
PEOPLE_TO_TRY: tuple[tuple[str, str], ...] = (
    ("DPU.2.1-K", "petugas dengan meja kerja yang penuh"),
    ("DPU-K", "kepala dinas: laporan seluruh dinasnya"),
    ("DISKOMINFO.2.1-K", "petugas penyaluran: usulan router"),
    ("DISKOMINFO.2-K", "moderator penerbitan"),
    ("DPMPTSP.4.1-K", "petugas loket"),
    ("KEC01-K", "camat"),
    ("SETDA.3.1-K", "Bagian Organisasi: struktur, tugas, dan standar pelayanan"),
    ("BKPSDM-K", "kepegawaian"),
    ("DISKOMINFO.3-K", "administrator"),
    ("KOTA-K", "wali kota: dasbor kota, dengan satu layanan yang memburuk"),
    ("SETDA-K", "sekretaris daerah"),
)
