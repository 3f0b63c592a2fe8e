"""The tree of the organization chart as markup: three thousand rows are too many for a component each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from penata.foundation.ui.templatetags.marks import status

from ..queries import ChartRow

register = template.Library()
OPEN_LEVELS = 2


@register.simple_tag
def chart_tree(rows: Sequence[ChartRow], on: date, today: date, changes: Mapping[int, str] | None = None) -> SafeString:
    """Nested lists that open without a script; the first two levels are open, and branches that hold a change."""
    changes = changes or {}
    words = {"new": gettext("baru"), "changed": gettext("berubah")}
    marks = {code: f" {status(word, 'new' if code == 'new' else 'warning')}" for code, word in words.items()}
    address = reverse("structure:unit", args=["X"]).removesuffix("X/")
    below_of = gettext("Unit di bawah %(name)s")
    query = "" if on == today else f"?on={on.isoformat()}"
    out: list[str] = []
    depths = [row.depth for row in rows] + [0]
    opened = _branches_with(rows, changes)
    for place, row in enumerate(rows):
        name = f'<a href="{address}{quote(row.code, safe="")}/{query}">{escape(row.name)}</a>'
        head = f' <small class="row-meta">{escape(row.head_title)}</small>' if row.head_title else ""
        line = f"{name}{head}{marks.get(changes.get(row.unit_id, ''), '')}"
        below = depths[place + 1] if place + 1 < len(rows) else 0
        if below > row.depth:
            is_open = " open" if row.depth < OPEN_LEVELS or row.unit_id in opened else ""
            fold = f'<summary><span class="visually-hidden">{below_of % {"name": escape(row.name)}}</span></summary>'
            out.append(f"<li>{line}<details{is_open}>{fold}<ul>")
        else:
            out.append(f"<li>{line}</li>")
            out.append("</ul></details></li>" * (row.depth - below))
    return mark_safe(f'<ul class="chart-tree">{"".join(out)}</ul>')  # noqa: S308 every name is escaped


def _branches_with(rows: Sequence[ChartRow], changes: Mapping[int, str]) -> set[int | None]:
    """Units above one that changed."""
    above = {row.unit_id: row.parent_id for row in rows}
    found: set[int | None] = set()
    for unit in changes:
        here = above.get(unit)
        while here is not None and here not in found:
            found.add(here)
            here = above.get(here)
    return found
