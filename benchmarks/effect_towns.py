"""How often the interval of an effect holds the truth, on made-up towns: `python -m benchmarks.effect_towns`."""

from __future__ import annotations

import numpy as np

from penata.learning.improvement.rules.effects import Verdict, measure
from penata.learning.improvement.rules.metrics import Metric
from penata.learning.improvement.tests.test_effects import BEFORE, town

TIMES, DRAWS = 400, 400
EFFECTS = {Metric.LATE: -1.0, Metric.DAYS: -0.5, Metric.REPORTS: -0.5, Metric.ELEMENT: 0.4}
TRUTHS = {Metric.REPORTS: float(np.expm1(-0.5))}  # where it is known exactly
TOWNS = {"calm": {"weekly": 0.0}, "weeks of its own": {}, "drifting": {"drift": 0.2}}


def main() -> None:
    print("| metric | town | holds nothing, no effect | called unfit | effect found | holds the effect |")
    print("|---|---|---|---|---|---|")
    for metric in Metric:
        times = TIMES // 10 if metric is Metric.DAYS else TIMES  # medians take longer
        for name, kind in TOWNS.items():
            none = [_tried(metric, seed, 0.0, kind) for seed in range(times)]
            some = [_tried(metric, seed, EFFECTS[metric], kind) for seed in range(times)]
            found = np.mean([one.verdict is Verdict.BETTER for one in some])
            unfit = np.mean([one.verdict is Verdict.UNFIT for one in none])
            truth = TRUTHS.get(metric)
            held = f"{_held(some, truth):.0%}" if truth is not None else "–"
            print(f"| {metric} | {name} | {_held(none, 0.0):.0%} | {unfit:.0%} | {found:.0%} | {held} |", flush=True)


def _tried(metric: Metric, seed: int, effect: float, kind: dict[str, float]):
    own, *others = town(metric, seed, effect=effect, **kind)  # type: ignore[arg-type]
    return measure(metric, own, others, before=BEFORE, seed=seed, draws=DRAWS)


def _held(found: list, truth: float) -> float:  # type: ignore[type-arg]
    return float(np.mean([one.low <= truth <= one.high for one in found if one.low is not None]))


if __name__ == "__main__":
    main()
