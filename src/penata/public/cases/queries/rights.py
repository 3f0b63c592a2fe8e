"""Who sees which cases, how he stands to one, and whether he may know who reported."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, Value
from django.utils import timezone

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure

from ..models import Assignment, Case, Contact, Handover
from ..models.case import CaseQuerySet
from ..rules import Holding, Party, parties_of


@dataclass(frozen=True, slots=True)
class Sight:
    """A standing with the units below those that he heads on a day. `is_all`: routes cases, or heads the city."""

    standing: Standing
    subtree: frozenset[int]
    is_all: bool
    on: date

    @property
    def units(self) -> frozenset[int]:
        return self.subtree | self.standing.units


def sight(standing: Standing, *, on: date | None = None) -> Sight:
    """One query for who heads a unit, none for others. Ask once in a request."""
    on = on or timezone.localdate()
    if not standing.heads:
        return Sight(standing, frozenset(), standing.may("cases.route"), on)
    below, is_top = structure.subtree_and_top(standing.heads, on)
    return Sight(standing, frozenset(below), standing.may("cases.route") or is_top, on)


def subtree_of(standing: Standing, *, on: date) -> frozenset[int]:
    """The units that he heads and all below them."""
    return frozenset(structure.subtree_ids(standing.heads, on)) if standing.heads else frozenset()


def among(field: str, keys: Collection[int]) -> Func:
    """`field = any(keys)`: one parameter for however many keys, where `in` would write out and check each."""
    return Func(
        F(field), Value(list(keys)), template="%(expressions)s)", arg_joiner=" = any(", output_field=BooleanField()
    )


def visible_to(who: Standing | Sight, *, on: date | None = None) -> CaseQuerySet:
    """THE queryset for list, detail, search and export.

    Officers see what is or was at their positions and units, or below the units they head, and what is handed over
    to them; who routes sees all; who moderates sees, masked, what may be published.
    """
    seen = who if isinstance(who, Sight) else sight(who, on=on)
    standing = seen.standing
    if not standing.is_active:
        return Case.objects.none()
    if seen.is_all:
        return Case.objects.all()
    wanted = Q(pk__in=[])
    if standing.positions or seen.units:
        mine = Q(among("position_id", standing.positions)) | Q(among("unit_id", seen.units))
        wanted |= Q(Exists(Assignment.objects.filter(mine, case=OuterRef("pk"))))
        to_me = Q(among("to_position_id", standing.positions)) | Q(among("to_unit_id", seen.subtree))
        wanted |= Q(Exists(Handover.objects.filter(to_me, case=OuterRef("pk"), state=Handover.State.PROPOSED)))
    if standing.may("cases.moderate"):
        wanted |= Q(is_confidential=False, parent__isnull=True)
    return Case.objects.filter(wanted)


_POSITIONS, _UNITS, _BELOW_HEADS, _REFERENCE = -1, -2, -3, "?"  # stand where a reader's own will


@lru_cache(maxsize=256)  # as many as there are sets of rights; all of them, so that no rule can be forgotten here
def _compiled(permissions: frozenset[str], is_all: bool) -> tuple[str, tuple[Any, ...]]:
    standing = Standing(
        is_active=True,
        permissions=permissions,
        positions=frozenset({_POSITIONS}),
        units=frozenset({_UNITS}),
    )
    seen = Sight(standing, frozenset({_BELOW_HEADS}), is_all, date.min)
    sql, params = visible_to(seen).filter(reference=_REFERENCE).query.sql_with_params()
    return sql, tuple(frozenset(param) if isinstance(param, list) else param for param in params)


def visible_one(seen: Sight, reference: str) -> tuple[str, list[Any]]:
    """`visible_to` of someone active, narrowed to one number, as a statement: compiled once for each kind of reader.

    Django takes longer to write such a statement anew than PostgreSQL to answer it.
    """
    standing = seen.standing
    sql, params = _compiled(standing.permissions, seen.is_all)
    own: dict[Any, Any] = {
        frozenset({_POSITIONS}): list(standing.positions),
        frozenset({_UNITS, _BELOW_HEADS}): list(seen.units),
        frozenset({_BELOW_HEADS}): list(seen.subtree),
        _REFERENCE: reference,
    }
    return sql, [own.get(param, param) for param in params]


def parties(case: Case, handover: Handover | None, who: Standing | Sight, *, on: date) -> frozenset[Party]:
    """In which roles he stands to a case."""
    standing = who.standing if isinstance(who, Sight) else who
    subtree = who.subtree if isinstance(who, Sight) else subtree_of(who, on=on)
    holding = Holding(
        position_id=case.position_id,
        unit_id=case.unit_id,
        handover_position_id=handover.to_position_id if handover else None,
        handover_unit_id=handover.to_unit_id if handover else None,
    )
    return parties_of(standing, holding, subtree=subtree)


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported, as far as he said."""

    name: str
    email: str
    phone: str
    address: str
    is_erased: bool = False

    @property
    def is_known(self) -> bool:
        return any((self.name, self.email, self.phone, self.address))


@dataclass(frozen=True, slots=True)
class Hidden:
    """Not for this reader. `because`: "anonymous", or "not_yours"."""

    because: str


def may_know_reporter(case: Case, seen: Sight) -> Hidden | None:
    """None when he may; law 9: of an anonymous report only who routes, or was given the right, and no unit it lies at.

    A right to see identities ends where the report lies at, or may be about, the reader's own unit.
    """
    standing = seen.standing
    if standing.may("cases.route"):
        return None
    if case.is_anonymous:
        is_theirs = case.position_id in standing.positions or case.unit_id in seen.units
        return None if standing.may("cases.see_identity") and not is_theirs else Hidden("anonymous")
    works = case.position_id in standing.positions or case.unit_id in seen.units
    return None if works or standing.may("cases.see_identity") else Hidden("not_yours")


def reporter_of(case: Case, seen: Sight) -> Reporter | Hidden:
    """The only way for staff to read a Contact."""
    hidden = may_know_reporter(case, seen)
    if hidden is not None:
        return hidden
    row = (
        Contact.objects.filter(case=case.parent_id or case.pk)
        .values_list("name", "email", "phone", "address", "erased_at")
        .first()
    )
    return Reporter("", "", "", "") if row is None else Reporter(*row[:4], is_erased=row[4] is not None)
