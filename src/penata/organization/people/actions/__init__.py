"""What may be done about civil servants, their holdings and absences."""

from . import words as words  # the sentences of refusals
from .absences import cancel_absence, record_absence
from .holdings import appoint, appoint_acting, correct_holding, end_holding
from .persons import change_person, close_accounts_of_left, leave, register_person
from .roles import give_role, take_role

__all__ = [
    "appoint",
    "appoint_acting",
    "cancel_absence",
    "change_person",
    "close_accounts_of_left",
    "correct_holding",
    "end_holding",
    "give_role",
    "leave",
    "record_absence",
    "register_person",
    "take_role",
]
