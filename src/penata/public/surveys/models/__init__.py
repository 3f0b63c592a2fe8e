from .answers import Draft, Invited, Remark, Response, Spent, Tally, Ticket
from .survey import BAND_WORDS, ELEMENT_WORDS, FollowUp, Point, Survey

__all__ = [
    "BAND_WORDS",
    "ELEMENT_WORDS",
    "Draft",
    "FollowUp",
    "Invited",
    "Point",
    "Remark",
    "Response",
    "Spent",
    "Survey",
    "Tally",
    "Ticket",
]
