"""The figures of law on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

from django.db.models import QuerySet

from ..models import Figure
from ..rules.law import initial_figures


def figures(kind: str, on: date) -> dict[str, Decimal]:
    """Key → value of one kind on a day."""
    return dict(Figure.objects.on(on).filter(kind=kind).order_by("pk").values_list("key", "value"))


def term(key: str, on: date) -> int:
    """A number of days or people; what the program begins with where the city has set none for that day."""
    value = Figure.objects.on(on).filter(kind=Figure.Kind.TERM, key=key).values_list("value", flat=True).first()
    return int(_initial()[key] if value is None else value)


@cache
def _initial() -> dict[str, Decimal]:
    return {key: value for kind, key, value, _basis, _verified in initial_figures() if kind == Figure.Kind.TERM}


def all_figures() -> QuerySet[Figure]:
    """Every version of every figure, the newest of each first."""
    return Figure.objects.order_by("kind", "key", "-valid")
