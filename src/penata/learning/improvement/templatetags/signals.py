"""A signal in words."""

from __future__ import annotations

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.words import full_day, number
from penata.public.surveys.models import ELEMENT_WORDS

from ..models import Signal
from ..queries import Names

register = template.Library()


@register.simple_tag
def of_whom(one: Signal, names: Names) -> str:
    """What it is about, as a title."""
    if one.words:
        return ", ".join(one.words)
    if one.handed_from_id:
        return " → ".join(names.units.get(key or 0, "?") for key in (one.handed_from_id, one.unit_id))
    about = _joined(one.unit_id, one.service_id, one.area_id, names)
    return f"{element(one)} · {about}" if one.element else about


def element(one: Signal) -> str:
    """What it is called in a sentence."""
    return str(ELEMENT_WORDS.get(one.element, one.element))


@register.simple_tag
def mostly(one: Signal, names: Names) -> str:
    return _joined(one.mostly_unit_id, one.mostly_service_id, one.mostly_area_id, names)


@register.simple_tag
def sentence(one: Signal) -> str:
    """What stands out, beside what is usual."""
    said = {
        "seen": number(one.observed), "usual": _amount(one.expected), "month": date_format(one.month, "F Y"),
        "limit": one.limit_days, "of": number(one.of or one.observed), "months": one.months,
    }  # fmt: skip
    if one.kind == Signal.Kind.ELEMENT:
        return _fallen(one)
    if one.kind == Signal.Kind.BURST and one.first_day:
        return _("%(seen)s laporan sekitar %(day)s; biasanya sekitar %(usual)s dalam waktu sepanjang itu.") % (
            said | {"day": full_day(one.first_day)}
        )
    return _words_of(one) % (said | {"span": _span(one)})


def _words_of(one: Signal) -> str:
    if one.kind == Signal.Kind.STANDARD:
        return _(
            "%(seen)s dari %(of)s laporan yang harus dijawab %(span)s melewati waktu yang dijanjikan; menurut kebiasaan"
            " sekitar %(usual)s."
        )
    if one.kind == Signal.Kind.LATE:
        return _(
            "%(seen)s dari %(of)s laporan %(span)s belum dijawab setelah %(limit)s hari, waktu yang biasanya cukup;"
            " menurut kebiasaan sekitar %(usual)s."
        )
    if one.kind == Signal.Kind.WORDS:
        return _(
            "%(seen)s laporan dalam %(months)s bulan sampai %(month)s berbicara tentang hal yang sama, dan tidak ada"
            " layanan yang membahasnya; biasanya sekitar %(usual)s."
        )
    return _("%(seen)s laporan %(span)s; biasanya sekitar %(usual)s.")


def _span(one: Signal) -> str:
    said = {"month": date_format(one.month, "F Y"), "months": one.months}
    return (_("dalam %(months)s bulan sampai %(month)s") if one.months > 1 else _("pada %(month)s")) % said


def _fallen(one: Signal) -> str:
    """Kept are the points that answers lost beside the best, 4."""
    n = one.of or 1
    mean, usual = (number(round(4 - lost / n, 2), 2) for lost in (one.observed, one.expected))
    return _("Nilai rata-rata turun menjadi %(mean)s dari %(n)s jawaban %(span)s; biasanya sekitar %(usual)s.") % {
        "mean": mean, "usual": usual, "n": number(n), "span": _span(one),
    }  # fmt: skip


def _amount(value: float) -> str:
    return number(round(value, 1) if value < 10 else round(value))


def _joined(unit: int | None, service: int | None, area: int | None, names: Names) -> str:
    known = (names.services.get(service or 0), names.units.get(unit or 0), names.areas.get(area or 0))
    return " · ".join(filter(None, known))
