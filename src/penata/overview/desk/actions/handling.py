"""What a desk does beside the acts on one case: the routing officer's choice, and one act on many cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, words_for
from penata.public.cases import actions as cases
from penata.public.cases.models import Assignment, Case, Step

INTAKE = ("received", "verified")


def hold(case: Case, waits_as: int) -> None:
    """Lock a case that waits for the routing officer, as it was when the page was read; inside a transaction.

    `waits_as` is its open assignment then. Refused("desk.taken_meanwhile") when a colleague was faster.
    """
    locked = Case.objects.select_for_update().get(pk=case.pk)
    now = Assignment.objects.filter(case=case, until__isnull=True).values_list("pk", flat=True).first()
    if locked.state in INTAKE and now == waits_as:
        return
    last = Step.objects.filter(case=case).order_by("-at", "-pk").values_list("by_label", flat=True).first()
    raise Refused("desk.taken_meanwhile", reference=case.reference, who=last or "Penata")


@transaction.atomic
def choose(
    case: Case,
    *,
    waits_as: int,
    to: int,
    kind: str = "",
    function_id: int | None = None,
    proposal: dict[str, Any] | None = None,
    because: str = "",
    by: Actor,
    at: datetime,
    standing: Standing,
) -> Step:
    """Send a waiting case to a position; with `kind`, correct its class first. Gives the step that undoing needs."""
    hold(case, waits_as)
    if kind and kind != case.kind:
        cases.verify(case, kind=kind, by=by, at=at, standing=standing)
    return cases.assign(
        case,
        to=to,
        because=because,
        function_id=function_id,
        proposal=proposal,
        by=by,
        at=at,
        standing=standing,
    )


@transaction.atomic
def settle(
    case: Case,
    act: str,
    *,
    waits_as: int,
    typed: Mapping[str, Any],
    by: Actor,
    at: datetime,
    standing: Standing,
) -> None:
    """What else the routing officer may do with a waiting case: `act` is one of `SETTLING`."""
    hold(case, waits_as)
    SETTLING[act](case, **typed, by=by, at=at, standing=standing)


def _join(case: Case, *, main: str, **by: Any) -> None:
    found = Case.objects.filter(reference=main.upper()).first()
    if found is None:
        raise Refused("cases.no_such_case", field="main")
    cases.join_same(case, main=found, **by)


SETTLING: dict[str, Callable[..., object]] = {
    "verify": cases.verify,
    "ask": cases.ask_reporter,
    "join": _join,
    "not_ours": cases.set_not_ours,
    "archive": cases.archive,
}


@dataclass(slots=True)
class Outcome:
    """What became of an act on many cases: the numbers of those done, and why the others were not."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def do_to_each(chosen: Sequence[Case], act: Callable[[Case], object]) -> Outcome:
    """The act on each case in a transaction of its own: one that is refused does not hold back the others.

    Refused("cases.nothing_chosen") for none.
    """
    if not chosen:
        raise Refused("cases.nothing_chosen")
    outcome = Outcome()
    for case in chosen:
        try:
            act(case)
        except Refused as refusal:
            outcome.refused.append((case.reference, words_for(refusal)))
        else:
            outcome.done.append(case.reference)
    return outcome


def start_many(chosen: Sequence[Case], *, by: Actor, at: datetime, standing: Standing) -> Outcome:
    """Say of each that work has begun."""
    return do_to_each(chosen, lambda case: cases.start(case, by=by, at=at, standing=standing))


def note_many(chosen: Sequence[Case], *, text: str, by: Actor, at: datetime, standing: Standing) -> Outcome:
    """The same private note to each."""
    return do_to_each(chosen, lambda case: cases.note(case, text=text, by=by, at=at, standing=standing))


def assign_many(
    chosen: Sequence[Case], *, to: int, because: str = "", by: Actor, at: datetime, standing: Standing
) -> Outcome:
    """Give each to a position below the head's unit."""
    return do_to_each(chosen, lambda case: cases.assign(case, to=to, because=because, by=by, at=at, standing=standing))
