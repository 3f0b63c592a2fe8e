"""The expectation is written by the person and agreed with his superior; feedback goes both ways all year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import ProtectedError
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person

from ..models import ConductExpectation, Expectation, Feedback, Indicator, Result
from ..models.expectation import Value
from ..queries.pages import results_above
from ..queries.rights import appraiser, may_give_feedback, seats_of, sight, superior_of
from ..rules.drafts import Draft
from .evaluating import open_for
from .keeping_up import for_appraiser, locked_expectation, own_draft, required, write_entry
from .telling import send


@transaction.atomic
def begin_expectation(*, position_id: int, year: int, by: Actor, at: datetime, standing: Standing) -> Expectation:
    """Begin one's own expectation for a position held in the year; its days are those of the holding.

    Refused: `performance.no_seat`, `performance.expected_already`.
    """
    person = standing.person_id
    seat = next((s for s in seats_of(person, year) if s.position_id == position_id), None) if person else None
    if seat is None or person is None:
        raise Refused("performance.no_seat", field="position")
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    since, until = max(seat.since, first), min(seat.until or end, end)
    expectation = Expectation(
        person=Person.objects.get(pk=person),
        position_id=position_id,
        superior_position_id=superior_of(position_id, on=min(max(timezone.localdate(at), since), until)),
        is_acting=seat.kind != "definitive",
        year=year,
        days=DateRange(since, until),
    )
    try:
        with transaction.atomic():
            expectation.save()
    except IntegrityError as error:
        raise Refused("performance.expected_already", field="position") from error
    write_entry(expectation, "begin_expectation", by=by, at=at)
    return expectation


@transaction.atomic
def write_result(
    expectation: Expectation, draft: Draft, *, result: Result | None = None, by: Actor, at: datetime, standing: Standing
) -> Result:
    """Add a result to a draft, or change one. Refused: `performance.title_missing`, `performance.serves_other`,
    `performance.indicator_incomplete`, `performance.only_draft`, `performance.not_yours`."""
    here = own_draft(expectation, standing)
    title = required(draft.title, "performance.title_missing", "title")
    if draft.serves_id is not None and not results_above(here).filter(pk=draft.serves_id).exists():
        raise Refused("performance.serves_other", field="serves")
    indicators = {aspect: _indicator(aspect, *said) for aspect, said in draft.indicators.items()}
    if result is None:
        result = Result(expectation=here)
    elif result.expectation_id != here.pk:
        raise Refused("performance.not_yours")
    result.title, result.kind, result.serves_id = title, draft.kind, draft.serves_id
    result.save()
    Indicator.objects.filter(result=result).delete()
    Indicator.objects.bulk_create(
        Indicator(result=result, aspect=aspect, words=said[0], target=said[1])
        for aspect, said in indicators.items()
        if said is not None
    )
    write_entry(here, "write_result", by=by, at=at, result=result.pk)
    return result


def _indicator(aspect: str, words: str, target: str) -> tuple[str, str] | None:
    words, target = words.replace("\x00", "").strip(), target.replace("\x00", "").strip()
    if bool(words) != bool(target):
        raise Refused("performance.indicator_incomplete", field=f"{aspect}_{'target' if words else 'words'}")
    return (words, target) if words else None


@transaction.atomic
def remove_result(result: Result, *, by: Actor, at: datetime, standing: Standing) -> None:
    """Take a result out of a draft. Refused("performance.result_used") when others stand on it."""
    here = own_draft(result.expectation, standing)
    key = result.pk
    try:
        with transaction.atomic():
            result.delete()
    except (ProtectedError, IntegrityError) as error:
        raise Refused("performance.result_used") from error
    write_entry(here, "remove_result", by=by, at=at, result=key)


@transaction.atomic
def write_conduct(
    expectation: Expectation, said: Mapping[str, str], *, by: Actor, at: datetime, standing: Standing
) -> None:
    """What is expected in the values (value → words); empty words take one away."""
    here = own_draft(expectation, standing)
    ConductExpectation.objects.filter(expectation=here).delete()
    ConductExpectation.objects.bulk_create(
        ConductExpectation(expectation=here, value=value, words=words.replace("\x00", "").strip()[:300])
        for value, words in said.items()
        if value in Value.values and words.replace("\x00", "").strip()
    )
    write_entry(here, "write_conduct", by=by, at=at)


@transaction.atomic
def propose(expectation: Expectation, *, by: Actor, at: datetime, standing: Standing) -> Expectation:
    """Sign it and send it to the superior. Refused: `performance.no_main_result`, `performance.no_superior`."""
    here = own_draft(expectation, standing)
    results = list(here.results.prefetch_related("indicators"))
    if not any(r.kind == Result.Kind.MAIN for r in results) or not all(r.indicators.all() for r in results):
        raise Refused("performance.no_main_result")
    here.superior_position_id = superior_of(here.position_id, on=timezone.localdate(at)) or here.superior_position_id
    deciding = appraiser(here, timezone.localdate(at))
    if deciding is None:
        raise Refused("performance.no_superior")
    here.state, here.signed_at, here.signed_by = Expectation.State.PROPOSED, at, by.label
    here.save()
    write_entry(here, "propose", by=by, at=at)
    send(here, "proposed", [deciding.account_id], by=by, at=at)
    return here


@transaction.atomic
def agree(expectation: Expectation, *, by: Actor, at: datetime, standing: Standing) -> Expectation:
    """The superior signs; the evaluations of the periods that have begun are opened."""
    here = for_appraiser(expectation, standing, Expectation.State.PROPOSED, at=at)
    here.state, here.agreed_at, here.agreed_by = Expectation.State.AGREED, at, by.label
    here.save()
    open_for([here], on=timezone.localdate(at))
    write_entry(here, "agree", by=by, at=at)
    send(here, "agreed", [here.person.account_id], by=by, at=at)
    return here


@transaction.atomic
def give_back_expectation(
    expectation: Expectation, *, words: str, by: Actor, at: datetime, standing: Standing
) -> Expectation:
    """The superior does not agree yet, and says why; it is a draft again."""
    words = required(words)
    here = for_appraiser(expectation, standing, Expectation.State.PROPOSED, at=at)
    write_entry(here, "give_back_expectation", by=by, at=at)
    return _back_to_draft(here, words, by=by, at=at)


@transaction.atomic
def revise(expectation: Expectation, *, words: str, by: Actor, at: datetime, standing: Standing) -> Expectation:
    """The superior opens an agreed one, since the work has changed; both sign anew."""
    words = required(words)
    here = for_appraiser(expectation, standing, Expectation.State.AGREED, at=at)
    write_entry(here, "revise", by=by, at=at)
    return _back_to_draft(here, words, by=by, at=at)


def _back_to_draft(here: Expectation, words: str, *, by: Actor, at: datetime) -> Expectation:
    here.state, here.signed_at, here.signed_by = Expectation.State.DRAFT, None, ""
    here.agreed_at, here.agreed_by = None, ""
    here.save()
    Feedback.objects.create(expectation=here, at=at, by_id=by.id, by_label=by.label, words=words)
    send(here, "returned", [here.person.account_id], by=by, at=at)
    return here


@transaction.atomic
def say(
    expectation: Expectation, *, words: str, result: Result | None = None, by: Actor, at: datetime, standing: Standing
) -> Feedback:
    """Feedback at once: from someone of the superior line, or the person's own answer to it."""
    words = required(words)
    here = locked_expectation(expectation)
    on = timezone.localdate(at)
    if not may_give_feedback(here, sight(standing, on=on)):
        raise Refused("performance.not_yours")
    if result is not None and result.expectation_id != here.pk:
        raise Refused("performance.not_yours")
    said = Feedback.objects.create(expectation=here, result=result, at=at, by_id=by.id, by_label=by.label, words=words)
    write_entry(here, "say", by=by, at=at)
    deciding = appraiser(here, on)
    send(here, "said", [here.person.account_id, deciding.account_id if deciding else None], by=by, at=at)
    return said
