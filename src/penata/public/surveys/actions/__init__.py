"""What may be done with surveys and answers. Without a `standing` the caller is trusted."""

from . import words as words  # the sentences of refusals, the names of acts
from .answering import Sheet, begin, bring_in, drop_old, enter_paper, hand_in, keep_answers, send, send_many
from .counting import fold, fold_all, shuffle, shuffle_all
from .inviting import invite_all
from .making import change_survey, make_survey, put_questions
from .rates import count_draft, is_rapid
from .running import (
    add_point,
    close_point,
    close_survey,
    erase_remark,
    finish_follow_up,
    open_survey,
    plan_follow_up,
    publish_survey,
    set_aside,
    use_weight,
)

__all__ = [
    "Sheet",
    "add_point",
    "begin",
    "bring_in",
    "change_survey",
    "close_point",
    "close_survey",
    "count_draft",
    "drop_old",
    "enter_paper",
    "erase_remark",
    "finish_follow_up",
    "fold",
    "fold_all",
    "hand_in",
    "invite_all",
    "is_rapid",
    "keep_answers",
    "make_survey",
    "open_survey",
    "plan_follow_up",
    "publish_survey",
    "put_questions",
    "send",
    "send_many",
    "set_aside",
    "shuffle",
    "shuffle_all",
    "use_weight",
]
