from __future__ import annotations

from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Area, AreaVersion, Decree, UnitVersion
from . import acts
from .subjects import AREA, change_subject, end_subject, open_subject, record_act


def open_area(
    *,
    code: str,
    name: str,
    level: str,
    parent: Area | None = None,
    boundary: dict[str, Any] | None = None,
    decree: Decree | None,
    article: str = "",
    on: date,
    until: date | None = None,
    because: str = "",
    by: Actor,
) -> Area:
    """The city, a kecamatan or a kelurahan, under its official code; `boundary` is a GeoJSON geometry."""
    values = {"name": name.strip(), "level": level, "parent": parent, "boundary": boundary}
    area: Area = open_subject(
        AREA, code=code, values=values, decree=decree, article=article, on=on, until=until, because=because, by=by
    )
    return area


def change_area(
    area: Area,
    *,
    on: date,
    until: date | None = None,
    decree: Decree | None,
    article: str = "",
    because: str = "",
    by: Actor,
    **changes: Any,
) -> None:
    """From the day on: another name, boundary or parent."""
    change_subject(
        AREA, area, on=on, until=until, decree=decree, article=article, because=because, by=by, changes=changes
    )


def close_area(area: Area, *, on: date, decree: Decree | None, article: str = "", because: str = "", by: Actor) -> None:
    """No area from the day on. Refused: `structure.area_in_use` while an area below or a unit lies in it."""
    with acts.act(f"close area {area.code}") as at:
        source = acts.cited(decree, article, on)
        later = {"recorded__upper_inf": True, "valid__overlap": DateRange(on, None)}
        names = [
            *AreaVersion.objects.filter(parent=area, **later).values_list("name", flat=True),
            *UnitVersion.objects.filter(area=area, **later).values_list("name", flat=True),
        ]
        if names:
            raise Refused("structure.area_in_use", names=", ".join(dict.fromkeys(names[:5])))
        end_subject(AREA, area, on=on, at=at)
        record_act(AREA, "close", area, at=at, by=by, because=because, on=on, **source)
