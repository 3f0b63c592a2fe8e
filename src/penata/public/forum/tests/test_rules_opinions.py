"""Groups of opinion: who votes alike, whatever the order in which the votes came."""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from penata.foundation.refusals import Refused

from ..rules import clusters
from ..rules.opinions import LEAST_VOTES, Vote, Votes, explained, groups_of, opinions_of, votes_of

AGREE, DISAGREE, PASS = Vote.AGREE, Vote.DISAGREE, Vote.PASS


def camps(*sizes: int, statements: int = 12, seed: int = 1, noise: float = 0.1, cast: float = 0.8):
    """Votes of camps that each agree with their own third of the statements; the camp of each participant."""
    chance, votes, camp_of = random.Random(seed), {}, {}
    for camp, size in enumerate(sizes):
        for number in range(size):
            who = f"{camp}{number:03}"
            camp_of[who] = camp
            for statement in range(statements):
                if chance.random() < cast:
                    own = statement % len(sizes) == camp
                    is_other = chance.random() < noise
                    votes[who, str(statement)] = AGREE if own != is_other else DISAGREE
    return votes, camp_of


def agreement(groups, camp_of):
    """The share of pairs on which the groups and the camps say the same."""
    label = dict(zip(groups.votes.participants, groups.labels, strict=True))
    people = [who for who in camp_of if label.get(who, -1) >= 0]
    pairs = [(a, b) for place, a in enumerate(people) for b in people[:place]]
    return sum((label[a] == label[b]) == (camp_of[a] == camp_of[b]) for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("sizes", [(30, 20), (25, 20, 15), (40, 10)])
def test_camps_are_found_with_their_number(sizes):
    votes, camp_of = camps(*sizes)
    found = groups_of(votes_of(votes))
    assert found.count == len(sizes)
    assert agreement(found, camp_of) > 0.95
    assert all(a >= b for a, b in pairwise(found.sizes))


def test_the_order_of_arrival_changes_nothing():
    votes, _camps = camps(20, 15, 10)
    first = groups_of(votes_of(votes))
    for seed in range(3):
        rows = list(votes.items())
        random.Random(seed).shuffle(rows)
        again = groups_of(votes_of(dict(rows)))
        assert (again.labels == first.labels).all()
        assert again.explained == first.explained


def test_who_voted_too_little_is_in_no_group_and_changes_none():
    votes, _camps = camps(20, 15)
    before = groups_of(votes_of(votes))
    few = {("stranger", str(n)): PASS for n in range(LEAST_VOTES - 1)}
    found = groups_of(votes_of(votes | few, ["silent"]))
    label = dict(zip(found.votes.participants, found.labels, strict=True))
    assert label.pop("stranger") == label.pop("silent") == -1
    assert list(label.values()) == list(before.labels)


def test_a_short_conversation_needs_all_its_statements():
    votes = {(str(who), str(n)): AGREE if who < 4 else DISAGREE for who in range(8) for n in range(3)}
    found = groups_of(votes_of(votes | {("9", "0"): AGREE}))
    assert found.sizes == [4, 4]
    assert found.labels[-1] == -1
    assert found.explained == 1


def test_all_alike_are_one_group_and_none_is_none():
    alike = {(str(who), str(n)): AGREE for who in range(9) for n in range(9)}
    assert groups_of(votes_of(alike)).sizes == [9]
    few = {(str(who), str(n)): AGREE for who in range(9) for n in range(LEAST_VOTES) if n != who % LEAST_VOTES}
    found = groups_of(votes_of(few))
    assert (found.count, found.sizes) == (0, [])
    assert opinions_of(found)[0].consensus is None


def test_as_many_groups_as_asked_or_a_refusal():
    votes, _camps = camps(20, 15)
    table = votes_of(votes)
    assert [groups_of(table, count).count for count in (1, 2, 3, 6)] == [1, 2, 3, 6]
    alike = votes_of({(str(who), str(n)): AGREE if who else PASS for who in range(9) for n in range(9)})
    assert groups_of(alike, 2).sizes == [8, 1]
    with pytest.raises(Refused, match=r"forum\.too_many_groups") as refusal:
        groups_of(alike, 3)
    assert refusal.value.params == {"asked": 3, "most": 2}
    with pytest.raises(Refused):
        groups_of(votes_of({("1", str(n)): PASS for n in range(3)}, ["2"]), 2)


def test_more_groups_never_explain_less():
    votes, _camps = camps(25, 20, 15, noise=0.25)
    shares = [groups_of(votes_of(votes), count).explained for count in range(1, 6)]
    assert shares[0] == 0
    assert all(a < b for a, b in pairwise(shares))


def test_consensus_is_the_product_of_what_each_group_would_say():
    rows = {(f"a{n}", "x"): AGREE for n in range(8)} | {(f"b{n}", "x"): DISAGREE if n else PASS for n in range(3)}
    rows |= {(who, f"s{n}"): AGREE if who[0] == "a" else DISAGREE for who, _x in list(rows) for n in range(8)}
    opinions = {one.statement: one for one in opinions_of(groups_of(votes_of(rows), 2))}
    one = opinions["x"]
    assert [(group.votes, group.agree, group.disagree) for group in one.groups] == [(8, 8, 0), (3, 0, 2)]
    assert one.consensus == pytest.approx(9 / 10 * 1 / 5)
    assert one.apart == pytest.approx(9 / 10 - 1 / 5)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("123456789")), st.sampled_from(list(Vote)), min_size=1
    )
)
def test_whatever_is_voted_the_groups_hold_everyone_once(votes):
    table = votes_of(votes)
    found = groups_of(table)
    cast = (~np.isnan(table.marks)).sum(axis=1)
    enough = cast >= min(LEAST_VOTES, len(table.statements))
    assert ((found.labels >= 0) == enough).all()
    assert sum(found.sizes) == enough.sum()
    assert 0 <= found.explained <= 1 + 1e-9
    assert np.isfinite(found.places).all()
    for one in opinions_of(found):
        assert one.consensus is None or 0 < one.consensus < 1


def test_one_group_explains_nothing_and_a_group_each_explains_all():
    votes, _camps = camps(4, 4)
    marks = votes_of(votes).marks
    assert explained(marks, np.zeros(8, dtype=np.int64)) == 0
    assert explained(marks, np.arange(8)) == 1


@pytest.mark.parametrize(
    "votes",
    [
        {("1", str(n)): AGREE for n in range(9)},
        {(str(who), "1"): AGREE if who % 2 else DISAGREE for who in range(40)},
        {(str(who), str(n)): PASS for who in range(9) for n in range(9)},
    ],
    ids=["one voter", "one statement", "all passed"],
)
def test_odd_conversations_have_groups_too(votes):
    found = groups_of(votes_of(votes))
    assert sum(found.sizes) == len(found.votes.participants)
    assert np.isfinite(found.places).all()


def test_more_people_than_are_compared_are_all_in_the_groups_of_their_camp():
    people, statements = 2_500, 10
    marks = np.array(
        [[1.0 if (who % 5 < 2) == (n % 2 == 0) else -1.0 for n in range(statements)] for who in range(people)]
    )
    names = tuple(map(str, range(people)))
    found = groups_of(Votes(names, tuple(map(str, range(statements))), marks))
    assert found.sizes == [1_500, 1_000]


def test_the_first_axes_of_a_large_table_are_found_step_by_step(monkeypatch):
    table = np.random.default_rng(3).normal(size=(60, 40)) @ np.diag([9, 5] + [0.5] * 38)
    exact = clusters.axes_of(table, 2)
    monkeypatch.setattr(clusters, "EXACT", 10)
    assert np.allclose(clusters.axes_of(table, 2), exact, atol=1e-6)
