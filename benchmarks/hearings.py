"""A hearing's opinion poll with many votes."""

from __future__ import annotations

import random

from django.db import connection
from django.utils import timezone

from .city import BY

STATEMENTS, VOTERS = 200, 1_000


def poll_of(size: int) -> int:
    """A poll of the public works agency with so many votes of a thousand people in three camps, its groups found."""
    from penata.organization.structure.models import Unit
    from penata.public.forum import actions
    from penata.public.forum.models import Conversation, Statement, Vote, Voter

    at, chance, title = timezone.now(), random.Random(7), f"{size} suara"
    known = Conversation.objects.filter(title=title).first()
    if known is not None:
        return known.pk
    poll = actions.make_conversation(title=title, unit=Unit.objects.get(code="DPU"), by=BY, at=at)
    facts = {"conversation": poll, "state": "shown", "made_at": at}
    statements = Statement.objects.bulk_create(
        Statement(number=n, words=f"Pernyataan nomor {n} tentang layanan kota.", **facts)
        for n in range(1, STATEMENTS + 1)
    )
    poll = actions.open_conversation(poll, by=BY, at=at)
    voters = Voter.objects.bulk_create(
        Voter(conversation=poll, digest=f"{n:064}", is_staff=n % 3 == 0) for n in range(VOTERS)
    )
    votes = (
        Vote(
            conversation=poll, statement=statements[place], voter=voter, turn=1,
            mark=1 if chance.random() < (0.9 if place % 7 == 0 or place % 3 == n % 3 else 0.2) else -1,
        )
        for n, voter in enumerate(voters)
        for place in chance.sample(range(STATEMENTS), size // VOTERS)
    )  # fmt: skip
    Vote.objects.bulk_create(votes, batch_size=5_000)
    with connection.cursor() as cursor:
        cursor.execute("analyze forum_vote, forum_statement, forum_voter")
    actions.group(poll, at=timezone.now())
    return poll.pk
