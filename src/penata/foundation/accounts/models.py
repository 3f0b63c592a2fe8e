from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from penata.foundation.journal.rules import Actor

from .rules import Standing


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(username=username, **fields)
        account.set_password(password)
        account.save(using=self._db)  # not a record of an act: Django asks its managers for this
        return account

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> Account:
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)


class Account(AbstractBaseUser, PermissionsMixin):
    """Someone who signs in. A civil servant's user name is his NIP; the person is another record, above."""

    username = models.CharField(max_length=60)  # unique by a constraint: `unique=True` adds a second index
    name = models.CharField(max_length=150, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)  # may open Django's read-only administration
    language = models.CharField(max_length=5, default="id")
    date_joined = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=200, blank=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["username"], name="one_account_a_username"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(is_active=False), name="closed_account_is_inactive"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Role(models.Model):
    """A named set of permissions, as data: an administrator changes it, no release is needed."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=100)
    description = models.CharField(max_length=300, blank=True)
    permissions = ArrayField(models.CharField(max_length=60), default=list)
    needs_second_factor = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role given to an account for a time. Roles that follow a position are granted in `people`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="role_grants")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="grants")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="grant_holds_a_day"),
            models.UniqueConstraint(fields=["account", "role", "since"], name="one_grant_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.since})"


class ClaimLetter(models.Model):
    """A one-time letter with which someone makes his account his own. Only a hash of its code is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="claim_letters")
    code_hash = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    expires_on = models.DateField()  # the first day on which it no longer works
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_letter",
            ),
            models.CheckConstraint(condition=Q(tries__lte=5), name="letter_has_five_tries"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(withdrawn_at__isnull=True), name="letter_ends_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account} ({self.issued_at:%Y-%m-%d})"


class Session(AbstractBaseSession):
    """A browser that is signed in (or has been given a cookie); known by account, so that it can be ended."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    started_at = models.DateTimeField(default=timezone.now)
    agent = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.account or '-'} {self.started_at:%Y-%m-%d %H:%M}"

    @classmethod
    def get_session_store_class(cls) -> Any:
        return import_module(settings.SESSION_ENGINE).SessionStore


class Attempt(models.Model):
    """How often something was tried in a span of time. Unlogged: a crash of the database forgets it.

    `key` is a keyed hash: neither an address nor a user name can be read from it.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_count_of_attempts")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}"


class ApiKey(models.Model):
    """What a machine signs in with. Only a hash of its text is kept; the text is shown once."""

    name = models.CharField(max_length=100)
    hash = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)  # the first letters, to tell keys apart
    permissions = ArrayField(models.CharField(max_length=60), default=list)
    is_active = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="key_holds_a_day"),
        ]

    def __str__(self) -> str:
        return self.name


class Request(HttpRequest):
    """A request as views get it, behind the access middleware (for type hints only)."""

    user: Account
    htmx: Any
    actor: Actor
    standing: Standing
    new_language: str  # set by a view: the browser is to remember it
