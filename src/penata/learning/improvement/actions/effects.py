"""By what a measure is judged is fixed before it starts; when its weeks are over, it is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.public.surveys.rules.elements import ELEMENTS

from .. import queries
from ..models import Effect, Evaluation, Measure
from ..rules.effects import LEAST_WEEKS, Verdict
from ..rules.evaluating import Act, next_state, reopens
from .evaluating import reopen
from .keeping import day, later, locked, said, tell_owner

SYSTEM = Actor.system("improvement")


@dataclass(frozen=True, slots=True)
class Fixed:
    """By what a measure will be judged. `treated` and `compared` are keys of units, services, topics or areas."""

    metric: str
    by: str
    treated: str
    compared: Sequence[str]
    why_compared: str
    starts_on: date
    weeks_before: int
    weeks_after: int
    element: str = ""


@transaction.atomic
def fix_effect(measure: Measure, wanted: Fixed, *, by: Actor, at: datetime, standing: Standing | None = None) -> Effect:
    """Fix it, or fix it otherwise as long as the measure has not started.

    Refused: `improvement.measure_started`, `improvement.day_passed`, `improvement.weeks`, `improvement.compared`,
    `improvement.subject`, `improvement.element`.
    """
    evaluation = locked(measure.evaluation, standing=standing, at=at)
    measure = Measure.objects.select_for_update().get(pk=measure.pk)
    if not measure.is_alive:
        raise Refused("improvement.measure_dropped")
    if measure.started_at is not None:
        raise Refused("improvement.measure_started")
    effect = Effect.objects.filter(measure=measure).first() or Effect(measure=measure)
    names = _checked(wanted, at)
    for name in ("metric", "element", "by", "treated", "starts_on", "weeks_before", "weeks_after"):
        setattr(effect, name, getattr(wanted, name))
    effect.compared, effect.names = sorted(set(wanted.compared)), names
    effect.why_compared = said(wanted.why_compared, "improvement.because_missing", "why_compared")
    effect.fixed_at, effect.fixed_by = at, by.label[:200]
    effect.save()
    record(
        by=by, act="improvement.fix_effect", about=evaluation, because=effect.why_compared, at=at,
        measure=measure.title, metric=effect.metric, treated=names[wanted.treated],
        compared=[names[key] for key in effect.compared],
        starts_on=effect.starts_on.isoformat(), weeks=[effect.weeks_before, effect.weeks_after],
    )  # fmt: skip
    return effect


def _checked(wanted: Fixed, at: datetime) -> Mapping[str, str]:
    """What the subjects are called."""
    today = day(at)
    if not today <= wanted.starts_on <= today + timedelta(days=366):
        raise Refused("improvement.day_passed", field="starts_on")
    if not (LEAST_WEEKS <= wanted.weeks_before <= 104 and LEAST_WEEKS <= wanted.weeks_after <= 52):
        raise Refused("improvement.weeks", field="weeks_before")
    needs_element = wanted.metric == Effect.Metric.ELEMENT
    fits = wanted.element in ELEMENTS and wanted.by in (Effect.By.UNIT, Effect.By.SERVICE, Effect.By.TOPIC)
    if needs_element != bool(wanted.element) or (needs_element and not fits):
        raise Refused("improvement.element", field="element")
    found = queries.kin(wanted.by, today)
    if wanted.treated not in found:
        raise Refused("improvement.subject", field="subject")
    chosen, others = found[wanted.treated], [found[key] for key in set(wanted.compared) if key in found]
    leaves = [leaf for one in (chosen, *others) for leaf in one.leaves]
    if len(others) < 2 or len(leaves) > len(set(leaves)):
        raise Refused("improvement.compared", field="compared")
    if len(others) != len(set(wanted.compared)):
        raise Refused("improvement.compared", field="compared")
    return {one.key: one.name for one in (chosen, *others)}


def measure_due(*, at: datetime) -> list[Effect]:
    """Everything whose weeks are over, each in its own act."""
    running = Effect.objects.filter(started_at__isnull=False, verdict="", starts_on__lt=day(at))
    return [measure_effect(one, at=at) for one in running.order_by("pk") if one.due <= day(at)]


@transaction.atomic
def measure_effect(effect: Effect, *, at: datetime, by: Actor = SYSTEM) -> Effect:
    """Measure it, once. Where nothing helped, its evaluation is opened again, and its owner hears of both."""
    owned = Evaluation.objects.select_for_update(of=("self",)).select_related("owner")
    evaluation = owned.get(measures__effect=effect.pk)
    effect = Effect.objects.select_for_update(of=("self",)).select_related("measure").get(pk=effect.pk)
    if effect.measured_at is not None or effect.started_at is None or effect.due > day(at):
        raise Refused("improvement.not_now")
    effect.verdict, effect.result = queries.measured(effect, on=day(at))
    effect.measured_at = at
    effect.save(update_fields=["verdict", "result", "measured_at"])
    record(
        by=by, act="improvement.measure_effect", about=evaluation, at=at, measure=effect.measure.title,
        verdict=effect.verdict, difference=effect.result["main"]["difference"],
    )  # fmt: skip
    facts = {"measure": effect.measure.title, "question": evaluation.question}
    tell_owner(
        evaluation, "improvement.measured", later(lambda: _("Pengaruh terukur: %(measure)s"), facts),
        later(lambda: _("Hasilnya ada pada evaluasi “%(question)s”."), facts), at=at, by=by,
    )  # fmt: skip
    _settle(evaluation, effect, at=at, by=by)
    return effect


def _settle(evaluation: Evaluation, effect: Effect, *, at: datetime, by: Actor) -> None:
    """The state after a result: measured, or still running, or opened again. Measures of an earlier round do not
    speak for this one."""
    alive = Effect.objects.filter(measure__evaluation=evaluation, measure__dropped_at=None)
    alive = alive.filter(started_at__isnull=False, measure__proposed_at__gte=evaluation.sought_since)
    still = alive.filter(measured_at=None).exists()
    if not still and (state := next_state(evaluation.state, Act.MEASURE)) is not None:
        evaluation.state = state.value
        evaluation.save(update_fields=["state"])
    seen = alive.filter(measured_at__isnull=False).order_by("measured_at", "pk").values_list("verdict", flat=True)
    verdicts = [Verdict(one) for one in seen]
    if reopens(verdicts, still_running=still) and next_state(evaluation.state, Act.REOPEN) is not None:
        reopen(evaluation, because=_because(effect), by=by, at=at)


def _because(effect: Effect) -> str:
    if effect.verdict == Effect.Verdict.WORSE:
        return f"Keadaan memburuk sesudah tindakan “{effect.measure.title}”."
    return f"Tidak terlihat pengaruh tindakan “{effect.measure.title}”."
