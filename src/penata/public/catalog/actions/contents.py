"""What a standard says, and what is wrong with it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import Refused, put_into_words

from ..models import Standard
from ..rules import tidied

name_acts(
    {
        "catalog.open_service": gettext_lazy("Membuka layanan"),
        "catalog.change_standard": gettext_lazy("Mengubah standar pelayanan"),
        "catalog.correct": gettext_lazy("Membetulkan standar pelayanan"),
        "catalog.close_service": gettext_lazy("Menutup layanan"),
    }
)

put_into_words(
    {
        "catalog.code_taken": lambda: _("Kode “%(taken)s” sudah dipakai layanan lain. Pilih kode lain."),
        "catalog.code_bad": lambda: _("Kode hanya memuat huruf, angka, titik, dan tanda hubung, misalnya “ktp-baru”."),
        "catalog.name_missing": lambda: _("Tuliskan nama layanan sebagaimana warga menyebutnya."),
        "catalog.summary_missing": lambda: _("Jelaskan layanan ini dalam satu kalimat."),
        "catalog.promise_bad": lambda: _("Janji waktu adalah 1 sampai 365 hari kerja."),
        "catalog.topic_unknown": lambda: _("Golongan layanan “%(topic)s” tidak dikenal."),
        "catalog.component_unknown": lambda: _("“%(key)s” bukan salah satu dari 14 komponen standar pelayanan."),
        "catalog.not_open": lambda: _("Layanan ini tidak berlaku pada %(on)s. Pilih tanggal lain."),
        "catalog.nothing_changed": lambda: _("Belum ada yang diubah."),
        "catalog.no_longer_believed": lambda: _("Versi ini sudah dibetulkan orang lain. Muat ulang halaman ini."),
    }
)

LONGEST_PROMISE = 365
RESERVED = {"manage", "pledge", "table.csv"}  # pages beside those of the services


@dataclass(frozen=True, slots=True)
class Contents:
    """What a standard says."""

    name: str
    summary: str
    topic: str
    promise_days: int
    keywords: str = ""
    is_reportable: bool = True
    cost_text: str = ""
    components: dict[str, str] = field(default_factory=dict)
    attributes: list[dict[str, Any]] = field(default_factory=list)


def contents_of(standard: Standard) -> Contents:
    """What a version says, to begin another one with."""
    return Contents(**{name: getattr(standard, name) for name in Contents.__dataclass_fields__})


def checked(contents: Contents) -> dict[str, Any]:
    """The contents as a version's values. Refused with the field that is wrong."""
    name, summary = contents.name.strip(), contents.summary.strip()
    if not name:
        raise Refused("catalog.name_missing", field="name")
    if not summary:
        raise Refused("catalog.summary_missing", field="summary")
    if not 1 <= contents.promise_days <= LONGEST_PROMISE:
        raise Refused("catalog.promise_bad", field="promise_days")
    if contents.topic not in Standard.Topic.values:
        raise Refused("catalog.topic_unknown", field="topic", topic=contents.topic)
    try:
        components = tidied(contents.components)
    except KeyError as error:
        raise Refused("catalog.component_unknown", key=error.args[0]) from error
    return asdict(contents) | {"name": name[:200], "summary": summary[:400], "components": components}


def is_code(code: str) -> bool:
    """A public, permanent name: letters, digits, hyphens, underscores, dots; at most 40."""
    return (
        0 < len(code) <= 40
        and code not in RESERVED
        and code.isascii()
        and all(sign.isalnum() or sign in "-._" for sign in code)
    )


def changes(before: Standard, values: dict[str, Any]) -> list[str]:
    """The fields and components in which the values differ from a version."""
    changed = [name for name, value in values.items() if name != "components" and getattr(before, name) != value]
    old, new = before.components, values["components"]
    return changed + [f"components.{key}" for key in sorted(old | new) if old.get(key) != new.get(key)]
