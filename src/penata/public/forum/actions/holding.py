"""What every act on a hearing or a conversation begins with: lock it, ask whether it may."""

from __future__ import annotations

from datetime import datetime

from penata.foundation.accounts.rules import Standing
from penata.foundation.refusals import Refused

from ..models import Conversation, Hearing
from ..queries.running import runner
from .keeping import day


def must_run(unit_id: int, standing: Standing | None, at: datetime) -> None:
    """Refused: `forum.not_run_by_you`, unless he heads the unit or may run all."""
    if standing is not None and not runner(standing, on=day(at)).runs(unit_id):
        raise Refused("forum.not_run_by_you", field="unit")


def locked_hearing(hearing: Hearing, standing: Standing | None, at: datetime) -> Hearing:
    """The hearing as it is now, nobody else acting on it meanwhile. Refused: `forum.not_run_by_you`."""
    found = Hearing.objects.select_for_update().get(pk=hearing.pk)
    must_run(found.unit_id, standing, at)
    return found


def locked_conversation(conversation: Conversation, standing: Standing | None, at: datetime) -> Conversation:
    """The conversation as it is now. Refused: `forum.not_run_by_you`."""
    found = Conversation.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=conversation.pk)
    must_run(found.unit_id, standing, at)
    return found
