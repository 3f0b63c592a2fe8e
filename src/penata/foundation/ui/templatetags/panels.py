"""Named places on a page, which the roof fills with what rooms above know."""

from __future__ import annotations

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@cache
def fillers(place: str) -> tuple[Any, ...]:
    """The functions that fill a place."""
    return tuple(import_string(name) for name in import_string(settings.PENATA_PANELS).get(place, ()))


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, record: Any = None) -> SafeString:
    """`{% panels "catalog.service" page %}`: what the functions of `config/panels.py` give for this place."""
    parts = [filler(context.get("request"), record) for filler in fillers(place)]
    return mark_safe("".join(conditional_escape(part) for part in parts if part))  # noqa: S308  # each part is escaped
