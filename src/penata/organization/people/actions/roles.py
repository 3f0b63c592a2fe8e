from __future__ import annotations

from django.db import transaction

from penata.foundation.accounts.models import Role
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Position

from ..models import PositionRole


@transaction.atomic
def give_role(*, position: Position, role: Role, because: str = "", by: Actor) -> PositionRole:
    """Who holds the position, acts in it or stands in for it has the role. Refused: `people.role_given_already`."""
    given, is_new = PositionRole.objects.get_or_create(position=position, role=role)
    if not is_new:
        raise Refused("people.role_given_already", field="role")
    record(by=by, act="people.give_role", about=position, because=because, role=role.code)
    return given


@transaction.atomic
def take_role(*, given: PositionRole, because: str = "", by: Actor) -> None:
    """The role no longer follows the position."""
    record(by=by, act="people.take_role", about=given.position, because=because, role=given.role.code)
    given.delete()
