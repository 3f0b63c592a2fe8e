"""Whom a team could ask: who knows what it needs, from different backgrounds, each with the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .load import load_with

# Titles and degrees that say nothing about what someone knows.
_PLAIN = frozenset("dan di untuk pada atau s1 s2 s3 d3 d4 sma sederajat".split())  # noqa: SIM905
_DEGREE = re.compile(r"^\s*(?:s|d)\s*[-.]?\s*[1-4i]+v?\b\.?\s*", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why someone has a skill: `kind` is where it was found ("education", "position"; a room of competencies may
    bring its own), `words` what stands there."""

    skill: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who could be asked. `agency`: the city's body that his unit belongs to; `hours` a week in teams now;
    `is_core`: a functional official or executor, of whom teams are made first (PermenPANRB 7/2022)."""

    person_id: int
    agency: str
    education: str
    hours: int
    is_away: bool
    evidence: tuple[Evidence, ...]
    is_core: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A code with its words: `skill` (skill, kind, words), `background`, `agency`, `away`."""

    code: str
    words: str = ""
    skill: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    candidate: Candidate
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Mix:
    """What a team has already: skills, and the backgrounds and agencies of its members."""

    skills: frozenset[str] = frozenset()
    backgrounds: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()

    def with_one(self, one: Candidate) -> Mix:
        return Mix(
            self.skills | {found.skill for found in one.evidence},
            self.backgrounds | ({background_of(one.education)} - {""}),
            self.agencies | ({one.agency} - {""}),
        )


def tokens_of(words: str) -> list[str]:
    """The words of a skill that are looked for, in lower case; those that every title holds are left out."""
    found = re.findall(r"[^\W_]+", words.lower())
    return list(dict.fromkeys(word for word in found if len(word) > 1 and word not in _PLAIN))[:8]


def background_of(education: str) -> str:
    """The field of an education, without its degree: "S-2 Teknik Sipil" → "teknik sipil"."""
    return _DEGREE.sub("", education).strip().lower()


def score(one: Candidate, mix: Mix) -> float:
    """How much someone brings: a skill that is missing before all, then a background and an agency that are new;
    less for each hour that other teams have of his week."""
    skills = {found.skill for found in one.evidence}
    gained: float = 6 * len(skills - mix.skills) + len(skills & mix.skills)
    gained += 0.5 * (len({(found.skill, found.kind) for found in one.evidence}) - len(skills))
    gained += 2 * (background_of(one.education) not in mix.backgrounds) if one.education else 0
    gained += 2 * (one.agency not in mix.agencies) + one.is_core
    load = load_with(one.hours)
    return gained - one.hours / 5 - 4 * one.is_away - 6 * load.is_too_much


def propose(candidates: Iterable[Candidate], mix: Mix, *, most: int = 8) -> list[Proposal]:
    """The best few, chosen one after the other, so that each adds to those before him. Nobody is left out for being
    busy; his load is said instead, and the one who asks decides."""
    left = {one.person_id: one for one in candidates}
    chosen: list[Proposal] = []
    while left and len(chosen) < most:
        best = max(left.values(), key=lambda one: (score(one, mix), -one.person_id))
        chosen.append(Proposal(best, tuple(_reasons(best, mix))))
        mix = mix.with_one(best)
        del left[best.person_id]
    return chosen


def _reasons(one: Candidate, mix: Mix) -> list[Reason]:
    found = [Reason("skill", each.words, each.skill, each.kind) for each in _best(one.evidence)]
    background = background_of(one.education)
    if background and background not in mix.backgrounds:
        found.append(Reason("background", one.education))
    if one.agency and one.agency not in mix.agencies:
        found.append(Reason("agency", one.agency))
    return [*found, Reason("away")] if one.is_away else found


def _best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """One piece for each skill and source."""
    kept: dict[tuple[str, str], Evidence] = {}
    for each in evidence:
        kept.setdefault((each.skill, each.kind), each)
    return list(kept.values())[:4]
