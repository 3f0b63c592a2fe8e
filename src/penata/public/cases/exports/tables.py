"""A list as a file: exactly what its reader may see, never who reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.organization.structure import queries as structure

from .. import queries
from ..models import Case

COLUMNS = (
    gettext_lazy("Nomor"),
    gettext_lazy("Judul"),
    gettext_lazy("Keadaan"),
    gettext_lazy("Golongan laporan"),
    gettext_lazy("Kanal"),
    gettext_lazy("Mendesak"),
    gettext_lazy("Diterima"),
    gettext_lazy("Ditanggapi"),
    gettext_lazy("Berakhir"),
    gettext_lazy("Tenggat"),
    gettext_lazy("Unit"),
    gettext_lazy("Wilayah"),
    gettext_lazy("Dilimpahkan"),
    gettext_lazy("Dibuka kembali"),
    gettext_lazy("Nomor lain"),
)
FIELDS = (
    "reference", "title", "state", "kind", "channel", "is_urgent", "received_at", "answered_at", "closed_at",
    "finish_by", "unit_id", "area_id", "handover_count", "reopened_count", "other_reference",
)  # fmt: skip


def table(seen: queries.Sight, filters: queries.Filters) -> Iterator[tuple[Any, ...]]:
    """The rows of a filtered list, all of them, read in pieces."""
    cases = queries.filtered(seen, filters).order_by("received_at", "pk")
    units = structure.unit_names(cases.order_by().values_list("unit_id", flat=True).distinct(), seen.on)
    areas = structure.area_names(seen.on)
    words = [{str(v): str(n) for v, n in kind.choices} for kind in (Case.State, Case.Kind, Case.Channel)]
    for row in cases.values_list(*FIELDS).iterator(chunk_size=2000):
        reference, title, state, kind, channel, urgent, *times, unit, area, handed, reopened, other = row
        named = [labels[value] for labels, value in zip(words, (state, kind, channel), strict=True)]
        yield (
            reference, title, *named, _("ya") if urgent else "", *times, units.get(unit, ""), areas.get(area, ""),
            handed, reopened, other,
        )  # fmt: skip
