"""What a standard must say, and how residents' words become a search. Pure."""

from .components import COMPONENTS, DELIVERY, KEYS, Component, is_published, lines, missing, tidied
from .questions import DATATYPES, BadQuestion, questions_from_text, questions_to_text
from .words import STOP_WORDS, Correction, Lexicon, corrected, normalized, terms, words_of

PERMISSIONS = {"catalog.change": "Menetapkan standar pelayanan"}

__all__ = [
    "COMPONENTS",
    "DATATYPES",
    "DELIVERY",
    "KEYS",
    "PERMISSIONS",
    "STOP_WORDS",
    "BadQuestion",
    "Component",
    "Correction",
    "Lexicon",
    "corrected",
    "is_published",
    "lines",
    "missing",
    "normalized",
    "questions_from_text",
    "questions_to_text",
    "terms",
    "tidied",
    "words_of",
]
