from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day

from .models import Decision, Subscription
from .queries import NAMES
from .rules import FIGURES, Kind


class DecisionForm(forms.Form):
    title = forms.CharField(
        label=_("Judul"), max_length=160, help_text=_("Misalnya “Dua mobil tangga untuk lampu jalan”.")
    )
    words = forms.CharField(label=_("Apa yang diputuskan"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    decider = forms.CharField(
        label=_("Diputuskan oleh"), max_length=200, help_text=_("Nama dan jabatan, atau rapat yang memutuskan.")
    )
    decided_on = day(_("Hari keputusan"))
    expected = forms.CharField(
        label=_("Hasil yang diharapkan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    expected_value = forms.FloatField(
        label=_("Angka yang diharapkan"), required=False, min_value=0,
        help_text=_("Boleh dikosongkan. Untuk persentase tuliskan angkanya saja, misalnya 90."),
    )  # fmt: skip
    expected_on = day(_("Dinilai pada"), help_text=_("Pada hari itu Anda diingatkan untuk menuliskan apa hasilnya."))

    def __init__(self, *args: Any, kind: Kind, **more: Any) -> None:
        super().__init__(*args, **more)
        self.kind = kind

    def clean_expected_value(self) -> float | None:
        return as_stored(self.cleaned_data["expected_value"], self.kind)


class ResultForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Hasil"), choices=Decision.Verdict, widget=forms.RadioSelect)
    result = forms.CharField(
        label=_("Apa yang terjadi"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Juga bila hasilnya tidak seperti yang diharapkan: dari situ kota belajar."),
    )  # fmt: skip


class TargetForm(forms.Form):
    """A target, or with `what` "limits" the day from which on points make the limits."""

    what = forms.ChoiceField(
        label=_("Yang ditetapkan"), choices=[("target", _("Target")), ("limits", _("Dasar batas kendali"))],
        widget=forms.RadioSelect, initial="target",
    )  # fmt: skip
    figure = forms.ChoiceField(label=_("Angka"))
    unit = forms.TypedChoiceField(label=_("Berlaku untuk"), required=False, coerce=int, empty_value=None)
    value = forms.FloatField(
        label=_("Target"), required=False, min_value=0,
        help_text=_("Untuk persentase tuliskan angkanya saja, misalnya 90. Kosongkan untuk mencabut target."),
    )  # fmt: skip
    since = day(_("Berlaku sejak"))
    because = forms.CharField(
        label=_("Dasar"), max_length=300, help_text=_("Misalnya nomor keputusan, atau perubahan cara kerja.")
    )

    def __init__(self, *args: Any, units: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["figure"].choices = [(code, NAMES[code]) for code in FIGURES]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", _("Seluruh kota")), *units]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("figure") in FIGURES:
            cleaned["value"] = as_stored(cleaned.get("value"), FIGURES[cleaned["figure"]].kind)
        return cleaned


class SubscribeForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Kirimkan"), choices=Subscription.Rhythm, widget=forms.RadioSelect, initial="weekly"
    )


def as_stored(value: float | None, kind: Kind) -> float | None:
    """People write 90, the record keeps 0.9."""
    return value / 100 if value is not None and kind is Kind.SHARE else value


def as_typed(value: float | None, kind: Kind) -> float | None:
    return value * 100 if value is not None and kind is Kind.SHARE else value
