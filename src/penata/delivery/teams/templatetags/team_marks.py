"""Marks of teams, requests and loads: `{% load team_marks %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata.foundation.ui.templatetags.marks import status

from ..models import STATE_WORDS, Request
from ..rules import Load, TeamState
from ..rules import bare_name as _bare_name
from ..rules.proposing import Reason

register = template.Library()

TEAM = {
    TeamState.PLANNED: "new",
    TeamState.ACTIVE: "active",
    TeamState.OVERDUE: "late",
    TeamState.DISSOLVED: "closed",
}
REQUEST = {
    "offered": "waiting",
    "asked": "waiting",
    "assigned": "good",
    "refused": "danger",
    "declined": "neutral",
    "withdrawn": "neutral",
}


@register.simple_tag
def team_state(state: TeamState) -> SafeString:
    return status(STATE_WORDS[state], TEAM[state])


@register.simple_tag
def request_state(request: Request) -> SafeString:
    return status(request.get_state_display(), REQUEST[request.state])


@register.simple_tag
def load_mark(load: Load) -> SafeString:
    """Hours a week in teams, with a warning where they are many."""
    if not load.hours:
        return status(_("Belum di tim mana pun"), "good")
    words = {"hours": load.hours}
    if load.is_too_much:
        return status(_("%(hours)s jam/minggu, melebihi jam efektif") % words, "danger")
    if load.is_heavy:
        return status(_("%(hours)s jam/minggu, lebih dari separuh") % words, "warning")
    return status(ngettext("%(hours)s jam/minggu di tim", "%(hours)s jam/minggu di tim", load.hours) % words, "neutral")


register.filter("bare_name", _bare_name)


@register.filter
def in_words(reason: Reason) -> str:
    """Why someone is proposed."""
    words = {"skill": reason.skill, "words": reason.words.replace("-", "\u2011")}  # S-1 stays on its line
    if reason.code == "skill":
        if reason.kind == "education":
            return _("%(skill)s: pendidikannya %(words)s") % words
        if reason.kind == "position":
            return _("%(skill)s: memangku atau pernah memangku jabatan %(words)s") % words
        return _("%(skill)s: %(words)s") % words
    return {
        "background": _("Latar belakang yang belum ada dalam tim: %(words)s") % words,
        "agency": _("Membawa sudut pandang %(words)s") % words,
        "away": _("Sedang tidak masuk"),
    }[reason.code]
