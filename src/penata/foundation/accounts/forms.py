from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

REFUSALS: dict[str, Callable[[], str]] = {
    code: words.__str__
    for code, words in {
        "accounts.too_often": _("Terlalu banyak percobaan. Coba lagi dalam %(minutes)s menit."),
        "accounts.closed": _("Akun ini sudah ditutup. Buka kembali akunnya lebih dahulu."),
        "accounts.closed_already": _("Akun ini sudah ditutup."),
        "accounts.not_closed": _("Akun ini tidak sedang ditutup."),
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
        "accounts.grant_over": _("Pemberian peran ini sudah berakhir."),
        "accounts.key_name_missing": _("Beri nama kunci ini menurut pemakainya."),
        "accounts.key_revoked_already": _("Kunci ini sudah dicabut."),
    }.items()
}
