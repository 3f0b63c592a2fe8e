"""A topic with posts for the walk over all pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.public.forum.models import Participant, Post, Topic

from . import hearing_examples

MADE: dict[str, Any] = {}


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=2)
    topic = Topic.objects.create(title="Trotoar Jalan Melati", is_shown=True, opened_at=at, last_at=at, posts_count=2)
    who = Participant.objects.create(name="Siti", since=at, secret_digest=uuid4().hex)
    facts = {"topic": topic, "author": who, "name": who.name, "at": at, "state": "shown"}
    for n, words in enumerate(("Trotoar di sini rusak sejak lama.", "Benar, saya tersandung.")):
        Post.objects.create(key=uuid4(), secret_digest=uuid4().hex, words=words, is_opening=n == 0, **facts)
    MADE["topic"] = topic
    hearing_examples.prepare(city)


EXAMPLES = {"forum:topic": lambda city: {"pk": MADE["topic"].pk}} | hearing_examples.EXAMPLES


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        return hearing_examples.lists()
    raise AttributeError(name)
