"""The city's own test of the router: sentences that must reach a function."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, put_into_words
from penata.organization.structure.models import Area, Function

from ..models import Trial

put_into_words(
    {
        "routing.trial_empty": lambda: _("Tuliskan kalimat yang akan diuji."),
        "routing.trial_known": lambda: _("Kalimat ini sudah ada dalam daftar uji."),
    }
)


@transaction.atomic
def add_trial(*, text: str, function: Function, area: Area | None, by: Actor, at: datetime) -> Trial:
    """Add a made-up sentence (never a resident's own words) with the function it must reach."""
    text = " ".join(text.replace("\x00", " ").split())[:1000]
    if not text:
        raise Refused("routing.trial_empty", field="text")
    if Trial.objects.filter(text__iexact=text, area=area).exists():
        raise Refused("routing.trial_known", field="text")
    trial = Trial.objects.create(text=text, function=function, area=area, added_by=by.label, added_at=at)
    record(by=by, act="routing.add_trial", about=trial, at=at, function=function.code)
    return trial


@transaction.atomic
def remove_trial(trial: Trial, *, by: Actor, at: datetime) -> None:
    """Take a sentence out of the test."""
    record(by=by, act="routing.remove_trial", about=trial, at=at, function=trial.function.code)
    trial.delete()
