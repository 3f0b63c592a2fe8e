"""What a table must look like, how it is read from a file, and what is said about its rows. Pure."""

from .findings import Choice, Counts, Finding, Findings, Report, RowsRefused
from .importer import Importer, Progress, no_progress
from .layout import Column, Layout, parse_mapping, suggest
from .limits import OPERATORS, USUAL, Limits
from .reading import RawTable, Sheet, Source, fit, read, read_raw

PERMISSIONS = {"tables.import": "Memasukkan data dari berkas"}

__all__ = [
    "OPERATORS",
    "PERMISSIONS",
    "USUAL",
    "Choice",
    "Column",
    "Counts",
    "Finding",
    "Findings",
    "Importer",
    "Layout",
    "Limits",
    "Progress",
    "RawTable",
    "Report",
    "RowsRefused",
    "Sheet",
    "Source",
    "fit",
    "no_progress",
    "parse_mapping",
    "read",
    "read_raw",
    "suggest",
]
