"""What may be done in the forum. Without a `standing` the caller is trusted."""

from .keeping import day, journal_topic, said

__all__ = ["day", "journal_topic", "said"]
