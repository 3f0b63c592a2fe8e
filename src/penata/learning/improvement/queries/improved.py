"""What residents read: what they said, what was done, and whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from penata.organization.structure import queries as structure
from penata.public.cases.models import Case

from ..models import Effect, Evaluation, Measure
from .discussions import Discussed, discussed
from .evaluations import service_names

LEAST_SHOWN = 5  # fewer reports are "some"


@dataclass(frozen=True, slots=True)
class Improved:
    """One improvement as everyone may read it: no case, no person."""

    evaluation: Evaluation
    unit: str
    service: str
    area: str
    discussions: list[Discussed]
    measures: list[Measure]
    effects: list[Effect]

    @property
    def cases(self) -> int | None:
        """How many reports; None where they are too few to be counted in public."""
        found = int(self.evaluation.counts.get("cases", 0))
        return found if found >= LEAST_SHOWN else None

    @property
    def has_cases(self) -> bool:
        return bool(self.evaluation.counts.get("cases"))

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """How many of each kind, the most first; kinds of a few are left out."""
        rows = self.evaluation.counts.get("kinds", {}).items()
        labels = dict(Case.Kind.choices)
        found = [(str(labels.get(kind, kind)), count) for kind, count in rows if count >= LEAST_SHOWN]
        return sorted(found, key=lambda pair: -pair[1])

    @property
    def survey(self) -> dict[str, object] | None:
        said = self.evaluation.counts.get("survey")
        return said if said and said.get("n") and said.get("mean") else None


def improved() -> QuerySet[Evaluation]:
    """THE queryset of what everyone may read."""
    return Evaluation.objects.filter(told_at__isnull=False).order_by("-told_at", "-pk")


def improved_where(*, service: str = "", area: str = "") -> QuerySet[Evaluation]:
    """Narrowed by the code of a service and of an area."""
    found = improved()
    if service:
        found = found.filter(service__code=service)
    if area:
        found = found.filter(area__code=area)
    return found


def as_improved(evaluations: list[Evaluation], on: date) -> list[Improved]:
    """Six queries, however many there are."""
    units = structure.unit_names({one.unit_id for one in evaluations}, on)
    services = service_names([one.service_id for one in evaluations if one.service_id])
    areas = structure.area_names(on) if any(one.area_id for one in evaluations) else {}
    talks = discussed(evaluations)
    measures: dict[int, list[Measure]] = {}
    started = Measure.objects.filter(evaluation__in=evaluations, started_at__isnull=False, dropped_at=None)
    for one in started.select_related("effect").order_by("started_at", "pk"):
        measures.setdefault(one.evaluation_id, []).append(one)
    return [
        Improved(
            one, units.get(one.unit_id, ""), services.get(one.service_id or 0, ""), areas.get(one.area_id or 0, ""),
            talks.get(one.pk, []), measures.get(one.pk, []), [done.effect for done in measures.get(one.pk, [])],
        )
        for one in evaluations
    ]  # fmt: skip


def filters(on: date) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(code, name) of the services and areas of which something was told; four queries."""
    services = dict(improved().order_by().exclude(service=None).values_list("service_id", "service__code"))
    areas = dict(improved().order_by().exclude(area=None).values_list("area_id", "area__code"))
    named, places = service_names(services), structure.area_names(on) if areas else {}
    return (
        sorted(((code, named.get(key, code)) for key, code in services.items()), key=lambda pair: pair[1]),
        sorted(((code, places.get(key, code)) for key, code in areas.items()), key=lambda pair: pair[1]),
    )


def behind_case(case: Case) -> list[Evaluation]:
    """The evaluations that stand on a case, or on the one that it was joined to; the newest first.

    Asked for by every tracking page, and mostly in vain: therefore first a plain question for keys.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEHIND, {"cases": [case.pk, case.same_as_id]})
        keys = [key for (key,) in cursor.fetchall()]
    return list(Evaluation.objects.filter(pk__in=keys).order_by("-opened_at", "-pk")[:5]) if keys else []


_BEHIND = "select distinct evaluation_id from improvement_behind where case_id = any(%(cases)s::bigint[])"
_TOLD_OF = """
select exists(select from improvement_evaluation evaluation join catalog_service service
    on service.id = evaluation.service_id where evaluation.told_at is not null and service.code = %(service)s)
"""


def improved_in(service: str, most: int = 3) -> list[Evaluation]:
    """What was improved in a service, the newest first; asked for by every page of a service."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD_OF, {"service": service})
        (is_told,) = cursor.fetchone()
    return list(improved_where(service=service)[:most]) if is_told else []


def lately_improved(most: int = 3) -> list[Evaluation]:
    return list(improved()[:most])
