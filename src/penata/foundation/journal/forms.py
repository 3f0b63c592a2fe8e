from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from .queries import Search
from .rules import acts

USUAL_DAYS = 30
DAYS = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, validators=DAYS, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _acts() -> list[tuple[str, Any]]:
    return [("", _("Semua tindakan")), *sorted(acts().items(), key=lambda act: str(act[1]))]


class SearchForm(forms.Form):
    is_search = True

    since = _day(_("Dari"))
    until = _day(_("Sampai"))
    actor = forms.CharField(label=_("Oleh"), required=False, max_length=100)
    act = forms.ChoiceField(label=_("Tindakan"), required=False, choices=_acts)
    subject = forms.CharField(label=_("Tentang"), required=False, max_length=100, help_text=_("Nama atau nomor."))
    kind = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def search(self, today: date) -> Search:
        """What was asked; the last thirty days where no day was named. Only of a valid form."""
        typed = self.cleaned_data
        until = typed["until"] or today
        since = typed["since"] or until - timedelta(days=USUAL_DAYS)
        rest = {name: typed[name].replace("\x00", "") for name in ("actor", "act", "subject", "kind")}
        return Search(since, until, **rest)
