"""What may be done about teams, requests and memberships. Without a `standing` the caller is trusted."""

from . import words as words  # the sentences of refusals, the names of acts
from .asking import decline, invite, volunteer, welcome, withdraw
from .consenting import consent, refuse
from .ending import dissolve, report, return_report
from .following import follow_people
from .forming import change_team, form_team
from .working import end_membership, hand_lead

__all__ = [
    "change_team",
    "consent",
    "decline",
    "dissolve",
    "end_membership",
    "follow_people",
    "form_team",
    "hand_lead",
    "invite",
    "refuse",
    "report",
    "return_report",
    "volunteer",
    "welcome",
    "withdraw",
]
