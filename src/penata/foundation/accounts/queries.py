"""Who someone is and what he may do; sessions, keys and letters. See `rules.Standing`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.module_loading import import_string

from penata.foundation.journal.rules import Actor

from . import rules
from .models import Account, ApiKey, ClaimLetter, Role, RoleGrant, Session
from .rules import NOBODY, Standing

StandingOf = Callable[[Account, date], Standing]


def standing(account: Account, on: date) -> Standing:
    """What an account may do by the roles granted to it. `PENATA_STANDING` names the function that knows more."""
    grants = role_permissions(account.pk, on)
    permissions = frozenset(code for codes, _ in grants for code in codes)
    if account.is_superuser:
        permissions |= frozenset(rules.PERMISSIONS)  # of this room only: no one is above the law
    return Standing(
        account_id=account.pk,
        label=str(account),
        is_active=account.is_active,
        is_staff=bool(grants) or account.is_superuser,
        needs_second_factor=any(needs for _, needs in grants),
        permissions=permissions,
    )


def role_permissions(account_id: int, on: date) -> list[tuple[list[str], bool]]:
    """(permissions, needs a second factor) of each role granted to an account on a day."""
    held = RoleGrant.objects.filter(Q(until__isnull=True) | Q(until__gt=on), account_id=account_id, since__lte=on)
    return list(held.values_list("role__permissions", "role__needs_second_factor"))


@cache
def _standing_of() -> StandingOf:
    return import_string(settings.PENATA_STANDING)


def standing_of(account: Account, on: date) -> Standing:
    """The whole standing of an account: its roles, and what the floors above know of it."""
    return _standing_of()(account, on) if account.is_active else NOBODY


def actor(standing: Standing) -> Actor:
    """The one who acts, for the journal; a visitor who has not signed in is a resident."""
    return Actor(standing.account_id, standing.label or "Warga")


def permissions() -> dict[str, dict[str, str]]:
    """Every permission of the house by room: {room: {code: label}}; labels are Indonesian msgids."""
    gathered: Callable[[], dict[str, dict[str, str]]] = import_string(settings.PENATA_PERMISSIONS)
    return gathered()


def client_address(request: HttpRequest) -> str:
    """The address of the client, behind `PENATA_PROXIES` proxies of our own."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return rules.client_address(request.META.get("REMOTE_ADDR", ""), forwarded, settings.PENATA_PROXIES)


@cache
def _session_sql() -> tuple[str, list[str]]:
    fields = Account._meta.concrete_fields
    columns = ", ".join(f'a."{field.column}"' for field in fields)
    sql = (
        f"select s.session_data, {columns} from accounts_session s"  # noqa: S608  own columns
        " left join accounts_account a on a.id = s.account_id where s.session_key = %s and s.expire_date > %s"
    )
    return sql, [field.attname for field in fields]


def session(key: str, at: datetime) -> tuple[str, Account | None] | None:
    """The data of a living session and its account, in one query; each request of someone signed in asks it."""
    sql, names = _session_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, [key, at])
        row = cursor.fetchone()
    if row is None:
        return None
    data, *values = row
    return data, None if values[0] is None else Account.from_db(connection.alias, names, values)


def sessions(account: Account) -> QuerySet[Session]:
    """The browsers in which an account is signed in, newest first."""
    return account.sessions.order_by("-started_at")


def api_key(text: str, on: date) -> ApiKey | None:
    """The key whose text this is, when it is valid on that day."""
    sql = (
        "select * from accounts_apikey where hash = %s and is_active and since <= %s and (until is null or until > %s)"
    )
    return next(iter(ApiKey.objects.raw(sql, [hashed(text), on, on])), None)


def hashed(text: str) -> str:
    """The hash of a random text of at least 60 bits: keys and letters, never passwords."""
    return hashlib.sha256(f"{settings.SECRET_KEY}:{text}".encode()).hexdigest()


def open_letters(on: date) -> QuerySet[ClaimLetter]:
    """Letters that still work."""
    return ClaimLetter.objects.select_related("account").filter(
        used_at__isnull=True,
        withdrawn_at__isnull=True,
        expires_on__gt=on,
        tries__lt=rules.LETTER_TRIES,
        account__closed_at__isnull=True,
    )


def grants(account: Account, on: date | None = None) -> QuerySet[RoleGrant]:
    """The roles granted to an account, newest first; those of one day when it is given."""
    found = account.role_grants.select_related("role").order_by("-since", "-id")
    return found if on is None else found.filter(Q(until__isnull=True) | Q(until__gt=on), since__lte=on)


def roles(on: date) -> QuerySet[Role]:
    """All roles by name, each with the number of accounts (`holders`) that have it on a day."""
    held = Q(grants__since__lte=on) & (Q(grants__until__isnull=True) | Q(grants__until__gt=on))
    return Role.objects.annotate(holders=Count("grants", filter=held)).order_by("name")


def keys() -> QuerySet[ApiKey]:
    return ApiKey.objects.order_by("-is_active", "name", "id")


@dataclass(frozen=True, slots=True)
class Browser:
    """Where an account is signed in."""

    words: str
    started_at: datetime
    is_this: bool


def browsers(account: Account, this_key: str | None) -> list[Browser]:
    rows = sessions(account).values_list("agent", "started_at", "session_key")
    return [Browser(rules.browser_words(agent), started_at, key == this_key) for agent, started_at, key in rows]


def found(words: str = "", *, state: str = "", role: str = "") -> QuerySet[Account]:
    """Accounts by name, user name or e-mail; `state`: open, unclaimed, closed; `role`: a code."""
    accounts = Account.objects.order_by("name", "username")
    for word in words.split()[:8]:
        accounts = accounts.filter(Q(name__icontains=word) | Q(username__istartswith=word) | Q(email__istartswith=word))
    states = {
        "open": Q(is_active=True),
        "unclaimed": Q(is_active=False, closed_at__isnull=True),
        "closed": Q(closed_at__isnull=False),
    }
    if state in states:
        accounts = accounts.filter(states[state])
    return accounts.filter(role_grants__role__code=role).distinct() if role else accounts


def typed_account(login: str) -> Account | None:
    """Whose account someone named when he tried to sign in: by user name, or by an address that is one account's."""
    by_name = Account.objects.filter(username=login).first() if login else None
    if by_name is not None or "@" not in login:
        return by_name
    by_address = list(Account.objects.filter(email__iexact=login)[:2])
    return by_address[0] if len(by_address) == 1 else None


def ids_by_username(usernames: Iterable[str]) -> dict[str, int]:
    """The accounts behind user names; names without an account are left out."""
    return dict(Account.objects.filter(username__in=list(usernames)).values_list("username", "pk"))
