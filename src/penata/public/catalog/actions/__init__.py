"""What may be done to services, their standards and the words of the search."""

from .bulk import Incoming, bring_in
from .contents import Contents, checked, contents_of, is_code
from .lexicon import refresh_lexicon
from .standards import change_standard, close_service, correct, open_service

__all__ = [
    "Contents",
    "Incoming",
    "bring_in",
    "change_standard",
    "checked",
    "close_service",
    "contents_of",
    "correct",
    "is_code",
    "open_service",
    "refresh_lexicon",
]
