"""The six methods of GeoReport v2 and its discovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts import actions as accounts
from penata.foundation.accounts.queries import api_key
from penata.foundation.dated.queries import last_act
from penata.foundation.files import actions as files
from penata.foundation.files import queries as stored
from penata.foundation.journal.rules import Actor
from penata.organization.structure.queries import spot

from .. import actions
from ..models import Case
from ..queries import georeport
from ..rules import State, Submission
from .documents import TYPES, Document, Listing, respond
from .door import method
from .parsing import Client, Wrong, filters_of, parameters, submission_of

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
A_KEY_AN_HOUR = 1_000  # submissions


@method("GET")
def discovery(request: HttpRequest, *, form: str) -> HttpResponse:
    act = last_act()
    changed = f"{timezone.localtime(act):%Y-%m-%d %H:%M}" if act else "2020-01-01 00:00"
    endpoint = {
        "specification": SPECIFICATION,
        "url": request.build_absolute_uri("/open311/v2"),
        "changeset": changed,
        "type": "test" if settings.IS_DEMO else "production",
        "formats": Listing("format", [kind.split(";")[0] for kind in TYPES.values()]),
    }
    about = {
        "changeset": changed,
        "contact": _("Hubungi Dinas Komunikasi dan Informatika: %(mail)s") % {"mail": settings.DEFAULT_FROM_EMAIL},
        "key_service": _("Kunci diberikan oleh administrator: %(mail)s") % {"mail": settings.DEFAULT_FROM_EMAIL},
        "endpoints": Listing("endpoint", [endpoint]),
    }
    return respond(request, Document("discovery", about), form)


@method("GET")
def services(request: HttpRequest, *, form: str) -> HttpResponse:
    rows = [
        {
            "service_code": service.code,
            "service_name": service.name,
            "description": service.summary,
            "metadata": bool(service.attributes),
            "type": "realtime",
            "keywords": ", ".join(service.keywords.replace("\n", ",").split(",")) or None,
            "group": service.group,
        }
        for service in georeport.offered(timezone.localdate())
    ]
    return respond(request, Document("services", Listing("service", rows)), form)


@method("GET")
def definition(request: HttpRequest, *, form: str, code: str) -> HttpResponse:
    attributes = [
        {
            "variable": attribute.get("variable", True),
            "code": attribute["code"],
            "datatype": attribute["datatype"],
            "required": attribute.get("required", False),
            "datatype_description": attribute.get("datatype_description"),
            "order": attribute.get("order", number),
            "description": attribute["description"],
            "values": Listing("value", [{"key": v["key"], "name": v["name"]} for v in attribute.get("values", [])]),
        }
        for number, attribute in enumerate(_service(code).attributes, 1)
    ]
    document = Document("service_definition", {"service_code": code, "attributes": Listing("attribute", attributes)})
    return respond(request, document, form)


def _service(code: str) -> georeport.Offered:
    found = georeport.offered_by_code(code, timezone.localdate()) if "\x00" not in code else None
    if found is None:
        raise Wrong(404, f"service_code {code[:60]} was not found")
    return found


@method("GET", "POST")
def requests(request: HttpRequest, *, form: str) -> HttpResponse:
    if request.method == "POST":
        return _create(request, form)
    filters = filters_of(parameters(request), now=timezone.now())
    return respond(request, _listing(request, filters), form)


@method("GET")
def one(request: HttpRequest, *, form: str, reference: str) -> HttpResponse:
    found = _listing(request, georeport.Filters(references=(reference.replace("\x00", ""),)))
    if isinstance(found.content, Listing) and not found.content.rows:
        raise Wrong(404, f"service_request_id {reference[:60]} was not found")
    return respond(request, found, form)


@method("GET")
def token(request: HttpRequest, *, form: str, token: str) -> HttpResponse:
    """Every service here is realtime, so a token is only the submission's own key."""
    reference = georeport.reference_of(token)
    if reference is None:
        raise Wrong(404, f"token {token[:60]} was not found")
    rows = [{"service_request_id": reference, "token": token}]
    return respond(request, Document("service_requests", Listing("request", rows)), form)


def _client(request: HttpRequest) -> Client | None:
    text = parameters(request).get("api_key", "")
    today = timezone.localdate()
    key = api_key(text, today) if text and "\x00" not in text else None
    if key is None:
        return None
    accounts.use_key(key=key, on=today)
    return Client(key.pk, may_submit="cases.submit" in key.permissions)


def _listing(request: HttpRequest, filters: georeport.Filters) -> Document:
    client = _client(request)
    rows = georeport.requests(filters, on=timezone.localdate(), device=client.mark if client else "")
    return Document("service_requests", Listing("request", [_request(request, row) for row in rows]))


def _request(request: HttpRequest, row: dict[str, Any]) -> dict[str, Any]:
    shown = row["is_shown"]
    address = ", ".join(filter(None, [row["place"] if shown else "", row["area"]]))
    return {
        "service_request_id": row["reference"],
        "status": "closed" if row["state"] in georeport.STATUS["closed"] else "open",
        "status_notes": str(Case.State(row["state"]).label),
        "service_name": row["service_name"],
        "service_code": row["service_code"],
        "description": (row["words"] or "")[:4000] or None if shown else None,
        "agency_responsible": row["agency"],
        "service_notice": None,
        "requested_datetime": timezone.localtime(row["received_at"]),
        "updated_datetime": timezone.localtime(row["updated"]),
        "expected_datetime": _end_of(row["finish_by"]),
        "address": address or None,
        "address_id": None,
        "zipcode": None,
        "lat": row["latitude"] if shown else None,
        "long": row["longitude"] if shown else None,
        "media_url": _photo(request, row["photo"]) if row["photo"] and shown else None,
    }


def _photo(request: HttpRequest, key: int) -> str:
    return request.build_absolute_uri(reverse("open311:media", args=[key]))


def _end_of(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def _create(request: HttpRequest, form: str) -> HttpResponse:
    given, client = parameters(request), _client(request)
    if client is None or not client.may_submit:
        raise Wrong(403, "api_key is missing or not valid")
    if not given.get("service_code"):
        raise Wrong(400, "service_code was not provided")
    accounts.count_attempt(kind="open311", key=str(client.key_id), limit=A_KEY_AN_HOUR, per=timedelta(hours=1))
    now = timezone.now()
    submissions = submission_of(given, _service(str(given["service_code"])), client, now=now)
    case = _handed_in(request, _in_the_city(submissions, now), now=now)
    row = {"service_request_id": case.reference, "service_notice": _notice(case), "account_id": given.get("account_id")}
    return respond(request, Document("service_requests", Listing("request", [row])), form)


def _in_the_city(reports: list[Submission], now: datetime) -> list[Submission]:
    """With their area. As on the portal's map: nobody here answers for a point beside the city."""
    latitude, longitude = reports[0].latitude, reports[0].longitude
    if latitude is None or longitude is None:
        return reports
    found = spot(latitude, longitude, timezone.localdate(now))
    if found.is_outside:
        raise Wrong(400, "lat and long lie outside the city")
    return [replace(report, area_id=found.area_id) for report in reports]


def _handed_in(request: HttpRequest, submissions: list[Submission], *, now: datetime) -> Case:
    """The case of a first sending or of a retry within the hour."""
    earlier = georeport.case_of(submissions[1].key)
    if earlier is not None:
        return earlier
    uploads = [upload for name in request.FILES for upload in request.FILES.getlist(name)][:5]
    kept = tuple(files.keep_image(upload, at=now).pk for upload in uploads)
    return actions.submit(replace(submissions[0], attachments=kept), by=Actor(None, "Open311"), at=now).case


def _notice(case: Case) -> str | None:
    if case.state == State.RECEIVED:
        return None
    return _("Laporan diteruskan; paling lambat selesai %(day)s.") % {"day": case.finish_by.isoformat()}


@method("GET")
def media(request: HttpRequest, *, form: str, key: int) -> HttpResponseBase:
    photo = georeport.public_photo(key)
    if photo is None:
        raise Wrong(404, "this photo was not found")
    return stored.response(photo.attachment)


@method("GET", "POST", "PUT", "PATCH", "DELETE")
def unknown(request: HttpRequest, *, form: str, path: str) -> HttpResponse:
    """What the specification does not have is said in its own form too."""
    raise Wrong(404, f"{path[:100]} is not a method of GeoReport v2")
