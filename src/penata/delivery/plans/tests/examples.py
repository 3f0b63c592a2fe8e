"""What the walk over all pages needs to know of this room."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from penata.delivery.plans import actions, queries
from penata.delivery.plans.models import Proof, Recurrence

from .conftest import BY, lay, picture

SEES = {"officer", "head", "administrator"}  # of the unit, or above it, or with the permission
LEADS = {"officer", "head"}


def prepare(city: Any) -> None:
    by = {"by": BY, "at": timezone.now()}
    city.work = work = lay(city)
    survey = work.tasks["survey"]
    city.item = actions.add_items(survey, "Ukur lebar", **by)[0]
    city.proof = _proof(survey)
    actions.recur(work.plan, title="Laporan mingguan", every="week", first_due=work.today, **by)
    city.recurrence = Recurrence.objects.get()
    city.template = actions.save_template(work.plan, name="Perbaikan jalan", by=city.actor("officer"), at=by["at"])
    node = None
    for title in ("Kota yang lancar", "Jalan mantap", "Jalan diperbaiki"):
        node = actions.add_node(parent=node, title=title, owner=city.positions["KADIS-PU"], **by)
    city.node = node
    city.indicator = actions.add_indicator(
        node, name="Panjang jalan", measure="km", start=Decimal(1), target=Decimal(9), year=2030, **by
    )
    city.feed_secret = queries.secret_of(actions.renew_feed(city.persons["officer"], **by))


def _proof(task: Any) -> Proof:
    """One with a file, whose content lies nowhere: the row is enough to ask who may see it."""
    return actions.add_proof(task, words="Foto", upload=picture(), by=BY, at=timezone.now())


def _of(name: str, seen_by: set[str], **more: Any) -> Callable[[Any], Any]:
    def example(city: Any) -> Any:
        from examples import Example

        parts = {
            "plan": lambda: city.work.plan.pk,
            "task": lambda: city.work.tasks["survey"].pk,
            "item": lambda: city.item.pk,
            "proof": lambda: city.proof.pk,
            "recurrence": lambda: city.recurrence.pk,
        }
        return Example({"pk": parts[name](), **more}, seen_by=seen_by)

    return example


EXAMPLES: dict[str, Callable[[Any], Any]] = {
    **{f"plans:{page}": _of("plan", SEES) for page in ("plan", "table", "gantt", "month", "load")},
    "plans:export": _of("plan", SEES, form="csv"),
    **{
        f"plans:{page}": _of("plan", LEADS)
        for page in ("bring", "change_plan", "agree", "close_plan", "save_template", "recurrences", "add_task")
    },
    "plans:task": _of("task", SEES),
    **{f"plans:{page}": _of("task", LEADS) for page in ("change_task", "drop_task")},
    "plans:unblock": _of("task", SEES),
    "plans:act": _of("task", SEES, act="progress"),
    "plans:check": _of("item", SEES),
    "plans:proof": _of("proof", SEES),
    "plans:stop_recurring": _of("recurrence", LEADS),
    "plans:template": lambda city: {"pk": city.template.pk},
    "plans:change_template": lambda city: _mine({"pk": city.template.pk}, {"officer", "administrator"}),
    "api:plan": _of("plan", SEES),
    "api:task": _of("task", SEES),
    "api:progress": lambda city: {"pk": city.work.tasks["survey"].pk},  # a body that is missing is said before all
    "plans:feed": lambda city: {"secret": city.feed_secret},
    "plans:indicator": lambda city: {"pk": city.indicator.pk},
    **{
        f"plans:{page}": lambda city: {"pk": city.node.pk}
        for page in ("node", "new_node_under", "change_node", "end_node", "new_indicator")
    },
}


def _mine(parts: dict[str, Any], seen_by: set[str]) -> Any:
    from examples import Example

    return Example(parts, seen_by=seen_by)


def lists() -> list[Any]:
    import examples

    tasks = lambda city: [{"pk": task.pk} for task in city.work.tasks.values()]  # noqa: E731
    return [
        examples.List("plans:plans", "plans:plan", lambda city: [{"pk": city.work.plan.pk}]),
        examples.List("plans:mine", "plans:task", tasks),
    ]


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        return lists()
    raise AttributeError(name)
