"""Which numbers there are, on whose screen, and what each says at a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from penata.public.cases.rules import Tally

from .charts import Chart, p_chart, xmr

MINIMUM_SAMPLE = 10
WEEKS, MERGED = 26, 4  # points of a chart of weeks; weeks that become one point where a week has too few cases
WEEKS_ASKED = 52
MOST_FIGURES = 6


class Kind(StrEnum):
    FLOW = "flow"  # how many in a span
    STOCK = "stock"  # how many at its end
    SHARE = "share"  # how many of how many
    MEAN = "mean"  # a sum by how many


@dataclass(frozen=True, slots=True)
class Figure:
    """`top` and `bottom` name measures of the daily counts; a stock is `top` less `bottom`, summed from the beginning.

    `good`: 1 more is better, -1 less is better, 0 neither. `behind`: what the rows below it are.
    """

    code: str
    kind: Kind
    top: str
    bottom: str
    good: int
    behind: str


FIGURES = {
    figure.code: figure
    for figure in (
        Figure("received", Kind.FLOW, "received", "", 0, "received"),
        Figure("on_time", Kind.SHARE, "in_time", "answered", 1, "out_of_time"),
        Figure("late", Kind.STOCK, "late_begun", "late_over", -1, "late"),
        Figure("open", Kind.STOCK, "received", "ended", 0, "open"),
        Figure("answer_days", Kind.MEAN, "answer_days", "answered", -1, "answered"),
        Figure("returned", Kind.SHARE, "returned", "answered", -1, "returned"),
        Figure("handed", Kind.SHARE, "handed", "answered", -1, "handed"),
        Figure("happy", Kind.SHARE, "happy", "judged", 1, "unhappy"),
        Figure("intake", Kind.STOCK, "received", "intake_left", -1, "intake"),
        Figure("sent_in_time", Kind.SHARE, "sent_in_time", "sent", 1, "sent"),
        Figure("not_ours", Kind.SHARE, "not_ours", "ended", 0, "not_ours"),
    )
}
SERVICES = "services"  # the figure that counts services with a signal; it has its own page

BOARDS: dict[str, tuple[str, ...]] = {
    "mayor": (SERVICES, "on_time", "late", "received", "returned", "happy"),
    "secretary": (SERVICES, "on_time", "late", "handed", "intake", "open"),
    "bureau": (SERVICES, "handed", "not_ours", "on_time", "returned", "received"),
    "routing": ("intake", "sent_in_time", "received", "handed", "not_ours", "late"),
    "unit": ("on_time", "late", "open", "received", "returned", "answer_days"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure at a day: its points, the last of which is the present one. `sizes`: of how many each point is."""

    figure: Figure
    ends: tuple[date, ...]
    days: int
    chart: Chart
    parts: tuple[int, ...]
    sizes: tuple[int, ...]
    target: float | None = None

    @property
    def value(self) -> float | None:
        """The present one; None where a share or a mean has too few cases to say anything."""
        if self.figure.kind in {Kind.SHARE, Kind.MEAN} and self.sizes[-1] < MINIMUM_SAMPLE:
            return None
        return self.chart.values[-1]

    @property
    def verdict(self) -> str:
        """ "few", "chance", or what the signal means: "better", "worse", "changed"."""
        if not self.chart.has_limits or self.value is None:
            return "few"
        signal = self.chart.last_signal
        if signal is None:
            return "chance"
        return {0: "changed", 1: "better", -1: "worse"}[signal.side * self.figure.good]

    @property
    def reach(self) -> str:
        """Of the target: "" none, "met", "chance" (sometimes reached as things are), "never" (not without change)."""
        center, value = self.chart.center, self.value
        if self.target is None or value is None:
            return ""
        better = (value - self.target) * (self.figure.good or 1) >= 0
        if center is None or better:
            return "met" if better else "missed"
        edge = (self.chart.highs if self.figure.good >= 0 else self.chart.lows)[-1]
        may = edge is not None and (edge - self.target) * (self.figure.good or 1) >= 0
        return "chance" if may else "never"


@dataclass(frozen=True, slots=True)
class Spans:
    """Weeks, or four weeks each where a week has too few cases, with what stood before the first."""

    before: Tally
    spans: tuple[Tally, ...]
    days: int

    def ends(self, until: date) -> tuple[date, ...]:
        count = len(self.spans)
        return tuple(until - timedelta(days=self.days * (count - 1 - place)) for place in range(count))


def spanned(before: Tally, weeks: Sequence[Tally]) -> Spans:
    """Points for a chart out of 52 weeks: the last 26, or 13 of four weeks where a week has few answers."""
    recent = weeks[-WEEKS:]
    if sum(week.answered for week in recent) >= MINIMUM_SAMPLE * len(recent):
        for week in weeks[:-WEEKS]:
            before = before.plus(week)
        return Spans(before, tuple(recent), 7)
    left_over = len(weeks) % MERGED
    for week in weeks[:left_over]:
        before = before.plus(week)
    merged = [
        Tally(*map(sum, zip(*weeks[at : at + MERGED], strict=True))) for at in range(left_over, len(weeks), MERGED)
    ]
    return Spans(before, tuple(merged), 7 * MERGED)


def reading(
    figure: Figure, spans: Spans, *, until: date, target: float | None = None, limits_since: date | None = None
) -> Reading:
    """What a figure says. `limits_since`: points that end before that day do not make the limits."""
    tops = [getattr(span, figure.top) for span in spans.spans]
    bottoms = [getattr(span, figure.bottom) for span in spans.spans] if figure.bottom else [0] * len(tops)
    ends = spans.ends(until)
    first = sum(end < limits_since for end in ends) if limits_since else 0
    if figure.kind is Kind.SHARE:
        chart = p_chart(tops, bottoms, least=MINIMUM_SAMPLE, first=first)
        return Reading(figure, ends, spans.days, chart, tuple(tops), tuple(bottoms), target)
    if figure.kind is Kind.MEAN:
        values = [top / bottom if bottom >= MINIMUM_SAMPLE else None for top, bottom in zip(tops, bottoms, strict=True)]
        return Reading(
            figure, ends, spans.days, _not_negative(xmr(values, first=first)), tuple(tops), tuple(bottoms), target
        )
    counts = tops
    if figure.kind is Kind.STOCK:
        standing = getattr(spans.before, figure.top) - getattr(spans.before, figure.bottom)
        counts = []
        for top, bottom in zip(tops, bottoms, strict=True):
            standing += top - bottom
            counts.append(standing)
    chart = _not_negative(xmr([float(count) for count in counts], first=first))
    return Reading(figure, ends, spans.days, chart, tuple(counts), tuple(counts), target)


def _not_negative(chart: Chart) -> Chart:
    """Nothing that is counted is less than none."""
    lows = tuple(None if low is None else max(0.0, low) for low in chart.lows)
    return Chart(chart.values, chart.center, lows, chart.highs, chart.signals)


def worsening(courses: dict[int, list[tuple[int, int]]]) -> list[int]:
    """The services whose answers in time give a signal of getting worse; `courses` are (answered, in time)."""
    found = []
    for service, spans in courses.items():
        answered = [span[0] for span in spans]
        if answered[-1] < MINIMUM_SAMPLE:
            continue
        signal = p_chart([span[1] for span in spans], answered, least=MINIMUM_SAMPLE).last_signal
        if signal is not None and signal.side < 0:
            found.append(service)
    return sorted(found)
