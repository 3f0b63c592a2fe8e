"""The weeks of an effect as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Effect

WEEK_COLUMNS = [
    gettext_lazy("Minggu mulai"),
    gettext_lazy("Masa"),
    gettext_lazy("Yang diperbaiki"),
    gettext_lazy("Pembanding"),
    gettext_lazy("Jumlah, yang diperbaiki"),
    gettext_lazy("Jumlah, pembanding"),
]


def week_rows(effect: Effect) -> Iterator[tuple[Any, ...]]:
    """First day, before or after, both values, and how many cases or answers stand behind each."""
    for first, treated, compared, own, others in (effect.result or {}).get("weeks", ()):
        day = date.fromisoformat(first)
        span = _("sesudah") if day >= effect.starts_on else _("sebelum")
        values = ("" if value is None else f"{value:.4g}".replace(".", ",") for value in (treated, compared))
        yield (day, span, *values, own, others)
