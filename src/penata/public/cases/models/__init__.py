from .assignment import Assignment, Handover, Pause, Step
from .case import Attached, Case, CaseQuerySet, Contact, Follower, Statement
from .daily import DailyCount
from .findable import Findable
from .template import ReplyTemplate

__all__ = [
    "Assignment",
    "Attached",
    "Case",
    "CaseQuerySet",
    "Contact",
    "DailyCount",
    "Findable",
    "Follower",
    "Handover",
    "Pause",
    "ReplyTemplate",
    "Statement",
    "Step",
]
