"""What of the forum an evaluation stands on, and what may be chosen for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from penata.public.forum import queries as forum
from penata.public.forum.models import Conversation, Hearing, Topic
from penata.public.forum.queries.running import public_conversations, public_hearings

from ..models import Discussion, Evaluation

OFFERED = 15  # of each kind
Thing = Topic | Hearing | Conversation
_KINDS = {
    "topic": pgettext_lazy("discussion", "Topik forum"),
    "hearing": pgettext_lazy("discussion", "Konsultasi"),
    "conversation": pgettext_lazy("discussion", "Jajak pendapat"),
}


@dataclass(frozen=True, slots=True)
class Discussed:
    """A topic, a hearing or a poll as it is listed: `key` is "topic:12"."""

    key: str
    kind: str
    title: str
    address: str
    at: datetime | None

    @property
    def label(self) -> str:
        day = timezone.localtime(self.at).strftime("%d/%m/%Y") if self.at else ""
        return " · ".join(part for part in (self.title, self.kind, day) if part)


def key_of(kind: str, pk: int) -> str:
    return f"{kind}:{pk}"


def as_discussed(thing: Thing) -> Discussed:
    kind = str(thing._meta.model_name)
    at = thing.published_at if isinstance(thing, Hearing) else thing.opened_at
    return Discussed(key_of(kind, thing.pk), str(_KINDS[kind]), thing.title, thing.get_absolute_url(), at)


def may_stand_on(is_staff: bool = True) -> dict[str, Any]:
    """What everyone may read by kind; civil servants read polls among themselves too."""
    return {
        "topic": forum.shown().defer("search"),
        "hearing": public_hearings(),
        "conversation": public_conversations(is_staff),
    }  # fmt: skip


def discussed(evaluations: Iterable[Evaluation], *, is_staff: bool = False) -> dict[int, list[Discussed]]:
    """Of evaluations by key, what the reader may open; one query, and one for each kind that occurs."""
    rows = list(Discussion.objects.filter(evaluation__in=list(evaluations)).order_by("pk"))
    things: dict[tuple[str, int], Discussed] = {}
    for kind, seen in may_stand_on(is_staff).items():
        if keys := {row.thing[1] for row in rows if row.thing[0] == kind}:
            things |= {(kind, thing.pk): as_discussed(thing) for thing in seen.filter(pk__in=keys)}
    found: dict[int, list[Discussed]] = {}
    for row in rows:
        if row.thing in things:
            found.setdefault(row.evaluation_id, []).append(things[row.thing])
    return found


def offered(evaluation: Evaluation, words: str = "") -> list[Discussed]:
    """What may be chosen: by words, or else what is about the same service, area or unit; the newest first."""
    seen, words = may_stand_on(), words.replace("\x00", "").strip()[:200]
    if words:
        topics = forum.found(forum.Filters(words=words))[0].defer("search")
        named = Q(title__icontains=words)
        hearings, polls = seen["hearing"].filter(named), seen["conversation"].filter(named)
    else:
        unit, service, area = Q(unit=evaluation.unit_id), evaluation.service_id, evaluation.area_id
        of_service = Q(service=service) if service else Q(pk__in=[])
        topics = seen["topic"].filter(unit | of_service | (Q(area=area) if area else Q(pk__in=[])))
        hearings, polls = seen["hearing"].filter(unit | of_service), seen["conversation"].filter(unit)
    newest: tuple[Any, ...] = (
        topics.order_by("-opened_at", "-pk"), hearings.order_by("-published_at", "-pk"),
        polls.order_by("-opened_at", "-pk"),
    )  # fmt: skip
    return [as_discussed(thing) for things in newest for thing in things[:OFFERED]]


def of_keys(keys: Collection[str]) -> dict[str, tuple[str, int]] | None:
    """Kind and key of each that may be stood on; None when one of them may not."""
    parted = {key: (key.partition(":")[0], key.partition(":")[2]) for key in keys}
    found: dict[str, tuple[str, int]] = {}
    for kind, seen in may_stand_on().items():
        asked = [int(pk) for name, pk in parted.values() if name == kind and pk.isascii() and pk.isdigit()]
        asked = [pk for pk in asked if pk < 2**63]
        if asked:
            found |= {key_of(kind, pk): (kind, pk) for pk in seen.filter(pk__in=asked).values_list("pk", flat=True)}
    return found if set(found) == set(keys) else None
