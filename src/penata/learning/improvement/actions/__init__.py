"""What may be done about what stands out. Without a `standing` the caller is trusted."""

from . import words as words  # the sentences of refusals, the names of acts
from .causes import add_cause, find_causes, strike_cause
from .discussions import choose_discussions
from .effects import Fixed, fix_effect, measure_due, measure_effect
from .evaluating import change_evaluation, close_evaluation, open_evaluation, reopen_evaluation
from .measures import NewTeam, drop_measure, give_task, propose_measure, start_measure
from .processes import Described, bring_events, change_process
from .signals import dismiss, find, put_off, wake
from .telling import tell_residents

__all__ = [
    "Described",
    "Fixed",
    "NewTeam",
    "add_cause",
    "bring_events",
    "change_evaluation",
    "change_process",
    "choose_discussions",
    "close_evaluation",
    "dismiss",
    "drop_measure",
    "find",
    "find_causes",
    "fix_effect",
    "give_task",
    "measure_due",
    "measure_effect",
    "open_evaluation",
    "propose_measure",
    "put_off",
    "reopen_evaluation",
    "start_measure",
    "strike_cause",
    "tell_residents",
    "wake",
]
