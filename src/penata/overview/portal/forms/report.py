from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from penata.foundation.refusals import Refused, put_into_words, words_for
from penata.organization.structure import queries as structure
from penata.public.cases.rules import checked_words

from .. import rules
from ..models import Draft

_TRAP = {"autocomplete": "off", "tabindex": "-1", "aria-hidden": "true"}


class WordsForm(forms.Form):
    words = forms.CharField(
        label=_("Ceritakan dengan kata-kata Anda sendiri"),
        help_text=_("Apa yang terjadi, sejak kapan, dan apa yang Anda harapkan. Tidak perlu bahasa resmi."),
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True}),
        min_length=rules.WORDS_LEAST,
        max_length=rules.WORDS_MOST,
        error_messages={
            "required": _("Tuliskan dahulu apa yang ingin Anda sampaikan."),
            "min_length": _("Tuliskan sedikit lebih lengkap, sekurangnya %(limit_value)d huruf."),
            "max_length": _(
                "Tulisan Anda terlalu panjang (%(show_value)d huruf). Ringkaslah hingga %(limit_value)d huruf."
            ),
        },
    )
    # Filled in by machines alone: people do not see it.
    website = forms.CharField(label=_("Jangan diisi"), required=False, widget=forms.TextInput(attrs=_TRAP))

    def clean_words(self) -> str:
        """As the case will keep them; symbols alone say nothing."""
        try:
            return checked_words(self.cleaned_data["words"])
        except Refused as refusal:
            raise forms.ValidationError(words_for(refusal)) from refusal


class PlaceForm(forms.Form):
    area = forms.ChoiceField(
        label=_("Kelurahan"),
        help_text=_("Pilih kelurahan tempat kejadian."),
        required=False,
        widget=forms.Select(attrs={"data-area": ""}),
    )
    place = forms.CharField(
        label=_("Alamat atau patokan"),
        help_text=_("Misalnya “Jalan Melati, depan pos ronda RW 3”."),
        required=False,
        max_length=300,
    )
    latitude = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput(attrs={"data-latitude": ""})
    )
    longitude = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput(attrs={"data-longitude": ""})
    )
    is_unknown = forms.BooleanField(label=_("Tidak terkait dengan satu tempat, atau saya tidak tahu"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        field: Any = self.fields["area"]
        districts = [(district.name, district.villages) for district in structure.areas_for_choice(on)]
        field.choices = [("", _("Pilih kelurahan")), *districts]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        has_point = cleaned.get("latitude") is not None and cleaned.get("longitude") is not None
        answered = has_point or any(cleaned.get(name) for name in ("area", "place", "is_unknown"))
        if not answered and not self.errors:
            self.add_error("area", _("Pilih kelurahan, tunjuk di peta, atau nyatakan bahwa tempatnya tidak diketahui."))
        if has_point and not cleaned.get("area") and not cleaned.get("is_unknown"):
            self._stay_inside(cleaned)
        return cleaned

    def _stay_inside(self, cleaned: dict[str, Any]) -> None:
        """A point beside the city reaches nobody: better to say so now than to let the report wait."""
        if structure.spot(cleaned["latitude"], cleaned["longitude"], self.on).is_outside:
            words = _("Titik di peta itu di luar wilayah kota. Tunjuk tempat di dalam batas, atau pilih kelurahannya.")
            self.add_error("area", words)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in files]


class PhotosForm(forms.Form):
    photos = FilesField(
        label=_("Foto"),
        help_text=_("JPEG, PNG, atau WebP; paling banyak lima. Lokasi yang tersimpan di dalam foto kami hapus."),
        required=False,
        widget=SeveralFiles(attrs={"accept": "image/*", "multiple": True}),
    )

    def clean(self) -> dict[str, Any]:
        """Going on without a photo is fine; uploading none is a slip."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "more" in self.data and not cleaned.get("photos") and not self.errors:
            self.add_error("photos", _("Pilih dahulu fotonya, lalu unggah. Tanpa foto, tekan “Lanjutkan”."))
        return cleaned


class ReporterForm(forms.Form):
    NAMED, ANONYMOUS = "named", "anonymous"
    who = forms.ChoiceField(
        label=_("Siapa yang melapor?"),
        choices=[
            (NAMED, _("Saya menyebutkan nama saya")),
            (ANONYMOUS, _("Saya ingin anonim: unit yang menangani tidak melihat identitas saya")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )
    name = forms.CharField(
        label=_("Nama"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Surel"),
        required=False,
        help_text=_("Kabar tentang laporan Anda dikirim ke sini."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id.")},
    )
    phone = forms.RegexField(
        r"^[+]?[0-9 ()./-]{6,25}$",
        label=_("Nomor telepon"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("Tulis nomor telepon dengan angka saja, misalnya 0812 3456 7890.")},
    )
    is_confidential = forms.BooleanField(
        label=_("Rahasiakan laporan ini: jangan ditampilkan kepada umum"), required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("who") == self.NAMED and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Tulis nama Anda, atau pilih anonim."))
        return cleaned

    @classmethod
    def given(cls, draft: Draft) -> dict[str, Any]:
        """What was answered before."""
        who = (cls.ANONYMOUS if draft.is_anonymous else cls.NAMED) if draft.has_reporter else None
        fields = ("name", "email", "phone", "is_confidential")
        return {"who": who, **{field: getattr(draft, field) for field in fields}}

    def answers(self) -> dict[str, Any]:
        """As the draft keeps them."""
        fields = ("name", "email", "phone", "is_confidential")
        given = {field: self.cleaned_data[field] for field in fields}
        return {"is_anonymous": self.cleaned_data["who"] == self.ANONYMOUS, **given}


put_into_words(
    {
        "portal.handed_in": lambda: gettext(
            "Laporan ini sudah terkirim. Untuk menambah keterangan, buka tautan pelacakannya."
        ),
        "portal.unfinished": lambda: gettext("Masih ada pertanyaan yang belum dijawab. Lengkapi dahulu, lalu kirim."),
        "portal.too_many_photos": lambda: gettext(
            "Paling banyak %(most)s foto. Hapus salah satu, lalu tambahkan yang lain."
        ),
    }
)
