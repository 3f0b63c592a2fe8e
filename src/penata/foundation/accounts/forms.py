from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import act_in_words
from penata.foundation.ui.widgets import day

from . import queries
from .models import Account, Role

REFUSALS: dict[str, Callable[[], str]] = {
    code: words.__str__
    for code, words in {
        "accounts.too_often": _("Terlalu banyak percobaan. Coba lagi dalam %(minutes)s menit."),
        "accounts.closed": _("Akun ini sudah ditutup. Buka kembali akunnya lebih dahulu."),
        "accounts.closed_already": _("Akun ini sudah ditutup."),
        "accounts.not_closed": _("Akun ini tidak sedang ditutup."),
        "accounts.own_account": _("Akun dan peran Anda sendiri hanya dapat diubah oleh pengelola lain."),
        "accounts.claimed_already": _("Akun ini sudah diaktifkan pemiliknya. Surat aktivasi tidak diperlukan."),
        "accounts.claim_wrong": _(
            "NIP dan kode ini tidak cocok, atau suratnya tidak berlaku lagi. "
            "Periksa keduanya, atau minta surat baru kepada pengelola kepegawaian."
        ),
        "accounts.because_missing": _("Tulis alasannya; alasan disimpan dalam jejak perubahan."),
        "accounts.language_unknown": _("Pilih salah satu bahasa yang tersedia."),
        "accounts.permission_unknown": _("Hak %(permission)s tidak dikenal. Pilih dari daftar."),
        "accounts.until_before_since": _("Hari berakhir harus sesudah hari mulai."),
        "accounts.role_held": _("Peran %(role)s sudah dimiliki pada waktu itu."),
        "accounts.role_exists": _("Kode %(taken)s sudah dipakai peran lain. Pilih kode lain."),
        "accounts.grant_over": _("Pemberian peran ini sudah berakhir."),
        "accounts.key_name_missing": _("Beri nama kunci ini menurut pemakainya."),
        "accounts.key_revoked_already": _("Kunci ini sudah dicabut."),
    }.items()
}


ACTS = {
    "accounts.create_accounts": _("Akun dibuat"),
    "accounts.issue_claim_letter": _("Surat aktivasi dicetak"),
    "accounts.claim": _("Akun diaktifkan pemiliknya"),
    "accounts.close": _("Akun ditutup"),
    "accounts.reopen": _("Akun dibuka kembali"),
    "accounts.end_sessions": _("Sesi diakhiri"),
    "accounts.set_language": _("Bahasa diganti"),
    "accounts.grant_role": _("Peran diberikan"),
    "accounts.revoke_role": _("Peran dicabut"),
    "accounts.save_role": _("Peran disimpan"),
    "accounts.issue_key": _("Kunci API dibuat"),
    "accounts.revoke_key": _("Kunci API dicabut"),
    "accounts.sign_in": _("Masuk"),
    "accounts.sign_in_refused": _("Percobaan masuk ditolak"),
    "accounts.sign_out": _("Keluar"),
    "accounts.add_second_factor": _("Pengaman kedua dipasang"),
    "accounts.remove_second_factor": _("Pengaman kedua dilepas"),
    "accounts.renew_second_factor": _("Kode pemulihan diganti"),
    "accounts.change_password": _("Kata sandi diganti"),
    "accounts.reset_password": _("Kata sandi yang terlupa diganti"),
}
WAYS = {
    "password": _("kata sandi"),
    "totp": _("aplikasi autentikator"),
    "webauthn": _("kunci sandi"),
    "passkey": _("kunci sandi"),
    "recovery_codes": _("kode pemulihan"),
    "socialaccount": _("SSO"),
}


def act_words(entry: Entry) -> str:
    """An act on an account as the administrator reads it: what was done, with the role or the way of signing in."""
    said = entry.details
    ways = said.get("ways") or [said[name] for name in ("way", "kind") if name in said]
    more = [said["role"]] if "role" in said else [str(WAYS.get(way, way)) for way in ways]
    return f"{act_in_words(entry.act)}: {', '.join(more)}" if more else act_in_words(entry.act)


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = gettext("NIP atau surel")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].label = gettext("Kata sandi")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password"}


class ClaimForm(forms.Form):
    username = forms.CharField(
        label=_("NIP"),
        max_length=60,
        help_text=_("18 angka, tanpa spasi."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Kode pada surat aktivasi"),
        max_length=40,
        help_text=_("Misalnya K7RM-2XPD-9HVT. Huruf besar atau kecil sama saja."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )

    def clean_username(self) -> str:
        return "".join(self.cleaned_data["username"].split())


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi baru"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Kata sandi baru, sekali lagi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        password, again = typed.get("password"), typed.get("again")
        if password and again and password != again:
            self.add_error("again", gettext("Kedua kata sandi tidak sama. Ketik kata sandi yang sama dua kali."))
        elif password:
            try:
                validate_password(password, self.account)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return typed


class LanguageForm(forms.Form):
    language = forms.ChoiceField(label=_("Bahasa halaman dan pesan"), choices=settings.LANGUAGES)


class ReasonForm(forms.Form):
    because = forms.CharField(label=_("Alasan"), max_length=200)


class CloseForm(ReasonForm):
    on = day(_("Hari berhenti"))


class GrantForm(ReasonForm):
    role = forms.ModelChoiceField(Role.objects.order_by("name"), label=_("Peran"), empty_label=_("Pilih peran"))
    since = day(_("Mulai"))
    until = day(_("Sampai sebelum"), required=False, help_text=_("Kosongkan bila tanpa batas waktu."))
    field_order = ["role", "since", "until", "because"]


class PermissionsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=_permission_choices, label=_("Hak"), **options)


def _permission_choices() -> list[tuple[str, str]]:
    return [(code, gettext(label)) for labels in queries.permissions().values() for code, label in labels.items()]


class RoleForm(forms.Form):
    code = forms.SlugField(label=_("Kode"), max_length=50, help_text=_("Huruf kecil, angka, dan tanda hubung."))
    name = forms.CharField(label=_("Nama"), max_length=100)
    description = forms.CharField(label=_("Keterangan"), max_length=300, required=False)
    permissions = PermissionsField(required=False)
    needs_second_factor = forms.BooleanField(
        label=_("Wajib memakai pengaman kedua"),
        required=False,
        help_text=_("Pemilik peran ini tidak dapat membuka apa pun sebelum memasang pengaman kedua."),
    )

    def __init__(self, *args: Any, role: Role | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role is not None:
            del self.fields["code"]


class KeyForm(forms.Form):
    name = forms.CharField(label=_("Nama"), max_length=100, help_text=_("Siapa yang memakai kunci ini, dan untuk apa."))
    permissions = PermissionsField(required=False)
    until = day(_("Berlaku sampai sebelum"), required=False, help_text=_("Kosongkan bila tanpa batas waktu."))
