"""Marks of cases in lists and timelines: `{% load case_marks %}`."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.marks import status
from penata.foundation.ui.templatetags.words import told
from penata.public.routing.queries import sentences

from ..models import Case
from ..rules.names import ERASED_WORDS

register = template.Library()
T = Case.State
MARKS = {
    T.RECEIVED: "new",
    T.INCOMPLETE: "waiting",
    T.VERIFIED: "new",
    T.ASSIGNED: "active",
    T.IN_PROGRESS: "active",
    T.ANSWERED: "good",
    T.REOPENED: "warning",
    T.CLOSED: "closed",
    T.NOT_OURS: "neutral",
    T.ARCHIVED: "closed",
    T.WITHDRAWN: "neutral",
}
ICONS = {
    "received": "inbox",
    "verified": "checks",
    "assigned": "send",
    "started": "player-play",
    "asked": "help-circle",
    "amended": "pencil",
    "noted": "lock",
    "handover_proposed": "arrow-forward-up",
    "handover_accepted": "check",
    "handover_returned": "arrow-back-up",
    "extended": "calendar-plus",
    "escalated": "bell",
    "replied": "message",
    "answered": "message-check",
    "closed": "circle-check",
    "reopened": "rotate",
    "split": "arrows-split-2",
    "joined": "copy",
    "not_ours": "building-bank",
    "archived": "archive",
    "withdrawn": "x",
    "published": "world",
    "unpublished": "world-off",
    "erased": "eraser",
    "undone": "arrow-back-up",
}


@register.simple_tag
def case_state(case: Any) -> SafeString:
    """The state of a case or of a line, with its icon."""
    return status(Case.State(case.state).label, MARKS[Case.State(case.state)])


@register.filter
def step_icon(kind: str) -> str:
    return ICONS.get(kind, "point-filled")


@register.filter
def as_day(text: str) -> date | None:
    """A day as facts keep it (2026-11-27)."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


@register.filter
def why_here(reason: dict[str, Any]) -> list[str]:
    """Why a case lies where it lies: the router's chain, or what the one who moved it said."""
    found = sentences(reason) if reason.get("proposals") else []
    proposal = reason.get("proposal") or {}
    article = reason.get("article") or " ".join(filter(None, (proposal.get("decree"), proposal.get("article"))))
    if reason.get("because"):
        found.append(told(reason["because"]))
    if article and not reason.get("proposals"):
        found.append(_("Menurut %(article)s.") % {"article": article})
    how = (reason.get("seat") or {}).get("how", "")
    by_seat = {
        "superior": _("Jabatan di bawahnya kosong, maka laporan naik ke atasannya."),
        "substitute": _("Pemangkunya sedang tidak di tempat; penggantinya yang menjawab."),
        "acting": _("Jabatan ini dipangku pelaksana tugas."),
        "daily": _("Jabatan ini dijalankan pelaksana harian."),
    }
    if how in by_seat and not reason.get("proposals"):
        found.append(by_seat[how])
    return found


@register.filter
def spoken(text: str) -> str:
    """What an officer wrote; where it was erased, that it was, in the reader's language."""
    return _("(dihapus atas permintaan pelapor)") if text == ERASED_WORDS else told(text)
