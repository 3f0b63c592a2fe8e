from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Decree, Unit, UnitVersion

from .models import Membership, Role, Team
from .rules.load import MOST_HOURS


def prose(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    options.setdefault("max_length", 5_000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def next_day(last: date | None) -> date | None:
    """People say the last day, the record the first one after it. The end of the calendar has none."""
    return None if last is None or last == date.max else last + timedelta(days=1)


class SpanForm(forms.Form):
    """Days as people say them: the first and the last."""

    since = day(_("Hari pertama"))
    last_day = day(_("Hari terakhir"))

    def clean_last_day(self) -> date:
        if next_day(self.cleaned_data["last_day"]) is None:
            raise forms.ValidationError(_("Isi hari terakhir yang lebih awal."))
        return self.cleaned_data["last_day"]

    def values(self) -> dict[str, Any]:
        """The fields as actions know them."""
        values = dict(self.cleaned_data)
        values["until"] = next_day(values.pop("last_day"))
        return values


class UnitField(forms.CharField):
    """A unit by its code, or by a name that only one has today."""

    def clean(self, value: Any) -> Unit:
        text = super().clean(value)
        unit = Unit.objects.filter(code=text).first()
        if unit is not None:
            return unit
        named = list(UnitVersion.objects.on().as_known().filter(name__iexact=text).select_related("unit")[:2])
        if len(named) == 1:
            return named[0].unit
        if named:
            raise forms.ValidationError(_("Ada lebih dari satu unit dengan nama itu. Tulis kodenya."))
        raise forms.ValidationError(_("Tidak ada unit dengan kode atau nama itu. Cari di bagan organisasi."))


class TeamForm(SpanForm):
    name = forms.CharField(label=_("Nama tim"), max_length=160)
    purpose = prose(_("Untuk apa tim ini"), help_text=_("Hasil yang diharapkan, dan bagaimana diketahui tercapai."))
    decree = forms.ModelChoiceField(
        label=_("Dasar hukum"),
        queryset=Decree.objects.exclude(kind=Decree.Kind.INITIAL),
        required=False,
        empty_label=_("Tanpa keputusan: cukup surat tugas tiap anggota"),
    )
    skills = prose(
        _("Keahlian yang dicari"),
        required=False,
        help_text=_("Satu keahlian tiap baris, misalnya “Teknik Lingkungan” atau “Analis Keuangan”."),
    )
    takes_volunteers = forms.BooleanField(
        label=_("Buka bagi relawan"),
        required=False,
        help_text=_("Semua pegawai dapat membaca tujuannya dan menawarkan diri."),
    )
    field_order = ("unit", "name", "purpose", "decree", "since", "last_day", "skills", "takes_volunteers", "because")

    def clean_skills(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["skills"].splitlines() if line.strip()]
        if len(lines) > 12:
            raise forms.ValidationError(_("Tuliskan paling banyak dua belas keahlian."))
        if any(len(line) > 100 for line in lines):
            raise forms.ValidationError(_("Satu keahlian paling panjang 100 huruf."))
        return lines


class FormTeamForm(TeamForm):
    """`units`: those whose teams he forms, with their names; None: any, by its code or name."""

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = (
            UnitField(label=_("Unit yang membentuk"), max_length=200, help_text=_("Kode, atau nama unit."))
            if units is None
            else forms.TypedChoiceField(label=_("Unit yang membentuk"), choices=units, coerce=_unit)
        )
        self.order_fields(self.field_order)


def _unit(key: str) -> Unit:
    return Unit.objects.get(pk=int(key))


class ChangeTeamForm(TeamForm):
    because = forms.CharField(label=_("Alasan perubahan"), max_length=500)


class AskForm(SpanForm):
    """What someone is asked for; the role may be left out for volunteers."""

    hours = forms.IntegerField(
        label=_("Jam seminggu"),
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_("Dari 25 jam kerja efektif seminggu (PermenPANRB 1/2020)."),
    )
    part = forms.CharField(
        label=_("Yang dikerjakan"), max_length=200, required=False, help_text=_("Misalnya “mengolah data genangan”.")
    )
    field_order = ("role", "part", "hours", "since", "last_day", "words")


class InviteForm(AskForm):
    role = forms.ChoiceField(label=_("Peran"), choices=Role.choices, initial=Role.MEMBER)
    words = prose(_("Mengapa dia"), help_text=_("Dibaca olehnya dan oleh atasannya."), max_length=2_000)


class VolunteerForm(AskForm):
    words = prose(_("Mengapa saya"), help_text=_("Dibaca oleh tim dan oleh atasan Anda."), max_length=2_000)


class AnswerForm(forms.Form):
    because = prose(_("Catatan atau alasan"), required=False, max_length=2_000, help_text=_("Wajib bila menolak."))


class EndForm(forms.Form):
    on = day(_("Tidak bertugas lagi sejak"))
    because = forms.CharField(label=_("Alasan"), max_length=500)


class LeadForm(forms.Form):
    to = forms.ModelChoiceField(label=_("Ketua yang baru"), queryset=Membership.objects.none())
    on = day(_("Memimpin sejak"))
    because = forms.CharField(label=_("Alasan"), max_length=500)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = members
        field.label_from_instance = lambda member: member.person.name


class ReasonForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=500)


class ReportForm(forms.Form):
    """What the leader says of the whole."""

    outcome = forms.ChoiceField(label=_("Tujuannya"), choices=Team.Outcome.choices, widget=forms.RadioSelect)
    report = prose(
        _("Laporan akhir"), rows=6, help_text=_("Apa yang dicapai, apa yang tersisa, dan siapa yang meneruskan.")
    )


class DissolveForm(ReportForm):
    """With a report that the leader has signed only the outcome and the day are asked."""

    on = day(_("Hari pertama tanpa tim"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if team.reported_at is not None:
            del self.fields["report"]


def initial_of(team: Team) -> dict[str, Any]:
    """What the form about a team begins with."""
    return {
        "name": team.name,
        "purpose": team.purpose,
        "decree": team.decree_id,
        "since": team.since,
        "last_day": team.last_day,
        "skills": "\n".join(team.skills.order_by("pk").values_list("words", flat=True)),
        "takes_volunteers": team.takes_volunteers,
    }
