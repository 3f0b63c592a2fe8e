"""Groups of opinion as a picture and in words; the state of hearings, phases and what became of contributions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from penata.foundation.ui.templatetags.marks import status

from ..models import Contribution, Conversation, Hearing, Meeting, Phase
from ..rules.results import HEIGHT, WIDTH, Found, Line

register = template.Library()
FATES = {"accepted": "good", "partly": "warning", "not": "closed", "": "waiting"}


@register.simple_tag
def cloud_picture(seen: Found) -> SafeString:
    """A dot for each person of a shown group; the nearer, the more alike they voted. The table says the same."""
    label = escape(_("Gambar kelompok pendapat; angkanya ada di tabel."))
    parts = [f'<svg class="clouds" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">']
    parts += [f'<path class="cloud is-{one.letter}" d="{escape(one.path)}"/>' for one in seen.clouds]
    parts += [
        f'<circle class="cloud-plate is-{one.letter}" cx="{one.x}" cy="{one.y}" r="20"/>'
        f'<text class="cloud-letter" x="{one.x}" y="{one.y}">{one.letter}</text>'
        for one in seen.clouds
    ]
    return mark_safe("".join(parts) + "</svg>")  # noqa: S308  # numbers and escaped words


@register.simple_tag
def group_letter(letter: str) -> SafeString:
    """The letter of a group on its color, as in the picture."""
    return format_html('<span class="group-letter is-{}">{}</span>', letter, letter)


@register.simple_tag
def percent_of(of: int, votes: int) -> str:
    return f"{round(100 * of / votes)}%" if votes else "–"


@register.simple_tag
def standings(line: Line, seen: Found) -> SafeString:
    """How each group stands to a statement, in a line: A 91% agrees · B 12% agrees, 80% does not."""
    rows = []
    for cloud, (votes, agree, disagree) in zip(seen.clouds, line.groups, strict=True):
        words = {"agree": _percent(agree, votes), "disagree": _percent(disagree, votes)}
        text = _("%(agree)s setuju, %(disagree)s tidak") % words if votes else _("belum ada suara")
        rows.append((cloud.letter, cloud.letter, text))
    return format_html_join("", '<li><span class="group-letter is-{}">{}</span> {}</li>', rows)


def _percent(of: int, votes: int) -> str:
    return f"{round(100 * of / votes)}%" if votes else "–"


@register.simple_tag
def known_by(marks: Sequence[Sequence[int]], words: Mapping[int, str]) -> SafeString:
    """The statements by which a group is known."""
    rows = [
        (_("Setuju") if sign > 0 else _("Tidak setuju"), words[number]) for number, sign in marks if number in words
    ]
    return format_html_join("", "<li><strong>{}:</strong> {}</li>", rows)


@register.simple_tag
def group_size(size: int, grouped: int) -> str:
    words = {"n": size, "share": f"{round(100 * size / grouped)}%" if grouped else "–"}
    return ngettext("%(n)s orang (%(share)s)", "%(n)s orang (%(share)s)", size) % words


@register.simple_tag
def how_groups_stand(seen: Found) -> str:
    """What was found, in a sentence."""
    if not seen.clouds:
        return _("Belum ada kelompok yang cukup besar untuk ditampilkan. Makin banyak suara, makin jelas gambarnya.")
    if len(seen.clouds) == 1 and not seen.hidden:
        return _("Suara peserta tidak terbelah: mereka berpendapat hampir sama.")
    if len(seen.clouds) == 1:
        return _("Satu kelompok besar; kelompok lain terlalu kecil untuk ditampilkan.")
    n = len(seen.clouds)
    return ngettext(
        "Peserta terbagi dalam %(n)s kelompok yang suaranya mirip.",
        "Peserta terbagi dalam %(n)s kelompok yang suaranya mirip.", n,
    ) % {"n": n}  # fmt: skip


@register.simple_tag
def conversation_state(one: Conversation) -> str:
    if one.closed_at is not None:
        return status(_("Ditutup"), "closed")
    return status(_("Dibuka"), "active") if one.opened_at else status(_("Belum dibuka"), "neutral")


@register.simple_tag
def hearing_state(one: Hearing) -> str:
    if one.cancelled_at is not None:
        return status(_("Dibatalkan"), "closed")
    if one.concluded_at is not None:
        return status(_("Hasil diterbitkan"), "good")
    return status(_("Berlangsung"), "active") if one.published_at else status(_("Rancangan"), "neutral")


@register.simple_tag
def meeting_state(one: Meeting) -> str:
    if one.cancelled_at is not None:
        return status(_("Dibatalkan"), "closed")
    return status(_("Berita acara disahkan"), "good") if one.minutes_at else ""


@register.simple_tag
def fate(given: Any) -> str:
    """What became of a contribution: never by color alone."""
    if given.state == Contribution.State.REMOVED:
        return status(_("Tidak ditampilkan"), "closed")
    if given.state == Contribution.State.WAITING:
        return status(_("Menunggu diperiksa"), "waiting")
    return status(str(given.get_fate_display()), FATES[given.fate])


@register.simple_tag
def allowed_words(phase: Phase) -> str:
    """Who may do what in a phase, in a line."""
    acts = {
        "comment": _("masukan"), "vote": _("suara"), "state": _("pernyataan"), "attend": _("daftar pertemuan"),
        "conclude": _("terbitkan hasil"),
    }  # fmt: skip
    parts = ((_("Warga"), phase.residents), (_("Pegawai"), phase.staff), (_("Unit"), phase.unit))
    return "; ".join(f"{who}: {', '.join(acts[act] for act in given)}" for who, given in parts if given)


@register.filter
def get(words: Mapping[Any, Any], key: Any) -> Any:
    """A value of a mapping; empty where there is none."""
    return words.get(key, "")
