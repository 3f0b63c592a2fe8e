"""Kota Lama as files, in the columns that the imports of the product take by default.

units.csv      code,name,kind,parent,area,short_name,type,decree,article,since,until
areas.csv      code,name,level,parent,decree,article,since; areas.geojson has the boundaries with the same codes
decrees.csv    kind,number,year,title,signed_on,in_force_on; other files cite one as "kind number/year"
positions.csv  code,title,unit,category,level,class,seats,is_head,decree,article,since,until
persons.csv    nip,name,status,rank,education,email,phone
holdings.csv   nip,position,kind,seat,decree,article,since,until
absences.csv   nip,kind,substitute,since,until,note
functions.csv  code,title,description,keywords,parent,is_public,decree,article,since
mandates.csv   function,aspect,unit,area,decree,article,since,until
services.csv   code,function,name,summary,topic,keywords,is_reportable,promise_days,cost_text, the 14 components,
               decree,article,since
cases.csv      text,unit,area,parent_area,topic,received_at and what else is known of a case (see CASES)

Days are ISO dates, instants ISO 8601 on the city's clocks (without an offset), yes and no are true and false.
`until` is the first day on which the row is no longer true; empty means open. units.csv and positions.csv hold the
first version of each code; units-changes.csv and positions-changes.csv, to be brought in after both, the later ones
(agencies that were renamed).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from .cases import cases
from .functions import functions, mandates
from .holdings import staffing
from .law import Decree, areas_decree, decrees
from .positions import Position, positions
from .services import services
from .structure import Unit, units
from .territory import areas, boundaries

Version = TypeVar("Version", Unit, Position)
COUNTS = {"small": 4_000, "city": 100_000}
LAW = ("decree", "article", "since")
UNITS = ("code", "name", "kind", "parent", "area", "short_name", "type", *LAW, "until")
AREAS = ("code", "name", "level", "parent", *LAW)
DECREES = ("kind", "number", "year", "title", "signed_on", "in_force_on")
POSITIONS = ("code", "title", "unit", "category", "level", "class", "seats", "is_head", *LAW, "until")
PERSONS = ("nip", "name", "status", "rank", "education", "email", "phone")
HOLDINGS = ("nip", "position", "kind", "seat", *LAW, "until")
ABSENCES = ("nip", "kind", "substitute", "since", "until", "note")
FUNCTIONS = ("code", "title", "description", "keywords", "parent", "is_public", *LAW)
MANDATES = ("function", "aspect", "unit", "area", *LAW, "until")
COMPONENTS = (
    "legal_basis", "requirements", "procedure", "duration", "cost", "product", "facilities", "competence",
    "supervision", "complaints", "staff", "guarantee", "safety", "evaluation",
)  # fmt: skip
SERVICES = (
    "code", "function", "name", "summary", "topic", "keywords", "is_reportable", "promise_days", "cost_text",
    *COMPONENTS, *LAW,
)  # fmt: skip
CASES = (
    "text", "unit", "area", "parent_area", "topic", "received_at", "reference", "kind", "channel", "service",
    "function", "position", "place", "latitude", "longitude", "state", "verified_at", "assigned_at", "started_at",
    "answered_at", "reopened_at", "closed_at", "closed_by", "happy", "finish_by", "answer", "is_anonymous",
    "is_confidential", "is_urgent", "contact_name", "contact_phone", "contact_email", "handed_from", "handed_at",
    "handed_because", "handed_article", "archive_reason", "other_body", "other_reference", "parent", "same_as",
)  # fmt: skip
NAMES = {"class": "job_class"}  # column → attribute, where they differ


def _cell(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decree):
        return value.label
    return value


def table(path: Path, columns: Sequence[str], rows: Iterable[Any]) -> int:
    """Write dataclasses as a CSV file; how many."""
    names = [NAMES.get(column, column) for column in columns]
    number = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_cell(getattr(row, name)) for name in names])
            number += 1
    return number


def write_boundaries(path: Path) -> int:
    drawn = boundaries()
    features = [
        {
            "type": "Feature",
            "id": area.code,
            "properties": {"code": area.code, "name": area.name, "level": area.level, "parent": area.parent},
            "geometry": drawn[area.code],
        }
        for area in areas()
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return len(features)


@dataclass(frozen=True, slots=True)
class AreaRow:
    """An area with the decree on its borders."""

    code: str
    name: str
    level: str
    parent: str
    decree: Decree
    article: str
    since: date


def area_rows() -> list[AreaRow]:
    decree = areas_decree()
    return [AreaRow(a.code, a.name, a.level, a.parent, decree, "Pasal 2", decree.in_force_on) for a in areas()]


def in_turn(versions: Iterable[Version]) -> tuple[list[Version], list[Version]]:
    """The first version of each code, open when another follows; and the later ones, which end it."""
    first: dict[str, Version] = {}
    later: list[Version] = []
    for version in versions:
        if version.code in first:
            later.append(version)
            first[version.code] = replace(first[version.code], until=None)
        else:
            first[version.code] = version
    return list(first.values()), later


def all_decrees(on: date, size: str = "small") -> list[Decree]:
    found = {decree.label: decree for decree in (*decrees(on), *staffing(on, size).decrees)}
    return sorted(found.values(), key=lambda decree: (decree.in_force_on, decree.label))


def write_csv(
    folder: Path, on: date, size: str = "small", *, told: Callable[[str, int], None] | None = None
) -> dict[str, int]:
    """Write all files; the number of rows by file, in the order in which they must come in.

    `told` hears of each file when it is written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    staff = staffing(on, size)
    first_units, later_units = in_turn(units(on))
    first_positions, later_positions = in_turn(positions(on, size))
    plan: list[tuple[str, Sequence[str], Iterable[Any]]] = [
        ("decrees", DECREES, all_decrees(on, size)),
        ("areas", AREAS, area_rows()),
        ("units", UNITS, first_units),
        ("positions", POSITIONS, first_positions),
        ("units-changes", UNITS, later_units),
        ("positions-changes", POSITIONS, later_positions),
        ("persons", PERSONS, staff.persons),
        ("holdings", HOLDINGS, staff.holdings),
        ("absences", ABSENCES, staff.absences),
        ("functions", FUNCTIONS, functions(on)),
        ("mandates", MANDATES, mandates(on)),
        ("services", SERVICES, services(on)),
        ("cases", CASES, cases(on, count=(many := COUNTS[size]), size=size, slow=many // 60, eased=many // 33)),
    ]
    numbers = {"areas.geojson": write_boundaries(folder / "areas.geojson")}
    for name, columns, rows in plan:
        numbers[f"{name}.csv"] = number = table(folder / f"{name}.csv", columns, rows)
        if told:
            told(f"{name}.csv", number)
    return numbers
