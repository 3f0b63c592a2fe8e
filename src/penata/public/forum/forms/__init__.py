from .official import AnswerForm, AppealAnswerForm, DecideForm, KeepForm, ReasonForm, StateForm, WordForm
from .writing import AppealForm, EditForm, FlagForm, IntroduceForm, PostForm, RemoveForm, TopicForm

__all__ = [
    "AnswerForm",
    "AppealAnswerForm",
    "AppealForm",
    "DecideForm",
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
