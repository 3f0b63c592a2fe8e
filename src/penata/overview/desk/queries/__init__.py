"""What awaits someone, what a head should know, and where anything is."""

from .bulk import chosen_cases, colleagues
from .changes import Change, Changes, changes
from .counting import Count
from .heads import HeadPage, head_page
from .lists import DeskPage, Line, desk_page
from .rooms import Thing, rooms, told
from .routing import Choice, RoutingPage, Target, Undoable, proposed, routing_page, targets, undoable
from .searching import FoundAll, Hit, position_hits, search_all
from .waiting import to_route

__all__ = [
    "Change",
    "Changes",
    "Choice",
    "Count",
    "DeskPage",
    "FoundAll",
    "HeadPage",
    "Hit",
    "Line",
    "RoutingPage",
    "Target",
    "Thing",
    "Undoable",
    "changes",
    "chosen_cases",
    "colleagues",
    "desk_page",
    "head_page",
    "position_hits",
    "proposed",
    "rooms",
    "routing_page",
    "search_all",
    "targets",
    "to_route",
    "told",
    "undoable",
]
