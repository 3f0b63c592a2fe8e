"""Questions about teams: who sees which, who works in them and how much, who could, what waits for whom."""

from .loads import Share, load_of, shares_of
from .rights import Sight, calls, consenters, may_consent, members_on, sight, teams_of, ties, visible_to
from .waiting import awaiting, consents, led_by, offers, overdue, requests_of

__all__ = [
    "Share",
    "Sight",
    "awaiting",
    "calls",
    "consenters",
    "consents",
    "led_by",
    "load_of",
    "may_consent",
    "members_on",
    "offers",
    "overdue",
    "requests_of",
    "shares_of",
    "sight",
    "teams_of",
    "ties",
    "visible_to",
]
