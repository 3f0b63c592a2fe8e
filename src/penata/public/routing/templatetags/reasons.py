"""Reasons in sentences: `{% load reasons %}` … `{% for sentence in assignment.reason|sentences %}`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.translation import get_language

from penata.foundation.ui.rules import MONTHS
from penata.public.routing import queries
from penata.public.routing.rules import Proposal, Reason

register = template.Library()


@register.filter
def sentences(reason: Reason | Mapping[str, Any] | None) -> list[str]:
    """The whole chain, one link a sentence; none for a case that was never routed."""
    return queries.sentences(reason) if reason else []


@register.filter
def short_reason(reason: Reason | Mapping[str, Any] | None, due: date | None = None) -> str:
    """For the reporter."""
    return queries.short_sentence(reason, due) if reason else ""


@register.filter
def proposal_reason(proposal: Proposal | Mapping[str, Any]) -> str:
    return queries.proposal_sentence(proposal)


@register.filter
def percent(share: Any) -> str:
    """0.953 → "95%"; nothing for a share that is not known."""
    return "" if not isinstance(share, int | float) else f"{round(share * 100)}%"


@register.filter
def hundredths(value: Any) -> str:
    """A share as hundredths for a chart, with a dot in every language."""
    return "" if not isinstance(value, int | float) else f"{value * 100:.1f}"


@register.filter
def month_name(month: str | None) -> str:
    """ "2026-10" → "Oktober 2026"."""
    if not month:
        return ""
    year, number = month.split("-")
    names = MONTHS["en" if (get_language() or "id").startswith("en") else "id"]
    return f"{names[int(number) - 1]} {year}"
