"""One's own performance, and the superior's people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused

from .. import actions, queries
from ..models import Period
from .acting import sight_of, who


@opens_to(STAFF)
def mine(request: Request) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "page": queries.mine(request.standing, on.year),
        "awaiting": queries.awaiting(request.standing, on),
        "has_team": bool(request.standing.heads),
    }
    return render(request, "performance/mine.html", context)


@require_POST
@opens_to(STAFF)
def begin(request: Request) -> HttpResponse:
    """Begin the expectation for one of one's positions."""
    position, year = request.POST.get("position", ""), timezone.localdate().year
    try:
        key = int(position) if position.isdecimal() and len(position) < 18 else 0
        made = actions.begin_expectation(position_id=key, year=year, **who(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("performance:mine")
    return redirect(made)


@opens_to(STAFF)
def team(request: Request) -> HttpResponse:
    """Those directly below, with the state of their expectations and evaluations."""
    seen, asked = sight_of(request), request.GET.get("period", "")
    periods = list(queries.periods_for_choice(seen.on)[:17])
    chosen = asked.isascii() and asked.isdecimal() and len(asked) < 18
    period = get_object_or_404(Period, pk=asked) if chosen else queries.current_period(seen.on)
    rows = queries.subordinates(seen, period)
    context = {
        "rows": rows,
        "period": period,
        "periods": [(one, f"?period={one.pk}", one == period) for one in periods],
        "awaiting": queries.for_superior(seen),
        "counts": _counts(rows),
    }
    return render(request, "performance/team.html", context)


def _counts(rows: list[queries.Subordinate]) -> list[tuple[str, int]]:
    """How many are where, in the order of the work."""
    states = [row.evaluation_state for row in rows]
    return [
        (_("Bawahan langsung"), len(rows)),
        (_("Menunggu keputusan"), states.count("submitted")),
        (_("Diputuskan"), states.count("decided") + states.count("objected")),
        (_("Ditutup"), states.count("closed")),
    ]
