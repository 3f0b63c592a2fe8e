"""What the personnel agency oversees and sets; the figures of law."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import may, opens_to

from .. import actions, queries
from ..forms import FigureForm, UnitResultForm, YearForm
from ..models import Figure, Period
from ..rules import Rhythm, status_is_usual
from .acting import do, posted

SEE, MANAGE, CONFIGURE = may("performance.see"), may("performance.manage"), may("performance.configure")
FORM = "performance/form.html"
FEW = 10  # closed evaluations below which shares of them say nothing


@opens_to(SEE)
def overview(request: Request) -> HttpResponse:
    """How far the agencies are with a period, by name; no person is ranked."""
    on, asked = timezone.localdate(), request.GET.get("period", "")
    periods = list(queries.periods_for_choice(on)[:17])
    chosen = asked.isascii() and asked.isdecimal() and len(asked) < 18
    period = get_object_or_404(Period, pk=asked) if chosen else queries.current_period(on)
    rows = queries.agencies(period, on)
    context = {
        "rows": [(row, row.closed < FEW or status_is_usual(row.above, row.within, row.below)) for row in rows],
        "period": period,
        "periods": [(one, f"?period={one.pk}", one == period) for one in periods],
        "total": [sum(column) for column in zip(*[row[2:12] for row in rows], strict=True)],
    }
    return render(request, "performance/overview.html", context)


@opens_to(MANAGE)
def year(request: Request) -> HttpResponse:
    form = YearForm(**posted(request), initial={"year": timezone.localdate().year})
    context = {"title": _("Buka masa penilaian"), "button": _("Buka"), "done": _("Masa penilaian dibuka.")}
    return do(
        request, form,
        lambda: actions.open_year(
            form.cleaned_data["year"], rhythm=Rhythm(form.cleaned_data["rhythm"]), first=form.cleaned_data["first"],
            by=request.actor, at=timezone.now(),
        ),
        reverse("performance:overview"), template=FORM, **context,
    )  # fmt: skip


@opens_to(MANAGE)
def unit(request: Request, pk: int) -> HttpResponse:
    """Write down what a unit achieved in a period."""
    period = get_object_or_404(Period, pk=pk)
    units = queries.unit_choices(timezone.localdate())
    form = UnitResultForm(**posted(request), units=units, initial={"unit": request.GET.get("unit", "")[:20]})
    context = {"title": _("Capaian perangkat daerah, %(period)s") % {"period": period}, "button": _("Simpan")}
    return do(
        request, form,
        lambda: actions.set_unit_result(period=period, **form.cleaned_data, by=request.actor, at=timezone.now()),
        f"{reverse('performance:overview')}?period={period.pk}", template=FORM, done=_("Tersimpan."), **context,
    )  # fmt: skip


@opens_to(CONFIGURE)
def figures(request: Request) -> HttpResponse:
    on = timezone.localdate()
    rows = list(queries.all_figures())
    unverified = sum(not row.is_verified for row in rows if row.valid.upper is None)
    return render(request, "performance/figures.html", {"rows": rows, "on": on, "unverified": unverified})


@opens_to(CONFIGURE)
def figure(request: Request, pk: int) -> HttpResponse:
    """A new version of a figure from a day on."""
    found = get_object_or_404(Figure, pk=pk)
    first = {"value": found.value.normalize(), "basis": found.basis, "since": timezone.localdate()}
    form = FigureForm(**posted(request), initial=first)
    context = {
        "title": f"{found.get_kind_display()}: {queries.figure_words(found)}",
        "button": _("Simpan"),
        "done": _("Tersimpan."),
    }
    if found.valid.upper is not None:
        messages.info(request, _("Angka ini sudah diganti; yang baru dimulai dari versi terakhirnya."))
    return do(
        request, form,
        lambda: actions.set_figure(found, **form.cleaned_data, by=request.actor, at=timezone.now()),
        reverse("performance:figures"), template=FORM, **context,
    )  # fmt: skip
