"""Forms of hearings: of those who run them, and of those who take part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.organization.structure.models import Unit, UnitVersion
from penata.public.catalog.models import Service
from penata.public.catalog.queries import services_on

from ..models import Attendee, Hearing, Phase, Section, Theme
from ..rules.phases import Act

ACTS = [
    (Act.COMMENT.value, _("memberi masukan pada naskah")),
    (Act.VOTE.value, _("memberi suara dan memilih alternatif")),
    (Act.STATE.value, _("menambahkan pernyataan")),
    (Act.ATTEND.value, _("mendaftar pada pertemuan")),
]


def long(label: Any, help_text: Any = "", rows: int = 4, most: int = 5_000, **options: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=most, **options)


class OfUnitField(forms.CharField):
    """A unit by its code, or by a name that only one has today."""

    def clean(self, value: Any) -> Unit:
        text = super().clean(value).replace("\x00", "")
        unit = Unit.objects.filter(code=text).first()
        if unit is not None:
            return unit
        named = list(UnitVersion.objects.on().as_known().filter(name__iexact=text).select_related("unit")[:2])
        if len(named) == 1:
            return named[0].unit
        raise forms.ValidationError(_("Tidak ada satu unit dengan kode atau nama itu. Cari di bagan organisasi."))


class HearingForm(forms.Form):
    """A hearing before it is published."""

    kind = forms.ChoiceField(label=_("Yang dikonsultasikan"), choices=Hearing.Kind.choices)
    title = forms.CharField(label=_("Judul"), max_length=160)
    summary = long(
        _("Ringkasan"), _("Apa yang akan berubah, bagi siapa, dan apa yang masih dapat ditentukan warga."), most=2_000
    )
    unit = OfUnitField(label=_("Unit"), max_length=200, help_text=_("Kode, atau nama unit yang bertanggung jawab."))
    service = forms.ModelChoiceField(
        label=_("Layanan"), queryset=Service.objects.none(), required=False, empty_label="—",
        help_text=_("Bila tentang standar satu layanan."),
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, hearing: Hearing | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = dict(services_on(on).values_list("service_id", "name"))
        field: Any = self.fields["service"]
        field.queryset = Service.objects.filter(pk__in=names).order_by("code")
        field.label_from_instance = lambda service: names.get(service.pk, service.code)
        for name in ("kind", "unit", "service") if hearing else ():
            del self.fields[name]


class SectionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=Section.Kind.choices,
        help_text=_("Alternatif: salah satu dari beberapa kemungkinan yang dapat dipilih peserta."),
    )  # fmt: skip
    title = forms.CharField(label=_("Judul"), max_length=160)
    text = long(_("Naskah"), _("Baris kosong memulai alinea baru; tiap alinea dapat diberi masukan."), 14, 20_000)


class PhaseForm(forms.Form):
    """`last_day` is the last one of the phase."""

    title = forms.CharField(label=_("Nama tahap"), max_length=120)
    since = day(_("Hari pertama"))
    last_day = day(_("Hari terakhir"))
    residents = forms.MultipleChoiceField(
        label=_("Warga boleh"), choices=ACTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    staff = forms.MultipleChoiceField(
        label=_("Pegawai boleh"), choices=ACTS, required=False, widget=forms.CheckboxSelectMultiple
    )
    concludes = forms.BooleanField(
        label=_("Unit menetapkan dan menerbitkan hasil"), required=False,
        help_text=_("Sejak tahap ini hasilnya dapat diterbitkan; sampai hari terakhirnya hasil itu ditunggu."),
    )  # fmt: skip

    def clean_last_day(self) -> date:
        if self.cleaned_data["last_day"] == date.max:
            raise forms.ValidationError(_("Isi hari terakhir yang lebih awal."))
        return self.cleaned_data["last_day"]

    def values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["until"] = values.pop("last_day") + timedelta(days=1)
        values["unit"] = [Act.CONCLUDE.value] if values.pop("concludes") else []
        return values


def initial_of_phase(phase: Phase) -> dict[str, Any]:
    names = ("title", "since", "last_day", "residents", "staff")
    return {name: getattr(phase, name) for name in names} | {"concludes": bool(phase.unit)}


class BecauseForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=500)


class CommentForm(forms.Form):
    """What a resident or a civil servant says; `key` makes it count once."""

    words = long(_("Masukan Anda"), _("Apa yang menurut Anda perlu diubah, dan mengapa."), most=3_000)
    name = forms.CharField(
        label=_("Nama yang ditampilkan"), max_length=80, required=False, help_text=_("Kosongkan bila ingin anonim.")
    )
    email = forms.EmailField(
        label=_("Surel"), max_length=254, required=False,
        help_text=_("Hanya untuk memberi tahu Anda apa yang diputuskan; dihapus sesudah itu."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["email"]


class MeetingForm(forms.Form):
    title = forms.CharField(label=_("Acara"), max_length=160)
    place = forms.CharField(label=_("Tempat"), max_length=200)
    on = day(_("Hari"))
    since = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    until = forms.TimeField(label=_("Selesai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    seats = forms.IntegerField(
        label=_("Kursi"), min_value=1, max_value=100_000, required=False, help_text=_("Kosongkan bila tidak dibatasi.")
    )

    def values(self) -> dict[str, Any]:
        from datetime import datetime

        sent = self.cleaned_data
        at = {
            name: timezone.make_aware(datetime.combine(sent["on"], sent[part]))
            for name, part in (("starts_at", "since"), ("ends_at", "until"))
        }
        return {"title": sent["title"], "place": sent["place"], "seats": sent["seats"], **at}

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not 2000 <= on.year <= 2200:
            raise forms.ValidationError(_("Isi hari yang wajar."))
        return on


class RegisterForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=120, help_text=_("Hanya dibaca penyelenggara."))
    side = forms.ChoiceField(
        label=_("Hadir sebagai"), choices=[one for one in Attendee.Side.choices if one[0] != Attendee.Side.ORGANIZER]
    )
    body = forms.CharField(label=_("Lembaga atau lingkungan"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Surel"), max_length=254, required=False,
        help_text=_("Untuk mengabari Anda bila pertemuan dibatalkan; dihapus sesudah berita acara disahkan."),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput)


class ListForm(forms.Form):
    """The list that was signed on paper: a line each, name; side; whom he stands for."""

    rows = long(
        _("Daftar hadir kertas"),
        _("Tiap baris: nama; sebagai; lembaga. Sebagai: pengguna, terkait, ahli, ormas, media, penyelenggara."),
        10,
        40_000,
    )
    SIDES = {
        "": "user", "pengguna": "user", "terkait": "stakeholder", "ahli": "expert", "ormas": "society",
        "media": "media", "penyelenggara": "organizer",
    }  # fmt: skip

    def clean_rows(self) -> list[tuple[str, str, str]]:
        rows = []
        for number, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if not line.strip():
                continue
            name, side, body = [part.strip() for part in [*line.split(";"), "", ""][:3]]
            if not name or side.lower() not in self.SIDES:
                raise forms.ValidationError(
                    _("Baris %(n)s tidak dapat dibaca. Tulis: nama; sebagai; lembaga.") % {"n": number}
                )
            rows.append((name, self.SIDES[side.lower()], body))
        return rows


class MinutesForm(forms.Form):
    """The minutes of the public consultation forum, as they are signed; kept unfinished too."""

    unmarked = ("chair", "secretary", "discussed", "agreed")  # needed before they are signed

    chair = forms.CharField(
        label=_("Pimpinan pertemuan"), max_length=160, help_text=_("Nama dan jabatan."), required=False
    )
    secretary = forms.CharField(label=_("Notulis"), max_length=160, help_text=_("Nama dan jabatan."), required=False)
    discussed = long(_("Jalannya pembahasan"), rows=8, most=20_000, required=False)
    agreed = long(_("Kesepakatan"), _("Satu kesepakatan tiap baris."), 6, 20_000, required=False)
    follow_up = long(
        _("Rencana tindak lanjut"),
        _("Satu tiap baris: apa, oleh siapa, sampai kapan."),
        6,
        20_000,
        required=False,
    )


class ThemeForm(forms.Form):
    title = forms.CharField(label=_("Pokok bahasan"), max_length=160)
    decided = long(_("Yang diputuskan"), most=3_000)
    because = long(_("Alasan"), most=3_000)


class DecideForm(forms.Form):
    """What became of those that are chosen."""

    chosen = forms.MultipleChoiceField(label=_("Masukan"), choices=(), widget=forms.CheckboxSelectMultiple)
    fate = forms.ChoiceField(label=_("Keputusan"), choices=())
    theme = forms.ModelChoiceField(
        label=_("Pokok bahasan"), queryset=Theme.objects.none(), required=False, empty_label="—"
    )
    because = forms.CharField(
        label=_("Alasan"), max_length=1_000, help_text=_("Dibaca pemberi masukan dan semua orang.")
    )

    def __init__(self, *args: Any, hearing: Hearing, chosen: list[tuple[str, str]], **kwargs: Any) -> None:
        from ..models import Contribution

        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["chosen"].choices = chosen
        fields["fate"].choices = [one for one in Contribution.Fate.choices if one[0]]
        fields["theme"].queryset = hearing.themes.order_by("pk")

    def values(self) -> dict[str, Any]:
        sent = dict(self.cleaned_data)
        chosen = sent.pop("chosen")
        picked = {kind: [int(one[1:]) for one in chosen if one[0] == kind] for kind in "cs"}
        return sent | {"comments": picked["c"], "statements": picked["s"]}


class OutcomeForm(forms.Form):
    outcome = long(_("Hasil dalam beberapa kalimat"), _("Apa yang diputuskan, dan kapan berlaku."), 6)
