"""What the reporter sees by his secret link: what happened, who, what comes next and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from ..models import Assignment, Attached, Case, Contact, Statement, Step
from ..rules import Act, State, digest_of, may_reopen
from ..rules.lifecycle import MOVES, REOPEN_DAYS


@dataclass(frozen=True, slots=True)
class PublicStep:
    """A step as residents see it: the position, not the person."""

    at: datetime
    kind: str
    title: str
    text: str
    facts: dict[str, Any]

    def get_kind_display(self) -> str:
        return str(Step.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Tracking:
    """`reason` is the router's or the officer's, for one sentence; `main` the case that this one was joined to."""

    case: Case
    steps: list[PublicStep]
    statements: list[dict[str, Any]]
    attached: list[dict[str, Any]]
    position_title: str
    unit_name: str
    reason: dict[str, Any]
    acts: list[Act]
    has_email: bool
    main: Case | None
    reopen_until: date | None

    @property
    def due_on(self) -> date | None:
        return self.case.due_on


# Of a step's facts only these are for residents.
_FACTS = (
    "to",
    "unit",
    "article",
    "due",
    "clocks",
    "working_days",
    "consent",
    "happy",
    "body",
    "reason",
    "main",
    "urgent",
)


def track(secret: str, *, on: date | None = None) -> Tracking | None:
    """The case of a secret link, in three queries; None when there is none."""
    if not 16 <= len(secret) <= 64:
        return None
    statements = Statement.objects.filter(case=OuterRef("pk")).order_by("at", "pk")
    files = Attached.objects.filter(case=OuterRef("pk"), attachment__erased_at__isnull=True).order_by("pk")
    open_one = Assignment.objects.filter(case=OuterRef("pk")).order_by("-since", "-pk")
    case = (
        Case.objects.filter(secret_digest=digest_of(secret))
        .select_related("same_as")
        .annotate(
            said=ArraySubquery(statements.values(data=JSONObject(at="at", words="words", place="place"))),
            files=ArraySubquery(
                files.values(
                    data=JSONObject(
                        id="attachment_id",
                        name="attachment__name",
                        kind="attachment__kind",
                        by_reporter="by_reporter",
                        is_public="is_public",
                    )
                )
            ),
            why=ArraySubquery(open_one.values("reason")[:1]),
            has_email=Exists(Contact.objects.filter(case=OuterRef("pk")).exclude(email="")),
        )
        .first()
    )
    if case is None:
        return None
    steps = public_steps(case)
    told = case.same_as
    if told is not None:
        steps = sorted([*steps, *public_steps(told)], key=lambda step: step.at)
    return _tracking(case, steps, told, on or timezone.localdate())


def _tracking(case: Any, steps: list[PublicStep], told: Case | None, on: date) -> Tracking:
    reason: dict[str, Any] = case.why[0] if case.why else {}
    seat = reason.get("seat") or {}
    closed_on = timezone.localtime(case.closed_at).date() if case.closed_at else None
    is_closed = case.state == State.CLOSED and closed_on is not None
    return Tracking(
        case=case,
        steps=steps,
        statements=[{**said, "at": datetime.fromisoformat(said["at"])} for said in case.said],
        attached=[one for one in case.files if one["by_reporter"] or one["is_public"]],
        position_title=seat.get("title", ""),
        unit_name=seat.get("unit_name", ""),
        reason=reason,
        acts=reporter_acts(case.state, closed_on, on),
        has_email=case.has_email,
        main=told,
        reopen_until=closed_on + timedelta(days=REOPEN_DAYS) if is_closed and closed_on else None,
    )


def reporter_acts(state: str, closed_on: date | None, on: date) -> list[Act]:
    """What the reporter may do now."""
    acts = [act for act in (Act.AMEND, Act.CLOSE, Act.REOPEN, Act.WITHDRAW) if state in MOVES[act].come_from]
    return [act for act in acts if act is not Act.REOPEN or may_reopen(state, closed_on, on)]


def public_steps(case: Case) -> list[PublicStep]:
    rows = (
        Step.objects.filter(case=case, is_public=True)
        .order_by("at", "pk")
        .values_list("at", "kind", "title_then", "text", F("facts"))
    )
    return [
        PublicStep(at, kind, title, text, {name: facts[name] for name in _FACTS if name in facts})
        for at, kind, title, text, facts in rows
    ]


def case_by_secret(secret: str) -> Case | None:
    """For an act of the reporter."""
    return Case.objects.filter(secret_digest=digest_of(secret)).first() if 16 <= len(secret) <= 64 else None
