"""What is typed at a desk, and the words of its refusals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from penata.foundation.refusals import put_into_words
from penata.public.cases.models import Case

from .rules import DIGEST_HOURS

put_into_words(
    {
        "desk.taken_meanwhile": lambda: gettext(
            "%(reference)s baru saja diproses oleh %(who)s, sehingga pilihan Anda tidak disimpan. "
            "Lanjutkan dengan laporan berikutnya."
        ),
        "desk.no_such_proposal": lambda: gettext("Usulan itu sudah tidak ada. Muat ulang halaman ini."),
    }
)


class BulkForm(forms.Form):
    """The act, the cases, and what the act needs; `to` is offered to heads."""

    text = forms.CharField(label=_("Catatan internal"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
    to = forms.TypedChoiceField(label=_("Jabatan yang mengerjakan"), coerce=int)
    because = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, act: str, colleagues: list[tuple[int, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = {"start": (), "note": ("text",), "assign": ("to", "because")}[act]
        for name in set(self.fields) - set(needed):
            del self.fields[name]
        if "to" in self.fields:
            options = [(key, f"{title}, {unit}") for key, title, unit in colleagues]
            field: Any = self.fields["to"]
            field.choices = [("", gettext("Pilih jabatan")), *options]


class RouteForm(forms.Form):
    """The routing officer's choice: one of the proposals, or a position that he found."""

    waits_as = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    proposal = forms.IntegerField(required=False, min_value=1)
    to = forms.IntegerField(required=False, min_value=1)
    function = forms.IntegerField(required=False, min_value=1)
    kind = forms.ChoiceField(label=_("Jenis"), choices=Case.Kind.choices, required=False)
    because = forms.CharField(label=_("Alasan"), max_length=2000, required=False)


def _words(label: Any, help_text: Any = "", *, rows: int = 3, required: bool = True) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=area, max_length=4000, required=required)


class SettleForm(forms.Form):
    """One of the routing officer's other acts; `waits_as` is what he saw."""

    waits_as = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class VerifyForm(SettleForm):
    kind = forms.ChoiceField(label=_("Jenis"), choices=Case.Kind.choices)


class AskForm(SettleForm):
    question = _words(_("Apa yang perlu dilengkapi pelapor?"), _("Tenggat berhenti sampai pelapor menjawab."))


class JoinForm(SettleForm):
    main = forms.CharField(label=_("Nomor laporan yang sama"), max_length=24)


class NotOursForm(SettleForm):
    body = forms.CharField(label=_("Lembaga yang berwenang"), max_length=200)
    how = _words(_("Cara menghubunginya"), rows=2, required=False)


class ArchiveForm(SettleForm):
    reason = forms.ChoiceField(label=_("Alasan"), choices=[("", _("Pilih alasan")), *Case.ArchiveReason.choices])
    because = _words(_("Penjelasan untuk pelapor"), rows=2, required=False)


SETTLING: dict[str, type[SettleForm]] = {
    "verify": VerifyForm,
    "ask": AskForm,
    "join": JoinForm,
    "not_ours": NotOursForm,
    "archive": ArchiveForm,
}
LABELS = {
    "verify": _("Ubah jenis laporan"),
    "ask": _("Minta pelapor melengkapi"),
    "join": _("Gabungkan dengan laporan yang sama"),
    "not_ours": _("Bukan wewenang kota"),
    "archive": _("Arsipkan"),
}


def settle_forms(case: Case, waits_as: int) -> dict[str, SettleForm]:
    """The empty forms of the acts that are open now, each with ids of its own."""
    start = {"waits_as": waits_as, "kind": case.kind}
    is_new = case.state == Case.State.RECEIVED
    named = {act: form for act, form in SETTLING.items() if is_new or act != "verify"}
    return {act: form(initial=start, auto_id=f"id_{act}_%s") for act, form in named.items()}


class DigestForm(forms.Form):
    """At which hour, or not at all."""

    hour = forms.TypedChoiceField(
        label=_("Jam pengiriman"),
        help_text=_("Dikirim pada hari kerja, satu kali sehari, hanya bila ada yang menunggu Anda."),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Tidak dikirim")), *((hour, f"{hour:02}.00") for hour in DIGEST_HOURS)],
    )
