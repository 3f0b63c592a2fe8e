"""Why a case went where it went: the chain from words to holder, as data that is kept with the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

OWN_VILLAGE, OWN_DISTRICT = "own-kelurahan", "own-kecamatan"  # labels that the place turns into a unit
UNIT = "unit:"  # label of a unit by its code, in a city that has not stated its functions yet
OWN = {OWN_VILLAGE: "kelurahan", OWN_DISTRICT: "kecamatan"}  # label → kind of unit
CERTAIN = 1.0  # the reporter himself named the service
MOST_CONFIDENT = 0.995  # of sums
MOST_WORDS = 5
FAINTEST = 0.15  # a word that spoke less than this share of the strongest is not told

# Codes of `unsure_because`, and of why the runner-up lost; their sentences are in `queries.sentences`.
UNSURE = (
    "no_words",  # nothing that the router knows was said
    "no_area",  # the place is not known
    "no_mandate",  # nobody is accountable there
    "no_holder",  # nobody can answer: the seat and those above it are empty
    "no_history",  # too few closed cases to decide unaided
    "automatic_off",  # the city decides each case by hand
    "contradicted",  # the words clearly speak for another function than the chosen service
    "below_threshold",
)
LOST = ("none", "chosen", "no_mandate", "same_position", "words", "place", "confidence")


@dataclass(frozen=True, slots=True)
class Why:
    """A code with what fills its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way the case could go, as it was known then. Without a mandate there is no position."""

    function_id: int | None
    function_code: str
    function_title: str
    confidence: float
    words: tuple[str, ...] = ()
    position_id: int | None = None
    position_title: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    article: str = ""
    decree: str = ""
    responder_name: str = ""
    responder_how: str = ""
    is_territorial: bool = False
    also: tuple[str, ...] = ()  # titles of other functions that lead to the same position; their confidence is in it

    @property
    def is_open(self) -> bool:
        """Whether a case can be given to it."""
        return self.position_id is not None


@dataclass(frozen=True, slots=True)
class Reason:
    """The whole chain. Everything is text as it was at that moment, so that it is readable for ever."""

    read: tuple[str, ...] = ()  # the words that spoke
    service_id: int | None = None
    service_name: str = ""
    is_service_chosen: bool = False
    function_id: int | None = None
    function_code: str = ""
    function_title: str = ""
    mandate_id: int | None = None
    is_inherited: bool = False  # the mandate is that of the function above
    article: str = ""
    decree: str = ""
    area_id: int | None = None
    area_name: str = ""
    position_id: int | None = None  # where the case goes: the accountable position, or the one above an empty seat
    position_title: str = ""
    unit_id: int | None = None
    unit_name: str = ""
    mandated_position_id: int | None = None  # the one that the mandate names
    responder_name: str = ""
    responder_how: str = ""  # holder, acting, daily, substitute, superior
    steps: tuple[str, ...] = ()  # codes: how the responder was found
    confidence: float = 0.0
    threshold: float = 0.0
    is_sure: bool = False
    unsure_because: str = ""
    proposals: tuple[Proposal, ...] = ()
    runner_up_lost_because: Why = Why("none")
    model_id: int | None = None  # None: from the words of the catalog, without history
    at: str = ""
    on: str = ""
    told: tuple[int, ...] = ()  # accounts that hear of it now; not kept

    def to_json(self) -> dict[str, Any]:
        """All of it but whom to tell, which is of that moment alone."""
        kept = {name: getattr(self, name) for name in _KEPT}
        proposals = [{name: getattr(each, name) for name in _OF_PROPOSAL} for each in self.proposals]
        why = self.runner_up_lost_because
        return kept | {"proposals": proposals, "runner_up_lost_because": {"code": why.code, "params": dict(why.params)}}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reason:
        """A kept reason; fields that it does not know yet keep their default, those no longer known are left out."""
        kept = _known(cls, data)
        kept["proposals"] = tuple(_proposal(item) for item in data.get("proposals", ()))
        why = data.get("runner_up_lost_because") or {}
        kept["runner_up_lost_because"] = Why(why.get("code", "none"), why.get("params", {}))
        for name in ("read", "steps"):
            kept[name] = tuple(data.get(name, ()))
        return cls(**kept)


# Not `asdict`, which copies every string anew.
_KEPT = tuple(each.name for each in fields(Reason) if each.name != "told")
_OF_PROPOSAL = tuple(each.name for each in fields(Proposal))


def telling(words: Iterable[tuple[str, float]], empty: Collection[str]) -> tuple[str, ...]:
    """The words that are worth telling: with letters, not among the `empty` ones, and not far weaker than the first."""
    known = [(text, weight) for text, weight in words if any(map(str.isalpha, text)) and text not in empty]
    least = max((weight for _, weight in known), default=0.0) * FAINTEST
    return tuple(text for text, weight in known if weight >= least)[:MOST_WORDS]


def why_lost(first: Proposal, second: Proposal | None, behind: Sequence[str], *, is_chosen: bool) -> Why:
    """Why the second proposal lost against the first; `behind` are the words that spoke more for the first."""
    if second is None:
        return Why("none")
    named = {"title": second.function_title or second.unit_name, "unit": second.unit_name}
    rules = (
        (is_chosen, Why("chosen", named)),
        (not second.is_open, Why("no_mandate", named)),
        (second.position_id == first.position_id, Why("same_position", named)),
        (second.is_territorial != first.is_territorial and not behind, Why("place", named)),
        (bool(behind), Why("words", named | {"words": list(behind[:3])})),
        (True, Why("confidence", named | {"confidence": round(second.confidence, 3)})),
    )
    return next(why for holds, why in rules if holds)


def merged(proposals: Sequence[Proposal]) -> list[Proposal]:
    """One proposal for each position: what counts is that the case arrives, so the confidences add up.

    The first function that leads to a position stands for it. Those that nobody may answer stay as they are.
    """
    by_position: dict[int, Proposal] = {}
    closed = []
    for proposal in proposals:
        if proposal.position_id is None:
            closed.append(proposal)
            continue
        first = by_position.get(proposal.position_id)
        if first is None:
            by_position[proposal.position_id] = proposal
            continue
        total = round(min(first.confidence + proposal.confidence, max(first.confidence, MOST_CONFIDENT)), 4)
        also = (*first.also, proposal.function_title or proposal.unit_name)
        by_position[proposal.position_id] = replace(first, confidence=total, also=also)
    return [*by_position.values(), *closed]


def in_order(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that can be followed first, each group by confidence; equal ones stay as they are."""
    return sorted(proposals, key=lambda proposal: (not proposal.is_open, -proposal.confidence))


def doubt(
    first: Proposal | None,
    *,
    area_id: int | None,
    is_chosen: bool,
    may_decide: bool,
    is_automatic: bool,
    threshold: float,
    is_contradicted: bool = False,
) -> str:
    """Why a person has to decide; empty when the case may go its way unaided."""
    if first is None or not (first.words or is_chosen):
        return "no_words"
    rules = (
        (area_id is None, "no_area"),
        (not first.decree, "no_mandate"),
        (not first.is_open, "no_holder"),
        (not is_automatic, "automatic_off"),
        (is_chosen and is_contradicted, "contradicted"),
        (not is_chosen and not may_decide, "no_history"),
        (not is_chosen and first.confidence < threshold, "below_threshold"),
    )
    return next((code for holds, code in rules if holds), "")


def _proposal(data: Mapping[str, Any]) -> Proposal:
    kept = _known(Proposal, data)
    for name in ("words", "also"):
        kept[name] = tuple(data.get(name, ()))
    return Proposal(**kept)


def _known(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in data.items() if name in names}
