"""Where the time goes, in words and as a picture: a bar a step, waiting, working and untold beside each other."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from penata.foundation.ui.templatetags.words import number

from ..rules.process.figures import Figures, Middle, Part, Time

register = template.Library()
WIDTH = 1000
KINDS = ("waiting", "working", "untold")


@register.filter
def days(value: float | None) -> str:
    """Two digits that say something; a dash where nothing is known."""
    if value is None:
        return "–"
    return number(round(value, 1 if value >= 1 else 2) if value < 100 else round(value))


@register.filter
def percent(share: float | None) -> str:
    return "–" if share is None else f"{number(round(share * 100, 1))}%"


@register.simple_tag
def middle(one: Middle) -> str:
    """2,1 / 7,5"""
    return f"{days(one.median)} / {days(one.p90)}"


@register.simple_tag
def in_order(parts: tuple[Part, ...]) -> list[Part]:
    """Steps in the course of a case."""
    return sorted(parts, key=lambda one: (one.place, one.step))


@register.simple_tag
def longest(found: Figures) -> Part | None:
    """The step with the most time, where there are several."""
    return found.steps[0] if len(found.steps) > 1 and found.days else None


@register.simple_tag
def is_told(found: Figures) -> bool:
    """Whether waiting and working are told apart."""
    return bool(found.time.working)


@register.simple_tag
def bar(time: Time, most: float) -> SafeString:
    """Its words stand beside it, so that the picture itself is hidden from who cannot see it."""
    left, shapes = 0.0, []
    for kind in KINDS:
        width = getattr(time, kind) / most * WIDTH if most else 0.0
        if width > 0:
            shapes.append(f'<rect class="is-{kind}" x="{left:.1f}" width="{max(width, 1):.1f}" height="20"/>')
            left += width
    inside = "".join(shapes)
    return mark_safe(  # noqa: S308  # numbers alone
        f'<svg class="time-bar" viewBox="0 0 {WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">{inside}</svg>'
    )


@register.simple_tag
def most_days(parts: tuple[Part, ...]) -> float:
    return max((one.time.days for one in parts), default=0.0)


@register.simple_tag
def path_in_words(steps: tuple[str, ...], is_cut: bool) -> SafeString:  # a tag has no keywords
    return mark_safe(" → ".join(map(escape, steps)) + (" → …" if is_cut else ""))  # noqa: S308  # each part is escaped
