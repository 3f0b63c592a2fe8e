"""The routing officer's next case, and what helps him to decide."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import F

from penata.organization.people import queries as people
from penata.organization.people.queries import Responder
from penata.organization.structure import queries as structure
from penata.public.cases.models import Assignment, Attached, Case, Step
from penata.public.cases.queries import Sight, Twin, nearby_same, said_in
from penata.public.cases.queries.whole import Said
from penata.public.cases.rules import Place
from penata.public.routing.queries import route
from penata.public.routing.rules.reasons import Proposal, Reason

from .lists import Line, lines_of
from .searching import position_hits

QUEUE = 25
INTAKE = ("received", "verified")


class Choice(NamedTuple):
    """A proposal of the router with who answers there today; `responder` None: the position is no longer there."""

    number: int
    proposal: Proposal
    responder: Responder | None


@dataclass(frozen=True, slots=True)
class RoutingPage:
    """`case` None: nothing waits. `waits_as`: the open assignment, so that two officers do not decide at once.

    `is_kept`: the reason is that of the moment when the case came; else the router was asked just now.
    """

    queue: list[Line]
    total: int
    case: Case | None = None
    waits_as: int = 0
    said: tuple[Said, ...] = ()
    photos: tuple[Attached, ...] = ()
    reason: Reason = field(default_factory=Reason)
    is_kept: bool = True
    choices: tuple[Choice, ...] = ()
    twins: tuple[Twin, ...] = ()


def routing_page(seen: Sight, reference: str = "", *, at: datetime) -> RoutingPage:
    """The queue and the case named, else the first. About ten queries, whatever waits.

    A case that came in by a file was never routed: its proposals are those of now.
    """
    waiting = Case.objects.filter(state__in=INTAKE, closed_at__isnull=True)
    ordered = waiting.order_by("-is_urgent", F("due_on").asc(nulls_last=True), "received_at", "pk")
    queue = lines_of(ordered[:QUEUE], seen.on)
    total = len(queue) if len(queue) < QUEUE else waiting.count()
    wanted = reference or (queue[0].reference if queue else "")
    case = waiting.filter(reference=wanted).first() if wanted else None
    if case is None:
        return RoutingPage(queue, total)
    return _with_case(case, queue, total, seen, at)


def _with_case(case: Case, queue: list[Line], total: int, seen: Sight, at: datetime) -> RoutingPage:
    assignment = Assignment.objects.filter(case=case, until__isnull=True).first()
    kept = Reason.from_json(assignment.reason if assignment else {})
    said = said_in(case, seen)
    files = Attached.objects.filter(case=case, attachment__erased_at__isnull=True).select_related("attachment")
    words = " ".join(one.words for one in said)
    place = Place(case.area_id, case.latitude, case.longitude)
    reason = kept if kept.on else route(words, area_id=case.area_id, service_id=case.service_id, on=seen.on)
    twins = nearby_same(words, place, at=at, seen=seen, besides=case.pk) if words else []
    return RoutingPage(
        queue=queue,
        total=total,
        case=case,
        waits_as=assignment.pk if assignment else 0,
        said=tuple(said),
        photos=tuple(files.order_by("pk")),
        reason=reason,
        is_kept=reason is kept,
        choices=choices_of(reason, seen),
        twins=tuple(twins),
    )


def choices_of(reason: Reason, seen: Sight) -> tuple[Choice, ...]:
    """The proposals that can be followed, with who answers there today."""
    followed = [proposal for proposal in reason.proposals if proposal.is_open]
    today = people.responders({p.position_id for p in followed if p.position_id}, seen.on)
    return tuple(
        Choice(number, proposal, today.get(proposal.position_id or 0))
        for number, proposal in enumerate(followed, start=1)
    )


class Undoable(NamedTuple):
    """An assignment that its author may still take back."""

    step_id: int
    reference: str
    to: str
    seconds: int


def undoable(step_id: int | None, account_id: int | None, *, at: datetime, seconds: int) -> Undoable | None:
    """The assignment of this step while it can be undone by this account; one query."""
    if step_id is None or account_id is None:
        return None
    steps = Step.objects.filter(pk=step_id, by_id=account_id, kind=Step.Kind.ASSIGNED)
    row: Any = steps.values_list("case__reference", "facts__to", "at").first()
    if row is None or (left := seconds - int((at - row[2]).total_seconds())) <= 0:
        return None
    return Undoable(step_id, row[0], row[1] or "", min(left, seconds))


def proposed(case: Case, number: int, waits_as: int) -> dict[str, Any]:
    """Where the numbered proposal led when the page was read, as the arguments of an assignment; empty when nowhere."""
    reason = Assignment.objects.filter(case=case, pk=waits_as).values_list("reason", flat=True).first()
    followed = [proposal for proposal in Reason.from_json(reason or {}).proposals if proposal.is_open]
    if not 0 < number <= len(followed):
        return {}
    chosen = followed[number - 1]
    return {"to": chosen.position_id, "function_id": chosen.function_id, "proposal": asdict(chosen)}


class Target(NamedTuple):
    """A position to which a case can be sent; `function_id` when it was found by what it answers for."""

    position_id: int
    title: str
    unit: str
    function_id: int | None = None
    function: str = ""
    article: str = ""


def targets(words: str, area_id: int | None, *, on: date) -> list[Target]:
    """Positions by the functions that the words mean in this place, then by their own titles."""
    matches = structure.match_functions(words, 5, on=on)
    answers = structure.accountable_many([match.function_id for match in matches], area_id, on=on)
    found = []
    for match in matches:
        answer = answers.get(match.function_id)
        if answer is not None and answer.position_id is not None:
            named = (answer.position_id, "", "", match.function_id, match.title)
            found.append(Target(*named, " ".join(filter(None, (answer.decree_label, answer.article)))))
    titles = structure.position_titles([target.position_id for target in found], on)
    by_function = [
        target._replace(title=titles[target.position_id][0], unit=titles[target.position_id][2])
        for target in found
        if target.position_id in titles
    ]
    return by_function + [Target(*hit) for hit in position_hits(words, on=on)]
