"""What the gallery shows: one form with every kind of control, and sample rows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

DAY = date(2026, 11, 27)
MOMENT = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
AREA = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"id": number, "name": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.03, y + 0.004], [x + 0.026, y + 0.03], [x - 0.004, y + 0.024], [x, y]]],
            },
        }
        for number, (name, x, y) in enumerate(
            [("Kauman", 112.60, -7.98), ("Pecinan", 112.63, -7.976), ("Pelabuhan", 112.598, -7.956)], start=1
        )
    ],
}


class SampleForm(forms.Form):
    subject = forms.CharField(
        label=_("Pokok laporan"), help_text=_("Satu kalimat sudah cukup, misalnya “Lampu jalan padam”.")
    )
    words = forms.CharField(label=_("Cerita lengkap"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    area = forms.ChoiceField(
        label=_("Kelurahan"), choices=[("", _("Pilih kelurahan")), ("1", "Kauman"), ("2", "Pecinan")]
    )
    channel = forms.ChoiceField(
        label=_("Kabar tentang laporan dikirim lewat"),
        choices=[("mail", _("Surel")), ("none", _("Tidak perlu dikabari"))],
        widget=forms.RadioSelect,
    )
    urgent = forms.BooleanField(label=_("Ada orang yang terancam bahaya"), required=False)
    photo = forms.FileField(label=_("Foto"), required=False, help_text=_("JPEG atau PNG, paling besar 10 MB."))
    day = forms.DateField(label=_("Tanggal kejadian"), widget=forms.DateInput(attrs={"type": "date"}), required=False)


def _row(number: int, words: str, area: str, **rest: Any) -> SimpleNamespace:
    due = DAY + timedelta(days=rest["left"] or 0)
    return SimpleNamespace(number=f"KL-2026-{number:05}", words=words, area=area, due=due, **rest)


ROWS = [
    _row(4127, "Lampu jalan padam di depan pasar", "Kauman", status=_("Diteruskan"), state="active", left=2, hours=1.5),
    _row(4119, "Sampah belum diangkut", "Pecinan", status=_("Terlambat"), state="late", left=-3, hours=26.25),
    _row(4098, "Antrean KTP panjang", "Pelabuhan", status=_("Menunggu"), state="waiting", left=None, hours=1204.5),
    _row(4044, "Selokan mampet setelah hujan", "Kauman", status=_("Dijawab"), state="good", left=0, hours=3),
]


def _options(*pairs: tuple[Any, int | None]) -> list[SimpleNamespace]:
    return [
        SimpleNamespace(label=label, address=f"?pilih={number}", is_current=number == 0, count=count)
        for number, (label, count) in enumerate(pairs)
    ]


def context() -> dict[str, Any]:
    below = ((_("Layanan"), "/ui/?c", "clipboard-list", False, ()), (_("Organisasi"), "/ui/?d", "sitemap", False, ()))
    return {
        "form": SampleForm(),
        "faulty": SampleForm({"subject": "", "channel": "x"}, auto_id="id_faulty_%s"),
        "rows": ROWS,
        "day": DAY,
        "moment": MOMENT,
        "boundaries": AREA,
        "page": Paginator(range(90), 25).page(2),
        "filters": _options((_("Semua"), 41), (_("Terlambat"), 3), (_("Hari ini"), 5)),
        "tabs": _options((_("Yang menunggu saya"), 12), (_("Unit saya"), None), (_("Selesai"), 1204)),
        "steps": [(_("Depan"), "/"), (_("Organisasi"), "/ui/"), ("Dinas Perhubungan", "/ui/")],
        "months": [("Agu", 312), ("Sep", 287), ("Okt", 341), ("Nov", 268)],
        "navigation": {
            "portal": [(_("Layanan"), "/ui/", "", True, ()), (_("Laporan warga"), "/ui/?a", "", False, ())],
            "desk": [
                (_("Yang menunggu saya"), "/ui/?frame=desk", "inbox", True, ()),
                (_("Unit saya"), "/ui/?b", "building", False, ()),
                (_("Organisasi"), "", "", False, below),
            ],
            "search": "/ui/",
        },
        "hostile": "<script>alert(1)</script>\"' onmouseover=x",
    }
