"""What of the groups is shown: no small one, what tells groups apart, and what all of them share; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from .opinions import Groups, Opinion, Standing, Vote

LEAST_SHOWN = 5  # people of a group; fewer could be told from what one knows of them
LETTERS = "ABCDE"
LIKELY = 0.6  # of every group, before one says that all share it
APART = 0.3  # of a difference between groups, before one says that they are apart
TOP = 5
WIDTH, HEIGHT, EDGE = 640, 400, 24  # of the picture


@dataclass(frozen=True, slots=True)
class Line:
    """How a statement stands: votes of all who voted on it, and by shown group (votes, agree, disagree)."""

    number: int
    votes: int
    agree: int
    disagree: int
    consensus: float  # 0 to 1
    refusal: float  # the same for disagreement
    apart: float
    groups: list[list[int]]


@dataclass(frozen=True, slots=True)
class Cloud:
    """A shown group: its letter, size, its dots as a path of the picture, its middle, and what it stands for."""

    letter: str
    size: int
    path: str
    x: int
    y: int
    marks: list[list[int]]  # [statement, 1 agrees or -1 disagrees] by which it is known


@dataclass(frozen=True, slots=True)
class Found:
    """What a page shows; kept as JSON."""

    grouped: int
    few: int  # voted too little to be in a group
    hidden: int  # groups that are too small to be shown
    explained: float
    clouds: list[Cloud]
    lines: list[Line]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def found_in(groups: Groups, opinions: Sequence[Opinion], *, least: int = LEAST_SHOWN) -> Found:
    """The groups with at least `least` people, in the order of their size. Of others nothing is told, not even by
    subtraction: who is in none of the shown groups is left out of each figure once a group is hidden."""
    shown = [group for group, size in enumerate(groups.sizes) if size >= least]
    hidden = groups.count - len(shown)
    marks = groups.votes.marks
    if hidden:
        marks = marks[np.isin(groups.labels, shown)]
    places = _in_picture(groups, shown)
    lines = [_line(place, one, marks, shown) for place, one in enumerate(opinions)]
    return Found(
        grouped=sum(groups.sizes[group] for group in shown),
        few=int((groups.labels < 0).sum()),
        hidden=hidden,
        explained=round(groups.explained, 4),
        clouds=[
            _cloud(letter, places[groups.labels == group], _known_by(group, opinions, shown))
            for letter, group in zip(LETTERS, shown, strict=False)
        ],
        lines=lines,
    )


def shared(lines: Sequence[Line]) -> list[tuple[Line, bool]]:
    """What every group agrees on (True) or refuses (False), the clearest first."""
    found = []
    for line in lines:
        if line.groups and all(_likely(g[1], g[0]) >= LIKELY for g in line.groups):
            found.append((line.consensus, line, True))
        elif line.groups and all(_likely(g[2], g[0]) >= LIKELY for g in line.groups):
            found.append((line.refusal, line, False))
    found.sort(key=lambda one: (-one[0], one[1].number))
    return [(line, agrees) for _strength, line, agrees in found[:TOP]]


def dividing(lines: Sequence[Line]) -> list[Line]:
    """What sets groups apart, the widest first."""
    found = [line for line in lines if len(line.groups) > 1 and line.apart >= APART]
    return sorted(found, key=lambda line: (-line.apart, line.number))[:TOP]


def _likely(of: int, votes: int) -> float:
    return (of + 1) / (votes + 2)


def _line(place: int, one: Opinion, marks: Any, shown: Sequence[int]) -> Line:
    column = marks[:, place]
    by_group = [one.groups[group] for group in shown]
    agree = [_likely(g.agree, g.votes) for g in by_group]
    disagree = [_likely(g.disagree, g.votes) for g in by_group]
    return Line(
        number=int(one.statement),
        votes=int((~np.isnan(column)).sum()),
        agree=int((column == Vote.AGREE).sum()),
        disagree=int((column == Vote.DISAGREE).sum()),
        consensus=round(math.prod(agree), 4) if agree else 0.0,
        refusal=round(math.prod(disagree), 4) if disagree else 0.0,
        apart=round(max(agree) - min(agree), 4) if agree else 0.0,
        groups=[[g.votes, g.agree, g.disagree] for g in by_group],
    )


def _in_picture(groups: Groups, shown: Sequence[int]) -> Any:
    """The places in the pixels of the picture, both axes alike in scale."""
    places = groups.places.copy()
    seen = places[np.isin(groups.labels, shown)]
    if not len(seen):
        return places
    low, high = seen.min(axis=0), seen.max(axis=0)
    span = np.maximum(high - low, 1e-9)
    scale = min((WIDTH - 2 * EDGE) / span[0], (HEIGHT - 2 * EDGE) / span[1])
    offset = (np.array([WIDTH, HEIGHT]) - span * scale) / 2
    return (places - low) * scale + offset


def _cloud(letter: str, places: Any, marks: list[list[int]]) -> Cloud:
    mine = places.round().astype(int)
    middle = mine.mean(axis=0).round().astype(int)
    path = "".join(f"M{x} {y}h0" for x, y in sorted(map(tuple, mine.tolist())))  # an order that tells nothing
    return Cloud(letter, len(mine), path, int(middle[0]), int(middle[1]), marks)


def _known_by(group: int, opinions: Sequence[Opinion], shown: Sequence[int]) -> list[list[int]]:
    """The statements to which this group stands otherwise than the others, three at most."""
    found = []
    for one in opinions:
        others = [one.groups[other] for other in shown if other != group]
        if not others or one.groups[group].votes < LEAST_SHOWN:
            continue
        for sign, of in ((1, "agree"), (-1, "disagree")):
            mine = _share(one.groups[group], of)
            rest = _likely(sum(getattr(o, of) for o in others), sum(o.votes for o in others))
            if mine > 0.5 and mine - rest >= APART / 2:
                found.append((mine * (mine - rest), int(one.statement), sign))
    found.sort(key=lambda one: (-one[0], one[1]))
    return [[number, sign] for _weight, number, sign in found[:3]]


def _share(standing: Standing, of: str) -> float:
    return _likely(getattr(standing, of), standing.votes)
