from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CityDayForm(forms.Form):
    day = forms.DateField(label=_("Tanggal"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    name = forms.CharField(label=_("Nama hari"), max_length=120, help_text=_("Misalnya “Hari Jadi Kota”."))
    is_working = forms.TypedChoiceField(
        label=_("Pada hari itu kota"),
        choices=[("no", _("libur")), ("yes", _("tetap bekerja walau secara nasional libur"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    because = forms.CharField(
        label=_("Dasar"), max_length=200, help_text=_("Keputusan yang menetapkannya, misalnya nomor surat edaran.")
    )


class RemoveForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=200)
    day = forms.DateField(widget=forms.HiddenInput)
