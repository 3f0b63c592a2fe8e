"""Boundaries of areas from GeoJSON: a FeatureCollection whose features name their area by its official code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Area, AreaVersion, Decree
from .acts import act, cited
from .bulk import Incoming, bring_in

CODE_PROPERTIES = ("code", "kode", "kode_wilayah", "kd_wilayah", "kemendagri", "KODE", "KDEPUM", "id")
MOST_BYTES = 50_000_000


def read_boundaries(data: bytes, code_property: str = "") -> dict[str, dict[str, Any]]:
    """Area code → GeoJSON geometry. Refused: `structure.geojson_…` with the feature that is wrong."""
    found: dict[str, dict[str, Any]] = {}
    for _number, code, geometry in read_features(data, code_property):
        if isinstance(geometry, Refused):
            raise geometry
        found[code] = geometry
    return found


def read_features(data: bytes, code_property: str = "") -> Iterator[tuple[int, str, dict[str, Any] | Refused]]:
    """The number of each feature, the code of its area, and its geometry or what is wrong with it.

    Refused: `structure.geojson_too_big`, `structure.geojson_unreadable`.
    """
    if len(data) > MOST_BYTES:
        raise Refused("structure.geojson_too_big", field="file")
    try:
        features = json.loads(data)["features"]
        assert isinstance(features, list)  # noqa: S101 caught below
    except (ValueError, KeyError, TypeError, AssertionError, RecursionError):
        raise Refused("structure.geojson_unreadable", field="file") from None
    names = (code_property,) if code_property else CODE_PROPERTIES
    seen: set[str] = set()
    for number, feature in enumerate(features, start=1):
        properties = (feature.get("properties") or {}) if isinstance(feature, dict) else {}
        code = next((str(properties[name]).strip() for name in names if properties.get(name)), "")
        if not code or code in seen:
            yield number, code, Refused("structure.geojson_code", field="file", number=number)
            continue
        seen.add(code)
        yield number, code, _geometry(feature, number, code)


def _geometry(feature: dict[str, Any], number: int, code: str) -> dict[str, Any] | Refused:
    from shapely import GEOSException
    from shapely.geometry import shape

    try:
        geometry = shape(feature["geometry"])
        fits = geometry.geom_type in {"Polygon", "MultiPolygon"} and geometry.is_valid and not geometry.is_empty
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, GEOSException):
        fits = False
    if not fits or not _on_earth(geometry.bounds):
        return Refused("structure.geojson_geometry", field="file", number=number, area=code)
    return {"type": feature["geometry"]["type"], "coordinates": feature["geometry"]["coordinates"]}


def bring_boundaries(
    data: bytes,
    *,
    code_property: str = "",
    decree: Decree | None,
    article: str = "",
    on: date,
    because: str = "",
    by: Actor,
) -> tuple[int, int]:
    """Give areas their boundaries from the day on; (changed, unchanged). All or nothing, one entry.

    Refused: `structure.geojson_area_unknown` with the codes that are no areas here.
    """
    found = read_boundaries(data, code_property)
    with act("import boundaries") as at:
        source = cited(decree, article, on)
        areas = dict(Area.objects.filter(code__in=found).values_list("code", "id"))
        unknown = sorted(set(found) - set(areas))
        if unknown:
            raise Refused("structure.geojson_area_unknown", field="file", names=", ".join(unknown[:8]))
        drawn = AreaVersion.objects.on(on).as_known().filter(area_id__in=areas.values())
        current = dict(drawn.values_list("area_id", "boundary"))
        changed = [code for code in found if areas[code] in current and current[areas[code]] != found[code]]
        source_of = (source["decree"].pk, source["article"], on, on)
        rows = [Incoming(areas[code], ("", "", None, found[code]), *source_of) for code in changed]
        columns = ("name", "level", "parent_id", "boundary")
        bring_in(AreaVersion, "area_id", columns, rows, stated=frozenset({"boundary"}), at=at, day=on)
        record(
            by=by,
            act="structure.bring_boundaries",
            about=("structure.area", "", ""),
            because=because,
            at=at,
            on=on.isoformat(),
            areas=len(rows),
            decree=str(source["decree"]),
        )
    return len(changed), len(found) - len(changed)


def _on_earth(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return -180 <= west <= east <= 180 and -90 <= south <= north <= 90
