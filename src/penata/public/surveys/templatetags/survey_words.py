"""Words of a survey in the reader's language, and numbers as they are printed."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.marks import status

from ..models import BAND_WORDS, Survey
from ..rules.questions import in_language

register = template.Library()


@register.simple_tag
def title_of(survey: Survey, language: str) -> str:
    return (survey.title_en if language == "en" else "") or survey.title


@register.simple_tag
def intro_of(survey: Survey, language: str) -> str:
    return (survey.intro_en if language == "en" else "") or survey.intro


@register.simple_tag
def said(one: Any, language: str) -> str:
    """The words of a question or an option."""
    return in_language(one.words, language)


@register.simple_tag
def survey_state(survey: Survey) -> str:
    if survey.published_at is not None:
        return status(_("Diterbitkan"), "good")
    if survey.closed_at is not None:
        return status(_("Ditutup"), "closed")
    return status(_("Dibuka"), "active") if survey.opened_at else status(_("Belum dibuka"), "neutral")


@register.simple_tag
def band(index: Any) -> str:
    """A band as a mark: never by color alone."""
    kinds = {"A": "good", "B": "good", "C": "warning", "D": "danger"}
    return status(f"{index.band.value} · {BAND_WORDS[index.band.value]}", kinds[index.band.value])


@register.simple_tag
def band_name(index: Any) -> str:
    return str(BAND_WORDS[index.band.value])


@register.simple_tag
def index_words(index: Any) -> str:
    return format_html("{}", str(index.value).replace(".", ",")) if index else "—"


@register.filter
def comma(value: Any) -> str:
    """76.61 → 76,61, whatever the language: reports of the ministry are written so."""
    return str(value).replace(".", ",")


@register.filter
def two(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


@register.filter
def percent_words(value: float) -> str:
    return f"{value:.1f}".replace(".", ",") + "%"


@register.simple_tag
def difference_words(found: Any) -> str:
    """Whether groups differ, in a sentence."""
    if found is None:
        return _("Tidak diuji: boleh memilih beberapa jawaban, atau hanya satu kelompok yang menjawab.")
    words = {"chi": f"{found.chi_square:.2f}".replace(".", ","), "freedom": found.freedom, "p": _chance(found.p)}
    if found.is_weak:
        return _("Terlalu sedikit jawaban untuk mengatakan bahwa kelompok berbeda (χ² = %(chi)s, p = %(p)s).") % words
    if found.is_significant:
        return _("Kelompok berbeda lebih dari kebetulan (χ² = %(chi)s, df = %(freedom)s, p = %(p)s).") % words
    return _("Perbedaannya dapat terjadi karena kebetulan (χ² = %(chi)s, df = %(freedom)s, p = %(p)s).") % words


def _chance(p: float) -> str:
    return "< 0,001" if p < 0.001 else f"{p:.3f}".replace(".", ",")
