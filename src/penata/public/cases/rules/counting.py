"""What is counted of cases each day. Pure: the same words name the columns, the figures and the rows behind them."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Grain(IntEnum):
    """By what a daily count is kept. Each case is in one row of each grain."""

    CITY = 0
    UNIT = 1
    AREA = 2
    SERVICE = 3
    UNIT_SERVICE = 4


class Tally(NamedTuple):
    """Cases of some days. A flow counts on the day on which it happened; what stands is a sum of flows until a day.

    `in_time`: of those answered, by the promise. `handed`, `returned`: of those answered, handed over or reopened at
    least once before. `judged`, `happy`: of those ended, whose reporter said whether he was content. A case is late
    from the day after its deadline to the day before its answer or end; never while the reporter is waited for.
    """

    received: int = 0
    intake_left: int = 0  # sent to an officer, or ended before that
    sent: int = 0
    sent_in_time: int = 0
    answered: int = 0
    in_time: int = 0
    answer_days: int = 0  # calendar days from receipt to the answer, summed
    handed: int = 0
    returned: int = 0
    ended: int = 0
    not_ours: int = 0
    judged: int = 0
    happy: int = 0
    late_begun: int = 0
    late_over: int = 0

    def plus(self, other: Tally) -> Tally:
        return Tally(*map(sum, zip(self, other, strict=True)))


MEASURES = Tally._fields
