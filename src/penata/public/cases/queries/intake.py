"""What waits for the routing officer and for the moderator, with what they need to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from ..models import Assignment, Case, Statement, Step
from .rights import Sight
from .rows import CaseRow, rows_of

MOST = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case at the intake: its line, its words, and what the router proposed when it came."""

    row: CaseRow
    words: str
    place: str
    reason: dict[str, Any]


def routing_queue(seen: Sight, *, limit: int = MOST) -> list[Waiting]:
    """Cases that nobody was chosen for yet, the urgent first, then by deadline. Five queries."""
    if not seen.standing.may("cases.route"):
        return []
    waiting = Case.objects.filter(state__in=("received", "verified"), closed_at__isnull=True)
    rows = rows_of(waiting.order_by("-is_urgent", F("due_on").asc(nulls_last=True), "pk")[:limit], on=seen.on)
    ids = [row.id for row in rows]
    said = {}
    for key, words, place in (
        Statement.objects.filter(case__in=ids).order_by("-at", "-pk").values_list("case_id", "words", "place")
    ):
        said[key] = (words, place)  # the first one stays
    reasons = dict(Assignment.objects.filter(case__in=ids, until__isnull=True).values_list("case_id", "reason"))
    return [Waiting(row, *said.get(row.id, ("", "")), reasons.get(row.id, {})) for row in rows]


def intake_count(seen: Sight) -> int:
    """How many wait; for the menu."""
    if not seen.standing.may("cases.route"):
        return 0
    return Case.objects.filter(state__in=("received", "verified"), closed_at__isnull=True).count()


@dataclass(frozen=True, slots=True)
class ToModerate:
    """A report that might be published: what was written, and what would be shown. Masked for who may not know."""

    row: CaseRow
    words: str
    public_words: str


def moderation_queue(seen: Sight, *, limit: int = 50) -> list[ToModerate]:
    """Reports that no moderator has looked at, the oldest first. Of anonymous ones the original is not shown."""
    if not seen.standing.may("cases.moderate"):
        return []
    cases = Case.objects.filter(moderated_at__isnull=True, is_confidential=False, parent__isnull=True)
    cases = cases.exclude(state__in=("archived", "withdrawn", "not_ours")).exclude(is_suspicious=True)
    rows = rows_of(cases.order_by("received_at", "pk")[:limit], on=seen.on)
    first = Statement.objects.filter(case=OuterRef("pk")).order_by("at", "pk")
    texts = {
        key: (words, shown)
        for key, words, shown in Case.objects.filter(pk__in=[row.id for row in rows]).values_list(
            "pk", Subquery(first.values("words")[:1]), Subquery(first.values("public_words")[:1])
        )
    }
    found = []
    for row in rows:
        words, shown = texts.get(row.id, ("", ""))
        found.append(ToModerate(row, (shown if row.is_anonymous else words) or "", shown or ""))
    return found


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """What lies at a unit today."""

    unit_id: int
    open: int
    late: int
    today: int
    reporter: int


def loads(seen: Sight) -> list[UnitLoad]:
    """Open cases by unit below those that he heads; most late ones first. One query."""
    cases = Case.objects.filter(closed_at__isnull=True)
    if not (seen.is_all and not seen.subtree):
        cases = cases.filter(unit__in=seen.subtree)
    rows = (
        cases.values("unit_id")
        .annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due_on__lt=seen.on)),
            today=Count("pk", filter=Q(due_on=seen.on)),
            reporter=Count("pk", filter=Q(due_on__isnull=True)),
        )
        .order_by("-late", "-open")
    )
    return [UnitLoad(row["unit_id"], row["open"], row["late"], row["today"], row["reporter"]) for row in rows]


@dataclass(frozen=True, slots=True)
class Figures:
    """A unit's cases in four figures; `median_days` None below a minimum sample of ten."""

    open: int
    late: int
    answered: int
    median_days: float | None


_FIGURES = """
select count(*) filter (where closed_at is null),
       count(*) filter (where closed_at is null and due_on < %(on)s),
       count(*) filter (where answered_at >= %(on)s::date - 30),
       case when count(*) filter (where answered_at >= %(on)s::date - 90) >= 10
            then percentile_cont(0.5) within group (order by extract(epoch from answered_at - received_at) / 86400)
                 filter (where answered_at >= %(on)s::date - 90) end
  from cases_case where unit_id = any(%(units)s) and (closed_at is null or received_at >= %(on)s::date - 400)
"""


def figures(unit_ids: list[int], on: date) -> Figures:
    """For a unit's page; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"units": unit_ids, "on": on})
        row = cursor.fetchone()
    return Figures(*row)


def routing_reason(case: Case) -> dict[str, Any]:
    """What the router said when the case came."""
    reasons = Assignment.objects.filter(case=case).order_by("since", "pk").values_list("reason", flat=True)
    return next((reason for reason in reasons if reason.get("proposals")), {})


def taken_by(account_id: int, reference: str) -> Case | None:
    """A case that this officer wrote down for a resident."""
    received = Step.objects.filter(case=OuterRef("pk"), kind=Step.Kind.RECEIVED, by_id=account_id)
    return Case.objects.filter(Exists(received), reference=reference.upper().replace("\x00", "")).first()


def seat_now(case: Case) -> dict[str, Any]:
    """Where the case lies, as it was written down when it came there."""
    newest = Assignment.objects.filter(case=case).order_by("-since", "-pk").values_list("reason", flat=True).first()
    return (newest or {}).get("seat", {})
