"""A log of events as columns of numbers: which case went through which step at which unit, from when until when."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from penata.foundation.refusals import Refused

Instants = NDArray[np.int64]  # seconds since the day 0, NEVER where none is known
Codes = NDArray[np.int32]
NEVER = -1
DAY = 86_400
MOST_STEPS, MOST_UNITS = 500, 5_000


class Mode(StrEnum):
    """What the instants of a log are. Only SPANS tell waiting from working."""

    SPANS = "spans"  # of each step its start and its end
    FINISHES = "finishes"  # of each step one instant, at which it was done
    STARTS = "starts"  # of each step one instant, at which it began
    WHOLE = "whole"  # of each case its start and its end, no steps


@dataclass(frozen=True)
class Log:
    """Events in any order. `last_steps`: with one of these a case has ended; empty: what the mode tells.

    `left_out`: rows whose end is before their start, by line.
    """

    mode: Mode
    case: NDArray[np.int64]  # a number a case, in any order
    step: Codes
    unit: Codes
    start: Instants
    end: Instants
    steps: tuple[str, ...]
    units: tuple[str, ...]  # the first is "": no unit
    last_steps: frozenset[str] = frozenset()
    left_out: tuple[int, ...] = ()
    has_clock: bool = True  # False: days without the time of day

    def __len__(self) -> int:
        return len(self.case)


class Names:
    """Names by number. Names that differ in blanks or capitals alone are one; too many of them are refused."""

    def __init__(self, most: int, refusal: str, *, empty: bool) -> None:
        self.most, self.refusal = most, refusal
        self.all: list[str] = [""] if empty else []
        self._known: dict[str, int] = {"": 0} if empty else {}

    def number(self, written: str) -> int:
        known = self._known.get(written)
        if known is None:
            name = " ".join(written.split())
            known = self._known.setdefault(name.casefold(), len(self.all))
            self._known[written] = known
            if known == len(self.all):
                self.all.append(name[:200])
                if len(self.all) > self.most:
                    raise Refused(self.refusal, most=self.most, examples=", ".join(self.all[1:4]))
        return known


class Gatherer:
    """Takes events one by one, in any order; a case costs its name, an event about thirty bytes."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self._cases: dict[str, int] = {}
        self._case, self._step, self._unit = array("i"), array("i"), array("i")
        self._start, self._end = array("q"), array("q")
        self._steps = Names(MOST_STEPS, "improvement.too_many_steps", empty=False)
        self._units = Names(MOST_UNITS, "improvement.too_many_units", empty=True)
        self.has_clock = False

    def __len__(self) -> int:
        return len(self._case)

    def add(self, case: str, step: str, unit: str, start: int, end: int) -> None:
        """Instants in seconds, NEVER where there is none; one of them is there."""
        self._case.append(self._cases.setdefault(case, len(self._cases)))
        self._step.append(self._steps.number(step))
        self._unit.append(self._units.number(unit))
        self._start.append(start)
        self._end.append(end)
        self.has_clock = self.has_clock or (start if end == NEVER else end) % DAY > 0

    def log(self, *, last_steps: frozenset[str] = frozenset(), left_out: tuple[int, ...] = ()) -> Log:
        """All that was taken. Refused: `improvement.unknown_last_step`."""
        known = {name.casefold(): name for name in self._steps.all}
        unknown = [name for name in sorted(last_steps) if " ".join(name.split()).casefold() not in known]
        if unknown:
            shown = ", ".join(self._steps.all[:20])
            raise Refused("improvement.unknown_last_step", step=unknown[0], steps=shown)
        return Log(
            self.mode,
            np.frombuffer(self._case, dtype=np.int32).astype(np.int64),
            np.frombuffer(self._step, dtype=np.int32),
            np.frombuffer(self._unit, dtype=np.int32),
            np.frombuffer(self._start, dtype=np.int64),
            np.frombuffer(self._end, dtype=np.int64),
            tuple(self._steps.all),
            tuple(self._units.all),
            frozenset(known[" ".join(name.split()).casefold()] for name in last_steps),
            left_out,
            self.has_clock,
        )
