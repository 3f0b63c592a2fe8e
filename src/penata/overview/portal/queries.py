from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.utils import timezone

from penata.foundation.dated.queries import last_act
from penata.foundation.files.models import Attachment
from penata.organization.structure import queries as structure
from penata.organization.structure.models import AreaVersion
from penata.public.cases import queries as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Place, urgent_words
from penata.public.catalog.models import Standard
from penata.public.routing.queries import short_sentence

from .models import Draft
from .rules import Progress

PAGE = 20


def draft(key: UUID) -> Draft | None:
    """A draft by the key in its address; None when it is gone after a day."""
    return Draft.objects.select_related("service").filter(pk=key).first()


def progress_of(draft: Draft) -> Progress:
    return Progress(bool(draft.words), draft.has_place, draft.has_reporter)


def service_named(code: str, *, on: date) -> Standard | None:
    """The standard of a service by its code; None when there is no such service on that day."""
    if not code or "\x00" in code:
        return None
    return Standard.objects.on(on).as_known().filter(service__code=code).first()


def place_from(answers: dict[str, Any], *, on: date) -> dict[str, Any]:
    """The place as the draft keeps it: the area chosen, else the one whose boundary holds the point."""
    latitude, longitude = answers.get("latitude"), answers.get("longitude")
    if latitude is None or longitude is None:
        latitude = longitude = None
    area = int(answers["area"]) if answers.get("area") else None
    if area is None and latitude is not None and longitude is not None:
        area = structure.area_at(latitude, longitude, on)
    return {"area_id": area, "place": answers.get("place", ""), "latitude": latitude, "longitude": longitude}


def photo_of(draft: Draft, key: int) -> Attachment | None:
    return Attachment.objects.filter(pk=key).first() if key in draft.photos else None


def to_check(draft: Draft, *, on: date, at: datetime) -> dict[str, Any]:
    """What the last page shows beside the answers: names, urgent words, published reports that may be the same."""
    place = Place(draft.area_id, draft.latitude, draft.longitude)
    return {
        "urgent": urgent_words(draft.words),
        "area_name": structure.area_names(on).get(draft.area_id, "") if draft.area_id else "",
        "service": service_named(draft.service.code, on=on) if draft.service else None,
        "same": cases.nearby_same(draft.words, place, at=at),
    }


# The front page ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """A service that many ask for."""

    code: str
    name: str
    promise_days: int


def most_wanted(on: date, *, most: int = 3) -> list[Wanted]:
    """The services most reported about in the last ninety days; counted once an hour, and when a service changes."""
    return _most_wanted(on, structure_version(on), timezone.localtime().hour, most)


@lru_cache(maxsize=2)
def _most_wanted(on: date, version: str, hour: int, most: int) -> list[Wanted]:
    recent = Case.objects.filter(received_at__gte=timezone.now() - timedelta(days=90), service__isnull=False)
    counts = recent.values_list("service_id").annotate(n=Count("id")).order_by("-n", "service_id")[:most]
    ids = [service_id for service_id, _count in counts]
    rows = Standard.objects.on(on).as_known()
    rows = rows.filter(service_id__in=ids) if ids else rows.order_by("name")[:most]
    fields = ("service_id", "service__code", "name", "promise_days")
    found = {key: Wanted(code, name, days) for key, code, name, days in rows.values_list(*fields)}
    return [found[key] for key in ids if key in found] or list(found.values())


def lately_answered(*, most: int = 3) -> list[dict[str, Any]]:
    """Published reports that were answered last."""
    rows = cases.published().filter(answered_at__isnull=False).order_by("-answered_at")[:most]
    names = structure.area_names(timezone.localdate())
    fields = ("reference", "title", "answered_at", "area_id")
    return [{**row, "area": names.get(row["area_id"], "")} for row in rows.values(*fields)]


def structure_version(on: date) -> str:
    """Changes with the day and with each structural act."""
    last = last_act()
    return f"{on.isoformat()}-{last.isoformat() if last else ''}"


def boundaries(on: date) -> dict[str, Any]:
    """The kelurahan of a day as a GeoJSON feature collection, for the map of places."""
    rows = AreaVersion.objects.on(on).as_known().filter(level=AreaVersion.Level.VILLAGE, boundary__isnull=False)
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"id": key, "name": name}, "geometry": boundary}
            for key, name, boundary in rows.values_list("area_id", "name", "boundary")
        ],
    }


# Following -----------------------------------------------------------------------------------------------------------


def to_track(found: cases.Tracking) -> dict[str, Any]:
    """What the tracking page shows beside the case: who answers, by which article, until when; the place's name."""
    case = found.case
    area = area_of(case, on=timezone.localdate())
    sentence, due = _who_answers(found), _answer_due(case)
    return {"case": case, "area": area, "sentence": sentence, "due": due, "mark": STATE_MARKS[case.state]}


def _answer_due(case: Case) -> date | None:
    """By when the reporter hears: until it is passed on, the clock that runs is the city's own, to verify."""
    return case.answer_by if case.state in {Case.State.RECEIVED, Case.State.VERIFIED} else case.due_on


def _who_answers(found: cases.Tracking) -> str:
    """In a sentence for the reporter; empty when nobody has to answer any more.

    Where an officer sent the case on, by a click or a handover, the router's reason is no longer why it is there.
    """
    case, reason = found.case, found.reason
    if case.closed_at is not None or not reason:
        return ""
    if found.position_title and not reason.get("proposals"):
        chosen = reason.get("proposal") or {}
        source = {name: chosen.get(name) or reason.get(name) or "" for name in ("decree", "article")}
        reason = {"position_title": found.position_title, "unit_name": found.unit_name, "is_sure": True, **source}
    return short_sentence(reason, case.finish_by if case.due_on else None)


# How a state looks beside its word, see `{% status %}`.
STATE_MARKS = {
    "received": "new",
    "incomplete": "waiting",
    "verified": "active",
    "assigned": "active",
    "in_progress": "active",
    "answered": "good",
    "reopened": "warning",
    "closed": "closed",
    "not_ours": "closed",
    "archived": "closed",
    "withdrawn": "closed",
}


def area_of(case: Case, *, on: date) -> str:
    """The name of the case's area; empty when it has none."""
    return structure.area_names(on).get(case.area_id, "") if case.area_id else ""


def attachment_of(found: cases.Tracking, key: int) -> Attachment | None:
    known = {one["id"] for one in found.attached}
    return Attachment.objects.filter(pk=key).first() if key in known else None


# What everyone may read ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Published:
    """A published report with what was done."""

    case: Case
    area: str
    unit: str
    steps: list[cases.PublicStep]


def published_page(words: str, number: str, *, on: date) -> Page[Any]:
    """Published reports, those with these words, twenty on a page; `area` and `unit` by name."""
    words = words.replace("\x00", " ").strip()[:200]
    rows = cases.published_matching(words) if words else cases.published()
    fields = ("reference", "title", "state", "received_at", "answered_at", "area_id", "unit_id", "shown")
    page = Paginator(rows.values(*fields), PAGE).get_page(number)
    areas, units = (
        structure.area_names(on),
        structure.unit_names({row["unit_id"] for row in page if row["unit_id"]}, on),
    )
    for row in page.object_list:
        row["area"], row["unit"] = areas.get(row["area_id"], ""), units.get(row["unit_id"], "")
        row["state_label"] = str(Case.State(row["state"]).label)
    return page


def published_one(reference: str, *, on: date) -> Published | None:
    case = cases.published().filter(reference=reference).first() if "\x00" not in reference else None
    if case is None:
        return None
    unit = structure.unit_names({case.unit_id}, on).get(case.unit_id, "") if case.unit_id else ""
    return Published(case, area_of(case, on=on), unit, cases.published_steps(case))


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the statistics; shares are of one, None below the minimum sample."""

    name: str
    received: int
    answered: int
    median_days: float | None
    on_time: float | None
    reopened: float | None
    happy: float | None

    @property
    def on_time_percent(self) -> float | None:
        return None if self.on_time is None else self.on_time * 100

    @property
    def reopened_percent(self) -> float | None:
        return None if self.reopened is None else self.reopened * 100


def statistics(on: date) -> dict[str, Any]:
    """Figures of the last twelve months by service and by area; groups below the minimum sample are left out."""
    since = on - timedelta(days=365)
    services = dict(Standard.objects.as_known().on(on).values_list("service_id", "name"))
    return {
        "since": since,
        "until": on,
        "least": cases.MINIMUM_SAMPLE,
        "services": _figures("service", services, since, on),
        "areas": _figures("area", structure.area_names(on), since, on),
    }


def _figures(by: str, names: dict[int, str], since: date, until: date) -> list[Figure]:
    rows = cases.statistics(by, since=since, until=until)
    return [
        Figure(names[s.key], s.received, s.answered, s.median_days, s.on_time, s.reopened, s.happy)
        for s in rows
        if s.key in names
    ]


FIGURE_COLUMNS = ("name", "received", "answered", "median_days", "on_time", "reopened", "happy")


def figure_rows(which: str, on: date) -> Iterator[tuple[Any, ...]]:
    """The figures of "services" or "areas" as rows of a file; empty below the minimum sample."""
    for figure in statistics(on)[which]:
        yield tuple(getattr(figure, column) for column in FIGURE_COLUMNS)
