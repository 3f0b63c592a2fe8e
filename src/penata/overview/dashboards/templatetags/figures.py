"""A figure's trend as a drawing without script, and the same points as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from penata.foundation.ui.rules import short_day
from penata.foundation.ui.templatetags.marks import status

from ..queries import BOARDS, NAMES, RULES, VERDICTS, amount, present, sentence
from ..rules import FIGURES, Kind, Reading

register = template.Library()

STATES = {"worse": "danger", "better": "good", "changed": "warning", "chance": "neutral", "few": "waiting"}
WIDTH, HEIGHT, EDGE = 260, 72, 6


@register.simple_tag
def figure_name(code: str) -> str:
    return str(NAMES[code])


@register.simple_tag
def figure_value(reading: Reading) -> str:
    return present(reading)


@register.simple_tag
def in_kind(value: float | None, reading: Reading) -> str:
    """A value in the figure's own way: percent, count or mean."""
    return amount(reading.figure.kind, value)


@register.simple_tag
def figure_sentence(reading: Reading) -> str:
    return sentence(reading)


@register.simple_tag
def verdict(reading: Reading) -> SafeString:
    return status(VERDICTS[reading.verdict], STATES[reading.verdict])


@register.simple_tag
def percent(value: float | None) -> str:
    return amount(Kind.SHARE, value)


@register.simple_tag
def trend(reading: Reading) -> SafeString:
    """The points, the band of chance, the middle and the target; for eyes only, the table says the same."""
    chart = reading.chart
    known = [v for v in (*chart.values, *chart.lows, *chart.highs, reading.target) if v is not None]
    if len(known) < 2:
        return SafeString("")
    low, high = min(known), max(known)
    scale = (HEIGHT - 2 * EDGE) / (high - low) if high > low else 0.0
    step = (WIDTH - 2 * EDGE) / max(1, len(chart.values) - 1)

    def at(place: int, value: float) -> str:
        return f"{EDGE + place * step:.1f},{HEIGHT - EDGE - (value - low) * scale:.1f}"

    parts = [_band(chart.lows, chart.highs, at)]
    for value, name in ((chart.center, "middle"), (reading.target, "target")):
        if value is not None:
            parts.append(f'<polyline class="trend-{name}" points="{at(0, value)} {at(len(chart.values) - 1, value)}"/>')
    line = " ".join(at(place, value) for place, value in enumerate(chart.values) if value is not None)
    parts.append(f'<polyline class="trend-line" points="{line}"/>')
    parts += _dots(chart.values, chart.signals, at)
    box = f'<svg class="trend" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
    return mark_safe(box + "".join(parts) + "</svg>")  # noqa: S308  # numbers only


def _band(lows: Sequence[float | None], highs: Sequence[float | None], at: Any) -> str:
    places = [n for n, (low, high) in enumerate(zip(lows, highs, strict=True)) if low is not None and high is not None]
    if not places:
        return ""
    edge = [at(n, highs[n]) for n in places] + [at(n, lows[n]) for n in reversed(places)]
    return f'<polygon class="trend-band" points="{" ".join(edge)}"/>'


def _dots(values: Sequence[float | None], signals: Sequence[Any], at: Any) -> list[str]:
    """A mark on each signal and on the present point."""
    found = []
    for place, value in enumerate(values):
        signal = signals[place] if signals else None
        if value is None or (signal is None and place < len(values) - 1):
            continue
        x, _, y = at(place, value).partition(",")
        name = "trend-signal" if signal else "trend-now"
        found.append(f'<circle class="{name}" cx="{x}" cy="{y}" r="{4.5 if signal else 3.5}"/>')
    return found


@register.simple_tag
def points(reading: Reading) -> SafeString:
    """The rows of the table of points: end of the span, value, of how many, limits, signal. One pass, no component."""
    chart, kind, language = reading.chart, reading.figure.kind, get_language() or "id"
    words = {rule: conditional_escape(label) for rule, label in RULES.items()}
    rows = []
    for place, end in enumerate(reading.ends):
        signal = chart.signals[place] if chart.signals else None
        usual = "–"
        if chart.has_limits and chart.lows[place] is not None:
            usual = f"{amount(kind, chart.lows[place])} … {amount(kind, chart.highs[place])}"
        rows.append(
            f'<tr><th scope="row">{short_day(end, language)}</th>'
            f'<td class="is-number">{amount(kind, chart.values[place])}</td>'
            f'<td class="is-number">{reading.sizes[place]}</td><td class="is-number">{usual}</td>'
            f"<td>{words[signal.rule] if signal else ''}</td></tr>"
        )
    return mark_safe("".join(reversed(rows)))  # noqa: S308  # numbers and our own words


@register.simple_tag
def drawn(reading: Reading) -> SafeString:
    """The rows that the chart of a figure draws: a series a column; percent where it is a share."""
    chart = reading.chart
    factor = 100 if reading.figure.kind == "share" else 1

    def cell(value: float | None) -> str:
        return "" if value is None else f"{value * factor:.6g}"

    rows = []
    language = get_language() or "id"
    for place, end in enumerate(reading.ends):
        limits = (chart.center, chart.lows[place], chart.highs[place]) if chart.has_limits else (None, None, None)
        values = (chart.values[place], *limits, reading.target)
        cells = "".join(
            f'<td class="is-number" data-value="{cell(v)}">{amount(reading.figure.kind, v)}</td>' for v in values
        )
        rows.append(f'<tr><th scope="row">{short_day(end, language)}</th>{cells}</tr>')
    return mark_safe("".join(rows))  # noqa: S308  # numbers only


@register.simple_tag
def range_of(low: float | None, high: float | None) -> str:
    """ "81% … 93%"; a dash when it is not known."""
    return "–" if low is None or high is None else f"{amount(Kind.SHARE, low)} … {amount(Kind.SHARE, high)}"


@register.simple_tag
def areas_said(lines: Iterable[Any]) -> str:
    """How many kelurahan have too few cases to say anything."""
    few = sum(line.value is None for line in lines)
    return gettext("%(n)s kelurahan belum cukup datanya.") % {"n": few} if few else ""


@register.simple_tag
def frozen_value(seen: dict[str, Any]) -> str:
    """The value that was kept with a decision."""
    return amount(Kind(seen["kind"]), seen["value"])


@register.simple_tag
def frozen_rows(seen: dict[str, Any]) -> SafeString:
    """The points that were kept with a decision, the newest first."""
    from datetime import date

    kind, language = Kind(seen["kind"]), get_language() or "id"
    rows = [
        format_html(
            '<tr><th scope="row">{}</th><td class="is-number">{}</td><td class="is-number">{}</td></tr>',
            short_day(date.fromisoformat(end), language), amount(kind, value), size,
        )
        for end, value, size in zip(seen["ends"], seen["values"], seen["sizes"], strict=True)
    ]  # fmt: skip
    return mark_safe("".join(reversed(rows)))  # noqa: S308  # escaped above


@register.simple_tag
def expected_value(one: Any) -> str:
    return amount(Kind(one.frozen["kind"]), one.expected_value)


@register.simple_tag
def target_value(one: Any) -> str:
    return amount(FIGURES[one.figure].kind, one.value)


@register.simple_tag
def board_name(code: str) -> str:
    return str(BOARDS[code])


RESULTS = {"reached": "good", "partly": "warning", "missed": "danger", "unclear": "waiting"}


@register.simple_tag
def result_mark(one: Any) -> SafeString:
    return status(one.get_verdict_display(), RESULTS[one.verdict])
