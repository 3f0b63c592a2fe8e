"""Bring a file in, all or nothing; rows by COPY; findings in words."""

from .copying import copy_rows
from .running import run_import
from .words import in_words, repair_in_words

__all__ = ["copy_rows", "in_words", "repair_in_words", "run_import"]
