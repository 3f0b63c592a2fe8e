"""Which evaluations someone sees and may lead, and what a page of one shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from penata.delivery.plans.models import Task
from penata.delivery.teams.queries import Sight
from penata.delivery.teams.queries import sight as team_sight
from penata.foundation.accounts.rules import Standing
from penata.organization.people import queries as people
from penata.organization.structure import queries as structure
from penata.public.cases.models import Case
from penata.public.cases.queries import visible_to as visible_cases
from penata.public.catalog.models import Standard
from penata.public.surveys.models import FollowUp
from penata.public.surveys.queries import open_follow_ups

from ..models import Cause, Effect, Evaluation, Measure
from .effects import kin

SCOPES = ("open", "measured", "closed")


def sight(standing: Standing, *, on: date) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    return team_sight(standing, on=on)


def evaluations_of(seen: Sight) -> QuerySet[Evaluation]:
    """THE queryset for list and detail: all with a permission; heads those of their units and below; their owner;
    and who has a task in one of their measures."""
    standing = seen.standing
    if not standing.is_active:
        return Evaluation.objects.none()
    if standing.may("improvement.see") or standing.may("improvement.evaluate"):
        return Evaluation.objects.all()
    mine = Q(unit__in=seen.below)
    if standing.person_id is not None:
        working = Measure.objects.filter(tasks__owner=standing.person_id)
        mine |= Q(owner=standing.person_id) | Q(pk__in=working.values("evaluation"))
    return Evaluation.objects.filter(mine)


def may_lead(evaluation: Evaluation, seen: Sight) -> bool:
    """Whether he acts in it: its owner, the heads above its unit, and who holds the permission."""
    is_owner = seen.standing.person_id is not None and evaluation.owner_id == seen.standing.person_id
    return seen.standing.is_active and (is_owner or may_open(evaluation.unit_id, seen))


def may_open(unit_id: int | None, seen: Sight) -> bool:
    """Whether he may ask such a question of a unit."""
    return seen.standing.is_active and (seen.standing.may("improvement.evaluate") or unit_id in seen.below)


def listed_evaluations(seen: Sight, scope: str) -> QuerySet[Evaluation]:
    """Those at work by their deadline; those measured or closed, the newest first."""
    found = evaluations_of(seen).select_related("owner").annotate(cases=Count("behind"))
    if scope == "open":
        return found.exclude(state__in=("measured", "closed")).order_by("due", "pk")
    return found.filter(state=scope).order_by("-opened_at", "-pk")


def service_names(keys: Iterable[int]) -> dict[int, str]:
    rows = Standard.objects.filter(service__in=set(keys)).as_known().order_by("valid")
    return dict(rows.values_list("service_id", "name"))


def unit_names_of(evaluations: Iterable[Evaluation], on: date) -> dict[int, str]:
    return structure.unit_names({one.unit_id for one in evaluations}, on)


@dataclass(slots=True)
class Why:
    """A cause with the whys below it."""

    cause: Cause
    below: list[Why] = field(default_factory=list)

    @property
    def is_root(self) -> bool:
        """Nothing answers why it is so: here measures begin."""
        return not self.below


class Bone(NamedTuple):
    """A category of the fishbone with its chains."""

    category: str
    label: str
    whys: list[Why]


def bones_of(causes: Iterable[Cause]) -> list[Bone]:
    """All six categories in their order; struck causes are in none."""
    nodes = {cause.pk: Why(cause) for cause in causes if cause.struck_at is None}
    chains: dict[str, list[Why]] = {}
    for node in nodes.values():
        above = nodes.get(node.cause.parent_id or 0)
        if above is not None:
            above.below.append(node)
        elif node.cause.parent_id is None:
            chains.setdefault(node.cause.category, []).append(node)
    return [Bone(str(value), str(label), chains.get(value, [])) for value, label in Cause.Category.choices]


@dataclass(frozen=True, slots=True)
class Work:
    """A measure with its tasks and how far they are."""

    measure: Measure
    tasks: list[Task]
    effect: Effect | None

    @property
    def done(self) -> int:
        return sum(task.state == Task.State.DONE for task in self.tasks)

    @property
    def alive(self) -> int:
        return sum(task.state != Task.State.DROPPED for task in self.tasks)

    @property
    def progress(self) -> int | None:
        """In percent, as those who work on the tasks say; None without tasks."""
        kept = [task.progress for task in self.tasks if task.state != Task.State.DROPPED]
        return round(sum(kept) / len(kept)) if kept else None


def works_of(evaluation: Evaluation) -> list[Work]:
    """Three queries, however many measures and tasks."""
    rows = Measure.objects.filter(evaluation=evaluation).select_related("effect", "cause").order_by("pk")
    tasks = Task.objects.select_related("owner", "plan", "plan__team").order_by("due", "pk")
    found = list(rows)
    links = Measure.tasks.through.objects.filter(measure__in=found).values_list("measure_id", "task_id")
    by_key = {task.pk: task for task in tasks.filter(pk__in={task for _measure, task in links})}
    held: dict[int, list[Task]] = {}
    for measure, task in links:
        held.setdefault(measure, []).append(by_key[task])
    return [Work(one, held.get(one.pk, []), getattr(one, "effect", None)) for one in found]


def cases_under(evaluation: Evaluation, standing: Standing) -> QuerySet[Case]:
    """Of the cases that it stands on those that the reader may open, newest first."""
    return visible_cases(standing).filter(pk__in=evaluation.behind.values("case")).order_by("-received_at", "-id")


def owner_accounts(evaluation: Evaluation, on: date) -> list[int]:
    """Who is told of what becomes of it: its owner, and who heads its unit."""
    told = [evaluation.owner.account_id] if evaluation.owner.account_id else []
    heads = [row.head_id for row in structure.subtree(evaluation.unit_id, on=on)[:1] if row.head_id]
    return [*told, *(account for head in heads for account in people.accounts_of(head, on))]


def follow_ups_of(survey_id: int) -> list[tuple[FollowUp, Evaluation | None]]:
    """What was planned about low elements of a survey and is not done, each with its evaluation; two queries."""
    plans = list(open_follow_ups().filter(survey=survey_id))
    taken = {one.follow_up_id: one for one in Evaluation.objects.filter(follow_up__in=plans).order_by("pk")}
    return [(plan, taken.get(plan.pk)) for plan in plans]


def roots_of(causes: Iterable[Cause]) -> list[Why]:
    """Where measures begin: the last why of each chain."""
    found: list[Why] = []
    waiting = [why for bone in bones_of(causes) for why in bone.whys]
    while waiting:
        why = waiting.pop(0)
        waiting = [*why.below, *waiting]
        if why.is_root:
            found.append(why)
    return found


MOST_SUBJECTS = 5


def subjects_of(evaluation: Evaluation, on: date) -> list[tuple[str, str]]:
    """("unit:12", its name) of what may be treated: what the evaluation is about, and of what most of its cases are."""
    found: list[tuple[str, str]] = []
    topic = Standard.objects.on(on).as_known().filter(service=evaluation.service_id).values_list("topic", flat=True)
    for by, label in Effect.By.choices:
        known = kin(by, on)
        own = topic.first() if by == "topic" else getattr(evaluation, f"{by}_id")
        keys = [own] if own else []
        if by != "topic":
            rows = Case.objects.filter(pk__in=evaluation.behind.values("case"), **{f"{by}__isnull": False}).order_by()
            most = rows.values_list(by).annotate(cases=Count("pk")).order_by("-cases", by)[:MOST_SUBJECTS]
            keys += [key for key, _cases in most]
        found += [
            (f"{by}:{key}", f"{label}: {known[key].name}") for key in dict.fromkeys(map(str, keys)) if key in known
        ]
    return found
