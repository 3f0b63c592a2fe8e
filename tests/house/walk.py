"""Every address of the resolver, and everyone who may try it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from penata.foundation.accounts import queries
from penata.foundation.accounts.rules import NOBODY, Access, Standing, declared
from penata.foundation.accounts.rules import operations_of as operations

ROLES = ("anonymous", "outsider", "colleague", "officer", "head", "routing_officer", "administrator")
UNWALKED = ("admin:",)  # Django's own pages behind one rule
OLD = "accounts/social/"  # addresses of earlier versions of allauth, without names: refused


@dataclass(frozen=True)
class Page:
    name: str
    view: Any
    parts: frozenset[str]
    path: str

    def rule(self, method: str, table: dict[str, Access]) -> Access | None:
        begins = [prefix for prefix in table if self.name.startswith(prefix)]
        return declared(self.view, method) or (table[max(begins, key=len)] if begins else None)

    def methods(self) -> set[str]:
        """What is tried: an API operation's own methods; else reading, and sending an empty form."""
        found = {method for operation in operations(self.view) for method in operation.methods}
        return (found & {"GET", "POST"}) or ({"GET", "POST"} if not found else set())


def pages() -> list[Page]:
    found = set(_pages(get_resolver(), "", "", frozenset()))
    return sorted(found, key=lambda page: (page.path, page.name, sorted(page.parts)))


def _pages(resolver: URLResolver, path: str, space: str, parts: frozenset[str]) -> Iterator[Page]:
    for entry in resolver.url_patterns:
        here, taken = path + str(entry.pattern), parts | frozenset(entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            yield from _pages(entry, here, space + (f"{entry.namespace}:" if entry.namespace else ""), taken)
        elif isinstance(entry, URLPattern) and not here.startswith(OLD) and not space.startswith(UNWALKED):
            yield Page(space + (entry.name or ""), entry.callback, taken, here)


def address(page: Page, parts: dict[str, Any]) -> str:
    return reverse(page.name, kwargs={name: parts[name] for name in parts if name in page.parts})


def standing_of(city: Any, role: str) -> Standing:
    return NOBODY if role == "anonymous" else queries.standing_of(getattr(city, role), timezone.localdate())


def sign_in(city: Any) -> dict[str, str]:
    """The keys of sessions in which the people of the city are signed in."""
    keys = {}
    for role in ROLES[1:]:
        client = Client()
        client.force_login(getattr(city, role), backend="django.contrib.auth.backends.ModelBackend")
        keys[role] = client.session.session_key
    return keys


def client_of(city: Any, role: str) -> Client:
    """A browser of this role, as it was after signing in."""
    client = city.__dict__.setdefault("_client", Client())  # one for all: a new one reads all middleware again
    client.cookies.clear()
    if role != "anonymous":
        client.cookies[settings.SESSION_COOKIE_NAME] = city.sessions[role]
    return client


def tried(city: Any, role: str, method: str, path: str) -> HttpResponse:
    """The answer, with all that the request changed undone."""
    client = client_of(city, role)
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path, {})
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer
