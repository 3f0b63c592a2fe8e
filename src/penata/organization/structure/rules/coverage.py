"""Law 1: for each public function, each area and each day exactly one position answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Answerable:
    """Who answers for a function in a place, and by what. `position_id` is None when the unit has no head then.

    `area_id` is that of the mandate (its kelurahan, its kecamatan or the city); `is_inherited` says that the
    mandate is that of a function above the one asked for.
    """

    mandate_id: int
    function_id: int
    function_code: str
    function_title: str
    position_id: int | None
    unit_id: int | None
    area_id: int
    article: str
    decree_label: str
    aspect: str
    is_inherited: bool
    decree_id: int = 0


@dataclass(frozen=True, slots=True)
class Gap:
    """Days on which nobody answers for a function in an area; `code` says why ("no_mandate", "no_head")."""

    code: str
    function_id: int
    function_code: str
    function_title: str
    area_id: int
    area_name: str
    since: date
    until: date | None
    article: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A mandate in force, for the pure rule: position × function × area."""

    function: int
    area: int
    position: int


def answering(
    function: int,
    area: int,
    *,
    claims: Iterable[Claim],
    above_function: Mapping[int, int | None],
    above_area: Mapping[int, int | None],
) -> list[Claim]:
    """The claims of the first rank that has any: own function before its parent's, own area before the one around.

    None: a gap. Two or more: an overlap.
    """
    by_rank: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        by_rank.setdefault((claim.function, claim.area), []).append(claim)
    for sought in ancestry(function, above_function):
        for place in ancestry(area, above_area):
            if (sought, place) in by_rank:
                return by_rank[sought, place]
    return []


def ancestry(node: int, above: Mapping[int, int | None]) -> list[int]:
    """The node and all above it, nearest first; a cycle ends the walk."""
    path: list[int] = []
    here: int | None = node
    while here is not None and here not in path:
        path.append(here)
        here = above.get(here)
    return path
