"""How someone stands to a plan and to a task, and what each may do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ties:
    """`leads`: changes the plan. `works`: has a task in it, or belongs to its team or unit."""

    leads: bool
    works: bool = False


def ties_of(
    person_id: int | None,
    *,
    unit_id: int | None,
    lead_id: int | None,
    leader_id: int | None,
    below: Collection[int],
) -> Ties:
    """The plan's own lead, the leader of its team, and the heads above the unit that it belongs to lead it.

    `unit_id` is the plan's unit, or the one that its team reports to; `below` the units that he heads and all below.
    """
    is_named = person_id is not None and person_id in (lead_id, leader_id)
    return Ties(leads=is_named or unit_id in below)


def may_work_on(person_id: int | None, owner_id: int | None, contributors: Collection[int], *, leads: bool) -> bool:
    """Say progress, check off, show proof, say what blocks: its owner, its contributors, and who leads the plan."""
    return leads or (person_id is not None and (person_id == owner_id or person_id in contributors))


def sees_at_once(
    person_id: int | None, *, unit_id: int | None, lead_id: int | None, units: Collection[int], is_all: bool
) -> bool:
    """Whether it is plain that he sees a plan: its unit is his own or below him, he leads it, or he sees all.

    No says nothing: he may have a task in it, or see its team, which only the database knows.
    """
    return is_all or unit_id in units or (person_id is not None and person_id == lead_id)
