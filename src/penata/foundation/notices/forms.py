from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .rules import kinds


def _kinds() -> list[tuple[str, Any]]:
    return sorted(kinds().items(), key=lambda kind: str(kind[1]))


class PreferenceForm(forms.Form):
    by_email = forms.MultipleChoiceField(
        label=_("Kirim juga lewat surel"),
        choices=_kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Pemberitahuan di aplikasi selalu ada; pilih mana yang juga Anda terima sebagai surel."),
    )

    def wishes(self) -> dict[str, bool]:
        chosen = set(self.cleaned_data["by_email"])
        return {kind: kind in chosen for kind in kinds()}


class WebhookForm(forms.Form):
    name = forms.CharField(label=_("Nama sistem"), max_length=100)
    url = forms.URLField(
        label=_("Alamat"),
        max_length=254,
        assume_scheme="https",
        help_text=_("Diawali https://. Penata mengirim jenis kejadian dan nomornya, tanpa isi laporan."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Hanya untuk kejadian"),
        choices=_kinds,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosongkan untuk semua kejadian."),
    )
    is_active = forms.BooleanField(label=_("Aktif"), required=False, initial=True)
