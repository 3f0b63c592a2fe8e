"""Whose digest is due, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from penata.foundation.accounts.models import Account
from penata.foundation.accounts.queries import standing_of
from penata.foundation.calendars.queries import calendar
from penata.public.cases.models import Case
from penata.public.cases.queries import among, sight

from ..models import Digest
from ..rules import Filters, is_digest_due
from .lists import DeskPage, Line, desk_page
from .rooms import told


@dataclass(frozen=True, slots=True)
class Letter:
    """What awaits one reader. `silent`: reports whose words stay out of letters (confidential, or anonymous)."""

    page: DeskPage
    silent: frozenset[int]

    @property
    def late(self) -> int:
        return self.page.groups.get("late", 0)


def digest_of(account_id: int | None) -> Digest | None:
    return Digest.objects.filter(account=account_id).first()


def account_of(account_id: int) -> Account | None:
    return Account.objects.filter(pk=account_id).first()


def due_digests(at: datetime) -> list[int]:
    """The accounts whose digest is to be sent now."""
    rows = Digest.objects.filter(hour__isnull=False).order_by("pk")
    return [row.pk for row in rows if is_due(row, at)]


def is_due(row: Digest, at: datetime) -> bool:
    now = timezone.localtime(at)
    is_working = calendar().is_working(now.date())
    return is_digest_due(row.hour, row.since, row.looked_on, now, is_working=is_working)


def letter_for(account: Account, *, at: datetime) -> Letter:
    """The first page of his desk at this moment."""
    seen = sight(standing_of(account, timezone.localdate(at)), on=timezone.localdate(at))
    page = desk_page(seen, Filters(), told(seen) if seen.standing.is_active else ())
    keys = [row.id for row in page.rows if isinstance(row, Line)]
    hushed = Case.objects.filter(among("pk", keys)).filter(Q(is_confidential=True) | Q(is_anonymous=True))
    return Letter(page, frozenset(hushed.values_list("pk", flat=True)))
