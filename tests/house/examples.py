"""What the walk over all pages needs to know of a room: the rooms say it in `tests/examples.py`.

`EXAMPLES` gives, for each page with parts in its address, the parts of one that exists in the city:

    EXAMPLES = {"accounts:account": lambda city: {"pk": city.officer.pk}}

A record that only some may see names them; everyone else is to get 403 or 404:

    EXAMPLES = {"cases:case": lambda city: Example({"number": city.case.number}, seen_by={"officer", "head"})}

`LISTS` names lists and the page of one of their rows: what a list shows must open, and what does not open
must not be shown. `prepare(city)` makes what the examples need, once for each walk.

    LISTS = [List("cases:desk", "cases:case", lambda city: [{"number": n} for n in city.numbers])]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


@dataclass(frozen=True)
class Example:
    parts: dict[str, Any]
    seen_by: set[str] | None = None  # None: all whom the page's rule allows
    query: str = ""


@dataclass(frozen=True)
class List:
    page: str
    detail: str
    rows: Callable[[Any], list[dict[str, Any]]]
    parts: Callable[[Any], dict[str, Any]] = field(default=lambda city: {})


# pages that are not ours
OTHERS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "account_reset_password_from_key": lambda city: {"uidb36": "1", "key": "set-password"},
    "account_confirm_email": lambda city: {"key": "abc"},
    "mfa_remove_webauthn": lambda city: {"pk": 1},
    "mfa_edit_webauthn": lambda city: {"pk": 1},
    "openid_connect_login": lambda city: {"provider_id": "city"},
    "openid_connect_callback": lambda city: {"provider_id": "city"},
}


def modules() -> Iterator[Any]:
    for app in apps.get_app_configs():
        name = f"{app.name}.tests.examples"
        if app.name.startswith("penata.") and find_spec(name):
            yield import_module(name)


def examples() -> dict[str, Callable[[Any], Any]]:
    found = dict(OTHERS)
    for module in modules():
        found |= getattr(module, "EXAMPLES", {})
    return found


def lists() -> list[List]:
    return [one for module in modules() for one in getattr(module, "LISTS", [])]


def prepare(city: Any) -> None:
    for module in modules():
        getattr(module, "prepare", lambda city: None)(city)
