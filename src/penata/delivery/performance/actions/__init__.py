"""What is done with expectations, evaluations and surveys. Each act is one transaction with one journal entry.

Acts take `standing`, the right of who acts, on the day of `at`. The journal and the notices never tell a rating,
nor the words of anyone: both are read by others.
"""

from ..rules.drafts import Chosen, Draft
from . import words  # noqa: F401 registers the sentences
from .deciding import accept, decide, give_back
from .evaluating import choose, open_evaluations, submit
from .expecting import (
    agree,
    begin_expectation,
    give_back_expectation,
    propose,
    remove_result,
    revise,
    say,
    write_conduct,
    write_result,
)
from .keeping import close_silent, follow_holdings
from .managing import open_year, set_figure, set_unit_result
from .objecting import answer_objection, object_to
from .reopening import ask_reopening, decline_reopening, sign_reopening
from .surveying import answer_survey, open_survey

__all__ = [
    "Chosen",
    "Draft",
    "accept",
    "agree",
    "answer_objection",
    "answer_survey",
    "ask_reopening",
    "begin_expectation",
    "choose",
    "close_silent",
    "decide",
    "decline_reopening",
    "follow_holdings",
    "give_back",
    "give_back_expectation",
    "object_to",
    "open_evaluations",
    "open_survey",
    "open_year",
    "propose",
    "remove_result",
    "revise",
    "say",
    "set_figure",
    "set_unit_result",
    "sign_reopening",
    "submit",
    "write_conduct",
    "write_result",
]
