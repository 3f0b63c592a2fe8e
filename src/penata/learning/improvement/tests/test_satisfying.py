"""Elements of satisfaction that fell are said, and hardly anything else is."""

from __future__ import annotations

import numpy as np

from penata.learning.improvement.rules.facts import Budget, Rating
from penata.learning.improvement.rules.satisfying import falling
from penata.learning.improvement.rules.sentences import sentence

FIRST, MONTHS, ELEMENTS = 2024 * 12, 16, ("U1", "U2", "U3")


def ratings(lines: int = 6, a_month: int = 40, seed: int = 1, *, all_fall: bool = False, falls: float = 0.0):
    """A service a unit; from the fifteenth month on U3 of the first falls, or every element of all."""
    chance, found = np.random.default_rng(seed), []
    for month in range(MONTHS):
        for line in range(lines):
            for element in ELEMENTS:
                is_low = month >= 14 and (all_fall or (line == 0 and element == "U3"))
                values = chance.normal(3.3 - (falls if is_low else 0), 0.6, a_month)
                values = np.clip(np.rint(values), 1, 4).astype(int)
                sums = int(values.sum()), int((values**2).sum())
                found.append(Rating(f"Dinas {line}", f"Layanan {line}", element, FIRST + month, a_month, *sums))
    return found


def test_an_element_that_fell_is_said_with_its_mean_beside_the_usual_one():
    (found,) = falling(ratings(falls=0.7), FIRST + 14, budget=Budget())
    assert (found.subject.unit, found.subject.topic, found.subject.element) == ("Dinas 0", "Layanan 0", "U3")
    assert (found.month, found.of) == ("2025-03", 40)
    assert "Nilai unsur U3 turun: rata-rata 2," in sentence(found)


def test_what_all_read_more_severely_is_no_signal_of_one_unit():
    assert list(falling(ratings(all_fall=True, falls=0.7), FIRST + 14, budget=Budget())) == []


def test_a_unit_that_alone_is_asked_is_judged_by_its_own_past():
    alone = [one for one in ratings(falls=0.8) if one.unit == "Dinas 0"]
    assert [found.subject.element for found in falling(alone, FIRST + 14, budget=Budget())] == ["U3"]


def test_few_answers_or_a_short_past_say_nothing():
    assert list(falling(ratings(a_month=5, falls=1.5), FIRST + 14, budget=Budget())) == []
    early = [one for one in ratings(falls=0.7) if one.month >= FIRST + 13]
    assert list(falling(early, FIRST + 14, budget=Budget())) == []


def test_in_a_shuffled_history_hardly_anything_falls():
    """Months exchanged within each subject: at most as many false signals as are stated, for all looks together."""
    looks, false = 6, 0
    for seed in range(looks):
        order = np.random.default_rng(seed).permutation(MONTHS)
        whole = [
            Rating(
                one.unit, one.topic, one.element, FIRST + int(order[one.month - FIRST]), one.n, one.total, one.squares
            )
            for one in ratings(seed=seed)
        ]
        false += sum(len(list(falling(whole, FIRST + month, budget=Budget()))) for month in range(10, MONTHS))
    allowed = Budget().elements * looks * (MONTHS - 10)
    assert false <= allowed + 2 * allowed**0.5
