"""The row of a case as one tag: a list has 25 of them, and a template would take several times as long."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from penata.foundation.ui.templatetags.marks import status
from penata.foundation.ui.templatetags.words import deadline

register = template.Library()

_ROW = (
    '<li class="desk-row"><input class="form-check-input" type="checkbox" name="case" value="{id}" aria-label="{pick}">'
    '<a class="row-link" data-row data-case="{reference}" href="{address}"><span class="row-title">{title}</span>'
    '<span class="row-meta">{marks}{about}</span>{why}</a></li>'
)


@register.simple_tag
def case_rows(rows: Any, has_units: Any = True) -> SafeString:
    """`rows`: pairs of a line and why it is here; `has_units`: of several units. What people wrote is escaped."""
    urgent, pick = str(status(gettext("Mendesak"), "danger")), gettext("Pilih %(number)s")
    address = reverse("cases:case", args=["~"])
    parts = []
    for row, why in rows:
        marks = str(deadline(row.days_left, row.due_on)) + (urgent if row.is_urgent else "")
        about = [text for text in (row.reference, row.area_name, has_units and row.unit_name) if text]
        parts.append(
            _ROW.format(
                id=row.id,
                pick=escape(pick % {"number": row.reference}),
                reference=escape(row.reference),
                address=address.replace("~", escape(row.reference)),
                title=escape(row.title),
                marks=marks,
                about="".join(f"<span>{escape(text)}</span>" for text in about),
                why=f'<span class="row-why">{escape(why)}</span>' if why else "",
            )
        )
    return mark_safe("".join(parts))  # noqa: S308  # each part is escaped
