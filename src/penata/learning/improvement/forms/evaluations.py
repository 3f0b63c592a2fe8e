"""What people fill in about evaluations. No policy: the actions say what may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from penata.foundation.ui.widgets import day
from penata.organization.people.widgets import PersonField
from penata.organization.structure.models import Unit, UnitVersion

from ..models import Cause, Measure
from ..queries import Why

Choices = Sequence[tuple[Any, Any]]


def prose(label: Any, most: int = 500, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=most, **options)


class KeyField(forms.TypedChoiceField):
    """A key out of a list, or None."""

    def __init__(self, *, label: Any, **options: Any) -> None:
        super().__init__(label=label, coerce=int, empty_value=None, **options)

    def offer(self, pairs: Choices) -> None:
        self.choices = [("", "—"), *pairs]


class UnitField(forms.CharField):
    """A unit by its code, or by a name that only one has today."""

    def clean(self, value: Any) -> Unit:
        text = str(super().clean(value)).replace("\x00", "")
        unit = Unit.objects.filter(code=text).first()
        if unit is not None:
            return unit
        named = list(UnitVersion.objects.on().as_known().filter(name__iexact=text).select_related("unit")[:2])
        if len(named) == 1:
            return named[0].unit
        raise forms.ValidationError(_("Tidak ada satu unit dengan kode atau nama itu. Cari di bagan organisasi."))


class OpenForm(forms.Form):
    """An evaluation. `of_signal`: its subject and cases are those of a signal."""

    question = forms.CharField(
        label=_("Apa yang ingin diketahui?"), max_length=200,
        help_text=_("Satu pertanyaan, misalnya: “Mengapa izin mendirikan bangunan terlambat?”"),
    )  # fmt: skip
    because = prose(_("Mengapa perlu dievaluasi?"))
    unit = UnitField(label=_("Unit yang pekerjaannya dievaluasi"), max_length=200, help_text=_("Kode, atau nama unit."))
    service = KeyField(label=_("Layanan"), required=False)
    area = KeyField(label=_("Wilayah"), required=False)
    since = day(_("Laporan sejak"), required=False, help_text=_("Laporan pada hari-hari ini menjadi dasar evaluasi."))
    last_day = day(_("sampai"), required=False)
    owner = PersonField(label=_("Penanggung jawab"))
    due = day(_("Sebab dan tindakannya ditetapkan paling lambat"))

    def __init__(self, *args: Any, services: Choices, areas: Choices, of_signal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_signal:
            for name in ("service", "area", "since", "last_day"):
                del self.fields[name]
            return
        self.fields["service"].offer(services)  # type: ignore[attr-defined]
        self.fields["area"].offer(areas)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if "since" in self.fields and bool(said.get("since")) != bool(said.get("last_day")):
            self.add_error("last_day", _("Isi kedua harinya, atau kosongkan keduanya."))
        elif said.get("since") and said["since"] > said["last_day"]:
            self.add_error("last_day", _("Hari terakhir tidak boleh sebelum hari pertama."))
        return said


class ChangeForm(forms.Form):
    owner = PersonField(label=_("Penanggung jawab"))
    due = day(_("Tenggat"))
    because = prose(_("Alasan perubahan"))


class BecauseForm(forms.Form):
    because = prose(_("Alasan"))


class CloseForm(forms.Form):
    because = prose(_("Apa hasil evaluasi ini?"), 1_000)


class FoundForm(forms.Form):
    because = prose(
        _("Bagaimana diketahui bahwa itulah sebabnya?"),
        help_text=_("Misalnya berkas yang diperiksa, wawancara, atau angka."),
    )


class CauseForm(forms.Form):
    """The first why of a chain."""

    category = forms.ChoiceField(label=_("Golongan sebab"), choices=Cause.Category.choices)
    words = forms.CharField(label=_("Mengapa?"), max_length=300)
    proof = forms.CharField(label=_("Dari mana diketahui"), max_length=300, required=False)


class WhyForm(forms.Form):
    """A why below another."""

    words = forms.CharField(label=_("Mengapa demikian?"), max_length=300)
    proof = forms.CharField(label=_("Dari mana diketahui"), max_length=300, required=False)


class MeasureForm(forms.Form):
    cause = forms.TypedChoiceField(label=_("Sebab yang diatasi"), coerce=int)
    kind = forms.ChoiceField(label=_("Jenis tindakan"), choices=Measure.Kind.choices)
    title = forms.CharField(label=pgettext_lazy("measure", "Tindakan"), max_length=160)
    about = prose(_("Uraian"), 5_000, required=False)

    def __init__(self, *args: Any, roots: Sequence[Why], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = [(why.cause.pk, why.cause.words) for why in roots]  # type: ignore[attr-defined]


class TaskForm(forms.Form):
    """A task for a measure, and where it is done."""

    where = forms.ChoiceField(
        label=_("Dikerjakan dalam"), help_text=_("Tugasnya berada di rencana itu; di sini hanya ditautkan.")
    )
    team_name = forms.CharField(label=_("Nama tim baru"), max_length=160, required=False)
    leader = PersonField(label=_("Ketua tim baru"), required=False)
    team_until = day(_("Hari terakhir tim baru"), required=False)
    title = forms.CharField(label=pgettext_lazy("plan", "Tugas"), max_length=200)
    owner = PersonField(label=pgettext_lazy("plan", "Pelaksana"), required=False)
    start = day(_("Mulai"), required=False)
    due = day(_("Tenggat"), required=False)

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["where"].choices = places  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if said.get("where") == "new":
            for name in ("team_name", "leader", "team_until"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Isi untuk tim baru."))
        return said


class DiscussionForm(forms.Form):
    """Which topics, hearings and polls an evaluation stands on; nothing chosen is none."""

    chosen = forms.MultipleChoiceField(
        label=_("Pembahasan di balik evaluasi ini"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = offered  # type: ignore[attr-defined]

    @property
    def keys(self) -> list[str]:
        return list(self.cleaned_data["chosen"])


class SearchForm(forms.Form):
    is_search = True
    q = forms.CharField(label=_("Cari topik, konsultasi, atau jajak pendapat"), max_length=200, required=False)


class TellForm(forms.Form):
    title = forms.CharField(
        label=_("Judul untuk warga"),
        max_length=120,
        help_text=_("Misalnya: “Izin galian kini selesai dalam lima hari”."),
    )
    words = prose(
        _("Apa yang dilakukan"), 3_000, 6,
        help_text=_("Tulis seperti kepada tetangga. Jangan menyebut nama warga atau petugas."),
    )  # fmt: skip
