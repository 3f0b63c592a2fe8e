from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from penata.foundation.ui.widgets import put_into_form

from ..accounts.models import Request
from ..accounts.rules import STAFF, may, opens_to
from ..refusals import Refused
from . import actions, queries
from .forms import CityDayForm, RemoveForm
from .rules import Source

MANAGE = may("calendars.manage")
SOURCES = {
    Source.NATIONAL: _("Libur nasional"),
    Source.COLLECTIVE: _("Cuti bersama"),
    Source.CITY: _("Ketetapan kota"),
}


@opens_to(STAFF)
def year(request: Request, year: int | None = None) -> HttpResponse:
    """The days of a year that differ from their weekday; who may, sets the city's own."""
    return _year_page(request, year or timezone.localdate().year)


@opens_to(MANAGE)
@require_POST
def add(request: Request) -> HttpResponse:
    form = CityDayForm(request.POST)
    if form.is_valid():
        try:
            day = actions.set_city_day(**form.cleaned_data, by=request.actor, at=timezone.now()).day
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(
                request, gettext("Hari kota sudah ditetapkan. Tenggat yang masih berjalan dihitung ulang.")
            )
            return redirect("calendars:year_of", year=day.year)
    return _year_page(request, timezone.localdate().year, form=form)


@opens_to(MANAGE)
@require_POST
def remove(request: Request) -> HttpResponse:
    form = RemoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, gettext("Tuliskan alasan mencabut hari itu."))
        return redirect("calendars:year")
    try:
        actions.remove_city_day(**form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, gettext("Hari kota sudah dicabut. Tenggat yang masih berjalan dihitung ulang."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("calendars:year_of", year=form.cleaned_data["day"].year)


def _year_page(request: Request, year: int, form: CityDayForm | None = None) -> HttpResponse:
    this_year = timezone.localdate().year
    if not this_year - queries.YEARS_BACK <= year <= this_year + queries.YEARS_AHEAD:
        raise Http404
    days = queries.named_days(year)
    is_city = Source.CITY
    context: dict[str, Any] = {
        "year": year,
        "days": [(day, SOURCES[day.source], day.source is is_city) for day in days],
        "is_leave_known": queries.is_collective_leave_known(year),
        "is_estimated": any("perkiraan" in day.name for day in days),
        "years": [(y, reverse("calendars:year_of", args=[y])) for y in range(this_year - 1, this_year + 4)],
        "may_manage": request.standing.may("calendars.manage"),
        "form": form or CityDayForm(),
    }
    return render(request, "calendars/year.html", context, status=422 if form and form.errors else 200)
