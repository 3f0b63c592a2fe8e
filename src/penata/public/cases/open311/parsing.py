"""What clients send: parameters of GET, forms of POST. Raises Wrong with the code and sentence of the answer."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from ..queries.georeport import MOST, STATUS, Filters, Offered
from ..rules import MIN_LETTERS, Submission

SPAN = timedelta(days=90)
MOST_PLACE = 300  # characters
ATTRIBUTE = re.compile(r"^attribute\[([^\]]+)\](\[\])?$")
PLUS = re.compile(r"(\d:\d\d(?::\d\d)?(?:[.,]\d+)?) (\d\d:?\d\d)$")  # a zone whose + was read as a blank
NAMESPACE = uuid.UUID("5f6c2a52-5d6f-4f3e-9d1b-1f0c6f3f7a01")
RETRY = timedelta(hours=1)  # the same report within this time is a client's retry


class Wrong(Exception):
    """The request cannot be answered; `code` is the HTTP status."""

    def __init__(self, code: int, description: str) -> None:
        super().__init__(description)
        self.code = code
        self.description = description


def parameters(request: HttpRequest) -> QueryDict:
    """Form fields, and those of the address for clients that put the key there. Empty ones count as not sent."""
    merged = request.GET.copy()
    if request.method == "POST":
        merged.update(request.POST)
    return merged


def filters_of(given: Mapping[str, Any], *, now: datetime) -> Filters:
    """The search that a client asks for. A list of requests overrides all other arguments, as specified."""
    references = _list(given, "service_request_id")
    if references:
        return Filters(references=references[:MOST])
    since, until = _span(_instant(given, "start_date"), _instant(given, "end_date"), now)
    statuses = tuple(status.lower() for status in _list(given, "status"))
    if unknown := [status for status in statuses if status not in STATUS]:
        raise Wrong(400, f"status must be open or closed, not {unknown[0]}")
    return Filters(
        service_codes=_list(given, "service_code"),
        statuses=statuses,
        since=since,
        until=until,
        updated_since=_instant(given, "updated_after"),
        updated_until=_instant(given, "updated_before"),
        near=_near(given),
        page=_number(given, "page", 1, 100_000),
        page_size=_number(given, "page_size", MOST, MOST),
    )


def _span(since: datetime | None, until: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The most recent 90 days unless said otherwise; never a longer span."""
    if since and until:
        if since > until:
            raise Wrong(400, "start_date must not be later than end_date")
        if until - since > SPAN:
            raise Wrong(400, "start_date and end_date may not span more than 90 days")
        return since, until
    try:
        if since:
            return since, since + SPAN
        return (until or now) - SPAN, until or now + timedelta(minutes=1)
    except OverflowError as error:
        raise Wrong(400, "start_date or end_date is out of range") from error


def _list(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Comma delimited, and declared several times."""
    values = given.getlist(name) if isinstance(given, QueryDict) else [given.get(name, "")]
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip() and "\x00" not in part)


def _instant(given: Mapping[str, Any], name: str) -> datetime | None:
    text = PLUS.sub(r"\1+\2", (given.get(name) or "").strip())
    if not text:
        return None
    try:
        value = parse_datetime(text) or datetime.fromisoformat(text)
    except ValueError as error:
        raise Wrong(400, f"{name} must be an instant as 2010-01-01T00:00:00Z, not {text[:40]}") from error
    return value if value.tzinfo else timezone.make_aware(value)  # an instant without a zone is the city's


def _number(given: Mapping[str, Any], name: str, default: int, most: int) -> int:
    text = (given.get(name) or "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise Wrong(400, f"{name} must be a number from 1, not {text[:40]}")
    return min(int(text), most)


def _float(given: Mapping[str, Any], name: str, most: float) -> float | None:
    text = (given.get(name) or "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError as error:
        raise Wrong(400, f"{name} must be a number, not {text[:40]}") from error
    if not -most <= value <= most:
        raise Wrong(400, f"{name} must lie between -{most:g} and {most:g}")
    return value


def _near(given: Mapping[str, Any]) -> tuple[float, float, float] | None:
    latitude, longitude = _float(given, "lat", 90), _float(given, "long", 180)
    if latitude is None or longitude is None:
        return None
    return latitude, longitude, _float(given, "radius", 100_000) or 500.0


@dataclass(frozen=True, slots=True)
class Client:
    """Who sends: the key, and what he calls his device."""

    key_id: int
    device: str = ""
    may_submit: bool = False

    @property
    def mark(self) -> str:
        """How cases of this key begin their contact's device."""
        return f"key:{self.key_id}:"


def submission_of(given: QueryDict, service: Offered, client: Client, *, now: datetime) -> list[Submission]:
    """The report, once for this hour and once for the last: a retry at the turn of the hour is still the same.

    Raises Wrong when the place or a required attribute is missing.
    """
    latitude, longitude = _float(given, "lat", 90), _float(given, "long", 180)
    place = " ".join(_text(given, name) for name in ("address_string", "address_id") if _text(given, name))
    if (latitude is None or longitude is None) and not place:
        raise Wrong(400, "a location is required: lat and long, or address_string, or address_id")
    if (latitude is None) != (longitude is None):
        raise Wrong(400, "lat and long must be sent together")
    written = [_described(given, service), _answers(given, service), _link(given), place[MOST_PLACE:] and place]
    words = "\n\n".join(filter(None, written))  # a long address stays whole among the words
    name = " ".join(filter(None, [_text(given, "first_name"), _text(given, "last_name")])) or _text(given, "name")
    fields: dict[str, Any] = {
        "words": words,
        "channel": "open311",
        "place": place[:MOST_PLACE],
        "latitude": latitude,
        "longitude": longitude,
        "service_id": service.service_id,
        "name": name[:120],
        "email": _text(given, "email")[:254],
        "phone": _text(given, "phone")[:30],
        "device": (client.mark + _text(given, "device_id"))[:120],
    }
    said = "\x1f".join([*map(str, fields.values()), _text(given, "account_id")])
    hours = (now, now - RETRY)
    return [Submission(key=uuid.uuid5(NAMESPACE, f"{hour:%Y%m%d%H}{said}"), **fields) for hour in hours]


def _text(given: Mapping[str, Any], name: str) -> str:
    return (given.get(name) or "").replace("\x00", "").strip()


def _described(given: Mapping[str, Any], service: Offered) -> str:
    """The description; a few words ("lampu mati") follow the name of the service, which says what they are about."""
    words = _text(given, "description")
    if sum(sign.isalnum() for sign in words) >= MIN_LETTERS:
        return words
    return f"{service.name}: {words}" if words else service.name


def _link(given: Mapping[str, Any]) -> str:
    """A link to media is kept as words: fetching it would let strangers steer the server."""
    return _text(given, "media_url")[:500]


def _answers(given: QueryDict, service: Offered) -> str:
    """The answers to a service's own questions, as lines; Wrong when one is missing or not among its values."""
    sent: dict[str, list[str]] = {}
    for name in given:
        if match := ATTRIBUTE.match(name):
            sent.setdefault(match[1], []).extend(value for value in given.getlist(name) if value.strip())
    lines = []
    for attribute in sorted(service.attributes, key=lambda a: a.get("order", 0)):
        code, values = attribute["code"], sent.get(attribute["code"], [])
        if attribute.get("required") and attribute.get("variable", True) and not values:
            raise Wrong(400, f"attribute[{code}] is required for service_code {service.code}")
        names = {str(value["key"]): value["name"] for value in attribute.get("values", [])}
        if names and (unknown := [value for value in values if value not in names]):
            raise Wrong(400, f"attribute[{code}] has no value {unknown[0][:40]}")
        if values:
            lines.append(f"{attribute['description']}: {', '.join(str(names.get(v, v)) for v in values)}")
    return "\n".join(lines).replace("\x00", "")
