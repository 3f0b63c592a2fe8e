from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from penata.organization.people.models import Person

from ..models import Contributor, Feed, Task
from ..rules.secrets import digest_of, feed_secret

KEPT = timedelta(days=60)  # what was due before is history


def person_of(secret: str) -> Person | None:
    """Whose calendar the address opens; None when nobody's, or when he has left."""
    found = Feed.objects.filter(secret_digest=digest_of(secret)).select_related("person").first()
    if found is None:
        return None
    left = found.person.left_on
    return None if left is not None and left <= timezone.localdate() else found.person


def secret_of(feed: Feed) -> str:
    return feed_secret(settings.SECRET_KEY, feed.key)


def dated_tasks(person: Person, on: date) -> list[dict[str, Any]]:
    """His tasks that have days, finished ones too; what was due long ago is left out. One query."""
    helped = Contributor.objects.filter(person=person).values("task")
    rows = Task.objects.filter(Q(owner=person) | Q(pk__in=helped), due__gte=on - KEPT, plan__closed_at=None).exclude(
        state="dropped"
    )
    names = ("pk", "title", "start", "due", "state", "progress", "is_milestone", "plan__title")
    return list(rows.order_by("due", "pk").values(*names)[:2_000])
