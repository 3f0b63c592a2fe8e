"""Questions about plans: who sees which, their boards and charts, one's own work, and how much it is."""

from penata.delivery.teams.queries import Sight

from .feeds import dated_tasks, person_of, secret_of
from .gone import heir_of, left_behind, moved_away
from .loads import loads_of
from .mine import Mine, MyRow, awaiting, blocked_by, check_in_of, grouped, mine, tasks_of
from .plans import (
    activities_for_choice,
    due_between,
    find,
    listing,
    owner_name,
    owner_names,
    people_of,
    recurrences_of,
    tasks_for_choice,
    templates,
)
from .rights import led_teams, led_units, sight, tasks_visible_to, ties, visible_to, works_on
from .rows import Chart, Lane, TaskRow, chart_of, lanes_of, needs_of, rows_of
from .tasks import TaskPage, contributors_of, find_task, task_page
from .tree import Branch, Measured, NodePage, indicators_of, node_page, readings_of, tree

__all__ = [
    "Branch", "Chart", "Lane", "Measured", "Mine", "MyRow", "NodePage", "Sight", "TaskPage", "TaskRow",
    "activities_for_choice", "awaiting", "blocked_by", "chart_of", "check_in_of", "contributors_of", "dated_tasks",
    "due_between", "find", "find_task", "grouped", "heir_of", "indicators_of", "lanes_of", "led_teams", "led_units",
    "left_behind", "listing", "loads_of", "mine", "moved_away", "needs_of", "node_page", "owner_name", "owner_names",
    "people_of", "person_of", "readings_of", "recurrences_of", "rows_of", "secret_of", "sight", "task_page",
    "tasks_for_choice", "tasks_of", "tasks_visible_to", "templates", "ties", "tree", "visible_to", "works_on",
]  # fmt: skip
