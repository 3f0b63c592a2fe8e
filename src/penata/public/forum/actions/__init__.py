"""What may be done in the forum. Without a `standing` the caller is trusted."""

from . import hearing_words as hearing_words  # the sentences of refusals, the names of acts
from .grouping import group
from .hearings import (
    cancel_hearing,
    change_hearing,
    comment,
    conclude_hearing,
    make_hearing,
    prefer,
    publish_hearing,
    put_phase,
    put_section,
    put_theme,
    remove_phase,
    remove_section,
)
from .keeping import day, journal_forum, said
from .meetings import call_meeting, cancel_meeting, check_in, enter_list, register, sign_minutes, write_minutes
from .reviewing import decide, remove, show
from .statements import (
    add_statement,
    cast,
    change_conversation,
    close_conversation,
    make_conversation,
    open_conversation,
    put_statement,
    set_voters_aside,
)

__all__ = [
    "add_statement",
    "call_meeting",
    "cancel_hearing",
    "cancel_meeting",
    "cast",
    "change_conversation",
    "change_hearing",
    "check_in",
    "close_conversation",
    "comment",
    "conclude_hearing",
    "day",
    "decide",
    "enter_list",
    "group",
    "journal_forum",
    "make_conversation",
    "make_hearing",
    "open_conversation",
    "prefer",
    "publish_hearing",
    "put_phase",
    "put_section",
    "put_statement",
    "put_theme",
    "register",
    "remove",
    "remove_phase",
    "remove_section",
    "said",
    "set_voters_aside",
    "show",
    "sign_minutes",
    "write_minutes",
]
