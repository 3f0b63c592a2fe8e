"""Small marks that lists repeat on each row, as plain tags: a component costs several times as much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django import forms, template
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from penata.foundation.ui import widgets

register = template.Library()

# state → (CSS suffix, icon); the word comes from the room
STATES = {
    "new": "circle-plus",
    "waiting": "clock-hour-4",
    "active": "progress",
    "good": "circle-check",
    "warning": "alert-triangle",
    "late": "alarm",
    "danger": "alert-octagon",
    "closed": "archive",
    "neutral": "circle",
}


@cache
def icon_markup(name: str) -> SafeString:
    """The drawing of a Tabler icon, hidden from screen readers; nothing when the libraries are not installed."""
    folder = Path(settings.NODE_MODULES) / "@tabler/icons/icons"
    if not folder.is_dir():
        return SafeString("")
    file = folder / (
        f"filled/{name.removesuffix('-filled')}.svg" if name.endswith("-filled") else f"outline/{name}.svg"
    )
    if not re.fullmatch(r"[a-z0-9-]+", name) or not file.is_file():
        raise ImproperlyConfigured(f"There is no Tabler icon named {name!r}.")
    drawing = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text(), re.DOTALL)
    paths = re.sub(r"\s*\n\s*", "", drawing[1]) if drawing else ""
    paths = paths.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none"/>', "")
    kind = "icon icon-filled" if name.endswith("-filled") else "icon"
    return mark_safe(f'<svg class="{kind}" viewBox="0 0 24 24" aria-hidden="true">{paths}</svg>')  # noqa: S308  # from the package, not from people


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "map-pin" %}`: decorative; the word stands beside it."""
    return icon_markup(name)


@register.simple_tag
def status(word: Any, state: str = "neutral") -> SafeString:
    """`{% status "Dijawab" "good" %}`: word, icon and color together."""
    return mark_safe(  # noqa: S308  # the word is escaped
        f'<span class="status-mark is-{state}">{icon_markup(STATES[state])}{conditional_escape(word)}</span>'
    )


@register.simple_tag
def menu(entries: Iterable[tuple[str, str, str, bool, tuple[Any, ...]]]) -> SafeString:
    """`{% menu navigation.desk %}`: links as (label, address, icon, is the current one, ()), drawn once for each page.

    A group has no address and its links at the end; it unfolds without JavaScript.
    """
    return _menu(tuple(entries))


@lru_cache(maxsize=1024)
def _menu(entries: tuple[tuple[str, str, str, bool, tuple[Any, ...]], ...]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_menu_item(*entry),) for entry in entries))
    return format_html('<ul class="menu-list">{}</ul>', items)


def _menu_item(label: str, address: str, name: str, is_current: bool, below: tuple[Any, ...]) -> SafeString:
    mark = icon_markup(name) if name else ""
    if not below:
        current = mark_safe(' aria-current="page"') if is_current else ""
        return format_html('<a class="menu-link" href="{}"{}>{}{}</a>', address, current, mark, label)
    current = mark_safe(' aria-current="true"') if is_current else ""
    head = format_html(
        '<summary class="menu-link"{}>{}{}{}</summary>', current, mark, label, icon_markup("chevron-down")
    )
    return format_html('<details class="menu-group" name="menu-group">{}{}</details>', head, _menu(below))


@register.simple_tag
def control(field: forms.BoundField, about: Any = "") -> SafeString:
    """The input of a bound field, with its classes and its ties to help (`about`) and errors."""
    return field.as_widget(attrs=widgets.control_attributes(field, bool(about)))


@register.filter
def is_told_first(form: forms.BaseForm) -> bool:
    """Whether the errors of this form have not been summed up on the page yet."""
    is_first = not getattr(form, "_is_told", False)
    form._is_told = True  # type: ignore[attr-defined]
    return is_first


@register.simple_tag
def choice(one: forms.boundfield.BoundWidget) -> SafeString:
    """One radio button or check box of a group."""
    one.data["attrs"]["class"] = "form-check-input"
    return one.tag()


@register.filter
def kind_of(field: forms.BoundField) -> str:
    return widgets.kind_of(field)


@register.filter
def is_marked_optional(field: forms.BoundField) -> bool:
    return widgets.is_marked_optional(field)


@register.filter
def flat(attributes: Any) -> SafeString:
    """The attributes a component passes on, escaped (cotton's own `{{ attrs }}` does not escape)."""
    parts = []
    for name, value in attributes.attrs_dict().items():
        if not re.fullmatch(r"[a-zA-Z_:@][-\w:.]*", name) or value is None or value is False:
            continue
        parts.append(format_html("{}", name) if value is True else format_html('{}="{}"', name, value))
    return mark_safe(" ".join(parts))  # noqa: S308  # each part is escaped


@register.simple_tag
def map_tiles() -> str:
    """The address of map tiles, or nothing: then only boundaries are drawn."""
    return settings.PENATA_MAP_TILES


@register.simple_tag
def map_credit() -> str:
    return settings.PENATA_MAP_CREDIT


class KeptNode(template.Node):
    def __init__(self, nodes: template.NodeList, name: str) -> None:
        self.nodes, self.name = nodes, name

    def render(self, context: template.Context) -> str:
        context[self.name] = self.nodes.render(context)
        return ""


@register.tag
def kept(parser: template.base.Parser, token: template.base.Token) -> KeptNode:
    """`{% kept tools %}…{% endkept %}`, then `{{ tools }}`: drawn once where a page shows it twice."""
    _tag, name = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodes, name)
