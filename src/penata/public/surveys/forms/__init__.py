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

__all__ = [
    "AnswerForm",
    "AsideForm",
    "FollowUpForm",
    "MakeForm",
    "PaperForm",
    "PointForm",
    "ReasonForm",
    "ResultForm",
    "initial_of",
]
