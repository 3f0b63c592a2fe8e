from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day

from .models import (
    Area,
    AreaVersion,
    Closing,
    Decree,
    Function,
    FunctionVersion,
    Mandate,
    Position,
    PositionVersion,
    Unit,
    UnitVersion,
)


class SubjectField(forms.CharField):
    """A unit, position, function or area by its code, or by a name that only one has today."""

    def __init__(self, subject: Any, version: Any, name: str, title: str, **options: Any) -> None:
        options.setdefault("help_text", _("Kode, atau nama lengkap."))
        super().__init__(max_length=250, **options)
        self.subject, self.version, self.name, self.title = subject, version, name, title

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = self.subject.objects.filter(code=text).first()
        if found is not None:
            return found
        versions = self.version.objects.on().as_known().filter(**{f"{self.title}__iexact": text})
        named = list(versions.select_related(self.name)[:2])
        if len(named) == 1:
            return getattr(named[0], self.name)
        if named:
            raise forms.ValidationError(_("Ada lebih dari satu dengan nama itu. Tulis kodenya."))
        raise forms.ValidationError(_("Tidak ada dengan kode atau nama itu. Periksa ejaannya, atau cari di bagan."))

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "code", value)


def unit_field(label: Any, **options: Any) -> SubjectField:
    return SubjectField(Unit, UnitVersion, "unit", "name", label=label, **options)


def position_field(label: Any, **options: Any) -> SubjectField:
    return SubjectField(Position, PositionVersion, "position", "title", label=label, **options)


def function_field(label: Any, **options: Any) -> SubjectField:
    return SubjectField(Function, FunctionVersion, "function", "title", label=label, **options)


def area_field(label: Any, **options: Any) -> SubjectField:
    return SubjectField(Area, AreaVersion, "area", "name", label=label, **options)


class BasisForm(forms.Form):
    """What every act cites: from when, by which decree and article, and why. `contents` are the other fields."""

    basis_names = ("decree", "article", "on", "because")

    decree = forms.ModelChoiceField(
        label=_("Dasar hukum"), queryset=Decree.objects.all(), empty_label=_("Pilih dasar hukum")
    )
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    on = day(_("Berlaku mulai"))
    because = forms.CharField(label=_("Alasan"), max_length=500, required=False)

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on is not None:
            self.fields["on"].initial = on
        order = [name for name in self.fields if name not in self.basis_names]
        self.order_fields([*order, *self.basis_names])

    @property
    def contents(self) -> dict[str, Any]:
        """The clean values of what is changed, without the basis."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.basis_names}

    @property
    def basis(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.basis_names if name in self.cleaned_data}


class UnitForm(BasisForm):
    name = forms.CharField(label=_("Nama"), max_length=200)
    short_name = forms.CharField(label=_("Singkatan"), max_length=60, required=False)
    kind = forms.ChoiceField(label=_("Jenis"), choices=UnitVersion.Kind.choices)
    type_class = forms.ChoiceField(
        label=_("Tipe"), choices=[("", _("Tanpa tipe")), ("A", "A"), ("B", "B"), ("C", "C")], required=False
    )
    parent = unit_field(_("Di bawah unit"), required=False)
    area = area_field(_("Wilayah kerja"), required=False)
    purpose = forms.CharField(
        label=_("Untuk apa unit ini ada"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000, required=False
    )


class OpenUnitForm(UnitForm):
    code = forms.CharField(label=_("Kode"), max_length=40)
    field_order = ("code",)


class PositionForm(BasisForm):
    title = forms.CharField(label=_("Nama jabatan"), max_length=200)
    unit = unit_field(_("Unit"))
    category = forms.ChoiceField(label=_("Jenis jabatan"), choices=PositionVersion.Category.choices)
    level = forms.CharField(label=_("Eselon atau jenjang"), max_length=30, required=False)
    job_class = forms.IntegerField(label=_("Kelas jabatan"), min_value=1, max_value=17, required=False)
    seats = forms.IntegerField(label=_("Jumlah kursi"), min_value=1, max_value=1000, initial=1)
    is_head = forms.BooleanField(label=_("Mengepalai unitnya"), required=False)


class OpenPositionForm(PositionForm):
    code = forms.CharField(label=_("Kode"), max_length=40)


class FunctionForm(BasisForm):
    title = forms.CharField(label=_("Nama tugas"), max_length=250)
    description = forms.CharField(
        label=_("Uraian"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000, required=False
    )
    keywords = forms.CharField(
        label=_("Kata yang dipakai warga"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
        help_text=_("Pisahkan dengan spasi. Membantu pencarian dan penyaluran laporan."),
    )
    parent = function_field(_("Bagian dari tugas"), required=False)
    is_public = forms.BooleanField(label=_("Warga dapat memintanya"), required=False, initial=True)


class OpenFunctionForm(FunctionForm):
    code = forms.CharField(label=_("Kode"), max_length=40)


class AreaForm(BasisForm):
    name = forms.CharField(label=_("Nama"), max_length=120)
    level = forms.ChoiceField(label=_("Tingkat"), choices=AreaVersion.Level.choices)
    parent = area_field(_("Di dalam wilayah"), required=False)


class OpenAreaForm(AreaForm):
    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Kode resmi, misalnya 35.78.01.1001."))


class CloseForm(BasisForm):
    """Why something ends, and what carries its work on."""

    reason = forms.ChoiceField(label=_("Alasan penutupan"), choices=Closing.choices)
    successor = unit_field(_("Penerus"), required=False)


class ClosePositionForm(CloseForm):
    successor = position_field(_("Penerus"), required=False)


class MandateForm(BasisForm):
    function = function_field(_("Tugas"))
    position = position_field(_("Jabatan"), required=False)
    unit = unit_field(_("Atau unit (berarti kepalanya)"), required=False)
    area = area_field(_("Wilayah"))
    aspect = forms.ChoiceField(label=_("Peran"), choices=Mandate.Aspect.choices)


class CorrectForm(forms.Form):
    """Data that were recorded wrongly; the fields of the version are added by `correcting`."""

    since = day(_("Berlaku mulai"))
    until = day(_("Berlaku sampai sebelum"), required=False)
    decree = forms.ModelChoiceField(label=_("Dasar hukum"), queryset=Decree.objects.all())
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    because = forms.CharField(label=_("Mengapa data ini diperbaiki"), max_length=500)


class CorrectMandateForm(CorrectForm):
    position = position_field(_("Jabatan"), required=False)
    unit = unit_field(_("Atau unit (berarti kepalanya)"), required=False)
    area = area_field(_("Wilayah"))
    field_order = ("position", "unit", "area")


CONTENTS: dict[str, type[BasisForm]] = {
    "unit": UnitForm,
    "position": PositionForm,
    "function": FunctionForm,
    "area": AreaForm,
}


def correcting(noun: str) -> type[forms.Form]:
    """The form that corrects a version of a noun: its contents, its days, its decree, and why."""
    contents = CONTENTS[noun]
    own = {name: field for name, field in contents.base_fields.items() if name not in BasisForm.base_fields}
    return type("Correct", (CorrectForm,), {**own, "field_order": [*own, *CorrectForm.base_fields]})


class DecreeForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[pair for pair in Decree.Kind.choices if pair[0] != Decree.Kind.INITIAL]
    )
    number = forms.CharField(label=_("Nomor"), max_length=60)
    year = forms.IntegerField(label=_("Tahun"), min_value=1945, max_value=2200)
    title = forms.CharField(label=_("Tentang"), max_length=300)
    signed_on = day(_("Ditetapkan"))
    in_force_on = day(_("Mulai berlaku"))
    link = forms.URLField(label=_("Tautan naskah"), required=False, assume_scheme="https")


class BoundariesForm(forms.Form):
    file = forms.FileField(label=_("Berkas GeoJSON"), help_text=_("Paling besar 50 MB, koordinat WGS 84."))
    code_property = forms.CharField(
        label=_("Nama isian kode wilayah"), max_length=60, required=False, help_text=_("Misalnya kode.")
    )
    decree = forms.ModelChoiceField(label=_("Dasar hukum"), queryset=Decree.objects.all())
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    on = day(_("Berlaku mulai"))
    because = forms.CharField(label=_("Alasan"), max_length=500, required=False)
