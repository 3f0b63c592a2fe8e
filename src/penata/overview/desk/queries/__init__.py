"""What awaits someone, what a head should know, and where anything is."""

from .bulk import chosen_cases, colleagues
from .changes import Change, Changes, changes
from .counting import Count
from .digests import Letter, account_of, digest_of, due_digests, is_due, letter_for
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
    "Letter",
    "Line",
    "RoutingPage",
    "Target",
    "Thing",
    "Undoable",
    "account_of",
    "changes",
    "chosen_cases",
    "colleagues",
    "desk_page",
    "digest_of",
    "due_digests",
    "head_page",
    "is_due",
    "letter_for",
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
