from .official import (
    AnswerForm,
    AppealAnswerForm,
    ClosingForm,
    DecideForm,
    DirectForm,
    KeepForm,
    ReasonForm,
    StateForm,
    WordForm,
)
from .writing import AppealForm, EditForm, FlagForm, IntroduceForm, PostForm, RemoveForm, TopicForm

__all__ = [
    "AnswerForm",
    "AppealAnswerForm",
    "AppealForm",
    "ClosingForm",
    "DecideForm",
    "DirectForm",
    "EditForm",
    "FlagForm",
    "IntroduceForm",
    "KeepForm",
    "PostForm",
    "ReasonForm",
    "RemoveForm",
    "StateForm",
    "TopicForm",
    "WordForm",
]
