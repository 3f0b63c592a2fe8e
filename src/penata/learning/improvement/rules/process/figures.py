"""What the pieces of all cases say: shares of the time, middles, by step, transition and unit; paths, steps again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .log import DAY, NEVER, Instants, Mode
from .pieces import Pieces
from .survival import Flags, quantile, share_within

MIDDLE, TENTH = 0.5, 0.9
MOST_PATHS, MOST_PAIRS, SHOWN = 10, 200, 15
LONGEST_PATH = 60  # steps that are shown


@dataclass(frozen=True)
class Middle:
    """Half of the times are not longer, nine of ten are not longer, in days; None: so many are not over yet."""

    n: int
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class Time:
    """Days spent, and their share of the time of all cases."""

    waiting: float
    working: float
    untold: float
    share: float

    @property
    def days(self) -> float:
        return self.waiting + self.working + self.untold


@dataclass(frozen=True)
class Part:
    """What a step took, or a unit, or a step at a unit. `passes`: how often it was gone through; `again`: of these
    how often by a case that had been there before, and `again_share`: its share of the part's time. `place`: where in
    the course of a case it stands on average, from 0 on."""

    step: str
    unit: str
    passes: int
    cases: int
    open: int
    time: Time
    waits: Middle
    lasts: Middle
    again: int
    again_share: float
    place: float


@dataclass(frozen=True)
class Transition:
    """From the end of a step to the start of the next; `until` "" where the case has not come any further yet."""

    since: str
    until: str
    waits: Middle
    days: float
    share: float
    across: float  # share of them in which the unit changed


@dataclass(frozen=True)
class Path:
    """`is_cut`: it is longer than what is shown."""

    steps: tuple[str, ...]
    cases: int
    share: float
    lasts: Middle
    is_cut: bool


@dataclass(frozen=True)
class Figures:
    cases: int
    ended: int
    events: int
    days: float  # of all cases, the open ones until now
    time: Time
    tail: float  # days since the last step of cases that have not ended; in `time` waiting, or untold
    lasts: Middle  # of a case
    within: float | None  # the share of cases within the promise
    across: float | None  # the share of the waiting that lies where the unit changes
    unfinished_between: int
    steps: tuple[Part, ...]
    units: tuple[Part, ...]
    pairs: tuple[Part, ...]
    more_pairs: int
    transitions: tuple[Transition, ...]
    paths: tuple[Path, ...]
    more_paths: int
    again: int  # cases with a step gone through again
    again_days: float

    @property
    def open(self) -> int:
        return self.cases - self.ended

    @property
    def waits_share(self) -> float:
        return _share(self.time.waiting, self.time.days)

    @property
    def works_share(self) -> float:
        return _share(self.time.working, self.time.days)

    @property
    def top_pairs(self) -> tuple[Part, ...]:
        return self.pairs[:SHOWN]

    @property
    def top_transitions(self) -> tuple[Transition, ...]:
        return self.transitions[:SHOWN]


def figures(pieces: Pieces, *, promise: float | None = None) -> Figures:
    """`promise`: days within which a case should end, by the same clock."""
    spent = pieces.waiting + pieces.working + pieces.untold
    whole = float(spent.sum() + pieces.tail.sum())
    parts = _Parts(pieces, spent, whole)
    pairs = list(parts.by("step", "unit")) if len(pieces.log.units) > 1 else []
    paths, more_paths = _paths(pieces)
    wait, work, untold = (float(one.sum()) for one in (pieces.waiting, pieces.working, pieces.untold))
    tail, is_told = float(pieces.tail.sum()), bool(pieces.working.any())
    time = Time(_days(wait + (tail if is_told else 0)), _days(work), _days(untold + (0 if is_told else tail)), 1.0)
    return Figures(
        cases=pieces.cases, ended=int(pieces.ended.sum()), events=len(pieces.case), days=_days(whole), time=time,
        tail=_days(tail), lasts=middle(pieces.total, ~pieces.ended),
        within=share_within(pieces.total, ~pieces.ended, promise) if promise is not None else None,
        across=_across(pieces), unfinished_between=_unfinished(pieces),
        steps=tuple(parts.by("step")), units=tuple(parts.by("unit")) if pairs else (),
        pairs=tuple(pairs[:MOST_PAIRS]), more_pairs=max(0, len(pairs) - MOST_PAIRS),
        transitions=tuple(_transitions(pieces, whole)), paths=paths, more_paths=more_paths,
        again=len(np.unique(pieces.case[pieces.is_again])), again_days=_days(float(spent[pieces.is_again].sum())),
    )  # fmt: skip


def _unfinished(pieces: Pieces) -> int:
    """Steps that began and whose end is not told, though the case went on."""
    return int((pieces.lasts == NEVER).sum()) if pieces.log.mode is Mode.SPANS else 0


def middle(seconds: Instants, is_open: Flags) -> Middle:
    return Middle(len(seconds), quantile(seconds, is_open, MIDDLE), quantile(seconds, is_open, TENTH))


def _days(seconds: float) -> float:
    return round(seconds / DAY, 3)


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole > 0 else 0.0


class _Parts:
    """Groups of events by step, unit or both, those with the most time first."""

    def __init__(self, pieces: Pieces, spent: Instants, whole: float) -> None:
        self.pieces, self.spent, self.whole = pieces, spent, whole
        starts = np.flatnonzero(pieces.is_first)
        self.place = np.arange(len(pieces.case)) - starts[pieces.case] if len(starts) else pieces.case

    def by(self, *names: str) -> Iterator[Part]:
        pieces = self.pieces
        units = len(pieces.log.units)
        key = pieces.step.astype(np.int64) * units if "step" in names else np.zeros(len(pieces.step), dtype=np.int64)
        key = key + pieces.unit if "unit" in names else key
        found = [self._part(int(one), rows, names) for one, rows in groups(key)]
        yield from sorted(found, key=lambda part: (-part.time.days, part.step, part.unit))

    def _part(self, key: int, rows: NDArray[np.intp], names: tuple[str, ...]) -> Part:
        pieces, units = self.pieces, len(self.pieces.log.units)
        wait, work, untold = (float(one[rows].sum()) for one in (pieces.waiting, pieces.working, pieces.untold))
        known, again = rows[pieces.lasts[rows] != NEVER], rows[pieces.is_again[rows]]
        later = rows[~pieces.is_first[rows]]
        own = float(self.spent[rows].sum())
        return Part(
            pieces.log.steps[key // units] if "step" in names else "",
            pieces.log.units[key % units] if "unit" in names else "",
            len(rows), len(np.unique(pieces.case[rows])), int(pieces.is_open[rows].sum()),
            Time(_days(wait), _days(work), _days(untold), _share(own, self.whole)),
            middle(pieces.waiting[later], np.zeros(len(later), dtype=bool)),
            middle(pieces.lasts[known], pieces.is_open[known]),
            len(again), _share(float(self.spent[again].sum()), own), round(float(self.place[rows].mean()), 2),
        )  # fmt: skip


def groups(key: NDArray[np.int64]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """The places of each value."""
    order = np.argsort(key, kind="stable")
    found, starts = np.unique(key[order], return_index=True)
    for one, rows in zip(found, np.split(order, starts[1:]), strict=True) if len(found) else ():
        yield int(one), rows


def _transitions(pieces: Pieces, whole: float) -> Iterator[Transition]:
    """Between steps the waiting, or what is untold where it is not told apart; and what waits after the last one."""
    steps, names = len(pieces.log.steps), pieces.log.steps
    later = np.flatnonzero(~pieces.is_first)
    taken = pieces.waiting if pieces.working.any() else pieces.waiting + pieces.untold
    key = pieces.step[later - 1].astype(np.int64) * steps + pieces.step[later]
    crossed = pieces.unit[later] != pieces.unit[later - 1]
    found = []
    for one, rows in groups(key):
        own = taken[later[rows]]
        waits = middle(own, np.zeros(len(own), dtype=bool))
        days = float(own.sum())
        across = round(float(crossed[rows].mean()), 4)
        found.append(
            Transition(names[one // steps], names[one % steps], waits, _days(days), _share(days, whole), across)
        )
    stuck = np.flatnonzero(pieces.tail > 0)
    last = pieces.step[pieces.is_last][stuck].astype(np.int64)
    for one, rows in groups(last):
        own = pieces.tail[stuck[rows]]
        waits, days = middle(own, np.ones(len(own), dtype=bool)), float(own.sum())
        found.append(Transition(names[one], "", waits, _days(days), _share(days, whole), 0.0))
    yield from sorted(found, key=lambda one: (-one.days, one.since, one.until))


def _across(pieces: Pieces) -> float | None:
    """How much of the waiting between steps lies between two units."""
    later = np.flatnonzero(~pieces.is_first)
    waiting = pieces.waiting[later]
    if not waiting.any() or len(pieces.log.units) < 3:
        return None
    crossed = pieces.unit[later] != pieces.unit[later - 1]
    return _share(float(waiting[crossed].sum()), float(waiting.sum()))


def _paths(pieces: Pieces) -> tuple[tuple[Path, ...], int]:
    """Through which steps the cases that have ended went, the most frequent paths first."""
    starts = np.append(np.flatnonzero(pieces.is_first), len(pieces.step))
    code = np.ascontiguousarray(pieces.step, dtype=np.int16)
    ended = np.flatnonzero(pieces.ended)
    taken = [code[starts[one] : starts[one + 1]].tobytes() for one in ended]
    counted = Counter(taken)
    chosen = dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:MOST_PATHS])
    own: dict[bytes, list[int]] = {path: [] for path in chosen}
    for one, path in zip(ended, taken, strict=True):
        if path in own:
            own[path].append(int(one))
    return tuple(_path(pieces, path, cases) for path, cases in own.items()), max(0, len(counted) - MOST_PATHS)


def _path(pieces: Pieces, path: bytes, cases: list[int]) -> Path:
    steps = np.frombuffer(path, dtype=np.int16)
    names = tuple(pieces.log.steps[one] for one in steps[:LONGEST_PATH])
    total = pieces.total[cases]
    share = _share(len(cases), int(pieces.ended.sum()))
    lasts = middle(total, np.zeros(len(total), dtype=bool))
    return Path(names, len(cases), share, lasts, len(steps) > LONGEST_PATH)
