"""The forms of a team: forming, changing, the lead, ending a member's work."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.organization.structure.queries import unit_names

from .. import actions, queries
from ..forms import ChangeTeamForm, EndForm, FormTeamForm, LeadForm, initial_of
from ..models import Membership
from ..rules import Right
from .listing import may_form_any
from .opening import do, open_team, posted, sight_of, who

MOST_UNITS = 150  # in a list of choices; beyond them the unit is typed


@opens_to(STAFF)
def new(request: HttpRequest) -> HttpResponse:
    seen = sight_of(request)
    if not may_form_any(seen):
        raise PermissionDenied
    first = {"since": seen.on, "last_day": seen.on + timedelta(days=180)}
    form = FormTeamForm(**posted(request), initial=first, units=_units(seen))

    def act() -> str:
        return actions.form_team(**form.values(), **who(request)).get_absolute_url()

    done = _("Tim terbentuk. Sekarang minta anggotanya.")
    return do(request, form, act, "teams/form.html", {"title": _("Bentuk tim")}, done=done)


@opens_to(STAFF)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    team, _seen = open_team(request, pk, Right.CHANGE)
    form = ChangeTeamForm(**posted(request), initial=initial_of(team))

    def act() -> str:
        return actions.change_team(team, **form.values(), **who(request)).get_absolute_url()

    context = {"title": _("Ubah tim"), "team": team}
    return do(request, form, act, "teams/form.html", context, done=_("Tersimpan."))


@opens_to(STAFF)
def lead(request: HttpRequest, pk: int) -> HttpResponse:
    team, seen = open_team(request, pk, Right.CHANGE)
    members = queries.members_on([team.pk], seen.on).select_related("person").order_by("person__name")
    form = LeadForm(**posted(request), members=members, initial={"on": seen.on})

    def act() -> str:
        actions.hand_lead(team, **form.cleaned_data, **who(request))
        return team.get_absolute_url()

    context = {"title": _("Serahkan pimpinan tim"), "team": team, "button": _("Serahkan pimpinan")}
    return do(request, form, act, "teams/form.html", context, done=_("Pimpinan tim berganti; surat tugas terbit."))


@opens_to(STAFF)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the work of one member: for the team, or as the superior who calls him back."""
    member = get_object_or_404(Membership.objects.select_related("person", "team"), pk=pk)
    team, seen = open_team(request, member.team_id)
    if not queries.may_end(member, seen):
        raise PermissionDenied
    form = EndForm(**posted(request), initial={"on": seen.on})

    def act() -> str:
        actions.end_membership(member, **form.cleaned_data, **who(request))
        return team.get_absolute_url()

    title = _("Akhiri tugas %(name)s") % {"name": member.person.name}
    context = {"title": title, "team": team, "button": _("Akhiri tugas")}
    return do(request, form, act, "teams/form.html", context, done=_("Tugas diakhiri."))


def _units(seen: queries.Sight) -> list[tuple[int, str]] | None:
    """The units to choose from, the headed ones first; None when there are too many for a list."""
    if seen.standing.may("teams.form") or len(seen.below) > MOST_UNITS:
        return None
    if not seen.below:
        raise Http404
    names = unit_names(seen.below, seen.on)
    return sorted(names.items(), key=lambda unit: (unit[0] not in seen.standing.heads, unit[1]))
