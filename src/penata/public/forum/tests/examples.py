"""A topic with posts, an answer and an appeal, for the walk over all pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.forum import actions
from penata.public.forum.rules.writing import PostDraft, TopicDraft

from . import hearing_examples

SYSTEM = Actor.system("tests")
ANSWERS = {"officer", "head", "administrator"}  # of the unit, above it, and who manages all
MADE: dict[str, Any] = {}


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(minutes=9)
    people = [_known(name, at) for name in ("Siti", "Budi")]
    facts = {"title": "Trotoar Jalan Melati", "unit_id": city.units["DPU-JALAN"].pk}
    draft = TopicDraft(PostDraft(uuid4(), "Trotoar di sini rusak sejak lama."), **facts)
    topic = actions.open_topic(draft, people[0], by=SYSTEM, at=at).post.topic
    posts = [
        actions.write_post(topic, PostDraft(uuid4(), words), people[1], by=SYSTEM, at=at).post
        for words in ("Benar, saya pernah tersandung.", "Petugasnya payah semua!")
    ]
    actions.flag(posts[0], key="a", reason="off_topic", words="Bukan di sini.", at=at)
    actions.moderate(posts[1], is_shown=False, reason="insult", because="Kasar.", by=SYSTEM, at=at)
    appeal = actions.appeal(posts[1], "Itu kenyataan.", by=SYSTEM, at=at)
    promise = actions.answer(
        topic, words="Kami perbaiki.", position_id=city.positions["KABID-JALAN"].pk, promise="Trotoar rata",
        promised_on=timezone.localdate(), by=SYSTEM, at=at,
    )  # fmt: skip
    follow = actions.follow(topic, people[1], at=at)
    MADE.update(topic=topic, post=posts[0], hidden=posts[1], appeal=appeal, promise=promise, follow=follow)
    MADE.update(known=people[1].participant, word=actions.list_word("judi", by=SYSTEM, at=at))
    hearing_examples.prepare(city)


def _known(name: str, at: Any) -> Any:
    participant = actions.take_part(name, f"{name.lower()}@contoh.example", at=at)
    return actions.Writer(actions.confirm_participant(participant, at=at))


def of(name: str, seen_by: set[str] | None = None, **more: Any) -> Any:
    """A page of what was made."""

    def example(city: Any) -> Any:
        import examples

        return examples.Example({"pk": MADE[name].pk, **more}, seen_by=seen_by)

    return example


def _secret(link: str) -> str:
    return link.rstrip("/").split("/")[-1]


EXAMPLES = {
    "forum:topic": of("topic"),
    "forum:posts_file": of("topic"),
    "forum:reply": of("topic"),
    "forum:follow": of("topic"),
    "forum:answer": of("topic", ANSWERS),
    "forum:state": of("topic", ANSWERS),
    "forum:direct": of("topic", ANSWERS),
    "forum:closing": of("topic", ANSWERS),
    "forum:make_case": of("topic", ANSWERS),
    "forum:keep": of("promise", ANSWERS),
    "forum:post": of("post"),
    "forum:support": of("post"),
    "forum:flag": of("post"),
    "forum:own_post": of("post", set()),  # its author's browser alone
    "forum:own": lambda city: {"secret": _secret(actions.own_link(MADE["post"]))},
    "forum:own_act": lambda city: {"secret": _secret(actions.own_link(MADE["post"])), "act": "edit"},
    "forum:known": lambda city: {"secret": _secret(actions.telling.to_participant(MADE["known"], "introduced").link)},
    "forum:follows": lambda city: {"secret": _secret(actions.telling.follow_link(MADE["follow"].key))},
    "forum:decide": of("post"),
    "forum:erase": of("post"),
    "forum:appeal": of("appeal"),
    "forum:unlist": of("word"),
    "api:topic": of("topic"),
} | hearing_examples.EXAMPLES


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        import examples

        topics = examples.List("forum:topics", "forum:topic", lambda city: [{"pk": MADE["topic"].pk}])
        return [*hearing_examples.lists(), topics]
    raise AttributeError(name)
