"""An effect in words and as a picture; the causes as a fishbone. What a picture shows stands in a list or table too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from penata.foundation.journal.rules import act_in_words
from penata.foundation.ui.templatetags.marks import status
from penata.foundation.ui.templatetags.words import number, short_day
from penata.public.surveys.models.survey import ELEMENT_WORDS

from ..models import Effect, Evaluation
from ..queries import Bone, Work, in_metric, sentence_of
from ..rules.metrics import Metric

register = template.Library()
register.filter(in_metric)

VERDICTS = {"better": "good", "worse": "danger", "none": "neutral", "unfit": "warning", "few": "waiting"}
STATES = {"open": "new", "causes": "active", "running": "active", "measured": "good", "closed": "closed"}
WIDTH, HEIGHT, LEFT, EDGE = 640, 220, 46, 14


@register.simple_tag
def evaluation_state(one: Evaluation) -> SafeString:
    return status(one.get_state_display(), STATES.get(one.state, "warning"))


@register.simple_tag
def verdict_mark(effect: Effect) -> SafeString:
    return status(effect.get_verdict_display(), VERDICTS[effect.verdict])


@register.simple_tag
def metric_name(effect: Effect) -> str:
    name = effect.get_metric_display()
    return f"{name}: {ELEMENT_WORDS[effect.element]}" if effect.element else str(name)


@register.simple_tag
def name_of_metric(code: str) -> str:
    return str(Effect.Metric(code).label)


@register.simple_tag
def effect_sentence(effect: Effect) -> str:
    """What came out, in plain words, with its interval."""
    return sentence_of((effect.result or {}).get("main", {}), effect.metric)


@register.simple_tag
def side_sentence(found: Mapping[str, Any]) -> str:
    return sentence_of(found, found["what"])


@register.simple_tag
def weeks_picture(effect: Effect) -> SafeString:
    """Both sides week by week, with the day on which the measure started; for eyes only."""
    weeks = (effect.result or {}).get("weeks", [])
    known = [value for row in weeks for value in row[1:3] if value is not None]
    if len(known) < 4:
        return SafeString("")
    top = max(known) * 1.08 or 1.0
    step = (WIDTH - LEFT - EDGE) / max(1, len(weeks) - 1)

    def at(place: float, value: float) -> str:
        return f"{LEFT + place * step:.1f},{HEIGHT - 24 - value / top * (HEIGHT - 24 - EDGE):.1f}"

    x = LEFT + (effect.weeks_before - 0.5) * step
    parts = [f'<line class="weeks-start" x1="{x:.1f}" x2="{x:.1f}" y1="{EDGE - 8}" y2="{HEIGHT - 24}"/>']
    for value in (0.0, top / 2, top / 1.08):
        y = at(0, value).partition(",")[2]
        parts.append(f'<line class="weeks-grid" x1="{LEFT}" x2="{WIDTH - EDGE}" y1="{y}" y2="{y}"/>')
        parts.append(
            f'<text class="weeks-text" x="{LEFT - 6}" y="{y}" text-anchor="end">{_short(value, effect)}</text>'
        )
    for column, name in ((2, "weeks-compared"), (1, "weeks-treated")):
        line = " ".join(at(n, row[column]) for n, row in enumerate(weeks) if row[column] is not None)
        parts.append(f'<polyline class="{name}" points="{line}"/>')
    for place, anchor in ((0, "start"), (effect.weeks_before, "middle"), (len(weeks) - 1, "end")):
        day = conditional_escape(short_day(date.fromisoformat(weeks[min(place, len(weeks) - 1)][0])))
        where = LEFT + place * step
        parts.append(f'<text class="weeks-text" x="{where:.1f}" y="{HEIGHT - 4}" text-anchor="{anchor}">{day}</text>')
    box = f'<svg class="weeks" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
    return mark_safe(f"{box}{''.join(parts)}</svg>")  # noqa: S308  # numbers, and words that are escaped


def _short(value: float, effect: Effect) -> str:
    return f"{value * 100:.0f}%" if effect.metric == Metric.LATE else number(round(value, 1))


@register.simple_tag
def week_rows(effect: Effect) -> SafeString:
    """The rows of the table: first day, both values, and of how many."""
    rows, started = [], effect.starts_on.isoformat()
    after, before = conditional_escape(_("sesudah")), conditional_escape(_("sebelum"))
    for first, treated, compared, own, others in (effect.result or {}).get("weeks", ()):
        day = conditional_escape(short_day(date.fromisoformat(first)))
        cells = "".join(
            f'<td class="is-number">{conditional_escape(in_metric(value, effect.metric))}</td>'
            f'<td class="is-number">{number(count)}</td>'
            for value, count in ((treated, own), (compared, others))
        )
        rows.append(f'<tr><th scope="row">{day}</th><td>{after if first >= started else before}</td>{cells}</tr>')
    return mark_safe("".join(rows))  # noqa: S308  # each part is escaped


@register.simple_tag
def effect_names(effect: Effect) -> dict[str, Any]:
    """What the treated and the compared subjects were called when it was fixed."""
    names = effect.names
    return {
        "treated": names.get(effect.treated, effect.treated),
        "others": sorted(str(names.get(key, key)) for key in effect.compared),
    }


@register.simple_tag
def name_in(names: Mapping[str, str], key: str) -> str:
    return names.get(key, key)


@register.simple_tag
def dropped_of(works: Sequence[Work]) -> list[Work]:
    return [work for work in works if work.measure.dropped_at is not None]


@register.simple_tag
def act_name(act: str) -> str:
    return act_in_words(act)


BONE, SPINE, MOST_ON_BONE, LETTERS = 270, 170, 3, 30


@register.simple_tag
def fishbone(bones: Sequence[Bone]) -> SafeString:
    """The six categories as bones of a fish ; the same stands below as a list."""
    parts = [f'<line class="fish-spine" x1="10" x2="{3 * BONE + 30}" y1="{SPINE}" y2="{SPINE}"/>']
    for place, bone in enumerate(bones):
        column, is_above = divmod(place, 2)[0], place % 2 == 0
        x, tip = 40 + column * BONE, 34 if is_above else 2 * SPINE - 34
        parts.append(f'<line class="fish-bone" x1="{x}" x2="{x + 110}" y1="{tip}" y2="{SPINE}"/>')
        label = conditional_escape(bone.label)
        parts.append(f'<text class="fish-label" x="{x - 30}" y="{tip + (-12 if is_above else 22)}">{label}</text>')
        for number_, why in enumerate(bone.whys[:MOST_ON_BONE]):
            y = tip + 22 + 34 * number_ if is_above else tip - 14 - 34 * number_
            words = conditional_escape(Truncator(why.cause.words).chars(LETTERS))
            across = abs(y - tip) / (SPINE - 34) * 110
            parts.append(
                f'<text class="fish-words" x="{x + across + (10 if is_above else 26):.0f}" y="{y}">{words}</text>'
            )
    parts.append(f'<path class="fish-head" d="M{3 * BONE + 30} {SPINE - 40}l70 40-70 40z"/>')
    box = f'<svg class="fish" viewBox="0 0 {3 * BONE + 110} {2 * SPINE}" aria-hidden="true" focusable="false">'
    return mark_safe(f"{box}{''.join(parts)}</svg>")  # noqa: S308  # each part is escaped
