"""What the forum's pages repeat many times, written out: a component or a partial for each post would cost more."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.marks import status
from penata.foundation.ui.templatetags.words import moment

from ..models import Topic
from ..queries import PostRow

register = template.Library()

STATES = {
    "open": "new", "answered": "active", "accepted": "active", "under_way": "active", "done": "good",
    "dropped": "closed",
}  # fmt: skip
STANCES = {"for": "good", "against": "warning", "proposal": "active"}


@register.simple_tag
def topic_state(state: str) -> SafeString:
    return status(Topic.State(state).label, STATES[state])


@register.simple_tag
def post(row: PostRow) -> SafeString:
    """A post with who wrote it and when."""
    return format_html(
        '<article class="post{}" id="p{}">{}{}</article>', " is-reply" if row.thread else "", row.id, _head(row),
        _body(row),
    )  # fmt: skip


def _head(row: PostRow) -> SafeString:
    stance = status(row.stance_label, STANCES[row.stance]) if row.stance else ""
    to = format_html(" <span>{}</span>", _("membalas %(name)s") % {"name": row.to_name}) if row.to_name else ""
    title = format_html(" <span>{}</span>", row.title) if row.title else ""
    edited = format_html(" <span>{}</span>", _("diubah")) if row.edited_at else ""
    return format_html(
        '<p class="row-meta"><strong>{}</strong>{}{} <time datetime="{}">{}</time>{} {}</p>', row.name, title, to,
        row.at.isoformat(), moment(row.at), edited, stance,
    )  # fmt: skip


def _body(row: PostRow) -> SafeString:
    if row.state == "removed":
        return format_html('<p class="text-secondary">{}</p>', _("Tulisan ini dihapus oleh penulisnya."))
    if row.state == "hidden":
        words = _("Tulisan ini tidak ditampilkan. Alasan: %(reason)s.") % {"reason": row.reason_label}
        return format_html('<p class="text-secondary">{}</p>', words)
    return format_html('<div class="post-words">{}</div>', linebreaks(conditional_escape(row.words), autoescape=False))
