"""The small city with a service, and residents who talk about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.people.queries import standing as standing_of
from penata.public.catalog import actions as catalog
from penata.public.forum import actions
from penata.public.forum.models import Post, Topic
from penata.public.forum.rules.writing import PostDraft, TopicDraft

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
SYSTEM = Actor.system("tests")
RESIDENT = actions.RESIDENT
WORDS = "Lampu di gang kami padam tiga minggu. Anak-anak pulang mengaji dalam gelap."


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What is done says no, for this reason."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code


@pytest.fixture
def standing(city):
    return lambda who, on=TODAY: standing_of(getattr(city, who), on)


@pytest.fixture
def service(city):
    contents = catalog.Contents(
        name="Perbaikan lampu jalan", summary="Kami memperbaiki lampu.", topic="complaint", promise_days=3
    )
    basis = {"decree": city.decree, "article": "Pasal 4", "on": date(2024, 1, 1), "by": SYSTEM}
    return catalog.open_service(code="lampu-jalan", function=city.functions["1.03.11"], contents=contents, **basis)


@dataclass
class Talk:
    """Residents by name, each known; what they write is written now."""

    service: Any

    def who(self, name: str = "Siti") -> actions.Writer:
        participant = actions.take_part(name, f"{name.lower()}@example.com", at=NOW)
        return actions.Writer(actions.confirm_participant(participant, at=NOW))

    def open(self, title: str = "Lampu gang di Sukamaju", words: str = WORDS, by: str = "Siti", **more: Any) -> Topic:
        facts = {"service_id": self.service.pk, **more}
        draft = TopicDraft(PostDraft(uuid4(), words), title=title, **facts)
        return actions.open_topic(draft, self.who(by), by=RESIDENT, at=NOW).post.topic

    def say(self, topic: Topic, words: str, by: str = "Budi", *, to: Post | None = None, at: datetime = NOW) -> Post:
        draft = PostDraft(uuid4(), words, thread_id=to.pk if to else None)
        return actions.write_post(topic, draft, self.who(by), by=RESIDENT, at=at).post


@pytest.fixture
def talk(city, service) -> Talk:
    return Talk(service)


@pytest.fixture
def topic(talk) -> Topic:
    return Topic.objects.get(pk=talk.open().pk)
