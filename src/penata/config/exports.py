"""What `penata export` can write: name → dotted name of a function `(day) -> (columns, rows)`."""

from __future__ import annotations

from datetime import date

from penata.foundation.accounts.rules import Standing
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
    "teams": "penata.config.exports.teams",
    "plans": "penata.config.exports.plans",
    "tasks": "penata.config.exports.tasks",
    "evaluations": "penata.config.exports.evaluations",
    "evidence": "penata.config.exports.evidence",
}


def services(on: date) -> Table:
    from penata.public.catalog import exports

    return exports.COLUMNS, exports.service_rows(on)


def _standing(*permissions: str) -> Standing:
    """Of who runs the command: only these permissions, so that each room's own rule says what is written."""
    return Standing(is_active=True, is_staff=True, permissions=frozenset(permissions))


def cases(on: date) -> Table:
    """All cases, as one sees them who routes: never who reported."""
    from penata.public.cases import exports, queries

    standing = _standing("cases.route", "cases.export")
    rows = exports.table(queries.sight(standing, on=on), queries.Filters())
    return tuple(str(column) for column in exports.COLUMNS), rows


def teams(on: date) -> Table:
    """The teams that were not dissolved on the day."""
    from django.db.models import Q

    from penata.delivery.teams import exports, queries

    found = queries.visible_to(queries.sight(_standing("teams.see"), on=on))
    rows = list(found.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=on)).order_by("name", "pk"))
    return tuple(str(column) for column in exports.COLUMNS), exports.table(rows, on)


def plans(on: date) -> Table:
    from penata.delivery.plans import exports, queries

    return exports.PLANS, exports.plans(queries.sight(_standing("plans.see"), on=on))


def tasks(on: date) -> Table:
    """The tasks of the open plans, each with the plan's number first."""
    from penata.delivery.plans import exports, queries

    return ("plan", *exports.COLUMNS), exports.all_tasks(queries.sight(_standing("plans.see"), on=on))


def evaluations(on: date) -> Table:
    """The closed evaluations of the periods that had begun by the day, in the fields of e-Kinerja and SIASN."""
    from penata.delivery.performance import exports, queries

    found = queries.visible_evaluations(queries.sight(_standing("performance.see"), on=on))
    return exports.EVALUATIONS, exports.evaluation_rows(found.filter(period__since__lte=on), on)


def evidence(on: date) -> Table:
    """Results and evidence behind them; a report of a resident by its number alone."""
    from penata.delivery.performance import exports, queries

    found = queries.visible_evaluations(queries.sight(_standing("performance.see"), on=on))
    return exports.EVIDENCE, exports.evidence_rows(found.filter(period__since__lte=on, state="closed"), on)
