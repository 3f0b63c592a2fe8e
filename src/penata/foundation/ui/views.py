"""Pages that belong to no room: errors, and the gallery of components."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui import forms as samples


@dataclass(frozen=True)
class Trouble:
    """What an error page says: what happened, and what the visitor can do."""

    title: Promise
    words: Promise
    needs_database: bool = True


TROUBLES = {
    400: Trouble(
        _("Permintaan ini tidak dapat dibaca"),
        _("Peramban mengirim data yang tidak kami kenali. Kembali ke halaman sebelumnya, lalu coba sekali lagi."),
        needs_database=False,
    ),
    403: Trouble(
        _("Halaman ini bukan untuk akun Anda"),
        _("Hak membuka halaman mengikuti jabatan. Bila Anda memerlukannya, hubungi pengelola di unit Anda."),
    ),
    404: Trouble(
        _("Halaman tidak ditemukan"),
        _("Alamatnya mungkin salah ketik, atau halamannya sudah dipindahkan. Mulailah lagi dari halaman depan."),
    ),
    405: Trouble(
        _("Halaman ini tidak dapat dibuka dengan cara itu"),
        _("Kembali ke halaman sebelumnya, lalu gunakan tombol yang tersedia di sana."),
    ),
    429: Trouble(
        _("Terlalu banyak percobaan"),
        _("Demi keamanan, kami membatasi jumlah percobaan. Tunggu beberapa menit, lalu coba lagi."),
    ),
    500: Trouble(
        _("Ada gangguan di pihak kami"),
        _("Bukan kesalahan Anda, dan gangguan ini sudah tercatat. Coba lagi beberapa menit lagi."),
        needs_database=False,
    ),
    503: Trouble(
        _("Layanan sedang dirawat"),
        _("Kami segera kembali. Untuk keadaan darurat, hubungi 112."),
        needs_database=False,
    ),
}
FORM_EXPIRED = Trouble(
    _("Formulir sudah kedaluwarsa"),
    _("Halaman terlalu lama terbuka, atau peramban menolak kuki. Kembali, muat ulang halamannya, lalu kirim lagi."),
)


def error_page(request: HttpRequest, status: int, trouble: Trouble | None = None) -> HttpResponse:
    trouble = trouble or TROUBLES[status]
    context = {"trouble": trouble, "status": status, "city": settings.PENATA_CITY}
    page = render_to_string("ui/error.html", context, request if trouble.needs_database else None)
    return HttpResponse(page, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, 403, FORM_EXPIRED)


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in its states, in each frame; the place where accessibility and looks are checked."""
    frame = request.GET.get("frame", "portal")
    if frame not in {"portal", "desk", "one_thing"}:
        raise Http404
    context = samples.context()
    if request.method == "POST":
        context["form"] = samples.SampleForm(request.POST)
    return render(request, f"ui/gallery_{frame}.html", context, status=422 if request.method == "POST" else 200)
