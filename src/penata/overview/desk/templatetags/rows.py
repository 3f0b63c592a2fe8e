"""The row of a case as one tag: a list has 25 of them, and a template would take several times as long."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from penata.foundation.ui.templatetags.marks import icon, status
from penata.foundation.ui.templatetags.words import deadline

from ..queries import Thing, rooms

register = template.Library()

_ROW = (
    '<li class="desk-row"><input class="form-check-input" type="checkbox" name="case" value="{id}" aria-label="{pick}">'
    '<a class="row-link" data-row data-case="{reference}" href="{address}"><span class="row-title">{title}</span>'
    '<span class="row-meta">{marks}{about}</span>{why}</a></li>'
)
_THING = (
    '<li class="desk-row is-thing">{mark}<a class="row-link" data-row{case} href="{address}">'
    '<span class="row-title">{title}</span><span class="row-meta">{marks}<span>{room}</span></span>{why}</a></li>'
)
ICONS = {
    "plans": "list-check",
    "teams": "puzzle",
    "performance": "target",
    "dashboards": "scale",
    "surveys": "clipboard-list",
    "forum": "messages",
    "improvement": "zoom-question",
    "cases": "arrow-forward-up",
}


def _thing(row: Thing, why: str, urgent: str, names: dict[str, str]) -> str:
    """What another room tells; a handover opens beside the list as a case does."""
    due = "" if row.due_on is None else str(deadline(row.days_left, row.due_on))
    reference = row.address.rstrip("/").rpartition("/")[2] if row.room == "cases" else ""
    return _THING.format(
        mark=icon(ICONS.get(row.room, "point")),
        case=f' data-case="{escape(reference)}"' if reference else "",
        address=escape(row.address),
        title=escape(row.label),
        marks=due + (urgent if row.is_urgent else ""),
        room=escape(names.get(row.room, gettext("Laporan"))),
        why=f'<span class="row-why">{escape(why)}</span>',
    )


@register.simple_tag
def case_rows(rows: Any, has_units: Any = True) -> SafeString:
    """`rows`: pairs of a line and why it is here; `has_units`: of several units. What people wrote is escaped."""
    urgent, pick = str(status(gettext("Mendesak"), "danger")), gettext("Pilih %(number)s")
    address = reverse("cases:case", args=["~"])
    names = {name: str(label) for name, (label, _tells) in rooms().items()}
    parts = []
    for row, why in rows:
        if isinstance(row, Thing):
            parts.append(_thing(row, why, urgent, names))
            continue
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
