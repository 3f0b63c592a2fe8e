"""What the walk over all pages opens in this room."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from penata.overview.dashboards import actions
from penata.overview.dashboards.models import Decision, Subscription
from penata.overview.dashboards.queries.sight import place_named

CITY = {"administrator"}
HEADS = {"administrator", "officer", "head", "colleague"}


def prepare(city: Any) -> None:
    at = timezone.now()
    today = timezone.localdate(at)
    where = place_named("unit", on=today, unit=city.units["DPU"].pk, service=None, area=None)
    actions.decide(
        where, "late", title="Tambah regu", words="Satu regu lagi.", decider="Kepala dinas", expected="Tidak ada.",
        expected_value=0, expected_on=today + timedelta(days=30), by=city.actor("head"), at=at,
    )  # fmt: skip
    actions.subscribe(where, account_id=city.head.pk, rhythm="weekly", by=city.actor("head"), at=at)


def _of(parts: dict[str, Any], seen_by: set[str], query: str = "") -> Any:
    from examples import Example

    return Example(parts, seen_by, query)


def _decision(city: Any) -> Any:
    return _of({"key": Decision.objects.values_list("pk", flat=True).first()}, {"head", "administrator"})


def _sent(city: Any) -> Any:
    return _of({"key": Subscription.objects.values_list("pk", flat=True).first()}, {"head"})


EXAMPLES = {
    "dashboards:board": lambda city: _of({"board": "mayor"}, CITY),
    "dashboards:board_file": lambda city: _of({"board": "unit", "form": "csv"}, HEADS),
    "dashboards:subscribe": lambda city: _of({"board": "unit"}, HEADS),
    "dashboards:services": lambda city: _of({"board": "mayor"}, CITY),
    "dashboards:services_file": lambda city: _of({"board": "mayor", "form": "xlsx"}, CITY),
    "dashboards:figure": lambda city: _of({"board": "unit", "figure": "on_time"}, HEADS),
    "dashboards:figure_file": lambda city: _of(
        {"board": "routing", "figure": "intake", "form": "pdf"}, {"routing_officer", "administrator"}
    ),
    "dashboards:decide": lambda city: _of({"board": "unit", "figure": "late"}, HEADS),
    "dashboards:compare_file": lambda city: _of({"form": "csv"}, HEADS | {"routing_officer"}),
    "dashboards:map_file": lambda city: _of({"form": "csv"}, CITY | {"routing_officer"}),
    "dashboards:decision": _decision,
    "dashboards:result": _decision,
    "dashboards:decision_file": _decision,
    "dashboards:unsubscribe": _sent,
}
