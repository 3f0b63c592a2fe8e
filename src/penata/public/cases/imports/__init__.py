"""Cases from a table: a city's own past, the file of another channel, or a hundred thousand rows for a benchmark."""

from .importer import CASES

__all__ = ["CASES"]
