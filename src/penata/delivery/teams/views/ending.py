"""The end of a team: the leader's report, and the head of the unit who accepts or returns it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to

from .. import actions
from ..forms import DissolveForm, ReasonForm, ReportForm
from ..rules import Right
from .opening import do, open_team, posted, who


@opens_to(STAFF)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    team, _seen = open_team(request, pk, Right.REPORT)
    form = ReportForm(**posted(request), initial={"outcome": team.outcome, "report": team.report})

    def act() -> str:
        return actions.report(team, **form.cleaned_data, **who(request)).get_absolute_url()

    context = {"title": _("Laporan akhir tim"), "team": team, "button": _("Tanda tangani dan kirim")}
    return do(request, form, act, "teams/form.html", context, done=_("Laporan akhir dikirim kepada kepala unit."))


@opens_to(STAFF)
def return_report(request: HttpRequest, pk: int) -> HttpResponse:
    team, _seen = open_team(request, pk, Right.DISSOLVE)
    form = ReasonForm(**posted(request))

    def act() -> str:
        return actions.return_report(team, **form.cleaned_data, **who(request)).get_absolute_url()

    context = {"title": _("Kembalikan laporan akhir"), "team": team, "button": _("Kembalikan kepada ketua")}
    return do(request, form, act, "teams/form.html", context, done=_("Laporan akhir dikembalikan."))


@opens_to(STAFF)
def dissolve(request: HttpRequest, pk: int) -> HttpResponse:
    team, seen = open_team(request, pk, Right.DISSOLVE)
    form = DissolveForm(**posted(request), initial={"on": seen.on, "outcome": team.outcome}, team=team)

    def act() -> str:
        typed = {"report": "", **form.cleaned_data}
        return actions.dissolve(team, **typed, **who(request)).get_absolute_url()

    context = {"title": _("Bubarkan tim dengan hasilnya"), "team": team, "button": _("Terima hasil dan bubarkan")}
    return do(request, form, act, "teams/dissolve.html", context, done=_("Tim dibubarkan; hasilnya tercatat."))
