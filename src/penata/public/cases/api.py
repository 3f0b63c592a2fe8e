"""The machine door beside Open311: cases that one may see, and reports from machine clients with a key."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema, Status
from ninja.errors import HttpError

from penata.foundation.accounts.actions import count_attempt, use_key
from penata.foundation.accounts.queries import api_key
from penata.foundation.accounts.rules import EVERYONE, STAFF, opens_to
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.foundation.ui.templatetags.words import told

from . import actions, queries
from .rules import Submission

router = Router(tags=["Laporan"])
A_KEY_AN_HOUR = 1_000  # submissions


class NewCase(Schema):
    """A report as a machine hands it in. `key` is the client's: the same key twice makes one case."""

    model_config = {
        "json_schema_extra": {
            "example": {
                "key": "0b9f4c1e-5d0a-4f6e-9a53-0c2f6f1f7a10",
                "words": "Lampu jalan di Jalan Mawar mati sejak tiga hari.",
                "place": "Jalan Mawar, depan pos ronda",
                "latitude": -6.99,
                "longitude": 110.41,
                "name": "Siti Rahmawati",
                "email": "siti@example.com",
            }
        }
    }
    key: UUID
    words: str = Field(max_length=20_000)
    kind: str = Field("complaint", pattern="^(complaint|supervision|aspiration|information)$")
    channel: str = Field("message", pattern="^(message|phone|counter|lapor)$")
    place: str = Field("", max_length=300)
    area_id: int | None = Field(None, ge=1, lt=2**31)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    service_id: int | None = Field(None, ge=1, lt=2**31)
    is_anonymous: bool = False
    is_confidential: bool = False
    name: str = Field("", max_length=120)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=30)
    other_reference: str = Field("", max_length=60)


class Narrowed(Schema):
    """How the list is narrowed, as on the page."""

    q: str = Field("", max_length=200)
    state: str = Field("", max_length=20)
    due: str = Field("", max_length=10)
    unit: int | None = Field(None, ge=1, lt=2**31)
    area: int | None = Field(None, ge=1, lt=2**31)
    after: str = Field("", max_length=80)


@router.get("/cases", summary="Laporan yang boleh saya lihat")
@opens_to(STAFF)
def cases(request: HttpRequest, narrowed: Query[Narrowed]) -> dict[str, Any]:
    """Twenty-five a page; `next` is the value of `after` for the next one."""
    page = queries.listing(_sight(request), queries.Filters(**narrowed.dict()))
    return {"cases": [row._asdict() for row in page.rows], "next": page.next_key}


@router.get("/cases/{reference}", summary="Satu laporan dengan riwayatnya")
@opens_to(STAFF)
def case(request: HttpRequest, reference: str) -> dict[str, Any]:
    """Words as this reader may read them, steps, reasons. Never who reported when that is hidden from the reader."""
    seen = _sight(request)
    found = queries.find(seen, reference) if "\x00" not in reference and len(reference) <= 24 else None
    if found is None:
        raise HttpError(404, "no such case")
    return _whole(queries.whole(found, seen))


@router.post("/cases", summary="Sampaikan laporan (dengan kunci API)", response={201: dict[str, Any]})
@opens_to(EVERYONE)
def submit(request: HttpRequest, new: NewCase) -> Status[dict[str, Any]]:
    """Routed like every other report. The answer has the number and the path of the reporter's secret link."""
    at = timezone.now()
    key = api_key(request.headers.get("X-API-Key", ""), timezone.localdate())
    if key is None:
        raise HttpError(401, "a valid key in the header X-API-Key is needed")
    if "cases.submit" not in key.permissions:
        raise HttpError(403, "this key may not submit cases")
    count_attempt(kind="cases.api", key=str(key.pk), limit=A_KEY_AN_HOUR, per=timedelta(hours=1))
    use_key(key=key, on=timezone.localdate())
    done = actions.submit(_submission(new), by=Actor(None, str(key)), at=at)
    return Status(201, {"reference": done.case.reference, "secret": done.secret, "is_new": done.is_new})


def _submission(new: NewCase) -> Submission:
    typed: dict[str, Any] = new.dict()
    if not queries.known_places(new.area_id, new.service_id, timezone.localdate()):
        raise Refused("cases.no_such_place", field="area_id")
    return Submission(**typed)


def _sight(request: HttpRequest) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())  # type: ignore[attr-defined]


def _whole(whole: queries.Whole) -> dict[str, Any]:
    one = whole.case
    steps = [
        {"at": step.at, "kind": step.kind, "title": step.title_then, "by": step.by_label, "text": told(step.text),
         "is_public": step.is_public}
        for step in whole.steps
    ]  # fmt: skip
    reporter = asdict(whole.reporter) if isinstance(whole.reporter, queries.Reporter) else None
    return {
        "reference": one.reference,
        "title": one.title,
        "kind": one.kind,
        "state": one.state,
        "channel": one.channel,
        "is_urgent": one.is_urgent,
        "is_anonymous": one.is_anonymous,
        "received_at": one.received_at,
        "answer_by": one.answer_by,
        "finish_by": one.finish_by,
        "closed_at": one.closed_at,
        "position": whole.position_title,
        "unit": whole.unit_name,
        "area": whole.area_name,
        "service": whole.service_name,
        "statements": [asdict(said) for said in whole.statements],
        "steps": steps,
        "reason": whole.reason,
        "reporter": reporter,
        "acts": [str(act) for act in whole.acts],
    }
