"""Who has the skills that a team wants. A source of evidence is one function; a room of competencies adds its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from penata.organization.structure.rules import AGENCIES

from ..models import Request, Team
from ..rules.proposing import Candidate, Evidence, Mix, Proposal, propose, tokens_of
from .loads import load_of
from .rights import members_on

MOST_FOUND = 150  # of each skill and source


class Found(NamedTuple):
    """A piece of evidence about someone."""

    person_id: int
    evidence: Evidence


Source = Callable[[Sequence[str], date], Iterable[Found]]

_WORKING = """exists (select from people_holding held where held.person_id = person.id and held.valid @> %s::date
    and upper_inf(held.recorded)) and person.status <> 'politik'"""
_EDUCATION = f"""
(select %s::int, person.id, person.education from people_person person
where person.education ilike all(%s) and {_WORKING} order by person.id limit {MOST_FOUND})
"""  # noqa: S608 own words
_POSITION = f"""
(select distinct on (person.id) %s::int, person.id, version.title
from structure_positionversion version
join people_holding holding on holding.position_id = version.position_id and upper_inf(holding.recorded)
    and holding.valid && version.valid
join people_person person on person.id = holding.person_id
where upper_inf(version.recorded) and version.title ilike all(%s) and {_WORKING}
order by person.id, holding.valid desc limit {MOST_FOUND})
"""  # noqa: S608 own words


def by_education(skills: Sequence[str], on: date) -> list[Found]:
    """Those whose education names the skill."""
    return _found(_EDUCATION, "education", skills, on)


def by_positions(skills: Sequence[str], on: date) -> list[Found]:
    """Those who hold or held a position whose title names the skill."""
    return _found(_POSITION, "position", skills, on)


SOURCES: tuple[Source, ...] = (by_education, by_positions)


def _found(text: str, kind: str, skills: Sequence[str], on: date) -> list[Found]:
    parts: list[str] = []
    values: list[Any] = []
    for number, skill in enumerate(skills):
        tokens = tokens_of(skill)
        if tokens:
            parts.append(text)
            values += [number, [f"%{token}%" for token in tokens], on]
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" union all ".join(parts), values)
        return [Found(person, Evidence(skills[n], kind, words)) for n, person, words in cursor.fetchall()]


class Colleague(NamedTuple):
    """Someone as proposals and lists of candidates show him."""

    person_id: int
    name: str
    education: str
    title: str
    unit_id: int
    unit: str
    agency: str
    category: str
    is_away: bool

    @property
    def is_core(self) -> bool:
        """A functional official or executor."""
        return self.category in {"fungsional", "pelaksana"}


_COLLEAGUES = """
with recursive tree(unit_id, agency_id) as (
    select version.unit_id, null::bigint from structure_unitversion version
    where version.parent_id is null and version.valid @> %(on)s::date and upper_inf(version.recorded)
    union all
    select version.unit_id,
        case when version.kind = any(%(agencies)s) then version.unit_id
            else coalesce(tree.agency_id, version.unit_id) end
    from tree join structure_unitversion version on version.parent_id = tree.unit_id
    where version.valid @> %(on)s::date and upper_inf(version.recorded)
)
select distinct on (person.id) person.id, person.name, person.education, version.title, version.unit_id, unit.name,
    coalesce(agency.name, unit.name), version.category, absence.id is not null
from people_person person
join people_holding held on held.person_id = person.id and held.valid @> %(on)s::date and upper_inf(held.recorded)
join structure_positionversion version on version.position_id = held.position_id
    and version.valid @> %(on)s::date and upper_inf(version.recorded)
join structure_unitversion unit on unit.unit_id = version.unit_id
    and unit.valid @> %(on)s::date and upper_inf(unit.recorded)
left join tree on tree.unit_id = version.unit_id
left join structure_unitversion agency on agency.unit_id = tree.agency_id
    and agency.valid @> %(on)s::date and upper_inf(agency.recorded)
left join people_absence absence on absence.person_id = person.id
    and absence.valid @> %(on)s::date and upper_inf(absence.recorded)
where person.id = any(%(persons)s)
order by person.id, held.kind, held.id
"""


def colleagues(person_ids: Iterable[int], on: date) -> dict[int, Colleague]:
    """Where people work on a day, and in which agency (else the unit right below the city). One query."""
    with connection.cursor() as cursor:
        cursor.execute(_COLLEAGUES, {"persons": list(person_ids), "on": on, "agencies": list(AGENCIES)})
        return {row[0]: Colleague(*row) for row in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with what the page shows of the person."""

    who: Colleague
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Coverage:
    """A wanted skill, and which members have it by what evidence."""

    skill: str
    members: list[str]


def _mix(team_people: dict[int, Colleague], evidence: dict[int, list[Evidence]]) -> Mix:
    mix = Mix()
    for person, one in team_people.items():
        own = tuple(evidence.get(person, ()))
        mix = mix.with_one(Candidate(person, one.agency, one.education, 0, False, own))
    return mix


def proposals(team: Team, on: date, *, most: int = 8) -> tuple[list[Proposed], list[Coverage]]:
    """Whom to ask, best first, each adding to those before; and who has the skills already. Seven queries.

    Heads of agencies are not proposed: they are the officials who form teams and accept their results."""
    skills = list(team.skills.order_by("pk").values_list("words", flat=True))
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for source in SOURCES:
        for person, piece in source(skills, on):
            evidence[person].append(piece)
    inside = set(members_on([team.pk], on).values_list("person_id", flat=True))
    waiting = set(Request.objects.filter(team=team, decided_at=None).values_list("person_id", flat=True))
    people = colleagues({*evidence, *inside}, on)
    hours = load_of(people, on)
    candidates = [
        Candidate(person, one.agency, one.education, hours[person], one.is_away, tuple(evidence[person]), one.is_core)
        for person, one in people.items()
        if person in evidence and person not in inside and person not in waiting and one.category != "jpt"
    ]
    own = {person: people[person] for person in inside if person in people}
    chosen = propose(candidates, _mix(own, evidence), most=most)
    has = {skill: [own[p].name for p in own if any(e.skill == skill for e in evidence.get(p, ()))] for skill in skills}
    coverage = [Coverage(skill, has[skill]) for skill in skills]
    return [Proposed(people[one.candidate.person_id], one) for one in chosen], coverage
