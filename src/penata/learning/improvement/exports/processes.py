"""A process as a table: every part that its page shows, a row each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..rules.process.figures import Figures, Part


def columns() -> tuple[str, ...]:
    """Days are those of the process: working or calendar ones."""
    return (
        _("Bagian"), pgettext("process", "Langkah"), _("Berikutnya"), _("Unit"), _("Kali"), _("Permohonan"),
        _("Belum selesai"), _("Hari menunggu"), _("Hari dikerjakan"), _("Hari tidak terbedakan"),
        _("Bagian dari seluruh waktu"),
        _("Menunggu: setengahnya paling lama"), _("Menunggu: sembilan dari sepuluh paling lama"),
        _("Dikerjakan: setengahnya paling lama"), _("Dikerjakan: sembilan dari sepuluh paling lama"), _("Kali lagi"),
    )  # fmt: skip


def rows(found: Figures | None) -> Iterator[tuple[Any, ...]]:
    if found is None:
        return
    for title, parts in (
        (pgettext("process", "Langkah"), found.steps), (_("Unit"), found.units), (_("Langkah di unit"), found.pairs)
    ):  # fmt: skip
        yield from (_part(title, one) for one in parts)
    for move in found.transitions:
        title = _("Perpindahan") if move.until else _("Belum berlanjut")
        yield (
            title, move.since, move.until, "", move.waits.n, "", "", move.days, "", "", move.share, move.waits.median,
            move.waits.p90, "", "", "",
        )  # fmt: skip
    for path in found.paths:
        steps = " → ".join(path.steps)
        yield (
            _("Jalur"), steps, "", "", "", path.cases, "", "", "", "", path.share, "", "", path.lasts.median,
            path.lasts.p90, "",
        )  # fmt: skip


def _part(title: str, one: Part) -> tuple[Any, ...]:
    time = one.time
    return (
        title, one.step, "", one.unit, one.passes, one.cases, one.open, time.waiting, time.working, time.untold,
        time.share, one.waits.median, one.waits.p90, one.lasts.median, one.lasts.p90, one.again,
    )  # fmt: skip
