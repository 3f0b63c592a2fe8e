"""Who may open what. Pure: a page declares its rule, the middleware keeps it, a generated test walks all pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

PERMISSIONS = {
    "accounts.manage": "Mengelola akun, peran, dan surat aktivasi",
    "accounts.keys": "Mengelola kunci API",
    "accounts.administer": "Membuka administrasi teknis (hanya baca)",
}

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that look like another on paper
LETTER_DAYS = 14
LETTER_TRIES = 5
SESSION_AGENT = "_agent"  # where a session keeps the name of the browser

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Standing:
    """What someone may do at this moment, from his roles and from the positions that he holds or stands in for.

    `heads` are the units whose subtree he sees (the unit that his position heads and all below it);
    `units` the units of his own positions; `positions` those that he holds or stands in for today.
    """

    account_id: int | None = None
    label: str = ""  # name and position, as the journal and the screens show the one who acts
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

    def without_rights(self) -> Standing:
        """The same account before its second factor: signed in, and nothing more."""
        return Standing(
            account_id=self.account_id,
            label=self.label,
            is_active=self.is_active,
            needs_second_factor=self.needs_second_factor,
        )


NOBODY = Standing()


@dataclass(frozen=True, slots=True)
class Access:
    """A page's rule. `is_open` to everyone; else signed in; else civil servants; else those with `permission`.

    `is_step` marks the few pages on the way to a second factor, which open before it is there.
    """

    name: str
    is_open: bool = False
    needs_staff: bool = False
    permission: str = ""
    is_step: bool = False

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
SIGN_IN_STEP = Access("signed in, before the second factor", is_step=True)


def may(permission: str) -> Access:
    """Only for those with this permission ("room.verb")."""
    return Access(permission, needs_staff=True, permission=permission)


def opens_to(access: Access) -> Callable[[View], View]:
    """Declare who may open a view; a view without a declaration is refused by the middleware."""

    def declare(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return declare


def declared(view: Any, method: str = "GET") -> Access | None:
    """The rule that a view declares, wherever it was written: on a function, a class, or an API operation."""
    access = getattr(view, "access", None) or getattr(getattr(view, "view_class", None), "access", None)
    if access is not None:
        return access
    operations = operations_of(view)
    if operations:
        found = [o for o in operations if method in o.methods] or operations
        return getattr(found[0].view_func, "access", None)
    inner = getattr(view, "__wrapped__", None) or getattr(view, "func", None) or getattr(view, "cls", None)
    return None if inner is None else declared(inner, method)


def operations_of(view: Any) -> list[Any]:
    """The API operations behind a view of django-ninja, which hides them in a closure; none for other views."""
    for cell in getattr(view, "__closure__", None) or ():
        operations = getattr(cell.cell_contents, "operations", None)
        if isinstance(operations, list):
            return operations
    return []


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """Whose request it is: the address that the outermost of our own `proxies` saw; without proxies, `remote`.

    What a client writes into X-Forwarded-For itself stands further left and is never believed.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    if proxies < 1 or len(hops) < proxies:
        return remote
    return hops[-proxies]


def normalized_code(code: str) -> str:
    """A code as it was made, from what someone typed: capitals, without spaces and hyphens."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(agent: str) -> str:
    """A browser as people know it ("Firefox, Windows"), from what it says of itself; empty when it is unknown."""
    named = [next((name for mark, name in marks if mark in agent), "") for marks in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, named))
