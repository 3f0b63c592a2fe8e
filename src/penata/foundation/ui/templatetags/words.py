"""Days, deadlines and numbers in the words of the active language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from penata.foundation import refusals
from penata.foundation.ui import rules
from penata.foundation.ui.templatetags.marks import icon_markup

register = template.Library()


def _language() -> str:
    return get_language() or "id"


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def told(text: str | None) -> str:
    """What is stored as a reason: the program's own in the reader's language, people's as they wrote it."""
    return refusals.told(str(text or ""), _shown)


def _shown(value: Any) -> Any:
    """A parameter of a stored sentence: days (2026-11-27) as the reader writes them."""
    try:
        return rules.plain_day(date.fromisoformat(value), _language()) if isinstance(value, str) else value
    except ValueError:
        return value


@register.filter
def full_day(value: date | datetime | None) -> str:
    """Jumat, 27 November 2026."""
    return rules.full_day(_local(value), _language()) if value else ""


@register.filter
def plain_day(value: date | datetime | None) -> str:
    """27 November 2026."""
    return rules.plain_day(_local(value), _language()) if value else ""


@register.filter
def short_day(value: date | datetime | None) -> str:
    """27 Nov 2026."""
    return rules.short_day(_local(value), _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """27 November 2026, pukul 09.05."""
    if not value:
        return ""
    here = _local(value)
    if not isinstance(here, datetime):
        return rules.plain_day(here, _language())
    return gettext("%(day)s, pukul %(clock)s") % {
        "day": rules.plain_day(here, _language()),
        "clock": rules.clock(here, _language()),
    }


@register.filter
def number(value: int | float | Decimal | None, places: int | None = None) -> str:
    """1.234,5."""
    return "" if value is None else rules.number(value, places, _language())


@register.filter
def rupiah(value: int | float | Decimal | None) -> str:
    """Rp 1.500.000."""
    return "" if value is None else rules.rupiah(value)


@register.filter
def working_days(count: int) -> str:
    """2 hari kerja."""
    return ngettext("%(n)s hari kerja", "%(n)s hari kerja", count) % {"n": rules.number(count, 0, _language())}


def deadline_words(left: int) -> tuple[str, str]:
    """The sentence and the state for `left` working days until the deadline (negative: past it)."""
    if left < 0:
        words = ngettext("terlambat %(n)s hari kerja", "terlambat %(n)s hari kerja", -left)
        return words % {"n": rules.number(-left, 0, _language())}, "late"
    if left == 0:
        return gettext("hari ini"), "today"
    words = ngettext("tinggal %(n)s hari kerja", "tinggal %(n)s hari kerja", left)
    return words % {"n": rules.number(left, 0, _language())}, "soon" if left <= 2 else "fine"


@register.simple_tag
def deadline(left: int | None, due: date | None = None, paused: Any = False) -> SafeString:
    """`{% deadline 2 case.due %}`: words first, the exact day as title; a paused clock says so."""
    return _deadline(left, due, bool(paused), _language())


@lru_cache(maxsize=4096)
def _deadline(left: int | None, due: date | None, paused: bool, language: str) -> SafeString:
    """Lists repeat the same few deadlines, so each is written once."""
    if paused or left is None:
        words, state, icon = gettext("waktu dijeda") if paused else gettext("tanpa tenggat"), "paused", "player-pause"
    else:
        (words, state), icon = deadline_words(left), "alarm" if left < 0 else "clock"
    drawing = icon_markup(icon)
    if due is None:
        return format_html('<span class="deadline is-{}">{}{}</span>', state, drawing, words)
    markup = '<time class="deadline is-{}" datetime="{}" title="{}">{}{}</time>'
    return format_html(markup, state, due.isoformat(), rules.full_day(_local(due), language), drawing, words)


@register.simple_tag
def ago(at: datetime, now: datetime | None = None) -> SafeString:
    """ "3 jam yang lalu", with the exact moment as title."""
    seconds = max(0, int(((now or timezone.now()) - at).total_seconds()))
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', at.isoformat(), moment(at), conditional_escape(_since(seconds, at))
    )


def _since(seconds: int, at: datetime) -> str:
    if seconds < 60:
        return gettext("baru saja")
    if seconds < 3600:
        return ngettext("%(n)s menit yang lalu", "%(n)s menit yang lalu", seconds // 60) % {"n": seconds // 60}
    if seconds < 86_400:
        return ngettext("%(n)s jam yang lalu", "%(n)s jam yang lalu", seconds // 3600) % {"n": seconds // 3600}
    if seconds < 7 * 86_400:
        days = seconds // 86_400
        return ngettext("%(n)s hari yang lalu", "%(n)s hari yang lalu", days) % {"n": days}
    return plain_day(at)
