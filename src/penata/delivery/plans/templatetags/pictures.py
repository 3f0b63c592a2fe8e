"""The board and the chart over time: many rows, so written as strings and not by the template."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from penata.foundation.calendars.queries import calendar
from penata.foundation.ui import rules as words
from penata.foundation.ui.templatetags.marks import icon_markup, status
from penata.foundation.ui.templatetags.words import deadline, short_day

from ..queries import Chart, Lane, MyRow, TaskRow
from ..rules.progress import STEPS

register = template.Library()
WIDTH = 720  # of the chart's picture, in pixels
LANE_ICONS = {"todo": "circle-dashed", "doing": "progress", "blocked": "hand-stop", "done": "circle-check"}


@lru_cache(maxsize=4096)
def _day(day: date, _language: str) -> str:
    """Days repeat from row to row."""
    return short_day(day)


def _lane_words() -> dict[str, str]:
    return {
        "todo": gettext("Belum dimulai"),
        "doing": gettext("Dikerjakan"),
        "blocked": gettext("Terhambat"),
        "done": gettext("Selesai"),
    }


@register.simple_tag
def board(lanes: Sequence[Lane], today: date, person: int | None) -> SafeString:
    """The columns; on one's own cards the buttons with which one tap says how far it is."""
    named, tasks = _lane_words(), _task_address()
    parts = ['<div class="board">']
    for lane in lanes:
        parts.append(
            f'<section class="lane is-{lane.name}" aria-labelledby="lane-{lane.name}"><h2 class="lane-title" '
            f'id="lane-{lane.name}">{icon_markup(LANE_ICONS[lane.name])}{escape(named[lane.name])}'
            f' <span class="filter-count">{lane.total}</span></h2><ul class="lane-cards">'
        )
        parts += _cards(lane.rows, tasks, today, person)
        parts.append("</ul></section>")
    parts.append("</div>")
    return mark_safe("".join(parts))  # noqa: S308  # each part is escaped


def _task_address() -> str:
    """The beginning of the address of every task."""
    return reverse("plans:task", args=[0]).removesuffix("0/")


def _cards(rows: Sequence[TaskRow], tasks: str, today: date, person: int | None) -> Iterator[str]:
    days, milestone, nobody = calendar(), gettext("Tonggak"), gettext("belum ada pelaksana")
    for row in rows:
        due = deadline(days.between(today, row.due), row.due) if row.due and row.is_open else ""
        flag = f"{icon_markup('flag')}{milestone}" if row.is_milestone else ""
        blocked = (
            f'<span class="card-blocked">{icon_markup("hand-stop")}{escape(row.blocked)}</span>'
            if (row.blocked and row.is_open)
            else ""
        )
        taps = _taps(row) if person is not None and row.owner_id == person and row.is_open else ""
        yield (
            f'<li class="card-task" id="task-{row.id}"><a class="card-title" data-row href="{tasks}{row.id}/">'
            f'{escape(row.title)}</a><span class="row-meta"><span>{escape(row.owner or nobody)}</span>{flag}{due}'
            f"{_measure(row)}</span>{blocked}{taps}</li>"
        )


def _measure(row: TaskRow) -> str:
    return f"<span>{row.progress}%</span>" if 0 < row.progress < 100 else ""


@register.simple_tag
def my_rows(rows: Sequence[MyRow]) -> SafeString:
    """One's own tasks, each with the buttons with which one tap says how far it is. They stand in a form."""
    tasks, due, helps = _task_address(), escape(gettext("Tenggat")), escape(gettext("mendukung"))
    blocked, users, language = status(gettext("Terhambat"), "warning"), icon_markup("users"), get_language() or "id"
    return mark_safe(  # noqa: S308  # each part is escaped
        "".join(
            f'<li class="tap-row" id="task-{row.id}"><a class="row-link" data-row href="{tasks}{row.id}/">'
            f'<span class="row-title">{escape(row.title)}</span><span class="row-meta">'
            f"{f'<span>{due} {_day(row.due, language)}</span>' if row.due else ''}<span>{escape(row.plan)}</span>"
            f"{f'<span>{users} {escape(row.team)}</span>' if row.team else ''}"
            f"{'' if row.is_own else f'<span>{helps}</span>'}{blocked if row.blocked else ''}</span></a>"
            f"{_taps(row)}</li>"
            for row in rows
        )
    )


def _taps(row: TaskRow | MyRow) -> str:
    label = escape(gettext("Kemajuan %(title)s") % {"title": row.title})
    pressed = {row.progress: ' aria-pressed="true"'}
    buttons = "".join(
        f'<button class="tap" name="tap" value="{row.id}:{step}"{pressed.get(step, "")}>{step}%</button>'
        for step in STEPS[1:]
    )
    return f'<span class="taps" role="group" aria-label="{label}">{buttons}</span>'


@register.simple_tag
def gantt_head(chart: Chart, today: date) -> SafeString:
    """The months above the bars, and the line of today that the rows use; the days themselves stand in the table."""
    scale = _scale(chart)
    parts = [f'<path id="gantt-now" class="gantt-now" d="M{(today - chart.first).days * scale:.0f} 0v20"/>']
    month = chart.first.replace(day=1)
    step = max(1, round((chart.last - chart.first).days / 30 / 10))
    while month <= chart.last:
        x = (month - chart.first).days * scale
        if 0 <= x < WIDTH - 40:  # a month that began before the picture has no room for its name
            parts.append(f'<text x="{x + 2:.0f}" y="14">{escape(_month(month))}</text><path d="M{x:.1f} 0v20"/>')
        for _n in range(step):
            month = (month + timedelta(days=32)).replace(day=1)
    return mark_safe(_svg("".join(parts), "gantt-head"))  # noqa: S308  # each part is escaped


def _month(day: date) -> str:
    """Nov 26."""
    return f"{words.short_day(day, get_language() or 'id').split()[1]} {day:%y}"


def _scale(chart: Chart) -> float:
    return WIDTH / ((chart.last - chart.first).days + 1)


def _svg(inside: str, kind: str) -> str:
    """Its size, WIDTH × 20, stands in the style sheet: said once, not in a thousand rows."""
    return f'<svg class="{kind}" aria-hidden="true">{inside}</svg>'


@register.simple_tag
def gantt_rows(chart: Chart, today: date, has_baseline: bool) -> SafeString:
    """A row of the table for each task, with its bar: where it is critical, how far it is, what was agreed upon."""
    language, scale, days = get_language() or "id", _scale(chart), calendar()
    said = gettext("kritis"), gettext("mendahului"), _task_address()
    due = {row.id: row.due for row in chart.rows}
    now = '<use href="#gantt-now"/>' if chart.first <= today <= chart.last else ""

    @cache  # the same few days begin and end many bars
    def place(day: date, more: int) -> int:
        return round(((day - chart.first).days + more) * scale)

    parts = []
    names = {owner: escape(owner or "–") for owner in {row.owner for row in chart.rows}}
    days_in_words = {day: _day(day, language) for day in {d for row in chart.rows for d in (row.start, row.due) if d}}
    for row in chart.rows:
        if row.start is None or row.due is None:
            continue
        slack = chart.slacks.get(row.id)
        is_critical = slack is not None and slack.is_critical
        needed = chart.needs.get(row.id, ())
        is_early = bool(needed) and max([due.get(one) or date.min for one in needed]) >= row.start
        slip = ""
        if has_baseline:
            late = None
            if row.baseline_due is not None:
                late = 0 if row.baseline_due == row.due else days.between(row.baseline_due, row.due)
            slip = f'<td class="is-number">{"–" if late is None else f"{late:+d}" if late else "0"}</td>'
        early = _mark(said[1], "alert-triangle") if is_early and not row.is_milestone else ""
        critical = _mark(said[0], "flame") if is_critical else ""
        parts.append(
            f'<tr data-row><th scope="row"><a href="{said[2]}{row.id}/">{row.number}. {escape(row.title)}</a></th>'
            f'<td class="gantt-cell">{_bar(row, place, is_critical, now)}</td>'
            f"<td>{names[row.owner]}</td><td>{days_in_words[row.start]}</td>"
            f"<td>{days_in_words[row.due]}{early}</td>"
            f'<td class="is-number">{"–" if slack is None else slack.days}{critical}</td>{slip}</tr>'
        )
    return mark_safe("".join(parts))  # noqa: S308  # each part is escaped


@lru_cache(maxsize=16)
def _mark(word: str, icon: str) -> str:
    return f' <span class="gantt-mark">{icon_markup(icon)}{word}</span>'


def _bar(row: TaskRow, place: Callable[[date, int], int], is_critical: bool, now: str) -> str:
    """What was agreed upon is drawn where it differs. Heights stand in the style sheet."""
    start, end = place(row.start, 0), place(row.due, 1)  # type: ignore[arg-type]
    agreed = ""
    if row.baseline_due is not None and (row.baseline_due != row.due or row.baseline_start != row.start):
        left = place(row.baseline_start, 0)  # type: ignore[arg-type]
        agreed = f'<rect class="gantt-agreed" x="{left}" width="{max(2, place(row.baseline_due, 1) - left)}"/>'
    kind = " is-critical" if is_critical else ""
    if row.is_milestone:
        shape = f'<path class="gantt-milestone{kind}" d="M{(start + end) // 2} 2l6 6-6 6-6-6z"/>'
    else:
        width = max(2, end - start)
        shape = f'<rect class="gantt-bar{kind}" x="{start}" width="{width}"/>'
        if row.progress:
            shape += f'<rect class="gantt-done" x="{start}" width="{width * row.progress // 100}"/>'
    return f'<svg class="gantt-row" aria-hidden="true">{agreed}{shape}{now}</svg>'
