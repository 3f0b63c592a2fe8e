"""Civil servants, their holdings and absences from files, all or nothing."""

from . import words as words  # the sentences of findings
from .absences import ABSENCES
from .holdings import HOLDINGS
from .persons import PERSONS

__all__ = ["ABSENCES", "HOLDINGS", "PERSONS"]
