"""Filters and pages of the lists, as links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from penata.organization.structure import queries as structure

from . import queries
from .models import Post, Topic

SORT_WORDS = {"last": _("Terakhir dibicarakan"), "new": _("Terbaru"), "supported": _("Paling didukung")}
ORDERS = {"new": _("Terbaru"), "old": _("Terlama"), "supported": _("Paling didukung")}


@dataclass(frozen=True, slots=True)
class Option:
    """A filter that is a link."""

    label: str
    address: str
    is_current: bool
    count: int | None = None


def address(asked: QueryDict, **changed: str) -> str:
    """The address of the list with something else chosen, from its first page."""
    rest = asked.copy()
    rest.pop("page", None)
    for name, value in changed.items():
        if value:
            rest[name] = value
        else:
            rest.pop(name, None)
    return f"?{rest.urlencode()}"


def without_page(asked: QueryDict) -> str:
    """The query string of a list, without the number of its page."""
    return address(asked)[1:]


def state_options(asked: QueryDict, filters: queries.Filters, counts: Mapping[str, int]) -> list[Option]:
    every = Option(gettext("Semua"), address(asked, state=""), not filters.state, sum(counts.values()))
    return [
        every,
        *(
            Option(str(state.label), address(asked, state=state.value), filters.state == state, counts[state.value])
            for state in Topic.State
            if counts.get(state.value)
        ),
    ]


def sort_options(asked: QueryDict, chosen: str) -> list[Option]:
    return [Option(str(words), address(asked, sort=sort), chosen == sort) for sort, words in SORT_WORDS.items()]


def order_options(asked: QueryDict, chosen: str) -> list[Option]:
    return [Option(str(words), address(asked, order=order), chosen == order) for order, words in ORDERS.items()]


def stance_options(asked: QueryDict, chosen: str, counts: Mapping[str, int]) -> list[Option]:
    every = Option(gettext("Semua"), address(asked, stance=""), not chosen, sum(counts.values()))
    return [
        every,
        *(
            Option(str(one.label), address(asked, stance=one.value), chosen == one.value, counts[one.value])
            for one in Post.Stance
            if one.value and counts.get(one.value)
        ),
    ]


def chosen(filters: queries.Filters, on: date) -> dict[str, Any]:
    """What can be chosen: services and areas by name, and the names of those that were."""
    services = sorted(queries.service_names(on).items(), key=lambda one: one[1])
    areas = [(district.name, district.villages) for district in structure.areas_for_choice(on)]
    return {"services": services, "areas": areas}
