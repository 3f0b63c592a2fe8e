"""Which topics everyone may read, found and filtered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, QuerySet

from penata.foundation.spelling import corrected, words_of
from penata.organization.structure import queries as structure
from penata.public.catalog import queries as catalog

from ..models import Topic

SORTS = {"last": ("-last_at", "-id"), "new": ("-opened_at", "-id"), "supported": ("-supports", "-id")}
CONFIG = "public.penata"  # of the search: the words of the catalog's


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked for; anything that is not there is left out."""

    words: str = ""
    service: int | None = None
    area: int | None = None
    state: str = ""
    sort: str = "last"


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list."""

    id: int
    title: str
    state: str
    service: str
    area: str
    unit: str
    opened_at: datetime
    last_at: datetime
    posts: int
    supports: int
    about: str

    def get_state_display(self) -> str:
        return str(Topic.State(self.state).label)


def shown() -> QuerySet[Topic]:
    """THE queryset for list, page, search, file and API."""
    return Topic.objects.filter(is_shown=True)


def topic(pk: int) -> Topic | None:
    """Without what only the search reads."""
    return shown().defer("search").select_related("case").filter(pk=pk).first()


def found(filters: Filters) -> tuple[QuerySet[Topic], str]:
    """Topics as asked for, and the words searched for when others than those typed were needed."""
    topics, instead = shown(), ""
    if filters.words:
        topics, instead = _matching(topics, filters.words)
    for field in ("service", "area"):
        if (value := getattr(filters, field)) is not None:
            topics = topics.filter(**{field: value})
    if filters.state:
        topics = topics.filter(state=filters.state)
    return topics.order_by(*SORTS.get(filters.sort, SORTS["last"])), instead


def _matching(topics: QuerySet[Topic], words: str) -> tuple[QuerySet[Topic], str]:
    """As typed; when nothing has these words, with the spelling that the city's services know."""
    matching = _with_words(topics, words)
    if matching.exists():
        return matching, ""
    correction = corrected(words_of(words), catalog.lexicon())
    if not correction.is_changed:
        return topics.none(), ""
    return _with_words(topics, correction.text), correction.text


def _with_words(topics: QuerySet[Topic], words: str) -> QuerySet[Topic]:
    query = catalog.tsquery(words)
    if not query:
        return topics.none()
    return topics.filter(search=SearchQuery(query, config=CONFIG, search_type="raw"))


def rows(topics: Any, on: date) -> list[TopicRow]:
    """With the names of the day; three queries at most, however many topics."""
    fields = (
        "id", "title", "state", "service_id", "area_id", "unit_id", "opened_at", "last_at", "posts_count", "supports",
        "about_label",
    )  # fmt: skip
    found: list[Any] = list(topics.values_list(*fields))
    units = structure.unit_names({row[5] for row in found if row[5]}, on)
    services = service_names(on) if any(row[3] for row in found) else {}
    areas = structure.area_names(on) if any(row[4] for row in found) else {}
    return [
        TopicRow(
            row[0], row[1], row[2], services.get(row[3], ""), areas.get(row[4], ""), units.get(row[5], ""), *row[6:]
        )
        for row in found
    ]


def row_of(topic: Topic, on: date) -> TopicRow:
    """The same of one topic that was read already, without reading every name."""
    key = topic.service_id
    service = catalog.rows_of([key], on) if key else []
    return TopicRow(
        topic.pk, topic.title, topic.state, service[0].name if service else "",
        structure.area_names(on).get(topic.area_id, "") if topic.area_id else "",
        structure.unit_names([topic.unit_id], on).get(topic.unit_id, "") if topic.unit_id else "",
        topic.opened_at, topic.last_at, topic.posts_count, topic.supports, topic.about_label,
    )  # fmt: skip


def service_names(on: date) -> dict[int, str]:
    return dict(catalog.services_on(on).values_list("service_id", "name"))


def state_counts() -> dict[str, int]:
    """How many topics of each state everyone may read."""
    return dict(shown().values_list("state").annotate(n=Count("pk")).order_by())
