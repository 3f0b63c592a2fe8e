"""The forum of Kota Lama: what residents talk about, what the city answered and promised, and what a moderator saw."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.organization.structure.queries import areas_for_choice
from penata.public.catalog.models import Standard
from penata.public.forum import actions, queries
from penata.public.forum.models import Topic
from penata.public.forum.rules.writing import PostDraft, TopicDraft

from .forum_words import NAMES, TOPICS, Talk

BY = Actor.system("Kota Lama")
LISTED = ("judi slot", "obat kuat", "goblok", "pinjaman kilat")


def talk_all(on: date) -> int:
    """All topics; how many posts there are."""
    chance = random.Random(4)
    with transaction.atomic():
        noon = timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=4)
        for word in LISTED:
            actions.list_word(word, by=BY, at=noon - timedelta(days=90))
        people = [_resident(name, noon - timedelta(days=80)) for name in NAMES]
        services = dict(Standard.objects.on(on).as_known().values_list("service__code", "service_id"))
        areas = [key for district in areas_for_choice(on) for key, _name in district.villages]
        facts: dict[str, Any] = {"people": people, "services": services, "areas": areas, "noon": noon, "chance": chance}
        return sum(_talk(one, number, **facts) for number, one in enumerate(TOPICS))


def _resident(name: str, at: datetime) -> actions.Writer:
    address = f"{name.lower().replace(' ', '.')}@warga.example"
    return actions.Writer(actions.confirm_participant(actions.take_part(name, address, at=at), at=at))


def _talk(
    talk: Talk, number: int, *, people: list[Any], services: dict[str, int], areas: list[int], noon: datetime,
    chance: random.Random,
) -> int:  # fmt: skip
    """A topic from its opening to what became of it; how many posts."""
    at = noon - timedelta(days=talk.days) + timedelta(hours=3 + number * 5 % 14, minutes=number * 17 % 60)
    area = areas[number * 7 % len(areas)] if talk.is_local and areas else None
    draft = TopicDraft(
        PostDraft(UUID(int=4_000 + 100 * number), talk.words), title=talk.title, service_id=services.get(talk.service),
        area_id=area,
    )  # fmt: skip
    writers = chance.sample(people, min(len(people), len(talk.posts) + 1))
    topic = actions.open_topic(draft, writers[0], by=actions.RESIDENT, at=at).post.topic
    topic = Topic.objects.get(pk=topic.pk)
    posts: list[Any] = []
    for place, (stance, to, words) in enumerate(talk.posts):
        at += timedelta(hours=chance.randint(2, 20))
        thread = posts[to].pk if to is not None else None
        draft_of_post = PostDraft(UUID(int=4_001 + 100 * number + place), words, stance=stance, thread_id=thread)
        writer = writers[1 + place % (len(writers) - 1)]
        posts.append(actions.write_post(topic, draft_of_post, writer, by=actions.RESIDENT, at=min(at, noon)).post)
    opening = topic.posts.get(is_opening=True)
    for supported in [opening, *posts[:2]]:
        others = [one for one in people if one.participant.pk != supported.author_id]
        share = talk.supports if supported is opening else talk.supports // 3
        for one in chance.sample(others, min(share, len(others))):
            if supported.state == "shown":
                actions.support(supported, one.participant, at=noon)
    _officially(talk, topic, noon)
    if talk.moderated is not None:
        _moderate(posts[talk.moderated], noon)
    return len(posts) + 1


def _officially(talk: Talk, topic: Topic, noon: datetime) -> None:
    """The head of the unit that the topic asks answers, promises, and says what becomes of it."""
    heads = queries.heads_of(topic.unit_id, noon.date())
    if not talk.answer or not heads:
        return
    office_hours = timedelta(hours=5, minutes=talk.days * 7 % 60)
    at = noon - timedelta(days=max(talk.days - 4, 1)) + office_hours
    due = None
    if talk.promise:
        due = calendar().add(timezone.localdate(at), talk.promised_days)
    mandates = [words for _position, words in queries.mandates_of(frozenset(heads), noon.date())]
    row = actions.answer(
        topic, words=talk.answer, position_id=heads[0], mandate=mandates[0] if mandates else "", promise=talk.promise,
        promised_on=due, by=BY, at=at,
    )  # fmt: skip
    for days, (state, because) in enumerate(talk.became, start=1):
        then = at + timedelta(days=min(2 * days, max(talk.days - 5, 0)), minutes=13 * days)
        actions.change_state(topic, state=state, because=because, position_id=heads[0], by=BY, at=then)
    if talk.kept:
        actions.keep_promise(row, words=talk.kept, by=BY, at=noon - timedelta(hours=13))


def _moderate(post: Any, noon: datetime) -> None:
    """One moderator did not show it; the author appeals, and another one will decide."""
    at = noon - timedelta(days=1) + timedelta(hours=6)
    because = "Kritik boleh keras, tetapi tanpa menghina orangnya."
    actions.moderate(post, is_shown=False, reason="insult", because=because, by=BY, at=at)
    words = "Saya tidak menghina siapa pun. “Lamban” itu kenyataan: tiga minggu tidak ada kabar."
    actions.appeal(post, words, by=actions.RESIDENT, at=at + timedelta(hours=5))
