"""Twelve months of residents' reports: what they wrote, who answered, when, and what went wrong."""

from .book import Case, cases

__all__ = ["Case", "cases"]
