"""Small groups stay hidden, also from those who subtract: pulses by unit, and figures that are published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

K = TypeVar("K", int, str)

LEAST_GROUP = 5  # below it no city may set its minimum
LEAST_PUBLISHED = 30  # answers below which an index is not published


def shown_groups(sizes: Mapping[K, int], least: int) -> set[K]:
    """The groups to show: none below `least`, and so many hidden that what the total minus the shown ones tells is
    nobody, or at least `least` people of at least two groups."""
    hidden = {key for key, size in sizes.items() if 0 < size < least}
    shown = sorted((key for key, size in sizes.items() if size >= least), key=lambda key: (sizes[key], str(key)))
    while hidden and shown and (len(hidden) < 2 or sum(sizes[key] for key in hidden) < least):
        hidden.add(shown.pop(0))
    return set(shown)
