"""The 14 components of a service standard (UU 25/2009 art. 21, PP 96/2012 art. 25)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 20_000  # characters of one component


@dataclass(frozen=True, slots=True)
class Component:
    """`letter` is the law's; the words are in `models.COMPONENT_LABELS`.

    A delivery component must be published (PermenPANRB 15/2014); the others describe how the service is made.
    `is_sequence`: its lines are steps, one after another.
    """

    key: str
    letter: str
    is_delivery: bool = False
    is_sequence: bool = False


COMPONENTS = (
    Component("legal_basis", "a"),
    Component("requirements", "b", is_delivery=True),
    Component("procedure", "c", is_delivery=True, is_sequence=True),
    Component("duration", "d", is_delivery=True),
    Component("cost", "e", is_delivery=True),
    Component("product", "f", is_delivery=True),
    Component("facilities", "g"),
    Component("competence", "h"),
    Component("supervision", "i"),
    Component("complaints", "j", is_delivery=True),
    Component("staff", "k"),
    Component("guarantee", "l"),
    Component("safety", "m"),
    Component("evaluation", "n"),
)
KEYS = tuple(component.key for component in COMPONENTS)
DELIVERY = tuple(component.key for component in COMPONENTS if component.is_delivery)
_OF_OWN_FIELDS = {"duration", "cost"}  # the promise and the cost of a standard say them when the component is empty
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")


def is_published(key: str) -> bool:
    return key in DELIVERY


def tidied(components: Mapping[str, str]) -> dict[str, str]:
    """The known components that say something, in the law's order, without control characters.

    Raises KeyError for a key that is none of the fourteen.
    """
    for key in components:
        if key not in KEYS:
            raise KeyError(key)
    clean = {key: _CONTROL.sub("", str(components.get(key) or "")).strip()[:LONGEST] for key in KEYS}
    return {key: text for key, text in clean.items() if text}


def missing(components: Mapping[str, str]) -> tuple[str, ...]:
    """The components that the law asks for and the standard does not have; an incomplete standard is shown as such."""
    return tuple(key for key in KEYS if key not in _OF_OWN_FIELDS and not components.get(key))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a component without their bullets and numbers: one requirement, or one step, each."""
    return tuple(line for line in (_BULLET.sub("", raw).strip() for raw in text.splitlines()) if line)
