"""What the reporter sees by his secret link: what happened, who, what comes next and by when."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from ..models import Case, Step
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


# One statement, written out: built by the ORM it cost the page more than the database's own work.
_TRACK = """
select c.*,
       (select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'words', s.words, 'place', s.place)
                                  order by s.at, s.id), '[]')
          from cases_statement s where s.case_id = c.id)::text as said,
       (select coalesce(jsonb_agg(jsonb_build_object('id', f.attachment_id, 'name', a.name, 'kind', a.kind,
                                                     'by_reporter', f.by_reporter, 'is_public', f.is_public)
                                  order by f.id), '[]')
          from cases_attached f join files_attachment a on a.id = f.attachment_id
         where f.case_id = c.id and a.erased_at is null)::text as files,
       (select coalesce(jsonb_agg(jsonb_build_array(s.at, s.kind, s.title_then, s.text, s.facts)
                                  order by s.at, s.id), '[]')
          from cases_step s where s.case_id = any(array[c.id, c.same_as_id]) and s.is_public)::text as happened,
       (select a.reason from cases_assignment a where a.case_id = c.id
         order by a.since desc, a.id desc limit 1)::text as why,
       exists(select from cases_contact k where k.case_id = c.id and k.email <> '') as has_email
  from cases_case c where c.secret_digest = %s
"""


def track(secret: str, *, on: date | None = None) -> Tracking | None:
    """The case of a secret link, in one query, two when it was joined to another; None when there is none."""
    if not 16 <= len(secret) <= 64:
        return None
    for case in Case.objects.raw(_TRACK, [digest_of(secret)]):
        return _tracking(case, on or timezone.localdate())
    return None


def _tracking(case: Any, on: date) -> Tracking:
    reason: dict[str, Any] = json.loads(case.why or "{}")
    seat = reason.get("seat") or {}
    closed_on = timezone.localtime(case.closed_at).date() if case.closed_at else None
    is_closed = case.state == State.CLOSED and closed_on is not None
    return Tracking(
        case=case,
        steps=[_public(*step) for step in json.loads(case.happened)],
        statements=[{**said, "at": datetime.fromisoformat(said["at"])} for said in json.loads(case.said)],
        attached=[one for one in json.loads(case.files) if one["by_reporter"] or one["is_public"]],
        position_title=seat.get("title", ""),
        unit_name=seat.get("unit_name", ""),
        reason=reason,
        acts=reporter_acts(case.state, closed_on, on),
        has_email=case.has_email,
        main=case.same_as,
        reopen_until=closed_on + timedelta(days=REOPEN_DAYS) if is_closed and closed_on else None,
    )


def reporter_acts(state: str, closed_on: date | None, on: date) -> list[Act]:
    """What the reporter may do now."""
    acts = [act for act in (Act.CLOSE, Act.REOPEN, Act.AMEND, Act.WITHDRAW) if state in MOVES[act].come_from]
    return [act for act in acts if act is not Act.REOPEN or may_reopen(state, closed_on, on)]


def _public(at: str, kind: str, title: str, text: str, facts: dict[str, Any]) -> PublicStep:
    shown = {name: facts[name] for name in _FACTS if name in facts}
    return PublicStep(datetime.fromisoformat(at), kind, title, text, shown)


def case_by_secret(secret: str) -> Case | None:
    """For an act of the reporter."""
    return Case.objects.filter(secret_digest=digest_of(secret)).first() if 16 <= len(secret) <= 64 else None
