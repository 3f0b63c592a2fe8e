from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day


class ChosenForm(forms.Form):
    """Which cases are read."""

    is_search = True

    since = day(_("Permohonan masuk sejak"), required=False)
    until = day(_("Sampai"), required=False)
    unit = forms.ChoiceField(label=_("Melewati unit"), required=False)

    def __init__(self, *args: Any, units: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.choices = [("", _("Semua unit")), *((one, one) for one in units)]


class ProcessForm(forms.Form):
    name = forms.CharField(label=_("Nama proses"), max_length=160)
    promise_days = forms.IntegerField(
        label=_("Janji layanan (hari)"), required=False, min_value=1, max_value=3650,
        help_text=_("Menurut standar pelayanan; kosong bila tidak ada."),
    )  # fmt: skip
    counts_working_days = forms.TypedChoiceField(
        label=_("Lamanya dihitung"), choices=[("1", _("Dalam hari kerja")), ("", _("Dalam hari kalender"))],
        coerce=bool, required=False, empty_value=None, widget=forms.RadioSelect,
    )  # fmt: skip
    last_steps = forms.MultipleChoiceField(
        label=_("Langkah terakhir"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Permohonan selesai bila melewati salah satunya. Tanpa pilihan: menurut waktunya."),
    )  # fmt: skip

    def __init__(self, *args: Any, steps: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["last_steps"]
        field.choices = [(one, one) for one in steps]
