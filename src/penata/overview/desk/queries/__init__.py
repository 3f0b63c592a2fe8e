"""What awaits someone, what a head should know, and where anything is."""

from .bulk import chosen_cases, colleagues
from .heads import HeadPage, head_page
from .lists import Count, DeskPage, Line, desk_page
from .routing import Choice, RoutingPage, Target, Undoable, proposed, routing_page, targets, undoable
from .searching import FoundAll, Hit, position_hits, search_all
from .waiting import Proposed, Waiting, to_route, waiting

__all__ = [
    "Choice",
    "Count",
    "DeskPage",
    "FoundAll",
    "HeadPage",
    "Hit",
    "Line",
    "Proposed",
    "RoutingPage",
    "Target",
    "Undoable",
    "Waiting",
    "chosen_cases",
    "colleagues",
    "desk_page",
    "head_page",
    "position_hits",
    "proposed",
    "routing_page",
    "search_all",
    "targets",
    "to_route",
    "undoable",
    "waiting",
]
