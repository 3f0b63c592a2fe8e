"""From words and place to the position that answers, with the whole reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from penata.foundation.spelling import STOP_WORDS
from penata.organization.people.queries import Responder

from ..rules import facts
from ..rules.reasons import (
    CERTAIN,
    OWN,
    Proposal,
    Reason,
    Why,
    doubt,
    in_order,
    merged,
    telling,
    why_lost,
)
from .engine import Engine, KnownService, engine
from .leads import Lead, resolved, responders_of

LIMIT = 3
READ = 8  # functions looked at; several may lead to one position


def route(
    words: str,
    *,
    area_id: int | None,
    service_id: int | None = None,
    on: date,
    at: datetime | None = None,
) -> Reason:
    """Where a case goes and why. Four queries at most, one where the same was asked since the last act.

    `service_id`: the reporter chose it, so its function is certain. `at` is only written into the reason: the chain
    is the one known now. `is_sure` says that it may be assigned unaided; then there is a position.
    """
    known = engine(on)
    service = known.services.get(service_id) if service_id is not None else None
    area_code, parent_code = known.places(area_id)
    said = known.reader.propose(words, area_code, parent_code, READ)
    leads = resolved(_with_chosen(said, service, known), area_id, known, on)
    responders = responders_of(leads, area_id, known, on)
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


def told(words: Sequence[facts.Word]) -> tuple[str, ...]:
    return telling([(word.text, word.weight) for word in words], STOP_WORDS)


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


def _ranked(leads: Sequence[Lead], responders: dict[int, Responder], *, is_chosen: bool) -> list[Proposal]:
    """A proposal for each position, in the order in which they may be followed; a chosen service stays first."""
    proposals = merged([_proposal(lead, responders.get(index)) for index, lead in enumerate(leads)])
    return proposals if is_chosen else in_order(proposals)


def _proposal(lead: Lead, responder: Responder | None) -> Proposal:
    answer, said = lead.answerable, lead.said
    return Proposal(
        function_id=lead.function_id,
        function_code=said.unit,
        function_title=lead.title,
        confidence=round(said.confidence, 4),
        words=told(said.words),
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
    behind = _behind(first, second, spoken) if first and second else ()
    return Reason(
        area_id=area_id,
        area_name=area.name if area else "",
        threshold=round(known.threshold, 4),
        model_id=known.model_id,
        proposals=tuple(proposals[:LIMIT]),
        is_service_chosen=is_chosen,
        runner_up_lost_because=why_lost(first, second, behind, is_chosen=is_chosen) if first else Why("none"),
    )


def _behind(first: Proposal, second: Proposal, spoken: dict[str, facts.Proposal]) -> tuple[str, ...]:
    """The words that spoke more for the first: those that the second has not, else those that the model names."""
    own = tuple(word for word in first.words if word not in second.words)
    return own or (told(spoken[second.function_code].behind) if second.function_code in spoken else ())


def _followed(reason: Reason, first: Proposal, lead: Lead, responder: Responder | None) -> Reason:
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
        told=responder.told if responder else (),
        confidence=first.confidence,
    )
