"""Who may open what. Pure: a page declares its rule, the middleware keeps it, a generated test walks all pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Standing:
    """What someone may do at this moment, from his roles and from the positions that he holds or stands in for.

    `heads` are the units whose subtree he sees (the unit that his position heads and all below it);
    `units` the units of his own positions; `positions` those that he holds or stands in for today.
    """

    account_id: int | None = None
    is_active: bool = False
    is_staff: bool = False  # holds a position today, or has a role
    needs_second_factor: bool = False
    permissions: frozenset[str] = frozenset()
    person_id: int | None = None
    positions: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()

    def may(self, permission: str) -> bool:
        return permission in self.permissions


NOBODY = Standing()


@dataclass(frozen=True, slots=True)
class Access:
    """A page's rule. `is_open` to everyone; else signed in; else civil servants; else those with `permission`."""

    name: str
    is_open: bool = False
    needs_staff: bool = False
    permission: str = ""

    def allows(self, standing: Standing) -> bool:
        if self.is_open:
            return True
        if not standing.is_active:
            return False
        if self.permission:
            return standing.may(self.permission)
        return standing.is_staff or not self.needs_staff


EVERYONE = Access("everyone", is_open=True)
SIGNED_IN = Access("signed in")
STAFF = Access("civil servants", needs_staff=True)


def may(permission: str) -> Access:
    """Only for those with this permission ("room.verb")."""
    return Access(permission, needs_staff=True, permission=permission)


def opens_to(access: Access) -> Callable[[View], View]:
    """Declare who may open a view; a view without a declaration is refused by the middleware."""

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare
