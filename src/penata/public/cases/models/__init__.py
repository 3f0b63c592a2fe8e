from .assignment import Assignment, Handover, Pause, Step
from .case import Attached, Case, CaseQuerySet, Contact, Follower, Statement
from .daily import DailyCount
from .template import ReplyTemplate

__all__ = [
    "Assignment",
    "Attached",
    "Case",
    "CaseQuerySet",
    "Contact",
    "DailyCount",
    "Follower",
    "Handover",
    "Pause",
    "ReplyTemplate",
    "Statement",
    "Step",
]
