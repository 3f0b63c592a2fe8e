"""The critical path, beside an oracle that walks every path."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.delivery.plans.rules.network import Activity, schedule
from penata.foundation.refusals import Refused

EXAMPLE = [
    Activity("survei", 3),
    Activity("desain", 4, ("survei",)),
    Activity("izin", 2, ("survei",)),
    Activity("bangun", 10, ("desain", "izin")),
    Activity("resmi", 0, ("bangun",)),
]


def networks(*, acyclic: bool = True):
    """Up to seven tasks; those of an acyclic network wait only for earlier ones, then all are shuffled."""

    @st.composite
    def made(draw):
        count = draw(st.integers(1, 7))
        names = [f"T{n}" for n in range(count)]
        days = st.one_of(st.integers(0, 9), st.decimals(0, 9, places=1))
        tasks = [
            Activity(name, draw(days), tuple(draw(st.lists(st.sampled_from(choice), max_size=4))) if choice else ())
            for n, name in enumerate(names)
            for choice in [names[:n] if acyclic else names]
        ]
        return draw(st.permutations(tasks))

    return made()


def paths_to(name, before):
    """Every way that leads to a task, from one that waits for nobody."""
    if not before[name]:
        return [[name]]
    return [[*path, name] for one in set(before[name]) for path in paths_to(one, before)]


@given(networks())
def test_places_are_those_of_the_longest_ways_through_the_network(tasks):
    found = schedule(tasks)
    before, days = {t.name: t.after for t in tasks}, {t.name: t.days for t in tasks}
    ways = [path for name in before for path in paths_to(name, before)]
    length = {tuple(path): sum(days[name] for name in path) for path in ways}
    assert found.duration == max(length.values())
    for name, place in found.places.items():
        assert place.finish == max(length[tuple(path)] for path in ways if path[-1] == name)
        assert place.finish - place.start == days[name]
        through = max(length[tuple(path)] for path in ways if name in path)
        assert place.slack == found.duration - through


@given(networks())
def test_a_task_slips_by_its_slack_without_moving_the_end_and_by_no_day_more(tasks):
    found = schedule(tasks)
    for slipping in tasks:
        slack = found.places[slipping.name].slack
        for more in (0, 1):
            late = [t._replace(days=t.days + slack + more) if t is slipping else t for t in tasks]
            assert schedule(late).duration == found.duration + more


@given(networks(acyclic=False))
def test_what_cannot_be_done_is_refused_with_a_real_cycle_and_only_then(tasks):
    before = {t.name: t.after for t in tasks}
    done: set[str] = set()
    while rest := [name for name in before if name not in done and done.issuperset(before[name])]:
        done.update(rest)
    if done == before.keys():
        schedule(tasks)
        return
    with pytest.raises(Refused) as refusal:
        schedule(tasks)
    around = refusal.value.params["tasks"]
    assert len(set(around)) == len(around) > 0
    assert all(one in before[after] for one, after in pairwise([*around, around[0]]))


def test_an_example_is_worked_out_as_on_paper():
    found = schedule(EXAMPLE)
    assert found.duration == 17
    assert [(name, *place) for name, place in found.places.items()] == [
        ("survei", 0, 3, 0),
        ("desain", 3, 7, 0),
        ("izin", 3, 5, 2),
        ("bangun", 7, 17, 0),
        ("resmi", 17, 17, 0),
    ]
    assert [name for name, place in found.places.items() if not place.is_critical] == ["izin"]


def test_parts_of_days_are_exact():
    found = schedule([Activity(str(n), Decimal("0.1"), (str(n - 1),) if n else ()) for n in range(10)])
    assert found.duration == 1


def test_a_chain_of_many_thousands_is_no_deeper_than_one_of_three():
    chain = [Activity(str(n), 1, (str(n - 1),) if n else ()) for n in range(20_000)]
    assert schedule(chain[::-1]).duration == 20_000
    closed = [chain[0]._replace(after=("19999",)), *chain[1:]]
    with pytest.raises(Refused) as refusal:
        schedule(closed)
    assert len(refusal.value.params["tasks"]) == 20_000


def test_a_task_that_waits_for_itself_is_named():
    with pytest.raises(Refused) as refusal:
        schedule([Activity("a", 1, ("a",)), Activity("b", 1)])
    assert (refusal.value.code, refusal.value.params) == ("plans.cycle", {"tasks": ("a",)})


@pytest.mark.parametrize("tasks", [[Activity("a", 1), Activity("a", 2)], [Activity("a", 1, ("b",))]])
def test_tasks_that_are_there_twice_or_not_at_all_are_an_error_of_the_caller(tasks):
    with pytest.raises(ValueError):
        schedule(tasks)


def test_nothing_to_do_takes_no_day():
    assert schedule([]).duration == 0
