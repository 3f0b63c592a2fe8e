"""Words of the room's codes: `{% load performance_marks %}`."""

from __future__ import annotations

from django import template

from .. import queries

register = template.Library()
register.filter("figure_words", queries.figure_words)
