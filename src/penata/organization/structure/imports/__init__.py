"""What of the structure can be brought in from files, all or nothing."""

from . import words as words  # the sentences of findings
from .areas import AREAS
from .boundaries import BOUNDARIES
from .decrees import DECREES
from .functions import FUNCTIONS
from .mandates import MANDATES
from .positions import POSITIONS
from .units import UNITS

__all__ = [
    "AREAS",
    "BOUNDARIES",
    "DECREES",
    "FUNCTIONS",
    "MANDATES",
    "POSITIONS",
    "UNITS",
]
