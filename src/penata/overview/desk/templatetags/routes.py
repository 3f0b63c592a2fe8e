"""Reasons of the router in the words of an officer."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import gettext

from penata.public.routing.queries import proposal_sentence, sentences

register = template.Library()


@register.filter
def proposal_words(proposal: Any) -> str:
    return proposal_sentence(proposal)


@register.filter
def reason_sentences(reason: Any) -> list[str]:
    return sentences(reason)


@register.filter
def confidence_words(share: float) -> str:
    """Cukup yakin, 62%."""
    percent = {"percent": min(99, round(100 * share)) if share < 1 else 100}
    if share >= 0.8:
        return gettext("Sangat yakin: %(percent)s%%") % percent
    if share >= 0.5:
        return gettext("Cukup yakin: %(percent)s%%") % percent
    return gettext("Kurang yakin: %(percent)s%%") % percent


@register.filter
def unlocalized(value: float) -> str:
    """A coordinate for a machine: with a point, whatever the language."""
    return repr(float(value))
