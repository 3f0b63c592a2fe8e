"""What someone hands in, and what becomes of it first. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from penata.foundation.refusals import Refused
from penata.public.cases.rules import clean, mask

from .life import TITLE_LEAST, TITLE_MOST, WORDS_LEAST, WORDS_MOST


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post as handed in. `key` is made by the form: the same key twice is one post."""

    key: UUID
    words: str
    stance: str = ""
    thread_id: int | None = None  # the post that it replies to
    is_trapped: bool = False  # a field was filled in that people do not see


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """A topic with its first post."""

    post: PostDraft
    title: str
    service_id: int | None = None
    area_id: int | None = None
    unit_id: int | None = None
    about_label: str = ""
    about_link: str = ""


def checked_words(text: str) -> str:
    """As they are kept: numbers and addresses of people masked. Refused: too short, too long."""
    words = clean(text)
    if len(words) > WORDS_MOST:
        raise Refused("forum.too_long", field="words", most=WORDS_MOST)
    if sum(sign.isalnum() for sign in words) < WORDS_LEAST:
        raise Refused("forum.too_short", field="words", least=WORDS_LEAST)
    return mask(words)


def checked_title(text: str) -> str:
    """On one line, masked. Refused: too short, too long."""
    title = " ".join(clean(text).split())
    if sum(sign.isalnum() for sign in title) < TITLE_LEAST:
        raise Refused("forum.title_short", field="title", least=TITLE_LEAST)
    if len(title) > TITLE_MOST:
        raise Refused("forum.title_long", field="title", most=TITLE_MOST)
    return mask(title)[:TITLE_MOST]


def checked_name(text: str) -> str:
    """The name beside the words, on one line. Refused: without letters."""
    name = mask(" ".join(clean(text).split()))
    if sum(sign.isalpha() for sign in name) < 2:
        raise Refused("forum.name_missing", field="name")
    return name[:80]
