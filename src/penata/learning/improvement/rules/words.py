"""New kinds of work: cases of the last three months that speak of the same, while no topic does.

Words are looked for in one half of the cases and confirmed in the other, so that having looked for them among many
thousands does not make chance look like news. A word is new where it stands in more cases than the topics of these
cases explain by their past; new words that stand together more often than their topics explain are a cluster.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.stats import poisson

from .chance import Floats, tail
from .counts import lines_of, mostly
from .facts import Budget, Kind, Signal, Subject
from .grouping import Group, grouped
from .spans import narrowest, placed
from .subjects import History
from .table import words_of

SPANS = (3, 1)  # months looked at, the last being the month itself
FEWEST_MONTHS_BEFORE = 2
DRAWN = 10.0  # cases of all topics that a topic's words are mixed with
LEAST, LEAST_RATIO = 5, 2.0
FEW, FEW_OF_MANY, MANY = 2, 3, 4_000  # cases in which a word has to stand, in small and in large months
CANDIDATE, MOST_CANDIDATES = 5e-3, 250
HARDLY_EVER = 0.05
OFTEN, ITS_OWN = 0.15, 0.6  # of a cluster's cases, of a word's cases
WANDER = 0.05
TOGETHER = 2  # words of a cluster that make a case one of its own; one that was hardly ever said before is enough
SAME_CASES, NAMED, GROWN = 0.5, 6, 2.0
WITHIN_DAYS = 0.8  # so much of it within three days is said with the days


@dataclass
class Known:
    """A cluster that was told: since when, how much of it there was in a month, and how much was usual."""

    group: Group
    since: int
    seen: float
    usual: float


@dataclass
class Words:
    """What is remembered from month to month, and the words of names, which are nobody's news."""

    known: list[Known] = field(default_factory=list)
    names: frozenset[int] = frozenset()

    @classmethod
    def of(cls, history: History) -> Words:
        named = {word for name in ("area", "unit") for text in history.cases.names[name] for word in words_of(text)}
        return cls(names=frozenset(at for at, word in enumerate(history.cases.vocabulary) if word in named))


@dataclass(frozen=True)
class _Look:
    """One half of the cases of a span and of what was before it, with what each earlier case weighs for this span."""

    now: NDArray[np.intp]
    before: NDArray[np.intp]
    weight: Floats  # of each earlier case
    base: float  # cases that the mean of all earlier ones stands for


def clusters(history: History, column: int, weight: Floats, memory: Words, *, budget: Budget) -> Iterator[Signal]:
    """The clusters of a month. `weight` of the cases of the month is lowered where they are explained by one."""
    let_old_ones_pass(history, column, weight, memory)
    spans = [span for span in SPANS if len(history.past(column, gap=span - 1)) >= FEWEST_MONTHS_BEFORE]
    found = [hit for span in spans for hit in _confirmed(history, column, span, memory, budget.words / len(SPANS))]
    for group, span, chance in _merged(found):
        whole = _completed(history, column, span, group, memory)
        signal = _signal(history, column, whole, span=span, chance=chance, weight=weight, memory=memory)
        if signal is not None:
            yield signal


def _confirmed(
    history: History, column: int, span: int, memory: Words, budget: float
) -> list[tuple[Group, int, float]]:
    halves = [_look(history, column, span, half) for half in (0, 1)]
    sought = [_sought(history, look, memory) for look in halves]
    count = max(1, sum(map(len, sought)))
    found = []
    for groups, other in zip(sought, reversed(halves), strict=True):
        for group in groups:
            seen, usual, wander = _counted(history, other, group)
            chance = float(tail(np.array([seen]), np.array([usual]), np.array([wander]))[0])
            if chance < budget / count and seen >= LEAST / 2 and seen >= LEAST_RATIO * usual:
                found.append((group, span, chance))
    return found


def _look(history: History, column: int, span: int, half: int) -> _Look:
    months = history.past(column, gap=span - 1)
    first = max(0, column - span + 1)
    now, before = history.rows(first, column), history.rows(int(months[0]), int(months[-1]))
    own = np.arange(now.start, now.stop)[half::2]
    earlier = np.arange(before.start, before.stop)[half::2]
    topic = history.cases.topic
    size = int(topic.max()) + 1
    many, few = np.bincount(topic[own], minlength=size), np.bincount(topic[earlier], minlength=size)
    share = many / (few + DRAWN)
    return _Look(own, earlier, share[topic[earlier]], float(DRAWN * share.sum()))


def _sought(history: History, look: _Look, memory: Words) -> list[Group]:
    """Clusters of words in one half that seem new."""
    words = history.cases.words
    now, before = words[look.now], words[look.before]
    seen = np.asarray(now.sum(axis=0), dtype=float).ravel()
    maybe = np.flatnonzero(seen >= (FEW if len(look.now) < MANY else FEW_OF_MANY))
    maybe = maybe[~np.isin(maybe, list(memory.names))] if memory.names else maybe
    if not len(maybe):
        return []
    usual, known = _usual(before, look)
    chance = tail(seen[maybe], usual[maybe], 1 / (known[maybe] + 0.5))
    order = np.argsort(chance, kind="stable")
    chosen = maybe[order][chance[order] < CANDIDATE][:MOST_CANDIDATES]
    if len(chosen) < 2:
        return []
    topics = history.cases.topic[look.now]
    past = before[:, chosen].astype(np.float32)
    usual_pairs = (past.T @ past.multiply(look.weight[:, None]).tocsr()).toarray()
    telling = frozenset(int(word) for word in chosen if usual[word] <= HARDLY_EVER * seen[word])
    groups = grouped(now[:, chosen].tocsr(), topics, usual_pairs, chosen)
    return [replace(group, telling=group.words & telling) for group in groups]


def _usual(before: csr_matrix, look: _Look) -> tuple[Floats, Floats]:
    """Of each word: in how many cases it would stand by the past of their topics, and in how many it stood."""
    known = np.asarray(before.sum(axis=0), dtype=float).ravel()
    rate = (known + 0.5) / max(1, before.shape[0])
    return before.T @ look.weight + look.base * rate, known


def _counted(history: History, look: _Look, group: Group) -> tuple[float, float, float]:
    """In a half: cases of the cluster, how many its past lets expect, and how uncertain that is."""
    now = _speaking(history, look.now, group)
    before = _speaking(history, look.before, group)
    known = float(before.sum())
    usual = float(look.weight[before].sum()) + look.base * (known + 0.5) / max(1, len(look.before))
    return float(now.sum()), usual, WANDER + 1 / (known + 0.5)


def _speaking(history: History, rows: NDArray[np.intp] | slice, group: Group) -> NDArray[np.bool_]:
    words = sorted(group.words)
    weight = np.array([TOGETHER if word in group.telling else 1 for word in words], dtype=np.int32)
    return np.asarray(history.cases.words[rows][:, words] @ weight >= TOGETHER)


def _merged(found: list[tuple[Group, int, float]]) -> list[tuple[Group, int, float]]:
    """Clusters that share words are one."""
    merged: list[tuple[Group, int, float]] = []
    for group, span, chance in sorted(found, key=lambda hit: hit[2]):
        for at, (other, its_span, least) in enumerate(merged):
            if len(other.words & group.words) >= min(2, len(group.words)):
                merged[at] = (other.with_words_of(group), its_span, least)
                break
        else:
            merged.append((group, span, chance))
    return merged


def _completed(history: History, column: int, span: int, group: Group, memory: Words) -> Group:
    """With the words that stand in its cases and hardly elsewhere: the halves were too small to find them all."""
    words = history.cases.words[history.rows(max(0, column - span + 1), column)]
    inside = np.flatnonzero(_speaking(history, history.rows(max(0, column - span + 1), column), group))
    own = np.asarray(words[inside].sum(axis=0), dtype=float).ravel()
    often = np.flatnonzero(own >= max(FEW_OF_MANY, OFTEN * len(inside)))
    everywhere = np.asarray(words[:, often].sum(axis=0), dtype=float).ravel()
    added = [int(at) for at in often[own[often] >= ITS_OWN * everywhere] if at not in group.words | memory.names]
    return group.with_words_of(Group(frozenset(added), tuple(sorted(added, key=lambda at: -own[at]))))


def _signal(
    history: History, column: int, group: Group, *, span: int, chance: float, weight: Floats, memory: Words
) -> Signal | None:
    month = history.rows(column)
    inside = _speaking(history, month, group)
    looks = [_look(history, column, span, half) for half in (0, 1)]
    seen, usual, _ = np.sum([_counted(history, look, group) for look in looks], axis=0)
    this_month, a_month = float(inside.sum()), usual / span
    old = next((known for known in memory.known if _is_same(history, month, known, group, inside)), None)
    if seen < LEAST or this_month < FEW or (old and this_month < GROWN * old.seen):
        if old:
            old.group = old.group.with_words_of(group)
        return None
    if inside.any():
        weight[inside] *= min(1.0, a_month / this_month)
    since = old.since if old else _since(history, column, group, a_month)
    if old:
        old.seen, old.group = this_month, old.group.with_words_of(group)
    else:
        memory.known.append(Known(group, since, this_month, a_month))
    own = np.flatnonzero(_speaking(history, history.rows(max(0, column - span + 1), column), group))
    own = own + history.rows(max(0, column - span + 1)).start
    subject = Subject(words=tuple(history.cases.vocabulary[at] for at in group.named[:NAMED]))
    name = history.name(column)
    found = Signal(Kind.WORDS, name, subject, int(seen), float(usual), history.name(since), chance, span)
    found = replace(found, has_grown=bool(old), mostly=mostly(history, own, subject), lines=lines_of(history, own))
    first, last, within, _ = narrowest(history, own, 0.0)
    return placed(history, found, own, first, last) if within >= WITHIN_DAYS * len(own) else found


def _is_same(history: History, month: slice, known: Known, group: Group, inside: NDArray[np.bool_]) -> bool:
    if len(known.group.words & group.words) >= 2:
        return True
    own = _speaking(history, month, known.group)
    return bool(inside.any()) and float((own & inside).sum()) >= SAME_CASES * float(inside.sum())


def _since(history: History, column: int, group: Group, a_month: float) -> int:
    """The month in which it began: back from the present one while clearly more than usual was there."""
    since = column
    for month in range(column - 1, max(-1, column - 7), -1):
        seen = float(_speaking(history, history.rows(month), group).sum()) if history.totals[month] else 0.0
        if seen < max(2.0, 2 * a_month) or poisson.sf(seen - 1, max(a_month, 0.05)) > 0.05:
            break
        since = month
    return since


def let_old_ones_pass(history: History, column: int, weight: Floats, memory: Words) -> None:
    """What was told already is no surge of its topic in the months after."""
    for known in memory.known:
        inside = _speaking(history, history.rows(column), known.group)
        if inside.sum() > known.usual:
            weight[inside] *= known.usual / float(inside.sum())
