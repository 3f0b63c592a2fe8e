"""What the labels of a router mean at a place: functions with their mandates, heads of units, and who answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.translation import get_language

from penata.organization.people import queries as people
from penata.organization.people.queries import Responder
from penata.organization.structure import queries as structure
from penata.organization.structure.queries import Answerable

from ..rules import facts
from ..rules.reasons import OWN, OWN_DISTRICT, UNIT
from .engine import Engine

MOST_KEPT = 5_000  # answers in the memory of a process


@dataclass(frozen=True, slots=True)
class Lead:
    """A label with what it means here: a function, or the head of a unit."""

    said: facts.Proposal
    function_id: int | None = None
    answerable: Answerable | None = None
    position_id: int | None = None
    title: str = ""  # of the function
    unit_name: str = ""


def resolved(said: Sequence[facts.Proposal], area_id: int | None, known: Engine, on: date) -> list[Lead]:
    """Labels → functions and mandates here, or heads of units; a query each, of mandates only for what is not kept."""
    functions = [known.functions[p.unit] for p in said if p.unit in known.functions]
    answers = _answers(functions, area_id, known, on)
    heads = _heads([p.unit for p in said if p.unit not in known.functions], area_id, known, on)
    leads = []
    for proposal in said:
        function_id = known.functions.get(proposal.unit)
        if function_id is not None:
            answer = answers.get(function_id)
            title = known.titles.get(function_id, proposal.unit)
            leads.append(Lead(proposal, function_id, answer, answer.position_id if answer else None, title))
        elif proposal.unit in heads:
            position_id, unit_name = heads[proposal.unit]
            leads.append(Lead(proposal, position_id=position_id, unit_name=unit_name))
    return leads


def _answers(functions: Sequence[int], area_id: int | None, known: Engine, on: date) -> dict[int, Answerable]:
    """Function → who answers for it here; the same words come from the same places, so what was found is kept."""
    language, kept = get_language(), known.answers
    missing = [function for function in functions if (function, area_id, language) not in kept]
    if missing:
        if len(kept) > MOST_KEPT:
            kept.clear()
        found = structure.accountable_many(missing, area_id, on=on)
        kept.update({(function, area_id, language): found.get(function) for function in missing})
    asked = ((function, kept[function, area_id, language]) for function in functions)
    return {function: answer for function, answer in asked if answer is not None}


_HEADS = """
select subject.code, version.area_id, version.kind, version.name, head.position_id
from structure_unitversion version
join structure_unit subject on subject.id = version.unit_id
join structure_positionversion head on head.unit_id = version.unit_id and head.is_head
    and head.valid @> %(on)s::date and upper_inf(head.recorded)
where version.valid @> %(on)s::date and upper_inf(version.recorded)
    and (subject.code = any(%(codes)s)
         or (version.area_id = any(%(areas)s) and version.kind in ('kelurahan', 'kecamatan')))
"""


def _heads(labels: Sequence[str], area_id: int | None, known: Engine, on: date) -> dict[str, tuple[int, str]]:
    """Label of a unit, or of "the own kelurahan" → the position at its head, and the unit's name."""
    if not labels:
        return {}
    places = (
        {label: known.district_of(area_id) if label == OWN_DISTRICT else area_id for label in OWN} if area_id else {}
    )
    codes = [label.removeprefix(UNIT) for label in labels if label.startswith(UNIT)]
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, {"on": on, "codes": codes, "areas": [p for p in places.values() if p is not None]})
        rows = cursor.fetchall()
    found = {}
    for code, area, kind, name, position in rows:
        found[UNIT + code] = position, name
        for label, own_kind in OWN.items():
            if kind == own_kind and area == places.get(label):
                found[label] = position, name
    return {label: found[label] for label in labels if label in found}


def responders_of(leads: Sequence[Lead], area_id: int | None, known: Engine, on: date) -> dict[int, Responder]:
    """Index of a lead → who answers there today; a query for what is not kept, one for each unit without a head."""
    positions = {lead.position_id for lead in leads if lead.position_id is not None}
    missing = positions.difference(known.responders)
    if missing:
        found_now = people.responders(missing, on)
        known.responders.update({position: found_now.get(position) for position in missing})
    by_position = {position: known.responders[position] for position in positions}
    found: dict[int, Responder] = {}
    for index, lead in enumerate(leads):
        if lead.position_id is not None:
            responder = by_position.get(lead.position_id)
        elif lead.answerable is not None and lead.function_id is not None:
            chain = people.chain(lead.function_id, area_id, on=on)
            responder = chain.responder if chain else None
        else:
            responder = None
        if responder is not None and responder.person_id is not None:
            found[index] = responder
    return found
