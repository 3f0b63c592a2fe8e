"""Filters and pages of lists, as links."""

from __future__ import annotations

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


def state_options(chosen: QueryDict) -> list[Option]:
    """The filters of the list of accounts by state."""
    labels = {
        "": gettext("Semua"),
        "open": gettext("Aktif"),
        "unclaimed": gettext("Belum diaktifkan"),
        "closed": gettext("Ditutup"),
    }
    options = []
    for state, label in labels.items():
        rest = chosen.copy()
        rest.pop("page", None)
        rest["state"] = state
        options.append(Option(label, f"?{rest.urlencode()}", chosen.get("state", "") == state))
    return options


def without_page(chosen: QueryDict) -> str:
    """The query string of a list, without the number of its page."""
    rest = chosen.copy()
    rest.pop("page", None)
    return rest.urlencode()
