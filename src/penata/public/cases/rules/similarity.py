"""How likely two reports speak of the same thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz, utils

SAME_METERS = 250.0
SAME_DAYS = 30
PROPOSE_FROM = 0.62  # from here on a duplicate is proposed; a person decides
LEAST_ALIKE = 0.6  # … but never for the place and the day alone: any two sentences share about half their letters


@dataclass(frozen=True, slots=True)
class Place:
    area_id: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said, where and when."""

    words: str
    place: Place
    at: datetime


@dataclass(frozen=True, slots=True)
class Likeness:
    """0 to 1, and what it is made of; `meters` None when a place is not known."""

    score: float
    words: float
    meters: float | None
    days: int

    @property
    def is_proposed(self) -> bool:
        """Whether a person should look at the two."""
        return self.score >= PROPOSE_FROM and self.words >= LEAST_ALIKE


def likeness(one: Spoken, other: Spoken) -> Likeness:
    """Words weigh most; a near place supports, a far one speaks against; old ones fade over 30 days."""
    alike = fuzz.token_set_ratio(one.words, other.words, processor=utils.default_process) / 100
    meters = distance(one.place, other.place)
    days = abs((one.at - other.at).days)
    if meters is not None:
        near = max(0.0, 1 - meters / SAME_METERS) if meters <= SAME_METERS else -min(1.0, meters / 2000)
    elif one.place.area_id is None or other.place.area_id is None:
        near = 0.0
    else:
        near = 0.5 if one.place.area_id == other.place.area_id else -1.0
    fresh = max(0.0, 1 - days / SAME_DAYS)
    score = 0.7 * alike + 0.2 * near + 0.1 * fresh
    return Likeness(min(1.0, max(0.0, score)), alike, meters, days)


def distance(a: Place, b: Place) -> float | None:
    """Meters on the sphere; None when one of the points is not known."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * 6_371_000 * asin(min(1.0, sqrt(chord)))
