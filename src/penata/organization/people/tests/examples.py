"""What the walk over all pages needs to know of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from penata.organization.people import actions
from penata.organization.people.models import Absence, Holding

MAY_RECORD = {"officer", "head", "administrator"}  # oneself, one's superior, who changes data of people


def prepare(city: Any) -> None:
    actions.record_absence(
        city.persons["officer"], kind="cuti", since=date(2030, 1, 1), until=date(2030, 1, 5), by=city.actor("officer")
    )


def _officer(city: Any) -> dict[str, Any]:
    return {"pk": city.persons["officer"].pk}


def _holding(city: Any) -> dict[str, Any]:
    return {"pk": Holding.objects.as_known().filter(person=city.persons["officer"]).first().pk}


def _seen_by_some(parts: Callable[[Any], dict[str, Any]]) -> Callable[[Any], Any]:
    def example(city: Any) -> Any:
        import examples

        return examples.Example(parts(city), seen_by=MAY_RECORD)

    return example


def _absence(city: Any) -> dict[str, Any]:
    return {"pk": Absence.objects.as_known().filter(person=city.persons["officer"]).first().pk}


EXAMPLES: dict[str, Callable[[Any], Any]] = {
    "people:person": _officer,
    "people:change": _officer,
    "people:history": _officer,
    "people:appoint": _officer,
    "people:appoint_acting": _officer,
    "people:leave": _officer,
    "people:end_holding": _holding,
    "people:correct_holding": _holding,
    "people:record_absence": _seen_by_some(_officer),
    "people:cancel_absence": _seen_by_some(_absence),
    "api:subtree": lambda city: {"code": "DPU"},
}
