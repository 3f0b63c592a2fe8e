from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Decree

from .models import Absence, Holding, Person
from .widgets import PersonField, PositionField


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Nama lengkap"), max_length=150)
    status = forms.ChoiceField(label=_("Status"), choices=Person.Status.choices)
    rank = forms.CharField(label=_("Golongan"), max_length=10, required=False, help_text=_("Misalnya III/d, atau IX."))
    education = forms.CharField(label=_("Pendidikan"), max_length=100, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)


class RegisterForm(PersonForm):
    nip = forms.CharField(label=_("NIP"), max_length=18, help_text=_("18 angka tanpa spasi."))
    field_order = ("nip", "name")


class AppointForm(forms.Form):
    position = PositionField(label=_("Jabatan"))
    seat = forms.IntegerField(
        label=_("Nomor kursi"), min_value=1, required=False, help_text=_("Kosong: kursi pertama yang bebas.")
    )
    on = day(_("Mulai"))
    decree = forms.ModelChoiceField(
        label=_("Dasar hukum"), queryset=Decree.objects.all(), empty_label=_("Pilih dasar hukum")
    )
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    because = forms.CharField(label=_("Alasan"), max_length=500, required=False)


class ActingForm(forms.Form):
    position = PositionField(label=_("Jabatan"))
    kind = forms.ChoiceField(
        label=_("Sebagai"), choices=[pair for pair in Holding.Kind.choices if pair[0] != Holding.Kind.DEFINITIVE]
    )
    since = day(_("Mulai"))
    until = day(_("Sampai sebelum"))
    decree = forms.ModelChoiceField(
        label=_("Dasar hukum"), queryset=Decree.objects.all(), empty_label=_("Pilih dasar hukum")
    )
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    because = forms.CharField(label=_("Alasan"), max_length=500, required=False)


class EndForm(forms.Form):
    on = day(_("Sejak"))
    decree = forms.ModelChoiceField(label=_("Dasar hukum"), queryset=Decree.objects.all(), required=False)
    because = forms.CharField(label=_("Alasan"), max_length=500)


class CorrectHoldingForm(forms.Form):
    position = PositionField(label=_("Jabatan"))
    seat = forms.IntegerField(label=_("Nomor kursi"), min_value=1)
    since = day(_("Mulai"))
    until = day(_("Sampai sebelum"), required=False)
    decree = forms.ModelChoiceField(label=_("Dasar hukum"), queryset=Decree.objects.all())
    article = forms.CharField(label=_("Pasal"), max_length=120, required=False)
    because = forms.CharField(label=_("Mengapa data ini diperbaiki"), max_length=500)


class LeaveForm(forms.Form):
    on = day(_("Hari pertama tidak bekerja lagi"))
    because = forms.CharField(label=_("Alasan"), max_length=200, help_text=_("Misalnya pensiun atau pindah instansi."))


class AbsenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Karena"), choices=Absence.Kind.choices)
    since = day(_("Hari pertama tidak masuk"))
    until = day(_("Hari kembali bekerja"))
    substitute = PersonField(label=_("Pengganti selama itu"), required=False)
    note = forms.CharField(label=_("Catatan"), max_length=200, required=False)

    def __init__(self, *args: Any, on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = on


class WhoForm(forms.Form):
    is_search = True

    q = forms.CharField(
        label=_("Apa yang ingin Anda urus atau laporkan?"),
        max_length=400,
        required=False,
        help_text=_("Dengan kata Anda sendiri, misalnya “lampu jalan mati”."),
    )
    area = forms.ChoiceField(label=_("Di mana"), required=False)
    on = day(_("Pada tanggal"), required=False)

    def __init__(self, *args: Any, areas: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area"]
        field.choices = [("", _("Seluruh kota")), *((one.name, one.choices) for one in areas)]
