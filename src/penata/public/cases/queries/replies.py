"""Words that an answer starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.formats import date_format

from ..models import Case, ReplyTemplate, Statement

if TYPE_CHECKING:
    from .whole import Whole


def templates_for(case: Case) -> QuerySet[ReplyTemplate]:
    """Those of everyone, of the unit that has the case, and of its function."""
    wanted = Q(unit__isnull=True, function__isnull=True) | Q(unit=case.unit_id)
    if case.function_id is not None:
        wanted |= Q(function=case.function_id)
    return ReplyTemplate.objects.filter(wanted, is_active=True).order_by("name")


def template_text(pk: int, whole: Whole) -> str:
    """A template's words with what it names filled in; empty when it is not for this case."""
    found = templates_for(whole.case).filter(pk=pk).first()
    if found is None:
        return ""
    due = whole.case.due_on or whole.case.finish_by
    filling = {
        "{nomor}": whole.case.reference,
        "{jabatan}": whole.position_title,
        "{tenggat}": date_format(due, "l, j F Y"),
    }
    text = found.text
    for name, value in filling.items():
        text = text.replace(name, value)
    return text


def public_words(case: Case) -> str:
    """The masked words of the first statement, for the moderator to look at."""
    words = Statement.objects.filter(case=case).order_by("at", "pk").values_list("public_words", flat=True).first()
    return words or ""
