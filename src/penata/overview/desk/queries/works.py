"""Tasks, plans and teams by their names, as their own rooms let someone see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from penata.delivery.plans import queries as plans
from penata.delivery.plans.models import Plan, Task
from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Team
from penata.public.cases.queries import Sight, query_of

MOST = 6  # of a kind
WIDE = 100  # units below a head, from which on what fits is looked at first, and who may see it afterwards
STEP, MOST_STEPS = 200, 10  # rows that are looked at together; how often

Rows = list[tuple[str, str, str]]  # key, name, line below


def works(ways: list[list[str]], seen: Sight) -> dict[str, Rows]:
    """The newest of each kind."""
    sight = plans.sight(seen.standing, on=seen.on)
    is_wide = len(sight.below) > WIDE
    tasks = Task.objects.all() if is_wide else plans.tasks_visible_to(sight)
    whole = Plan.objects.all() if is_wide else plans.visible_to(sight)
    teamed = Team.objects.all() if is_wide else teams.visible_to(sight)

    def of_plans(keys: dict[int, int | None]) -> set[int]:
        return _among(keys, sight, plans.visible_to) if is_wide else set(keys)

    def of_teams(keys: dict[int, int | None]) -> set[int]:
        return _among(keys, sight, teams.visible_to) if is_wide else set(keys)

    words = query_of([[f"{word}:*" for word in way] for way in ways])
    said = SearchVector("title", config="indonesian")
    query = SearchQuery(words, config="indonesian", search_type="raw")
    named = tasks.annotate(said=said).filter(said=query) if words else tasks.none()
    return {
        "task": _newest(named.values_list("pk", "title", "plan__title", "plan_id", "plan__unit_id"), of_plans),
        "plan": _newest(_like(whole, "title", ways).values_list("pk", "title", "purpose", "pk", "unit_id"), of_plans),
        "team": _newest(_like(teamed, "name", ways).values_list("pk", "name", "purpose", "pk", "unit_id"), of_teams),
    }


def _newest(rows: QuerySet[Any, Any], sees: Callable[[dict[int, int | None]], set[int]]) -> Rows:
    """Step by step from the newest, until there are enough that he may see."""
    found: Rows = []
    for step in range(MOST_STEPS):
        some = list(rows.order_by("-pk")[step * STEP : (step + 1) * STEP])
        seen = sees({row[3]: row[4] for row in some}) if some else set()
        found += [(str(row[0]), row[1], row[2][:120]) for row in some if row[3] in seen]
        if len(found) >= MOST or len(some) < STEP:
            break
    return found[:MOST]


def _among(keys: dict[int, int | None], sight: plans.Sight, visible_to: Any) -> set[int]:
    """Those of these (key → unit) that he may see: of the units below him plainly, of the others the room decides."""
    plain = {key for key, unit in keys.items() if unit in sight.below}
    others = keys.keys() - plain
    return plain | set(visible_to(sight).filter(pk__in=others).values_list("pk", flat=True)) if others else plain


def _like(rows: QuerySet[Any, Any], field: str, ways: Iterable[list[str]]) -> QuerySet[Any, Any]:
    for way in ways:
        rows = rows.filter(reduce(or_, [Q(**{f"{field}__icontains": word}) for word in way]))
    return rows
