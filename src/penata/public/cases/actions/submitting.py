"""A resident's words become a case: checked, routed, assigned, journaled, told; once for each submission."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value

from penata.foundation.calendars.queries import calendar
from penata.foundation.files.actions import adopt
from penata.foundation.journal.rules import Actor
from penata.organization.structure.queries import area_at
from penata.public.catalog.queries import promise
from penata.public.routing.queries import route
from penata.public.routing.rules import Reason

from ..models import Assignment, Attached, Case, Step
from ..queries import Seat, intake_seat
from ..rules import (
    Kind,
    State,
    Submission,
    checked_email,
    checked_words,
    clean,
    clocks_for,
    digest_of,
    due_day,
    link_secret,
    mask,
    plain_phone,
    urgent_words,
)
from ..rules.names import first_words
from .keeping import day, set_clocks, write_journal
from .telling import Said, send, to_accounts, to_reporter

SEARCH_CONFIG = "indonesian"


@dataclass(frozen=True, slots=True)
class Submitted:
    """The case, and the secret of its link; `is_new` False when this submission had made it before.

    The secret is empty when the server's key was changed since.
    """

    case: Case
    secret: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Routed:
    seat: Seat
    reason: Reason | None
    is_sure: bool


@transaction.atomic
def submit(submission: Submission, *, by: Actor, at: datetime) -> Submitted:
    """Receive a report. Above the router's threshold it is assigned by itself, else the routing officer chooses.

    The same `submission.key` gives the case that it made before, with nothing written and nobody told again.
    Refused: "cases.too_short", "cases.too_long", "cases.email_wrong", "cases.no_routing_position".
    """
    words = checked_words(submission.words)
    submission = replace(submission, email=checked_email(submission.email))
    on = day(at)
    area_id = _area(submission, on)
    routed = _route(submission, words, area_id, on=on, at=at)
    shown = mask(words, names_of(submission))
    case = _case(submission, words, shown, area_id, routed, at=at)
    if not _insert_once(case, year=on.year):
        return again(submission.key)
    _write(case, submission, words, shown, routed, by=by, at=at)
    _tell(case, submission, routed, by=by, at=at)
    return Submitted(case, link_secret(settings.SECRET_KEY, case.submission), True)


def again(key: UUID) -> Submitted:
    """What an earlier submission with this key made. Raises Case.DoesNotExist when there was none."""
    case = Case.objects.get(submission=key)
    secret = link_secret(settings.SECRET_KEY, case.submission)
    return Submitted(case, secret if digest_of(secret) == case.secret_digest else "", False)


def _area(submission: Submission, on: date) -> int | None:
    if submission.area_id is not None or submission.latitude is None or submission.longitude is None:
        return submission.area_id
    return area_at(submission.latitude, submission.longitude, on)


def _route(submission: Submission, words: str, area_id: int | None, *, on: date, at: datetime) -> _Routed:
    """Where it goes. A person decides when the router is not sure, no place is known, or staff are complained of."""
    reason = route(words, area_id=area_id, service_id=submission.service_id, on=on, at=at)
    may_be_sure = area_id is not None and submission.kind != Kind.SUPERVISION and not submission.needs_review
    if reason.is_sure and may_be_sure and reason.position_id is not None:
        return _Routed(_seat(reason), reason, True)
    return _Routed(intake_seat(on=on), reason, False)


def _seat(reason: Reason) -> Seat:
    """The router has already asked who answers there."""
    return Seat(
        position_id=reason.position_id or 0,
        title=reason.position_title,
        unit_id=reason.unit_id or 0,
        unit_name=reason.unit_name,
        person_name=reason.responder_name,
        how=reason.responder_how,
        steps=reason.steps,
        told=reason.told,
    )


def _case(
    submission: Submission, words: str, shown: str, area_id: int | None, routed: _Routed, *, at: datetime
) -> Case:
    on = day(at)
    service_id = submission.service_id or (routed.reason.service_id if routed.is_sure and routed.reason else None)
    promised = promise(service_id, on) if service_id is not None else None
    clocks = clocks_for(submission.kind, on, calendar(), promised.days if promised else None)
    is_urgent = bool(urgent_words(words)) if submission.is_urgent is None else submission.is_urgent
    state = State.ASSIGNED if routed.is_sure else State.RECEIVED
    sure_at = at if routed.is_sure else None
    case = Case(
        secret_digest=digest_of(link_secret(settings.SECRET_KEY, submission.key)),
        submission=submission.key,
        other_reference=clean(submission.other_reference)[:60],
        kind=submission.kind,
        channel=submission.channel,
        state=state,
        is_anonymous=submission.is_anonymous,
        is_confidential=submission.is_confidential,
        is_urgent=is_urgent,
        is_suspicious=submission.needs_review,
        title=first_words(shown),
        service_id=service_id,
        function_id=routed.reason.function_id if routed.is_sure and routed.reason else None,
        area_id=area_id,
        latitude=submission.latitude,
        longitude=submission.longitude,
        position_id=routed.seat.position_id,
        unit_id=routed.seat.unit_id,
        received_at=at,
        verified_at=sure_at,
        assigned_at=sure_at,
        due_on=due_day(state, clocks, has_reply=False),
    )
    set_clocks(case, clocks)
    return case


def names_of(submission: Submission) -> tuple[str, ...]:
    """Names that are masked in what the public reads."""
    return (submission.name,) if submission.name else ()


def _insert_once(case: Case, *, year: int) -> bool:
    """Insert with the year's next number; False when another transaction made this submission's case first."""
    fields = [f for f in Case._meta.concrete_fields if not f.primary_key and f.name != "reference"]
    columns = ", ".join(connection.ops.quote_name(str(f.column)) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    values: list[Any] = [f.get_db_prep_save(getattr(case, f.attname), connection) for f in fields]
    sql = (
        f"insert into cases_case (reference, {columns})"  # noqa: S608 own column names
        f" values (%s || lpad(cases_next_number(%s)::text, 6, '0'), {marks})"
        " on conflict (submission) do nothing returning id, reference"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{settings.CASE_PREFIX}-{year}-", year, *values])
        row = cursor.fetchone()
    if row is None:
        return False
    case.pk, case.reference = row
    case._state.adding, case._state.db = False, connection.alias
    return True


# What is written of a new case beside its row: one statement, as the ORM takes longer to build six than the database
# to write them.
_WRITE = """
with said as (
    insert into cases_statement (case_id, at, words, place, public_words, search)
    values (%(case)s, %(at)s, %(words)s, %(place)s, %(shown)s, to_tsvector(%(config)s::regconfig, %(shown)s))
), reporter as (
    insert into cases_contact (case_id, name, email, phone, address, language, device)
    select %(case)s, %(name)s, %(email)s, %(phone)s, %(address)s, %(language)s, %(device)s where %(has_identity)s
), assigned as (
    insert into cases_assignment (case_id, position_id, unit_id, way, since, by_label, reason)
    values (%(case)s, %(position)s, %(unit)s, %(way)s, %(at)s, 'Penata', %(reason)s)
)
insert into cases_step (case_id, at, kind, position_id, by_id, by_label, title_then, text, is_public, facts)
select %(case)s, %(at)s, one.kind, one.position_id, one.by_id, one.by_label, one.title_then, '', true, one.facts
from rows from (jsonb_to_recordset(%(steps)s)
    as (kind text, position_id bigint, by_id bigint, by_label text, title_then text, facts jsonb)) with ordinality
    as one(kind, position_id, by_id, by_label, title_then, facts, place)
order by one.place
"""


def _write(
    case: Case, submission: Submission, words: str, shown: str, routed: _Routed, *, by: Actor, at: datetime
) -> None:
    reason = {**(routed.reason.to_json() if routed.reason else {}), "seat": routed.seat.as_json()}
    written: dict[str, Any] = {
        "case": case.pk,
        "at": at,
        "words": words,
        "place": clean(submission.place)[:300],
        "shown": shown,
        "config": SEARCH_CONFIG,
        "has_identity": has_identity(submission),
        "name": clean(submission.name)[:120],
        "email": submission.email.strip()[:254],
        "phone": plain_phone(submission.phone),
        "address": clean(submission.address)[:300],
        "language": submission.language,
        "device": clean(submission.device)[:120],
        "position": routed.seat.position_id,
        "unit": routed.seat.unit_id,
        "way": Assignment.Way.ROUTED.value if routed.is_sure else Assignment.Way.INTAKE.value,
        "reason": json.dumps(reason),
        "steps": json.dumps(_steps(case, words, routed, by=by)),
    }
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, written)
    if submission.attachments:
        attach(case, submission.attachments, by_reporter=True, at=at)
    confidence = round(routed.reason.confidence, 3) if routed.reason else None
    write_journal(
        case,
        "submit",
        by=by,
        at=at,
        channel=case.channel,
        state=case.state,
        position=case.position_id,
        unit=case.unit_id,
        confidence=confidence,
    )


def has_identity(submission: Submission) -> bool:
    """Whether the reporter said anything of himself."""
    return any((submission.name, submission.email, submission.phone, submission.address, submission.device))


def search_vector(text: str) -> Any:
    """What the search finds: only masked words, so that no search tells whose number or address is in a report."""
    return SearchVector(Value(text), config=SEARCH_CONFIG)


def attach(
    case: Case, attachments: tuple[int, ...], *, by_reporter: bool, at: datetime, is_public: bool = False
) -> None:
    """Make uploads the case's own."""
    adopt(attachments, at=at)
    Attached.objects.bulk_create(
        Attached(case=case, attachment_id=key, by_reporter=by_reporter, is_public=is_public, at=at)
        for key in attachments
    )


def _steps(case: Case, words: str, routed: _Routed, *, by: Actor) -> list[dict[str, Any]]:
    """The first lines of what happened, as columns of a step."""
    received = {
        "kind": Step.Kind.RECEIVED.value,
        "by_id": by.id,
        "by_label": by.label[:200],
        "title_then": "",
        "facts": {"due": case.verify_by.isoformat(), "urgent": list(urgent_words(words)) if case.is_urgent else []},
    }
    if not routed.is_sure:
        return [received]
    assigned = {
        "kind": Step.Kind.ASSIGNED.value,
        "by_label": "Penata",
        "position_id": case.position_id,
        "title_then": routed.seat.title,
        "facts": {
            "to": routed.seat.title,
            "unit": routed.seat.unit_name,
            "article": routed.reason.article if routed.reason else "",
            "due": case.answer_by.isoformat(),
        },
    }
    return [received, assigned]


def _tell(case: Case, submission: Submission, routed: _Routed, *, by: Actor, at: datetime) -> None:
    if case.is_suspicious:
        return
    said = Said(title=routed.seat.title)
    messages = []
    if submission.email:
        kind = "assigned" if routed.is_sure else "received"
        contact = (submission.email, submission.language, True)
        messages += to_reporter(case, kind, said, contacts=[contact])
    kind = "urgent" if case.is_urgent else "assigned" if routed.is_sure else "intake"
    messages += to_accounts(case, kind, routed.seat.told, said)
    send(case, messages, by=by, at=at)
