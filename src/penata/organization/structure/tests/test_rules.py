from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from penata.organization.structure.rules.coverage import Claim, ancestry, answering
from penata.organization.structure.rules.echelons import Office, advice_on_head
from penata.organization.structure.rules.trees import cycles, depth_first, orphans, parents_first


def test_a_cycle_is_found_once_from_its_smallest_member():
    assert cycles({"a": "b", "b": "c", "c": "a", "d": "a", "e": None}) == [["a", "b", "c"]]


def test_a_node_that_is_its_own_parent_is_a_cycle_of_one():
    assert cycles({"a": "a", "b": "a"}) == [["a"]]


def test_orphans_name_a_parent_that_is_not_there():
    assert orphans({"a": None, "b": "x", "c": "a"}) == ["b"]


trees = st.integers(1, 25).flatmap(
    lambda size: st.tuples(*[st.none() | st.integers(0, size - 1).map(str) for _ in range(size)]).map(
        lambda parents: {str(node): parent for node, parent in enumerate(parents)}
    )
)


def above_itself(node, parents):
    here = parents[node]
    for _ in parents:
        if here is None or here == node:
            break
        here = parents[here]
    return here == node


@given(trees)
def test_cycles_are_those_that_are_above_themselves(parents):
    assert {node for ring in cycles(parents) for node in ring} == {n for n in parents if above_itself(n, parents)}


@given(trees)
def test_in_a_tree_every_parent_comes_first_and_nobody_is_lost(parents):
    if cycles(parents):
        return
    order = parents_first(parents, parents)
    assert sorted(order) == sorted(parents)
    assert all(parents[node] is None or order.index(parents[node]) < order.index(node) for node in order)


def test_depth_first_keeps_the_order_of_the_rows():
    rows = [(1, None), (2, 1), (3, 1), (4, 2), (9, 77)]
    assert depth_first(rows) == [(1, 0), (2, 1), (4, 2), (3, 1), (9, 0)]


ABOVE_FUNCTION = {1: None, 2: 1, 3: 2}
ABOVE_AREA = {10: None, 11: 10, 12: 11}


def ask(*claims, function=3, area=12):
    return answering(function, area, claims=claims, above_function=ABOVE_FUNCTION, above_area=ABOVE_AREA)


def test_the_most_specific_area_wins():
    assert ask(Claim(3, 10, 100), Claim(3, 12, 101), Claim(3, 11, 102)) == [Claim(3, 12, 101)]


def test_a_function_without_a_mandate_has_its_parents():
    assert ask(Claim(1, 10, 100)) == [Claim(1, 10, 100)]


def test_an_own_mandate_for_the_city_goes_before_the_parents_for_the_kelurahan():
    assert ask(Claim(3, 10, 100), Claim(2, 12, 101)) == [Claim(3, 10, 100)]


def test_none_is_a_gap_and_two_of_a_rank_are_an_overlap():
    assert ask(Claim(3, 10, 100), area=99) == []
    assert len(ask(Claim(3, 10, 100), Claim(3, 10, 101))) == 2


def test_a_cycle_ends_the_walk():
    assert ancestry(1, {1: 2, 2: 1}) == [1, 2]


@pytest.mark.parametrize(
    ("unit", "category", "level", "advice"),
    [
        (("dinas", "pemerintah", "A"), "jpt", "II.b", None),
        (("dinas", "pemerintah", "A"), "administrator", "III.a", Office("jpt", "II.b")),
        (("bidang", "dinas", ""), "administrator", "III.a", Office("administrator", "III.b")),
        (("bidang", "dinas", ""), "administrator", "", None),  # not known is no mistake
        (("sekretariat", "dinas", ""), "administrator", "III.a", None),
        (("sekretariat", "kecamatan", ""), "administrator", "III.b", None),  # depends on a type that is not kept
        (("seksi", "kelurahan", ""), "pengawas", "IV.b", None),
        (("seksi", "bidang", ""), "fungsional", "ahli muda", None),
        (("uptd", "dinas", "B"), "pengawas", "IV.a", Office("pengawas", "IV.b")),
        (("pemerintah", "", ""), "politik", "", None),
        (("rsud", "dinas", "C"), "administrator", "III.a", None),
    ],
)
def test_the_head_of_a_unit_is_compared_with_what_the_law_gives_it(unit, category, level, advice):
    assert advice_on_head(unit, category, level) == advice
