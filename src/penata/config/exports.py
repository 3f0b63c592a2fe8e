"""What `penata export` can write: name → dotted name of a function `(day) -> (columns, rows)`."""

from __future__ import annotations

from datetime import date

from penata.organization.structure.exports import Table

EXPORTS: dict[str, str] = {
    "decrees": "penata.organization.structure.exports.decrees",
    "areas": "penata.organization.structure.exports.areas",
    "units": "penata.organization.structure.exports.units",
    "positions": "penata.organization.structure.exports.positions",
    "functions": "penata.organization.structure.exports.functions",
    "mandates": "penata.organization.structure.exports.mandates",
    "persons": "penata.organization.people.exports.persons",
    "holdings": "penata.organization.people.exports.holdings",
    "absences": "penata.organization.people.exports.absences",
    "services": "penata.config.exports.services",
    "cases": "penata.config.exports.cases",
}


def services(on: date) -> Table:
    from penata.public.catalog import exports

    return exports.COLUMNS, exports.service_rows(on)


def cases(on: date) -> Table:
    """All cases, as one sees them who routes: never who reported."""
    from penata.foundation.accounts.rules import Standing
    from penata.public.cases import exports, queries

    standing = Standing(is_active=True, is_staff=True, permissions=frozenset({"cases.route", "cases.export"}))
    rows = exports.table(queries.sight(standing, on=on), queries.Filters())
    return tuple(str(column) for column in exports.COLUMNS), rows
