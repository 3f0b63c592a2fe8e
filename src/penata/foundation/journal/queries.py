from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from .models import Entry, EntryQuerySet


def history(record: models.Model) -> EntryQuerySet:
    """What was done to a record, newest first."""
    return Entry.objects.about(record._meta.label_lower, record.pk).order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: days from `since` up to and with `until`; the rest may be empty.

    `actor` and `subject` are parts of what is shown; `subject` may also be a key ("4127").
    """

    since: date
    until: date
    actor: str = ""
    act: str = ""
    subject: str = ""
    kind: str = ""


def found(search: Search) -> EntryQuerySet:
    """Entries of a period, the newest first; the period is what keeps a search in a large journal quick."""
    entries = Entry.objects.filter(at__gte=_start(search.since), at__lt=_start(search.until + timedelta(days=1)))
    if search.actor:
        entries = entries.filter(actor_label__icontains=search.actor)
    if search.act:
        entries = entries.filter(act=search.act)
    if search.kind:
        entries = entries.filter(subject_kind=search.kind)
    if search.subject:
        entries = entries.filter(Q(subject_label__icontains=search.subject) | Q(subject_key=search.subject))
    return entries.order_by("-at", "-id")


def older_than(entries: EntryQuerySet, at: datetime, key: int) -> EntryQuerySet:
    """What stands below an entry, for the next page."""
    return entries.filter(Q(at__lt=at) | Q(at=at, pk__lt=key))


Line = tuple[datetime, str, str, str, str, str, str]


def lines(entries: EntryQuerySet) -> Iterator[Line]:
    """Instant, actor, act, kind, key, label and reason of each, read in portions."""
    fields = ("at", "actor_label", "act", "subject_kind", "subject_key", "subject_label", "because")
    return entries.values_list(*fields).iterator(chunk_size=1_000)


def _start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
