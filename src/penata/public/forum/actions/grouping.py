"""Groups are found in the votes and kept, so that pages count nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ..models import Conversation, OpinionResult
from ..queries.opinions import LEAST_PART, last_turn, rows_of
from ..rules.opinions import Votes, groups_of, opinions_of
from ..rules.results import found_in

Part = OpinionResult.Part


def group(conversation: Conversation, *, at: datetime) -> None:
    """Find the groups of all, and, where both are enough people, of residents and of staff apart.

    The votes are read and worked on outside of the transaction that keeps what was found. Not journaled: it decides
    nothing, and can be worked out again.
    """
    upto = last_turn(conversation)
    rows = rows_of(conversation)
    staff = len(rows.staff)
    apart = conversation.audience == Conversation.Audience.BOTH and min(staff, len(rows.voters) - staff) >= LEAST_PART
    parts = [Part.ALL, Part.RESIDENTS, Part.STAFF] if apart else [Part.ALL]
    found = {part: _result(conversation, part, rows.of(part), upto, at) for part in parts}
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation.pk)  # two workers one after the other
        later = OpinionResult.objects.filter(conversation=conversation, part=Part.ALL, at__gt=at)
        if later.exists():
            return
        OpinionResult.objects.filter(conversation=conversation).delete()
        OpinionResult.objects.bulk_create(found.values())


def _result(conversation: Conversation, part: Part, votes: Votes, upto: int, at: datetime) -> OpinionResult:
    groups = groups_of(votes)
    shown = found_in(groups, opinions_of(groups), least=conversation.minimum_group)
    cast = int((votes.marks == votes.marks).sum())
    return OpinionResult(
        conversation=conversation, part=part, votes=cast, voters=len(votes.participants), upto=upto, at=at,
        found=shown.as_json(),
    )  # fmt: skip
