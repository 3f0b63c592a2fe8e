from .following import ACTS, AmendForm, CloseForm, FindForm, FollowForm, ReopenForm, WithdrawForm
from .report import PhotosForm, PlaceForm, ReporterForm, WordsForm

__all__ = [
    "ACTS",
    "AmendForm",
    "CloseForm",
    "FindForm",
    "FollowForm",
    "PhotosForm",
    "PlaceForm",
    "ReopenForm",
    "ReporterForm",
    "WithdrawForm",
    "WordsForm",
]
