from .answering import AnswerForm, PaperForm
from .managing import (
    AsideForm,
    FollowUpForm,
    MakeForm,
    PointForm,
    ReasonForm,
    ResultForm,
    initial_of,
)
from .questions import KIND_WORDS, QuestionForm, initial_of_question

__all__ = [
    "KIND_WORDS",
    "AnswerForm",
    "AsideForm",
    "FollowUpForm",
    "MakeForm",
    "PaperForm",
    "PointForm",
    "QuestionForm",
    "ReasonForm",
    "ResultForm",
    "initial_of",
    "initial_of_question",
]
