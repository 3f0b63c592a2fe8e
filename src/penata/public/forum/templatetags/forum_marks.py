"""What the forum's pages repeat many times, written out: a component or a partial for each post would cost more."""

from __future__ import annotations

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.marks import icon, status
from penata.foundation.ui.templatetags.words import moment

from ..models import Post, Topic, TopicStep
from ..queries import PostRow

register = template.Library()

STATES = {
    "open": "new", "answered": "active", "accepted": "active", "under_way": "active", "done": "good",
    "dropped": "closed",
}  # fmt: skip
ICONS = {
    "open": "message", "answered": "message-check", "accepted": "circle-check", "under_way": "tool", "done": "flag",
    "dropped": "circle-x",
}  # fmt: skip
STEP_ICONS = {"closed": "lock", "reopened": "lock-open", "led": "arrow-forward-up"}
POST_STATES = {
    "unconfirmed": "waiting", "held": "waiting", "shown": "good", "hidden": "danger", "removed": "closed",
}  # fmt: skip
STANCES = {"for": "good", "against": "warning", "proposal": "active"}


@register.simple_tag
def topic_state(state: str) -> SafeString:
    return status(Topic.State(state).label, STATES[state])


@register.simple_tag(takes_context=True)
def post(context: Context, row: PostRow) -> SafeString:
    """A post with who wrote it and when, and what may be done; its buttons belong to the form `acts` of the page."""
    reply = "" if row.is_opening or not context["reply"] else f"{context['reply']}?to={row.id}"
    foot = _foot(row, reply, may_moderate=bool(context.get("may_moderate"))) if row.state == "shown" else ""
    classes = "post is-reply" if row.thread else "post is-official" if row.title else "post"
    return format_html('<article class="{}" id="p{}">{}{}{}</article>', classes, row.id, _head(row), _body(row), foot)


def _head(row: PostRow) -> SafeString:
    stance = status(row.stance_label, STANCES[row.stance]) if row.stance else ""
    to = format_html("<span>{}</span>", _("membalas %(name)s") % {"name": row.to_name}) if row.to_name else ""
    title = format_html("<span>{}</span>", row.title) if row.title else ""
    edited = format_html("<span>{}</span>", _("diubah")) if row.edited_at else ""
    return format_html(
        '<p class="row-meta">{}<strong>{}</strong>{}{}<time datetime="{}">{}</time>{}{}</p>',
        icon("building") if row.title else "", row.name, title, to, row.at.isoformat(), moment(row.at), edited, stance,
    )  # fmt: skip


def _body(row: PostRow) -> SafeString:
    if row.state == "removed":
        return format_html('<p class="text-secondary">{}</p>', _("Tulisan ini dihapus oleh penulisnya."))
    if row.state == "hidden":
        words = _("Tulisan ini tidak ditampilkan. Alasan: %(reason)s.") % {"reason": row.reason_label}
        return format_html('<p class="text-secondary">{}</p>', words)
    return format_html('<div class="post-words">{}</div>', row.words)


def _foot(row: PostRow, reply: str, *, may_moderate: bool) -> SafeString:
    return format_html(
        '<p class="post-acts">{}{}{}{}{}</p>', _support(row),
        _link(reply, _("Balas"), row.name) if reply else "",
        _link(reverse("forum:own_post", args=[row.id]), _("Ubah atau hapus"), row.name) if row.is_mine else "",
        _link(reverse("forum:flag", args=[row.id]), _("Tandai"), row.name) if not row.is_mine else "",
        _link(reverse("forum:decide", args=[row.id]), _("Periksa"), row.name) if may_moderate else "",
    )  # fmt: skip


def _support(row: PostRow) -> SafeString:
    """One button that says how many stand behind the post and whether the reader does."""
    if row.is_mine:
        return format_html("<span>{}{}</span>", icon("thumb-up"), row.supports)
    return format_html(
        '<button class="post-support" form="acts" formaction="{}" name="want" value="{}">{}{} {}'
        '<span class="visually-hidden"> {}</span></button>',
        reverse("forum:support", args=[row.id]), "no" if row.is_supported else "yes",
        icon("thumb-up-filled" if row.is_supported else "thumb-up"),
        _("Anda mendukung") if row.is_supported else _("Dukung"), row.supports, row.name,
    )  # fmt: skip


def _link(address: str, words: str, name: str) -> SafeString:
    return format_html('<a href="{}">{}<span class="visually-hidden"> {}</span></a>', address, words, name)


@register.simple_tag
def post_state(post: Post) -> SafeString:
    return status(post.get_state_display(), POST_STATES[post.state])


@register.filter
def step_name(step: TopicStep) -> str:
    """What became of the topic: its new state, or that it was closed, opened again, led elsewhere."""
    return str(step.get_state_display() if step.kind == TopicStep.Kind.STATE else step.get_kind_display())


@register.filter
def step_icon(step: TopicStep) -> str:
    return STEP_ICONS.get(step.kind) or ICONS[step.state]
