"""From words and place to the position that answers, with the whole reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection

from penata.organization.people import queries as people
from penata.organization.people.queries import Responder
from penata.organization.structure import queries as structure
from penata.organization.structure.queries import Answerable

from ..rules import facts
from ..rules.reasons import (
    CERTAIN,
    MOST_WORDS,
    OWN,
    OWN_DISTRICT,
    UNIT,
    Proposal,
    Reason,
    Why,
    doubt,
    in_order,
    why_lost,
)
from .engine import Engine, KnownService, engine

LIMIT = 3


@dataclass(frozen=True, slots=True)
class _Lead:
    """A label with what it means here: a function, or the head of a unit."""

    said: facts.Proposal
    function_id: int | None = None
    answerable: Answerable | None = None
    position_id: int | None = None
    title: str = ""  # of the function
    unit_name: str = ""


def route(
    words: str,
    *,
    area_id: int | None,
    service_id: int | None = None,
    on: date,
    at: datetime | None = None,
) -> Reason:
    """Where a case goes and why. Four queries at most, as a rule three.

    `service_id`: the reporter chose it, so its function is certain. `at` is only written into the reason: the chain
    is the one known now. `is_sure` says that it may be assigned unaided; then there is a position.
    """
    known = engine(on)
    service = known.services.get(service_id) if service_id is not None else None
    area_code, parent_code = known.places(area_id)
    said = known.reader.propose(words, area_code, parent_code, LIMIT + 1)
    leads = _resolved(_with_chosen(said, service, known), area_id, known, on)
    responders = _responders(leads, on, area_id)
    is_chosen = service is not None
    proposals = _ranked(leads, responders, is_chosen=is_chosen)
    first = proposals[0] if proposals else None
    reason = _reason(proposals, {p.unit: p for p in said}, known, area_id, is_chosen=is_chosen)
    if first is not None:
        index = next(i for i, lead in enumerate(leads) if lead.said.unit == first.function_code)
        reason = _followed(reason, first, leads[index], responders.get(index))
    because = doubt(
        first,
        area_id=area_id,
        is_chosen=is_chosen,
        may_decide=known.reader.may_decide,
        is_automatic=known.is_automatic,
        threshold=known.threshold,
        is_contradicted=_is_contradicted(said, service, known),
    )
    guessed = service or (known.service_for(reason.function_id, words) if reason.function_id else None)
    return replace(
        reason,
        service_id=guessed.id if guessed else None,
        service_name=guessed.name if guessed else "",
        is_sure=not because,
        unsure_because=because,
        at=at.isoformat() if at else "",
        on=on.isoformat(),
    )


def answer_words(words: str, area_id: int | None, on: date) -> Reason:
    """Who answers for this? The same chain, for the page where anyone may ask."""
    return route(words, area_id=area_id, on=on)


def _with_chosen(said: Sequence[facts.Proposal], service: KnownService | None, known: Engine) -> list[facts.Proposal]:
    if service is None:
        return list(said)
    code = known.codes[service.function_id]
    own = next((proposal for proposal in said if proposal.unit == code), None)
    chosen = facts.Proposal(code, CERTAIN, own.words if own else ())
    return [chosen, *(replace(p, confidence=min(p.confidence, 0.99)) for p in said if p.unit != code)]


def _is_contradicted(said: Sequence[facts.Proposal], service: KnownService | None, known: Engine) -> bool:
    """Whether a learned model is sure of another function than that of the chosen service."""
    if service is None or not said or not known.reader.may_decide:
        return False
    return said[0].unit != known.codes[service.function_id] and said[0].confidence >= known.threshold


def _resolved(said: Sequence[facts.Proposal], area_id: int | None, known: Engine, on: date) -> list[_Lead]:
    """Labels → functions and mandates here (one query), or heads of units (one more, where there are such labels)."""
    functions = [known.functions[p.unit] for p in said if p.unit in known.functions]
    answers = structure.accountable_many(functions, area_id, on=on) if functions else {}
    heads = _heads([p.unit for p in said if p.unit not in known.functions], area_id, known, on)
    leads = []
    for proposal in said:
        function_id = known.functions.get(proposal.unit)
        if function_id is not None:
            answer = answers.get(function_id)
            title = known.titles.get(function_id, proposal.unit)
            leads.append(_Lead(proposal, function_id, answer, answer.position_id if answer else None, title))
        elif proposal.unit in heads:
            position_id, unit_name = heads[proposal.unit]
            leads.append(_Lead(proposal, position_id=position_id, unit_name=unit_name))
    return leads


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


def _responders(leads: Sequence[_Lead], on: date, area_id: int | None) -> dict[int, Responder]:
    """Index of a lead → who answers there today: one query; one more for each unit that has no head."""
    positions = {lead.position_id for lead in leads if lead.position_id is not None}
    by_position = people.responders(positions, on) if positions else {}
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


def _ranked(leads: Sequence[_Lead], responders: dict[int, Responder], *, is_chosen: bool) -> list[Proposal]:
    """Proposals in the order in which they may be followed; a chosen service stays first."""
    proposals = [_proposal(lead, responders.get(index)) for index, lead in enumerate(leads)]
    return proposals if is_chosen else in_order(proposals)


def _proposal(lead: _Lead, responder: Responder | None) -> Proposal:
    answer, said = lead.answerable, lead.said
    return Proposal(
        function_id=lead.function_id,
        function_code=said.unit,
        function_title=lead.title,
        confidence=round(said.confidence, 4),
        words=tuple(word.text for word in said.words[:MOST_WORDS]),
        position_id=responder.position_id if responder else None,
        position_title=responder.position_title if responder else "",
        unit_id=responder.unit_id if responder else None,
        unit_name=responder.unit_name if responder else lead.unit_name,
        article=answer.article if answer else "",
        decree=answer.decree_label if answer else "",
        responder_name=(responder.person_name or "") if responder else "",
        responder_how=responder.how if responder else "",
        is_territorial=said.unit in OWN or said.is_territorial,
    )


def _reason(
    proposals: Sequence[Proposal],
    spoken: dict[str, facts.Proposal],
    known: Engine,
    area_id: int | None,
    *,
    is_chosen: bool,
) -> Reason:
    area = known.areas.get(area_id) if area_id is not None else None
    first = proposals[0] if proposals else None
    second = max(proposals[1:], key=lambda proposal: proposal.confidence, default=None)
    behind = (
        [word.text for word in spoken[second.function_code].behind] if second and second.function_code in spoken else []
    )
    return Reason(
        area_id=area_id,
        area_name=area.name if area else "",
        threshold=round(known.threshold, 4),
        model_id=known.model_id,
        proposals=tuple(proposals[:LIMIT]),
        is_service_chosen=is_chosen,
        runner_up_lost_because=why_lost(first, second, behind, is_chosen=is_chosen) if first else Why("none"),
    )


def _followed(reason: Reason, first: Proposal, lead: _Lead, responder: Responder | None) -> Reason:
    """The reason with the chain of its first proposal."""
    answer = lead.answerable
    return replace(
        reason,
        read=first.words,
        function_id=first.function_id,
        function_code=first.function_code,
        function_title=first.function_title,
        mandate_id=answer.mandate_id if answer else None,
        is_inherited=answer.is_inherited if answer else False,
        article=first.article,
        decree=first.decree,
        position_id=first.position_id,
        position_title=first.position_title,
        unit_id=first.unit_id,
        unit_name=first.unit_name,
        mandated_position_id=lead.position_id,
        responder_name=first.responder_name,
        responder_how=first.responder_how,
        steps=responder.steps if responder else (),
        confidence=first.confidence,
    )
