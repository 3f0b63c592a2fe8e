"""Tasks, plans and teams by their names, as their own rooms let someone see them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import Q, QuerySet

from penata.delivery.plans import queries as plans
from penata.delivery.plans.models import Plan, Task
from penata.delivery.teams import queries as teams
from penata.delivery.teams.models import Team
from penata.public.cases.queries import Sight, query_of

from .names import MOST, Ways, fits

LOOKED_AT = 200  # newest rows of a kind that are looked at before all that he may see

Rows = list[tuple[str, str, str]]  # key, name, line below
Visible = Callable[[], QuerySet[Any, Any]]  # called only where it is needed: for a mayor it names 3,000 units

_NEWEST = """
(select 'task', task.id, task.title::text, plan.title::text, plan.id, coalesce(plan.unit_id, team.unit_id)
    from plans_task task join plans_plan plan on plan.id = task.plan_id
    left join teams_team team on team.id = plan.team_id
    where to_tsvector('indonesian', coalesce(task.title, '')) @@ to_tsquery('indonesian', %(query)s)
    order by task.id desc limit {most})
union all
(select 'plan', plan.id, plan.title, plan.purpose, plan.id, coalesce(plan.unit_id, team.unit_id)
    from plans_plan plan left join teams_team team on team.id = plan.team_id
    where {plan} order by plan.id desc limit {most})
union all
(select 'team', team.id, team.name, team.purpose, team.id, team.unit_id
    from teams_team team where {team} order by team.id desc limit {most})
"""


def works(ways: Ways, seen: Sight) -> dict[str, Rows]:
    """The newest of each kind. Mostly nothing fits, so what fits is looked for first, and who may see it afterwards."""
    sight = plans.Sight(seen.standing, seen.subtree, seen.on)
    found: dict[str, list[Any]] = {"task": [], "plan": [], "team": []}
    for kind, *row in _newest(ways):
        found[kind].append(row)
    return {kind: _seen(kind, rows, ways, sight) for kind, rows in found.items()}


def _newest(ways: Ways) -> list[Any]:
    """(kind, key, name, line below, key of its plan or team, unit) of the newest that hold each word."""
    plan, given = fits("lower(plan.title)", ways)
    team, _same = fits("lower(team.name)", ways)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST.format(plan=plan, team=team, most=LOOKED_AT), {**given, "query": _query(ways)})
        return cursor.fetchall()


def _query(ways: Ways) -> str:
    return query_of([[f"{word}:*" for word in way] for way in ways])


def _seen(kind: str, rows: list[Any], ways: Ways, sight: plans.Sight) -> Rows:
    """Those that he may see; where most of the newest are of others, the newest of all that he may see."""

    def visible() -> QuerySet[Any, Any]:
        return teams.visible_to(sight) if kind == "team" else plans.visible_to(sight)

    among = _among({row[3]: row[4] for row in rows}, visible, sight)
    found = [row for row in rows if row[3] in among]
    if len(found) < MOST and len(rows) == LOOKED_AT:
        found = list(_all(kind, ways, visible)[:MOST])
    return [(str(row[0]), row[1], row[2][:120]) for row in found[:MOST]]


def _all(kind: str, ways: Ways, visible: Visible) -> QuerySet[Any, Any]:
    """The same as rows of the database, in the sight of one person."""
    if kind == "task":
        query = SearchQuery(_query(ways), config="indonesian", search_type="raw")
        tasks = Task.objects.annotate(said=SearchVector("title", config="indonesian")).filter(said=query)
        return tasks.filter(plan__in=visible()).order_by("-pk").values_list("pk", "title", "plan__title")
    model, name = (Plan, "title") if kind == "plan" else (Team, "name")
    rows = _like(model.objects.filter(pk__in=visible()), name, ways)
    return rows.order_by("-pk").values_list("pk", name, "purpose")


def _among(keys: dict[int, int | None], visible: Visible, sight: plans.Sight) -> set[int]:
    """Those of these (key → unit) that he may see: of the units below him plainly, of the others the room decides."""
    plain = {key for key, unit in keys.items() if unit in sight.below}
    others = keys.keys() - plain
    return plain | set(visible().filter(pk__in=others).values_list("pk", flat=True)) if others else plain


def _like(rows: QuerySet[Any, Any], field: str, ways: Iterable[Iterable[str]]) -> QuerySet[Any, Any]:
    for way in ways:
        rows = rows.filter(reduce(or_, [Q(**{f"{field}__icontains": word}) for word in way]))
    return rows
