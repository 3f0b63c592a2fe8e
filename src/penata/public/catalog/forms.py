from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Decree, Function

from . import queries
from .models import COMPONENT_LABELS, Standard
from .rules import COMPONENTS, KEYS, BadQuestion, questions_from_text, questions_to_text

QUESTION_ERRORS = {
    "bad_code": _("Baris %(line)s: kode hanya memuat huruf, angka, garis bawah, dan tanda hubung."),
    "code_twice": _("Baris %(line)s: kode ini sudah dipakai pada baris lain."),
    "no_question": _("Baris %(line)s: tuliskan pertanyaannya setelah titik koma pertama."),
    "bad_datatype": _(
        "Baris %(line)s: jenis jawaban adalah string, number, datetime, text, singlevaluelist, atau multivaluelist."
    ),
    "too_few_choices": _("Baris %(line)s: daftar pilihan memerlukan sedikitnya dua pilihan, dipisah koma."),
}


def prose(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=20_000, **options)


class ContentsForm(forms.Form):
    """What a standard says: the basics, then the 14 components in the order of the law."""

    name = forms.CharField(label=_("Nama layanan"), max_length=200, help_text=_("Sebagaimana warga menyebutnya."))
    summary = forms.CharField(
        label=_("Ringkasan"), max_length=400, help_text=_("Satu kalimat: apa yang warga dapatkan.")
    )
    topic = forms.ChoiceField(label=_("Golongan"), choices=Standard.Topic.choices)
    keywords = forms.CharField(
        label=_("Kata yang dipakai warga"),
        max_length=2_000,
        required=False,
        help_text=_("Pisahkan dengan spasi. Membantu pencarian dan penyaluran laporan."),
    )
    promise_days = forms.IntegerField(label=_("Janji waktu (hari kerja)"), min_value=1, max_value=365)
    cost_text = forms.CharField(label=_("Biaya"), max_length=200, required=False)
    is_reportable = forms.BooleanField(label=_("Warga dapat melapor tentang layanan ini"), required=False)
    questions = prose(
        _("Pertanyaan tambahan saat melapor"),
        required=False,
        help_text=_("Satu pertanyaan tiap baris: kode; pertanyaan; jenis jawaban; wajib; pilihan, pilihan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in COMPONENTS:
            self.fields[part.key] = prose(COMPONENT_LABELS[part.key], required=False)

    def clean_questions(self) -> list[dict[str, Any]]:
        try:
            return questions_from_text(self.cleaned_data["questions"])
        except BadQuestion as error:
            raise forms.ValidationError(QUESTION_ERRORS[error.reason] % {"line": error.line}) from error

    @property
    def basics(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in KEYS and name not in self.basis_names]

    @property
    def delivery(self) -> list[forms.BoundField]:
        return [self[part.key] for part in COMPONENTS if part.is_delivery]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[part.key] for part in COMPONENTS if not part.is_delivery]

    basis_names = ("decree", "article", "on", "because")

    @property
    def basis(self) -> list[forms.BoundField]:
        return [self[name] for name in self.basis_names if name in self.fields]

    def contents(self) -> dict[str, Any]:
        """The values of a standard's contents."""
        typed = self.cleaned_data
        names = ("name", "summary", "topic", "keywords", "promise_days", "cost_text", "is_reportable")
        return {name: typed[name] for name in names} | {
            "attributes": typed["questions"],
            "components": {key: typed[key] for key in KEYS},
        }


class BasisForm(forms.Form):
    """By which decree, and from when."""

    decree = forms.ModelChoiceField(label=_("Produk hukum"), queryset=Decree.objects.none())
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    on = day(_("Berlaku sejak"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "decree" in self.fields:
            self.fields["decree"].queryset = Decree.objects.all()  # type: ignore[attr-defined]


class OpenForm(BasisForm, ContentsForm):
    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Tetap selamanya, misalnya “lampu-jalan”."))
    function = forms.TypedChoiceField(label=_("Fungsi yang melayani"), coerce=int)
    field_order = ("code", "function", "name", "summary")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["function"].choices = [("", _("Pilih tugas")), *queries.function_choices(on)]  # type: ignore[attr-defined]

    def clean_function(self) -> Function:
        return Function.objects.get(pk=self.cleaned_data["function"])


class ChangeForm(BasisForm, ContentsForm):
    because = forms.CharField(label=_("Alasan"), max_length=500, required=False)


class CorrectForm(BasisForm, ContentsForm):
    because = forms.CharField(label=_("Apa yang keliru"), max_length=500)
    on = None  # type: ignore[assignment] # the days stay those of the version


class CloseForm(BasisForm):
    on = day(_("Tidak dilayani lagi sejak"))
    because = forms.CharField(label=_("Alasan"), max_length=500)


def initial_of(standard: Standard) -> dict[str, Any]:
    """What a form about a standard begins with."""
    names = ("name", "summary", "topic", "keywords", "promise_days", "cost_text", "is_reportable")
    return {
        **{name: getattr(standard, name) for name in names},
        **standard.components,
        "questions": questions_to_text(standard.attributes),
        "decree": standard.decree_id,
        "article": standard.article,
    }
