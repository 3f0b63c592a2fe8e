"""What may be done with a case. Each act is one transaction: rule, row, step, one journal entry, notices.

Acts of officers take `standing`, the right of who acts; without it the caller is trusted.
"""

from . import naming, refusing  # noqa: F401 register the words
from .answering import answer, extend, note, note_many
from .asking import amend, ask_reporter
from .assigning import UNDO_TIME, assign, assign_many, start, undo, verify
from .counting import fold_counts, recount
from .ending import archive, close, close_for_silence, join_same, reopen, set_not_ours, withdraw
from .handing_over import accept_handover, hand_over, return_handover
from .history import Row, write_history
from .publishing import erase, follow, publish, unpublish
from .recomputing import recompute_deadlines
from .recovering import recover
from .splitting import Part, split
from .submitting import Submitted, again, submit
from .templating import save_template
from .timing import archive_unanswered, close_silent, escalate_due, remind_reporters

__all__ = [
    "UNDO_TIME",
    "Part",
    "Row",
    "Submitted",
    "accept_handover",
    "again",
    "amend",
    "answer",
    "archive",
    "archive_unanswered",
    "ask_reporter",
    "assign",
    "assign_many",
    "close",
    "close_for_silence",
    "close_silent",
    "erase",
    "escalate_due",
    "extend",
    "fold_counts",
    "follow",
    "hand_over",
    "join_same",
    "note",
    "note_many",
    "publish",
    "recompute_deadlines",
    "recount",
    "recover",
    "remind_reporters",
    "reopen",
    "return_handover",
    "save_template",
    "set_not_ours",
    "split",
    "start",
    "submit",
    "undo",
    "unpublish",
    "verify",
    "withdraw",
    "write_history",
]
