"""What may be done in the forum. Without a `standing` the caller is trusted."""

from .keeping import day, journal_forum, said

__all__ = ["day", "journal_forum", "said"]
