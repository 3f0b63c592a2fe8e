"""The colors of the theme keep their contrast, in light and in dark."""

import re
from pathlib import Path

import pytest

THEME = (Path(__file__).parents[1] / "static/ui/theme.css").read_text()
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{\n(.*?)\}", THEME, re.DOTALL)[:2]
)

GROUNDS = ("ground", "paper", "sunken")
READ = [(ink, ground, level) for ground in GROUNDS for ink, level in (("ink", 7), ("ink-soft", 4.5), ("teal", 4.5))]
READ += [(word, ground, 4.5) for ground in GROUNDS for word in ("brick", "teal-deep", "danger", "warning", "good")]
READ += [("brick-ink", "brick", 4.5), ("brick-ink", "brick-deep", 4.5), ("ground", "ink", 7), ("paper", "teal", 4.5)]
READ += [("ink", f"{state}-tint", 7) for state in ("teal", "good", "warning", "danger", "quiet")]
READ += [(state, f"{state}-tint", 4.5) for state in ("good", "warning", "danger")]
READ += [("teal-deep", "teal-tint", 4.5), ("brick-deep", "brick-tint", 4.5)]
SEEN = [(line, ground) for ground in GROUNDS for line in ("line-strong", "teal", "danger")]


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_every_ground(theme):
    faint = [
        f"{word} on {ground}: {contrast(theme[word], theme[ground]):.2f} < {level}"
        for word, ground, level in READ
        if contrast(theme[word], theme[ground]) < level
    ]
    assert not faint


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_of_controls_can_be_seen(theme):
    faint = [pair for pair in SEEN if contrast(theme[pair[0]], theme[pair[1]]) < 3]
    assert not faint


def test_both_themes_name_the_same_colors():
    assert LIGHT.keys() == DARK.keys()
