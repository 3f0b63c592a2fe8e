"""What officers fill in. No policy: the actions say what may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.organization.structure.queries import AreaChoice

from .models import Case, Handover, ReplyTemplate
from .queries import Addressee, Twin


def prose(label: Any, rows: int = 5, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=10_000, **options)


class Plain(forms.Form):
    """An act that needs no words."""


class VerifyForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Golongan laporan"),
        choices=Case.Kind.choices,
        help_text=_("Golongan menentukan tenggat penyelesaian."),
    )


class NoteForm(forms.Form):
    text = prose(_("Catatan internal"), help_text=_("Hanya dibaca petugas. Pelapor dan publik tidak melihatnya."))


class AskForm(forms.Form):
    question = prose(
        _("Pertanyaan kepada pelapor"),
        help_text=_("Dikirim kepada pelapor. Selama menunggu jawabannya, semua tenggat berhenti."),
    )


class AnswerForm(forms.Form):
    template = forms.ModelChoiceField(
        label=_("Mulai dari contoh jawaban"),
        queryset=ReplyTemplate.objects.none(),
        required=False,
        empty_label=_("Pilih contoh"),
    )
    text = prose(
        _("Jawaban untuk pelapor"),
        rows=8,
        help_text=_("Dibaca pelapor atas nama jabatan, bukan nama Anda. Sebutkan apa yang dilakukan dan kapan."),
    )
    is_final = forms.ChoiceField(
        label=_("Jenis tanggapan"),
        choices=[("yes", _("Jawaban akhir: pekerjaannya selesai")), ("no", _("Tanggapan awal: masih dikerjakan"))],
        widget=forms.RadioSelect,
        initial="yes",
    )
    attachment = forms.FileField(
        label=_("Foto hasil atau dokumen"), required=False, help_text=_("JPEG, PNG, WebP, atau PDF; dilihat pelapor.")
    )

    def __init__(self, *args: Any, templates: Any, is_final_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = templates  # type: ignore[attr-defined]
        if is_final_only:
            del self.fields["is_final"]


class ToPosition(forms.ChoiceField):
    """A position among those offered; one that was found elsewhere is taken too, the action asks whether it exists."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label=_("Jabatan yang dituju"), widget=forms.RadioSelect, **options)

    def valid_value(self, value: Any) -> bool:
        return str(value).isdecimal() and len(str(value)) < 18


class AddresseeForm(forms.Form):
    """Shared by routing and handover: a list of positions, and words to find others."""

    to = ToPosition()
    find = forms.CharField(
        label=_("Cari jabatan lain"), max_length=100, required=False, help_text=_("Nama jabatan atau unit.")
    )

    def __init__(self, *args: Any, addressees: Sequence[Addressee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addressees = {str(one.position_id): one for one in addressees}
        self.fields["to"].choices = [(key, self._label(one)) for key, one in self.addressees.items()]  # type: ignore[attr-defined]

    @staticmethod
    def _label(one: Addressee) -> str:
        place = one.title if one.unit_name.lower() in one.title.lower() else f"{one.title}, {one.unit_name}"
        return f"{place} · {one.why}" if one.why else place

    @property
    def chosen(self) -> Addressee | None:
        return self.addressees.get(self.cleaned_data["to"])


class AssignForm(AddresseeForm):
    because = forms.CharField(label=_("Catatan untuk jabatan itu"), max_length=500, required=False)


class HandOverForm(AddresseeForm):
    reason = forms.ChoiceField(label=_("Alasan"), choices=Handover.Reason.choices, widget=forms.RadioSelect)
    because = prose(_("Penjelasan"), rows=3, help_text=_("Mengapa bukan jabatan Anda, dan mengapa jabatan itu."))
    article = forms.CharField(
        label=_("Pasal yang menunjukkan kewenangan"),
        max_length=300,
        required=False,
        help_text=_("Kosongkan bila jabatan di atas sudah menyebut pasalnya."),
    )

    def article_named(self) -> str:
        """What was written, else the article of the mandate that was chosen."""
        return str(self.cleaned_data["article"]).strip() or (self.chosen.article if self.chosen else "")


class ReturnForm(forms.Form):
    because = prose(_("Alasan pengembalian"), rows=3)


class ExtendForm(forms.Form):
    working_days = forms.IntegerField(label=_("Tambahan waktu (hari kerja)"), min_value=1, max_value=60)
    because = prose(_("Alasan"), rows=3, help_text=_("Dikirim kepada pelapor."))


class SplitForm(forms.Form):
    """Up to four parts; empty ones are left out."""

    find = forms.CharField(label=_("Cari jabatan"), max_length=100, required=False)

    def __init__(self, *args: Any, addressees: Sequence[Addressee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [
            ("", _("Pilih jabatan")),
            *((str(one.position_id), f"{one.title}, {one.unit_name}") for one in addressees),
        ]
        for number in range(1, 5):
            self.fields[f"to{number}"] = forms.ChoiceField(
                label=_("Bagian %(n)s: jabatan") % {"n": number}, choices=options, required=False
            )
            self.fields[f"task{number}"] = forms.CharField(
                label=_("Bagian %(n)s: tugasnya") % {"n": number}, max_length=500, required=False
            )

    def parts(self) -> list[tuple[int, str]]:
        typed = self.cleaned_data
        pairs = [(typed[f"to{n}"], typed[f"task{n}"]) for n in range(1, 5)]
        return [(int(to), task) for to, task in pairs if to and task.strip()]


class JoinForm(forms.Form):
    twin = forms.ChoiceField(label=_("Laporan yang mirip"), widget=forms.RadioSelect, required=False)
    main = forms.CharField(
        label=_("Atau nomor laporan yang sama"), max_length=40, required=False, help_text=_("Misalnya KL-2026-000123.")
    )

    def __init__(self, *args: Any, twins: Sequence[Twin], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["twin"].choices = [(one.reference, f"{one.reference} · {one.title}") for one in twins]  # type: ignore[attr-defined]
        if not twins:
            del self.fields["twin"]
            self.fields["main"].label = _("Nomor laporan yang sama")

    def reference(self) -> str:
        return str(self.cleaned_data.get("main") or self.cleaned_data.get("twin") or "").strip().upper()


class NotOursForm(forms.Form):
    body = forms.CharField(label=_("Lembaga yang berwenang"), max_length=200)
    how = prose(_("Cara menghubunginya"), rows=3, required=False, help_text=_("Dikirim kepada pelapor."))


class ArchiveForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Alasan pengarsipan"),
        choices=[one for one in Case.ArchiveReason.choices if one[0] != Case.ArchiveReason.UNANSWERED],
        widget=forms.RadioSelect,
    )
    because = prose(_("Penjelasan untuk pelapor"), rows=3, required=False)


class PublishForm(forms.Form):
    words = prose(
        _("Kata yang terbit"), rows=8, help_text=_("Nomor, alamat, dan nama disamarkan. Periksa sekali lagi.")
    )


class BecauseForm(forms.Form):
    because = prose(_("Alasan"), rows=3)


class CounterForm(forms.Form):
    """A report that an officer writes down for a resident."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(
        label=_("Disampaikan lewat"),
        choices=[
            (one.value, one.label)
            for one in (Case.Channel.COUNTER, Case.Channel.PHONE, Case.Channel.MESSAGE, Case.Channel.LAPOR)
        ],
        widget=forms.RadioSelect,
        initial=Case.Channel.COUNTER,
    )
    words = prose(_("Apa yang disampaikan warga"), rows=6, help_text=_("Dengan kata-katanya sendiri."))
    kind = forms.ChoiceField(label=_("Golongan laporan"), choices=Case.Kind.choices)
    service = forms.TypedChoiceField(label=_("Layanan"), required=False, coerce=int, empty_value=None)
    area = forms.TypedChoiceField(label=_("Kelurahan"), required=False, coerce=int, empty_value=None)
    place = forms.CharField(label=_("Alamat atau patokan"), max_length=300, required=False)
    latitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)
    name = forms.CharField(label=_("Nama pelapor"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telepon"), max_length=30, required=False)
    email = forms.EmailField(label=_("Surel"), required=False)
    address = forms.CharField(label=_("Alamat pelapor"), max_length=300, required=False)
    other_reference = forms.CharField(label=_("Nomor di SP4N-LAPOR!"), max_length=60, required=False)
    is_anonymous = forms.BooleanField(label=_("Rahasiakan identitas dari unit (anonim)"), required=False)
    is_confidential = forms.BooleanField(label=_("Jangan terbitkan laporan (rahasia)"), required=False)
    is_urgent = forms.BooleanField(label=_("Ada bahaya bagi nyawa"), required=False)
    attachment = forms.FileField(label=_("Foto atau dokumen"), required=False)

    def __init__(
        self,
        *args: Any,
        areas: Sequence[AreaChoice],
        services: Sequence[tuple[str, Sequence[tuple[int, str]]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        by_district = [(one.name, [(one.area_id, one.name), *one.villages]) for one in areas]
        self.fields["area"].choices = [("", _("Belum diketahui")), *by_district]  # type: ignore[attr-defined]
        self.fields["service"].choices = [("", _("Belum diketahui")), *services]  # type: ignore[attr-defined]


class TemplateForm(forms.ModelForm):
    class Meta:
        model = ReplyTemplate
        fields = ("name", "text", "is_active")
        labels = {"name": _("Nama"), "text": _("Isi"), "is_active": _("Dipakai")}
        help_texts = {"text": _("{nomor}, {jabatan}, dan {tenggat} diisi saat dipakai.")}
