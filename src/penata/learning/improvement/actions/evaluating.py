"""Evaluations are opened from what stands out, handed on, closed, and opened again."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.models import Person
from penata.public.surveys.models import FollowUp, Survey

from .. import queries
from ..models import Behind, Effect, Evaluation, Signal
from ..rules.evaluating import Act
from .keeping import day, deadline, later, locked, moved, said, tell_owner

ANEW = timedelta(days=30)  # at least, when causes are sought again


@transaction.atomic
def open_evaluation(
    *,
    question: str,
    because: str,
    owner: Person,
    due: date,
    subject: queries.Subject,
    signal: Signal | None = None,
    follow_up: FollowUp | None = None,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Evaluation:
    """Ask why something goes wrong: of a signal, of a survey's low element, or by hand. The cases behind it and what
    is counted of them stay as they are now.

    Refused: `improvement.not_yours`, `improvement.evaluated_already`, `improvement.due_day`, `…_missing`.
    """
    if subject.unit is None:
        raise Refused("improvement.words_missing", field="unit")
    if standing is not None and not queries.may_open(subject.unit.pk, queries.sight(standing, on=day(at))):
        raise Refused("improvement.not_yours", field="unit")
    _refuse_twice(signal, follow_up)
    evaluation = Evaluation.objects.create(
        question=said(question, field="question", most=200),
        because=said(because, "improvement.because_missing", "because"),
        signal=signal, follow_up=follow_up, unit=subject.unit,
        service=subject.service, area=subject.area, owner=owner, due=deadline(due, at), opened_at=at,
        opened_by=by.label[:200], sought_since=at,
    )  # fmt: skip
    _stand_on(evaluation, subject, at=at)
    if signal is not None:
        _taken_up(signal, evaluation, by=by, at=at)
    record(
        by=by, act="improvement.open_evaluation", about=evaluation, because=evaluation.because, at=at,
        owner=owner.name, due=due.isoformat(), cases=evaluation.counts["cases"],
    )  # fmt: skip
    _hand(evaluation, by=by, at=at)
    return evaluation


def _refuse_twice(signal: Signal | None, follow_up: FollowUp | None) -> None:
    if signal is not None:
        Signal.objects.select_for_update().get(pk=signal.pk)
        if Evaluation.objects.filter(signal=signal).exclude(state=Evaluation.State.CLOSED).exists():
            raise Refused("improvement.evaluated_already")
    if follow_up is not None:
        FollowUp.objects.select_for_update().get(pk=follow_up.pk)
        if Evaluation.objects.filter(follow_up=follow_up).exclude(state=Evaluation.State.CLOSED).exists():
            raise Refused("improvement.evaluated_already")


def _stand_on(evaluation: Evaluation, subject: queries.Subject, *, at: datetime) -> None:
    """The cases and the answers behind it, and what is counted of them: written once."""
    signal, plan = evaluation.signal, evaluation.follow_up
    keys = queries.cases_of_signal(signal) if signal is not None else queries.cases_of_subject(subject)
    Behind.objects.bulk_create([Behind(evaluation=evaluation, case_id=key) for key in keys], batch_size=2_000)
    counts: dict[str, Any] = queries.counted(keys, at=at)
    if signal is not None:
        counts["signal"] = queries.counted_of_signal(signal)
    service = evaluation.service_id or (signal.mostly_service_id if signal else None)
    if plan is not None:
        found: tuple[Survey, str] | None = (plan.survey, plan.element)
    else:
        found = queries.survey_behind(evaluation.unit_id, service, signal.element if signal else "")
    if found is not None:
        evaluation.survey = found[0]
        counts["survey"] = queries.counted_of_survey(*found)
    evaluation.counts, evaluation.frozen_at = counts, at
    evaluation.save(update_fields=["survey", "counts", "frozen_at"])


def _taken_up(signal: Signal, evaluation: Evaluation, *, by: Actor, at: datetime) -> None:
    """The signal waits for nobody; it comes back when it grows."""
    signal.state, signal.because, signal.put_off_until = Signal.State.EVALUATED, evaluation.question, None
    signal.decided_at, signal.decided_by = at, by.label[:200]
    signal.decided_observed = signal.observed
    signal.save()


def _hand(evaluation: Evaluation, *, by: Actor, at: datetime) -> None:
    facts = {"question": evaluation.question, "due": evaluation.due.strftime("%d/%m/%Y")}
    tell_owner(
        evaluation, "improvement.owner", later(lambda: _("Evaluasi: %(question)s"), facts),
        later(lambda: _("Cari sebabnya dan tetapkan tindakannya paling lambat %(due)s."), facts), at=at, by=by,
    )  # fmt: skip


@transaction.atomic
def change_evaluation(
    evaluation: Evaluation,
    *,
    owner: Person,
    due: date,
    because: str,
    by: Actor,
    at: datetime,
    standing: Standing | None = None,
) -> Evaluation:
    """Another owner, or another deadline, for a reason."""
    evaluation = locked(evaluation, standing=standing, at=at)
    because = said(because, "improvement.because_missing", "because")
    before = [evaluation.owner.name, evaluation.due.isoformat()]
    if due != evaluation.due:
        evaluation.due = deadline(due, at)
    is_handed, evaluation.owner = owner.pk != evaluation.owner_id, owner
    evaluation.save(update_fields=["owner", "due"])
    record(
        by=by, act="improvement.change_evaluation", about=evaluation, because=because, at=at, before=before,
        owner=owner.name, due=due.isoformat(),
    )  # fmt: skip
    if is_handed:
        _hand(evaluation, by=by, at=at)
    return evaluation


@transaction.atomic
def close_evaluation(
    evaluation: Evaluation, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Evaluation:
    """It is over, and what came of it. Refused: `improvement.still_running` while an effect is being measured."""
    evaluation = locked(evaluation, standing=standing, at=at)
    because = said(because, "improvement.because_missing", "because", 1_000)
    if Effect.objects.filter(
        measure__evaluation=evaluation, measure__dropped_at=None, started_at__isnull=False, measured_at=None
    ).exists():
        raise Refused("improvement.still_running")
    moved(evaluation, Act.CLOSE)
    evaluation.closed_at, evaluation.closed_by, evaluation.closed_because = at, by.label[:200], because
    evaluation.save()
    record(by=by, act="improvement.close_evaluation", about=evaluation, because=because[:300], at=at)
    return evaluation


@transaction.atomic
def reopen_evaluation(
    evaluation: Evaluation, *, because: str, by: Actor, at: datetime, standing: Standing | None = None
) -> Evaluation:
    """Seek causes anew."""
    evaluation = locked(evaluation, standing=standing, at=at, closed=True)
    because = said(because, "improvement.because_missing", "because")
    _refuse_others(evaluation)
    reopen(evaluation, because=because, by=by, at=at)
    return evaluation


def _refuse_others(evaluation: Evaluation) -> None:
    """Another evaluation of the same signal or plan may have been opened since."""
    for name in ("signal", "follow_up"):
        if getattr(evaluation, f"{name}_id") is not None:
            same = Evaluation.objects.filter(**{name: getattr(evaluation, f"{name}_id")}).exclude(pk=evaluation.pk)
            if same.exclude(state=Evaluation.State.CLOSED).exists():
                raise Refused("improvement.evaluated_already")


def reopen(evaluation: Evaluation, *, because: str, by: Actor, at: datetime) -> None:
    """In the caller's act: causes are sought anew, with a month for it, and its owner hears why."""
    moved(evaluation, Act.REOPEN)
    evaluation.closed_at, evaluation.closed_by, evaluation.closed_because = None, "", ""
    evaluation.rounds, evaluation.sought_since = evaluation.rounds + 1, at
    evaluation.due = max(evaluation.due, day(at) + ANEW)
    evaluation.save()
    record(by=by, act="improvement.reopen_evaluation", about=evaluation, because=because, at=at)
    facts = {"question": evaluation.question, "because": because}
    tell_owner(
        evaluation, "improvement.reopened", later(lambda: _("Dibuka kembali: %(question)s"), facts),
        later(lambda: _("%(because)s Cari sebab yang lain."), facts), at=at, by=by,
    )  # fmt: skip
