"""Cases leaving the house: tables and papers."""

from .papers import case_file, disposition, receipt
from .tables import COLUMNS, table

__all__ = ["COLUMNS", "case_file", "disposition", "receipt", "table"]
