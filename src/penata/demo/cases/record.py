"""A case as the import takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Case:
    """A row of cases.csv; instants are aware, empty strings are unknown."""

    reference: str
    text: str
    kind: str
    channel: str
    topic: str
    service: str
    function: str
    unit: str
    position: str
    area: str
    parent_area: str
    place: str
    latitude: float | None
    longitude: float | None
    state: str
    received_at: datetime
    verified_at: datetime | None
    assigned_at: datetime | None
    started_at: datetime | None
    answered_at: datetime | None
    reopened_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    happy: bool | None
    finish_by: date
    answer: str
    is_anonymous: bool
    is_confidential: bool
    is_urgent: bool
    contact_name: str
    contact_phone: str
    contact_email: str
    handed_from: str
    handed_at: datetime | None
    handed_because: str
    handed_article: str
    archive_reason: str
    other_body: str
    other_reference: str
    parent: str
    same_as: str
