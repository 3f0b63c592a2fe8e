"""Filters and pages of the list of services, as links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Option:
    """A filter that is a link."""

    label: str
    address: str
    is_current: bool
    count: int | None = None


def topic_options(chosen: str, counts: Sequence[tuple[str, str, int]]) -> list[Option]:
    every = Option(gettext("Semua"), "?", not chosen, sum(count for _, _, count in counts))
    return [every, *(Option(label, f"?topic={topic}", chosen == topic, count) for topic, label, count in counts)]


def without_page(chosen: QueryDict) -> str:
    """The query string of a list, without the number of its page."""
    rest = chosen.copy()
    rest.pop("page", None)
    return rest.urlencode()
