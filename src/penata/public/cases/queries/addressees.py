"""Who a case may go to: the router's proposals, those whom the mandates name for the words, and what is searched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from penata.foundation.refusals import Refused
from penata.organization.structure import queries as structure
from penata.public.routing import queries as routing
from penata.public.routing.rules import Reason

from ..models import Case
from .rights import Sight
from .seats import intake_seat

MOST = 20


@dataclass(frozen=True, slots=True)
class Addressee:
    """A position that a case may go to, and why. `proposal` is the router's own, as it was."""

    position_id: int
    title: str
    unit_name: str
    why: str = ""
    article: str = ""
    function_id: int | None = None
    service_id: int | None = None
    proposal: dict[str, Any] = field(default_factory=dict)


_SEARCH = """
select version.position_id, version.title, unit.name
  from structure_positionversion version
  join structure_unitversion unit on unit.unit_id = version.unit_id
       and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
 where version.valid @> %(on)s::date and upper_inf(version.recorded)
   and (version.title || ' ' || unit.name) ilike all(%(patterns)s)
   and (%(units)s::bigint[] is null or version.unit_id = any(%(units)s))
 order by version.is_head desc, length(version.title), version.title, version.position_id limit %(most)s
"""


def search_positions(text: str, *, on: date, units: Iterable[int] | None = None, limit: int = MOST) -> list[Addressee]:
    """Positions whose title or unit holds all of the words; heads first. One query."""
    words = re.findall(r"[^\W_]+", text)[:6]
    if not words and units is None:
        return []
    values: dict[str, Any] = {
        "on": on,
        "patterns": [f"%{word}%" for word in words] or ["%"],
        "units": list(units) if units is not None else None,
        "most": limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, values)
        return [Addressee(*row) for row in cursor.fetchall()]


def proposed(reason: dict[str, Any]) -> list[Addressee]:
    """The router's proposals that were kept with the case and can be followed."""
    kept = Reason.from_json(reason)
    data = reason.get("proposals", [])
    return [
        Addressee(
            position_id=proposal.position_id,
            title=proposal.position_title,
            unit_name=proposal.unit_name,
            why=routing.proposal_sentence(proposal),
            article=_basis(proposal.decree, proposal.article),
            function_id=proposal.function_id,
            service_id=kept.service_id if place == 0 and kept.function_id == proposal.function_id else None,
            proposal=data[place],
        )
        for place, proposal in enumerate(kept.proposals)
        if proposal.position_id is not None
    ]


def mandated(words: str, area_id: int | None, *, on: date, limit: int = 5) -> list[Addressee]:
    """Whom the mandates name in this place for what the words may mean. Three queries."""
    matches = structure.match_functions(words[:2000], limit, on=on)
    if not matches:
        return []
    found = structure.accountable_many([match.function_id for match in matches], area_id, on=on)
    titles = structure.position_titles([one.position_id for one in found.values() if one.position_id is not None], on)
    return [
        Addressee(
            position_id=one.position_id,
            title=titles[one.position_id][0],
            unit_name=titles[one.position_id][2],
            why=match.title,
            article=_basis(one.decree_label, one.article),
            function_id=match.function_id,
        )
        for match in matches
        if (one := found.get(match.function_id)) is not None
        and one.position_id is not None
        and one.position_id in titles
    ]


def addressees(case: Case, seen: Sight, *, words: str, reason: dict[str, Any], find: str = "") -> list[Addressee]:
    """For a handover: all that may be right but the one who has it; the routing officer last. Each position once."""
    found = [*search_positions(find, on=seen.on), *proposed(reason), *mandated(words, case.area_id, on=seen.on)]
    try:
        intake = intake_seat(on=seen.on)
        found.append(Addressee(intake.position_id, intake.title, intake.unit_name))
    except Refused:
        pass
    return _once(one for one in found if one.position_id != case.position_id)


def choices_to_route(case: Case, seen: Sight, *, reason: dict[str, Any], find: str = "") -> list[Addressee]:
    """For who routes: proposals and what he searches; for a head: the positions below his unit."""
    if seen.standing.may("cases.route"):
        return _once([*search_positions(find, on=seen.on), *proposed(reason)])
    below = search_positions(find, on=seen.on, units=seen.subtree)
    return _once(one for one in below if one.position_id != case.position_id)


def _once(found: Iterable[Addressee]) -> list[Addressee]:
    kept: dict[int, Addressee] = {}
    for one in found:
        kept.setdefault(one.position_id, one)
    return list(kept.values())


def _basis(decree: str, article: str) -> str:
    return " ".join(filter(None, (decree, article)))
