"""Decisions, targets and subscriptions; what awaits someone here."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Account
from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting

from ..models import Decision, Limits, Subscription, Target
from ..rules import is_due
from .sight import Place, Viewer, place_named


def decisions(who: Viewer) -> QuerySet[Decision]:
    """THE queryset for list and detail: decisions about what he may look at, and those that he wrote down."""
    rows = Decision.objects.select_related("unit", "service").order_by("-decided_on", "-pk")
    if who.is_leader:
        return rows
    mine = Q(unit__in=who.seen.subtree)
    if who.seen.standing.account_id is not None:
        mine |= Q(by_id=who.seen.standing.account_id)
    return rows.filter(mine)


def awaiting_result(on: date) -> QuerySet[Decision]:
    """Decisions whose day has come, and of which nobody was reminded yet."""
    return Decision.objects.filter(expected_on__lte=on, result_at__isnull=True, reminded_at__isnull=True)


def due_subscriptions(on: date) -> list[Subscription]:
    rows = Subscription.objects.filter(ended_at__isnull=True).order_by("pk")
    return [row for row in rows if is_due(row.rhythm, row.sent_on, row.since, on)]


def subscriptions_of(account_id: int | None) -> QuerySet[Subscription]:
    return Subscription.objects.filter(account=account_id, ended_at__isnull=True).select_related("unit").order_by("pk")


def _has_decided(account_id: int) -> bool:
    """Whether the result of a decision of his is open."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists(select from dashboards_decision where by_id = %s and result_at is null)", [account_id]
        )
        return bool(cursor.fetchone()[0])


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """The decisions that he wrote down, whose day has come: what came of them? One query for most people."""
    if standing.account_id is None or not _has_decided(standing.account_id):
        return []
    rows = Decision.objects.filter(by_id=standing.account_id, expected_on__lte=on, result_at__isnull=True)
    return [
        Awaiting(
            kind="dashboards.decision",
            label=row.title,
            why=_("Tuliskan hasil keputusan ini"),
            due=row.expected_on,
            address=row.get_absolute_url(),
            at=row.at,
        )
        for row in rows.order_by("expected_on", "pk")
    ]


def account(key: int) -> Account | None:
    return Account.objects.filter(pk=key).first()


def targets(on: date) -> tuple[list[Target], list[Limits]]:
    """Everything that was ever set, the newest first: who, when and why."""
    return (
        list(Target.objects.select_related("unit").order_by("-at", "-pk")[:200]),
        list(Limits.objects.select_related("unit").order_by("-at", "-pk")[:200]),
    )


def place_of(decision: Decision, on: date) -> Place:
    """What a decision is about, as of another day."""
    return place_named(
        decision.frozen["board"], on=on, unit=decision.unit_id, service=decision.service_id, area=decision.area_id
    )
