"""Targets and limits as data: who set them, when, and why."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Unit

from ..models import Limits, Target
from ..rules import FIGURES, Kind


@transaction.atomic
def set_target(
    *, figure: str, unit: Unit | None, value: float | None, since: date, because: str, by: Actor, at: datetime
) -> Target:
    """What a figure shall reach from a day on, in the whole city or in a unit; None ends the target.

    Shares are of one. Refused: `dashboards.no_such_figure`, `dashboards.share_beyond_one`.
    """
    _known(figure)
    if value is not None and FIGURES[figure].kind is Kind.SHARE and value > 1:
        raise Refused("dashboards.share_beyond_one", field="value")
    target = Target.objects.create(
        figure=figure, unit=unit, value=value, since=since, because=because, by_id=by.id, by_label=by.label, at=at
    )
    about = ("dashboards.target", target.pk, figure)
    record(
        by=by, act="dashboards.set_target", about=about, because=because, at=at, value=value, since=since.isoformat(),
        unit=unit.code if unit else None,
    )  # fmt: skip
    return target


@transaction.atomic
def set_limits(*, figure: str, unit: Unit | None, since: date, because: str, by: Actor, at: datetime) -> Limits:
    """Let the points from a day on make the control limits: after a change of how the work is done.

    Refused: `dashboards.no_such_figure`.
    """
    _known(figure)
    limits = Limits.objects.create(
        figure=figure, unit=unit, since=since, because=because, by_id=by.id, by_label=by.label, at=at
    )
    about = ("dashboards.limits", limits.pk, figure)
    record(
        by=by, act="dashboards.set_limits", about=about, because=because, at=at, since=since.isoformat(),
        unit=unit.code if unit else None,
    )  # fmt: skip
    return limits


def _known(figure: str) -> None:
    if figure not in FIGURES:
        raise Refused("dashboards.no_such_figure", field="figure")
