"""Numbers of effects in words, with the word for their direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.words import number

from ..rules.comparing import Proposal
from ..rules.metrics import Metric


def in_metric(value: float | None, metric: str) -> str:
    """A value as it is read: percent, days, cases a week, or points of four."""
    if value is None:
        return "–"
    if metric == Metric.LATE:
        return _("%(value)s%%") % {"value": number(round(value * 100))}
    if metric == Metric.DAYS:
        return _("%(value)s hari") % {"value": number(value, 1)}
    if metric == Metric.REPORTS:
        return _("%(value)s laporan seminggu") % {"value": number(value, 1)}
    return _("%(value)s dari 4") % {"value": number(value, 2)}


def change_words(value: float, metric: str) -> str:
    """A difference, with the word for its direction."""
    size = abs(value)
    if metric == Metric.LATE:
        words = _("%(size)s poin persen lebih rendah") if value < 0 else _("%(size)s poin persen lebih tinggi")
        return words % {"size": number(round(size * 100))}
    if metric == Metric.DAYS:
        return (_("%(size)s hari lebih cepat") if value < 0 else _("%(size)s hari lebih lama")) % {
            "size": number(size, 1)
        }
    if metric == Metric.REPORTS:
        return (_("%(size)s%% lebih sedikit") if value < 0 else _("%(size)s%% lebih banyak")) % {
            "size": number(round(size * 100))
        }
    return (_("%(size)s lebih rendah") if value < 0 else _("%(size)s lebih tinggi")) % {"size": number(size, 2)}


def sentence_of(found: Mapping[str, Any], metric: str) -> str:
    verdict = found.get("verdict")
    if verdict == "few" or found.get("difference") is None:
        return _("Belum dapat dinilai: datanya terlalu sedikit.")
    facts = {
        "before": in_metric(found["treated"][0], metric), "after": in_metric(found["treated"][1], metric),
        "other_before": in_metric(found["compared"][0], metric), "other_after": in_metric(found["compared"][1], metric),
        "change": change_words(found["difference"], metric), "low": change_words(found["low"], metric),
        "high": change_words(found["high"], metric),
    }  # fmt: skip
    course = _("Dari %(before)s menjadi %(after)s; di pembandingnya dari %(other_before)s menjadi %(other_after)s.")
    if verdict == "unfit":
        end = _("Belum dapat dinilai: sebelum tindakan pun selisihnya sudah berubah, jadi pembandingnya tidak cocok.")
    elif verdict == "none":
        end = _(
            "Tidak terlihat pengaruh: dibandingkan dengan pembandingnya %(change)s, tetapi antara %(low)s dan %(high)s"
            " masih dapat terjadi secara kebetulan."
        )
    else:
        end = _("Dibandingkan dengan pembandingnya: %(change)s (dengan keyakinan 95%%: antara %(low)s dan %(high)s).")
    if verdict == "unfit":
        return f"{course % facts} {end}"
    return f"{course % facts} {end % facts}"


def why_alike(metric: Metric, proposal: Proposal, names: Mapping[str, str]) -> str:
    """Why these are proposed, as it is kept with the effect."""
    own = in_metric(proposal.own.level, metric)
    rows = "; ".join(f"{names[one.key]} {in_metric(one.level, metric)}" for one in proposal.alike)
    said = _("Paling mirip sebelum tindakan (%(own)s): %(rows)s.") % {"own": own, "rows": rows}
    return Truncator(said).chars(500)
