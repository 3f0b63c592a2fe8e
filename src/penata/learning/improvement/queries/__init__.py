"""Questions about what stands out: who sees it, what lies behind it."""

from .signals import PAGE, Names, Sought, cases_behind, latest, listed, names_of, sought_in, today, visible_to

__all__ = [
    "PAGE",
    "Names",
    "Sought",
    "cases_behind",
    "latest",
    "listed",
    "names_of",
    "sought_in",
    "today",
    "visible_to",
]
