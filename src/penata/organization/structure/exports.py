"""The structure of a day as files, in the columns that the imports take."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from penata.foundation.dated.models import DatedVersion

from .models import AreaVersion, Decree, FunctionVersion, Mandate, PositionVersion, UnitVersion

Table = tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]
LAW = ("decree", "article", "since", "until")
SOURCE = ("decree__kind", "decree__number", "decree__year", "article", "valid")


def cited(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row whose last five fields are SOURCE, with decree, article, since and until instead."""
    kind, number, year, article, valid = row[-5:]
    return (*row[:-5], f"{kind} {number}/{year}", article, valid.lower, valid.upper)


def versions(model: type[DatedVersion], columns: tuple[str, ...], fields: tuple[str, ...], on: date) -> Table:
    """The versions of a day, by their first column."""
    rows = model.objects.on(on).as_known().order_by(fields[0]).values_list(*fields, *SOURCE)
    return (*columns, *LAW), (cited(row) for row in rows.iterator())


def units(on: date) -> Table:
    columns = ("code", "name", "kind", "parent", "area", "short_name", "type")
    fields = ("unit__code", "name", "kind", "parent__code", "area__code", "short_name", "type_class")
    return versions(UnitVersion, columns, fields, on)


def areas(on: date) -> Table:
    fields = ("area__code", "name", "level", "parent__code")
    return versions(AreaVersion, ("code", "name", "level", "parent"), fields, on)


def positions(on: date) -> Table:
    columns = ("code", "title", "unit", "category", "level", "class", "seats", "is_head")
    fields = ("position__code", "title", "unit__code", "category", "level", "job_class", "seats", "is_head")
    return versions(PositionVersion, columns, fields, on)


def functions(on: date) -> Table:
    columns = ("code", "title", "description", "keywords", "parent", "is_public")
    fields = ("function__code", "title", "description", "keywords", "parent__code", "is_public")
    return versions(FunctionVersion, columns, fields, on)


def mandates(on: date) -> Table:
    columns = ("function", "aspect", "position", "unit", "area")
    fields = ("function__code", "aspect", "position__code", "unit__code", "area__code")
    return versions(Mandate, columns, fields, on)


def decrees(on: date) -> Table:
    """Those in force on the day or before."""
    columns = ("kind", "number", "year", "title", "signed_on", "in_force_on")
    return columns, Decree.objects.filter(in_force_on__lte=on).values_list(*columns).iterator()
