"""What a standard must say. Pure."""

from .components import COMPONENTS, DELIVERY, KEYS, Component, is_published, lines, missing, tidied
from .questions import DATATYPES, BadQuestion, questions_from_text, questions_to_text

PERMISSIONS = {"catalog.change": "Menetapkan standar pelayanan"}

__all__ = [
    "COMPONENTS",
    "DATATYPES",
    "DELIVERY",
    "KEYS",
    "PERMISSIONS",
    "BadQuestion",
    "Component",
    "is_published",
    "lines",
    "missing",
    "questions_from_text",
    "questions_to_text",
    "tidied",
]
