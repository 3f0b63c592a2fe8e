from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.organization.structure import queries as structure
from penata.organization.structure.models import Area, Function

from .queries import engine


def area_choices(on: date) -> list[tuple[Any, Any]]:
    """Nothing, then the kelurahan under their kecamatan."""
    return [("", _("Belum diketahui")), *((one.name, one.choices) for one in structure.areas_for_choice(on))]


class WordsForm(forms.Form):
    """Words and a place to be tried; sent by GET, so that a trial is a link."""

    is_search = True

    words = forms.CharField(label=_("Kata-kata laporan"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 4}))
    area = forms.TypedChoiceField(label=_("Tempat"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(on)  # type: ignore[attr-defined]


class TrialForm(forms.Form):
    text = forms.CharField(
        label=_("Kalimat"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Karang sendiri; jangan menyalin kata-kata warga."),
    )
    area = forms.TypedChoiceField(label=_("Tempat"), coerce=int, required=False, empty_value=None)
    function = forms.TypedChoiceField(label=_("Harus sampai ke fungsi"), coerce=int)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = area_choices(on)  # type: ignore[attr-defined]
        titles = sorted((title, key) for key, title in engine(on).titles.items())
        self.fields["function"].choices = [("", _("Pilih tugas")), *((key, title) for title, key in titles)]  # type: ignore[attr-defined]

    def clean_function(self) -> Function:
        return Function.objects.get(pk=self.cleaned_data["function"])

    def clean_area(self) -> Area | None:
        key = self.cleaned_data["area"]
        return None if key is None else Area.objects.get(pk=key)


class ThresholdForm(forms.Form):
    is_automatic = forms.BooleanField(label=_("Teruskan laporan tanpa menunggu petugas bila yakin"), required=False)
    percent = forms.FloatField(
        label=_("Ambang keyakinan (persen)"),
        min_value=50,
        max_value=100,
        required=False,
        help_text=_("Kosongkan untuk memakai ambang yang ditetapkan model."),
    )
    because = forms.CharField(label=_("Alasan"), max_length=300)


class ReasonForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=300)
