"""What the city said in a topic and what became of it; and topics as rooms above ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from ..models import OfficialAnswer, Post, Topic, TopicStep
from .topics import shown


def answers(topic_id: int) -> QuerySet[OfficialAnswer]:
    """Official answers, the newest first."""
    return OfficialAnswer.objects.filter(topic=topic_id).order_by("-at", "-pk")


def steps(topic_id: int) -> QuerySet[TopicStep]:
    """What became of it, in the order of time."""
    return TopicStep.objects.filter(topic=topic_id).order_by("at", "pk")


def open_promises(position_ids: frozenset[int]) -> QuerySet[OfficialAnswer]:
    return (
        OfficialAnswer.objects.filter(position__in=position_ids, promised_on__isnull=False, kept_at=None)
        .select_related("topic").order_by("promised_on", "pk")
    )  # fmt: skip


def broken_promises(topic_ids: list[int], on: date) -> set[int]:
    """Those of the topics whose promise is overdue."""
    rows = OfficialAnswer.objects.filter(topic__in=topic_ids, promised_on__lt=on, kept_at=None)
    return set(rows.values_list("topic_id", flat=True))


def topics_about(
    *, service_id: int | None = None, area_id: int | None = None, unit_id: int | None = None, case_id: int | None = None
) -> QuerySet[Topic]:
    """Topics that everyone may read about something, for rooms above; the newest first."""
    asked: dict[str, Any] = {"service": service_id, "area": area_id, "unit": unit_id, "case": case_id}
    return shown().filter(**{field: key for field, key in asked.items() if key is not None}).order_by("-last_at", "-id")


def opening_words(topic_ids: list[int]) -> dict[int, str]:
    """What topics are about, for those that link to them."""
    rows = Post.objects.filter(topic__in=topic_ids, is_opening=True, state=Post.State.SHOWN)
    return dict(rows.values_list("topic_id", "words"))
