"""What may be done to the structure: each act cites its decree, and is one instant and one journal entry."""

from . import words as words  # the sentences of refusals
from .acts import act, ask_the_laws
from .areas import change_area, close_area, open_area
from .boundaries import bring_boundaries, read_boundaries, read_features
from .corrections import SAME, correct
from .decrees import add_decree, initial_decree
from .functions import change_function, close_function, open_function
from .mandates import end_mandate, give_mandate
from .positions import change_position, close_position, open_position
from .units import change_unit, close_unit, open_unit

__all__ = [
    "SAME",
    "act",
    "add_decree",
    "ask_the_laws",
    "bring_boundaries",
    "change_area",
    "change_function",
    "change_position",
    "change_unit",
    "close_area",
    "close_function",
    "close_position",
    "close_unit",
    "correct",
    "end_mandate",
    "give_mandate",
    "initial_decree",
    "open_area",
    "open_function",
    "open_position",
    "open_unit",
    "read_boundaries",
    "read_features",
]
