"""What may be done in the forum. Without a `standing` the caller is trusted."""

from . import hearing_words as hearing_words  # the sentences of refusals, the names of acts
from . import telling as telling
from . import words as words  # the sentences of refusals, the names of acts
from .answering import answer, change_state, keep_promise, make_case
from .authoring import edit_post, flag, remove_post, support
from .directing import ask_unit, close_topic, reopen_topic
from .following import confirm_follow, follow, follow_by_email, unfollow
from .grouping import group
from .hearings import (
    cancel_hearing,
    change_hearing,
    comment,
    conclude_hearing,
    make_hearing,
    prefer,
    publish_hearing,
    put_theme,
)
from .informing import attending_link
from .keeping import day, journal_forum, said
from .meetings import (
    call_meeting,
    cancel_meeting,
    check_in,
    enter_list,
    register,
    remove_meeting,
    sign_minutes,
    withdraw,
    write_minutes,
)
from .moderating import appeal, decide_appeal, list_word, moderate, unlist_word
from .participants import RESIDENT, Writer, confirm_participant, erase_participant, introduce, of_account, take_part
from .planning import put_phase, put_section, remove_phase, remove_section
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
from .telling import own_link
from .writing import Outcome, confirm_post, open_topic, write_post

__all__ = [
    "RESIDENT",
    "Outcome",
    "Writer",
    "add_statement",
    "answer",
    "appeal",
    "ask_unit",
    "attending_link",
    "call_meeting",
    "cancel_hearing",
    "cancel_meeting",
    "cast",
    "change_conversation",
    "change_hearing",
    "change_state",
    "check_in",
    "close_conversation",
    "close_topic",
    "comment",
    "conclude_hearing",
    "confirm_follow",
    "confirm_participant",
    "confirm_post",
    "day",
    "decide",
    "decide_appeal",
    "edit_post",
    "enter_list",
    "erase_participant",
    "flag",
    "follow",
    "follow_by_email",
    "group",
    "introduce",
    "journal_forum",
    "keep_promise",
    "list_word",
    "make_case",
    "make_conversation",
    "make_hearing",
    "moderate",
    "of_account",
    "open_conversation",
    "open_topic",
    "own_link",
    "prefer",
    "publish_hearing",
    "put_phase",
    "put_section",
    "put_statement",
    "put_theme",
    "register",
    "remove",
    "remove_meeting",
    "remove_phase",
    "remove_post",
    "remove_section",
    "reopen_topic",
    "said",
    "set_voters_aside",
    "show",
    "sign_minutes",
    "support",
    "take_part",
    "unfollow",
    "unlist_word",
    "withdraw",
    "write_minutes",
    "write_post",
]
