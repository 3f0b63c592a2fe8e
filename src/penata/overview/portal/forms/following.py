"""What the reporter says afterwards."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.public.cases.rules import Act

from .. import rules
from .report import FilesField, SeveralFiles


class AmendForm(forms.Form):
    words = forms.CharField(
        label=_("Keterangan tambahan"),
        help_text=_("Jawab pertanyaan petugas, atau tambahkan apa yang belum tertulis."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=rules.WORDS_MOST,
        error_messages={"required": _("Tuliskan keterangan Anda.")},
    )
    photos = FilesField(
        label=_("Foto"), required=False, widget=SeveralFiles(attrs={"accept": "image/*", "multiple": True})
    )


class CloseForm(forms.Form):
    happy = forms.ChoiceField(
        label=_("Apakah masalahnya terselesaikan?"),
        choices=[("yes", _("Ya, saya puas")), ("no", _("Belum sepenuhnya, tetapi boleh ditutup"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu.")},
    )


class ReopenForm(forms.Form):
    because = forms.CharField(
        label=_("Apa yang belum selesai?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2_000,
        error_messages={"required": _("Tuliskan apa yang belum selesai, agar petugas tahu harus berbuat apa.")},
    )


class WithdrawForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Ya, saya mencabut laporan ini"),
        error_messages={"required": _("Beri tanda bila Anda memang ingin mencabutnya.")},
    )


ACTS: dict[Act, type[forms.Form]] = {
    Act.AMEND: AmendForm,
    Act.CLOSE: CloseForm,
    Act.REOPEN: ReopenForm,
    Act.WITHDRAW: WithdrawForm,
}


class FindForm(forms.Form):
    email = forms.EmailField(
        label=_("Surel yang Anda pakai saat melapor"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id.")},
    )
    phone = forms.CharField(
        label=_("Atau nomor telepon"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            self.add_error("email", _("Tulis surel atau nomor telepon yang Anda pakai saat melapor."))
        return cleaned


class FollowForm(forms.Form):
    email = forms.EmailField(
        label=_("Surel Anda"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Tulis surel Anda, agar kami dapat mengabari."),
            "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
        },
    )
