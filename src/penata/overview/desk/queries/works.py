"""Tasks, plans and teams by their names, as their own rooms let someone see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from penata.delivery.plans import queries as plans
from penata.delivery.plans.models import Plan, Task
from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Team
from penata.public.cases.queries import Sight, query_of

MOST = 6  # of a kind
STEP, MOST_STEPS = 200, 10  # rows that are looked at together; how often

Rows = list[tuple[str, str, str]]  # key, name, line below
Visible = Callable[[], QuerySet[Any, Any]]  # called only where it is needed: for a mayor it names 3,000 units


def works(ways: list[list[str]], seen: Sight) -> dict[str, Rows]:
    """The newest of each kind. Mostly nothing fits, so what fits is looked for first, and who may see it afterwards."""
    sight = plans.Sight(seen.standing, seen.subtree, seen.on)
    words = query_of([[f"{word}:*" for word in way] for way in ways])
    query = SearchQuery(words, config="indonesian", search_type="raw")
    tasks = Task.objects.annotate(said=SearchVector("title", config="indonesian")).filter(said=query)
    whole, teamed = _like(Plan.objects.all(), "title", ways), _like(Team.objects.all(), "name", ways)

    def of_plans() -> QuerySet[Any, Any]:
        return plans.visible_to(sight)

    def of_teams() -> QuerySet[Any, Any]:
        return teams.visible_to(sight)

    return {
        "task": _newest(
            tasks.values_list("pk", "title", "plan__title", "plan_id", _unit("plan__")) if words else tasks.none(),
            of_plans, "plan__in", sight,
        ),
        "plan": _newest(whole.values_list("pk", "title", "purpose", "pk", _unit()), of_plans, "pk__in", sight),
        "team": _newest(teamed.values_list("pk", "name", "purpose", "pk", "unit_id"), of_teams, "pk__in", sight),
    }  # fmt: skip


def _unit(before: str = "") -> Coalesce:
    """The unit of a plan, or that of the team whose plan it is."""
    return Coalesce(f"{before}unit_id", f"{before}team__unit_id")


def _newest(rows: QuerySet[Any, Any], visible: Visible, key: str, sight: plans.Sight) -> Rows:
    """Step by step from the newest, until there are enough that he may see; after many steps by his sight alone."""
    found: list[Any] = []
    for step in range(MOST_STEPS):
        some = list(rows.order_by("-pk")[step * STEP : (step + 1) * STEP])
        seen = _among({row[3]: row[4] for row in some}, visible, sight)
        found += [row for row in some if row[3] in seen]
        if len(found) >= MOST or len(some) < STEP:
            break
    else:
        found = list(rows.filter(**{key: visible()}).order_by("-pk")[:MOST])
    return [(str(row[0]), row[1], row[2][:120]) for row in found[:MOST]]


def _among(keys: dict[int, int | None], visible: Visible, sight: plans.Sight) -> set[int]:
    """Those of these (key → unit) that he may see: of the units below him plainly, of the others the room decides."""
    plain = {key for key, unit in keys.items() if unit in sight.below}
    others = keys.keys() - plain
    return plain | set(visible().filter(pk__in=others).values_list("pk", flat=True)) if others else plain


def _like(rows: QuerySet[Any, Any], field: str, ways: Iterable[list[str]]) -> QuerySet[Any, Any]:
    for way in ways:
        rows = rows.filter(reduce(or_, [Q(**{f"{field}__icontains": word}) for word in way]))
    return rows
