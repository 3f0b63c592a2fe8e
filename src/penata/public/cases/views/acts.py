"""Each act of an officer as a page: its form, its words, and the action it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.files.actions import keep
from penata.foundation.refusals import Refused

from .. import actions, forms, queries
from ..models import Case
from ..rules import Act, Place

Data = dict[str, Any]
Builder = Callable[[HttpRequest, queries.Whole, Data], django_forms.Form]
Doer = Callable[[queries.Whole, Any, Data], Any]


@dataclass(frozen=True, slots=True)
class ActPage:
    """`label` is the button that leads here and the page's title; `button` says what happens."""

    label: Any
    button: Any
    done: Any
    icon: str
    form: Builder
    do: Doer
    kind: str = "primary"
    note: Any = ""


def plain(form: type[django_forms.Form], **initial: str) -> Builder:
    """A form that needs nothing but what is typed; `initial` names attributes of the case."""

    def build(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
        first = {field: getattr(whole.case, name) for field, name in initial.items()}
        return form(**given, initial={**first, **given.get("initial", {})}) if "data" not in given else form(**given)

    return build


def _seen(request: HttpRequest, whole: queries.Whole) -> queries.Sight:
    return queries.sight(request.standing, on=whole.on)  # type: ignore[attr-defined]


def _words(whole: queries.Whole) -> str:
    return "\n".join(said.words for said in whole.statements)


def _reason(whole: queries.Whole) -> Data:
    """The router's reason: of the first assignment that has proposals."""
    return next((one.reason for one in whole.assignments if one.reason.get("proposals")), {})


def _find(given: Data) -> str:
    return str((given.get("data") or given.get("initial") or {}).get("find", ""))[:100]


def _assign(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    found = queries.choices_to_route(whole.case, _seen(request, whole), reason=_reason(whole), find=_find(given))
    return forms.AssignForm(**given, addressees=found)


def _hand_over(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    found = queries.addressees(
        whole.case, _seen(request, whole), words=_words(whole), reason=_reason(whole), find=_find(given)
    )
    return forms.HandOverForm(**given, addressees=found)


def _split(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    seen = _seen(request, whole)
    found = queries.addressees(whole.case, seen, words=_words(whole), reason=_reason(whole), find=_find(given))
    below = queries.search_positions("", on=seen.on, units=seen.subtree) if seen.subtree and not seen.is_all else []
    return forms.SplitForm(**given, addressees=[*found, *below])


def _join(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    return forms.JoinForm(**given, twins=twins(request, whole, limit=5))


def twins(request: HttpRequest, whole: queries.Whole, *, limit: int = 3) -> list[queries.Twin]:
    """Cases that may speak of the same, as long as this one can be joined to another."""
    case, words = whole.case, _words(whole)
    if Act.JOIN_SAME not in whole.acts or not words.strip():
        return []
    place = Place(case.area_id, case.latitude, case.longitude)
    seen = _seen(request, whole)
    return queries.nearby_same(words, place, at=timezone.now(), seen=seen, besides=case.pk, limit=limit)


def _answer(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    is_final_only = Act.REPLY not in whole.acts
    return forms.AnswerForm(**given, templates=queries.templates_for(whole.case), is_final_only=is_final_only)


def _publish(request: HttpRequest, whole: queries.Whole, given: Data) -> django_forms.Form:
    if "data" in given:
        return forms.PublishForm(**given)
    return forms.PublishForm(initial={"words": queries.public_words(whole.case)})


def do_assign(whole: queries.Whole, form: Any, who: Data) -> Any:
    one = form.chosen
    more = {"function_id": one.function_id, "service_id": one.service_id, "proposal": one.proposal} if one else {}
    return actions.assign(
        whole.case, to=int(form.cleaned_data["to"]), because=form.cleaned_data["because"], **more, **who
    )


def do_hand_over(whole: queries.Whole, form: Any, who: Data) -> Any:
    typed = form.cleaned_data
    return actions.hand_over(
        whole.case,
        to=int(typed["to"]),
        reason=typed["reason"],
        because=typed["because"],
        article=form.article_named(),
        function_id=form.chosen.function_id if form.chosen else None,
        **who,
    )


def do_answer(whole: queries.Whole, form: Any, who: Data) -> Any:
    typed = form.cleaned_data
    kept = (_kept(typed["attachment"], who),) if typed["attachment"] else ()
    is_final = typed.get("is_final", "yes") == "yes"
    return actions.answer(whole.case, text=typed["text"], is_final=is_final, attachments=kept, **who)


def _kept(attachment: Any, who: Data) -> int:
    """The stored file; a refusal is said beside its field."""
    try:
        return int(keep(attachment, at=who["at"]).pk)
    except Refused as refusal:
        refusal.field = "attachment"
        raise


def do_join(whole: queries.Whole, form: Any, who: Data) -> Any:
    seen = queries.sight(who["standing"], on=whole.on)
    main = queries.find(seen, form.reference()) if form.reference() else None
    if main is None:
        raise Refused("cases.no_such_case", field="main")
    return actions.join_same(whole.case, main=Case.objects.get(pk=main.pk), **who)


def _do(action: Callable[..., Any], *names: str) -> Doer:
    """An action that takes what was typed under the same names."""

    def do(whole: queries.Whole, form: Any, who: Data) -> Any:
        return action(whole.case, **{name: form.cleaned_data[name] for name in names}, **who)

    return do


PAGES: dict[Act, ActPage] = {
    Act.ANSWER: ActPage(
        _("Jawab"), _("Kirim jawaban"), _("Jawaban sudah dikirim kepada pelapor."), "message-check", _answer, do_answer
    ),
    Act.ASSIGN: ActPage(
        _("Salurkan"), _("Salurkan ke jabatan ini"), _("Laporan sudah disalurkan."), "send", _assign, do_assign
    ),
    Act.VERIFY: ActPage(
        _("Verifikasi"),
        _("Nyatakan lengkap"),
        _("Laporan sudah diverifikasi."),
        "checks",
        plain(forms.VerifyForm, kind="kind"),
        _do(actions.verify, "kind"),
    ),
    Act.START: ActPage(
        _("Mulai kerjakan"),
        _("Mulai kerjakan"),
        _("Laporan tercatat sedang dikerjakan."),
        "player-play",
        plain(forms.Plain),
        _do(actions.start),
    ),
    Act.HAND_OVER: ActPage(
        _("Limpahkan"),
        _("Ajukan pelimpahan"),
        _("Pelimpahan diajukan. Laporan tetap pada Anda hingga diterima."),
        "arrow-forward-up",
        _hand_over,
        do_hand_over,
        note=_("Melimpahkan dengan jujur tidak merugikan unit Anda. Tenggat tidak berubah."),
    ),
    Act.ACCEPT_HANDOVER: ActPage(
        _("Terima pelimpahan"),
        _("Terima laporan ini"),
        _("Laporan sekarang pada Anda."),
        "check",
        plain(forms.Plain),
        _do(actions.accept_handover),
    ),
    Act.RETURN_HANDOVER: ActPage(
        _("Kembalikan pelimpahan"),
        _("Kembalikan kepada pengirim"),
        _("Pelimpahan sudah dikembalikan."),
        "arrow-back-up",
        plain(forms.ReturnForm),
        _do(actions.return_handover, "because"),
        kind="secondary",
    ),
    Act.ASK_REPORTER: ActPage(
        _("Tanya pelapor"),
        _("Kirim pertanyaan"),
        _("Pertanyaan sudah dikirim. Tenggat berhenti sampai pelapor menjawab."),
        "help-circle",
        plain(forms.AskForm),
        _do(actions.ask_reporter, "question"),
    ),
    Act.NOTE: ActPage(
        _("Catat internal"),
        _("Simpan catatan"),
        _("Catatan internal tersimpan."),
        "lock",
        plain(forms.NoteForm),
        _do(actions.note, "text"),
    ),
    Act.EXTEND: ActPage(
        _("Ubah tenggat"),
        _("Ubah tenggat"),
        _("Tenggat sudah diubah dan pelapor dikabari."),
        "calendar-plus",
        plain(forms.ExtendForm),
        _do(actions.extend, "working_days", "because"),
    ),
    Act.SPLIT: ActPage(
        _("Pecah menjadi bagian"),
        _("Pecah laporan"),
        _("Laporan sudah dipecah; jawabannya digabung bila semua bagian selesai."),
        "arrows-split-2",
        _split,
        lambda whole, form, who: actions.split(
            whole.case, parts=[actions.Part(to, task) for to, task in form.parts()], **who
        ),
    ),
    Act.JOIN_SAME: ActPage(
        _("Gabungkan dengan yang sama"),
        _("Gabungkan"),
        _("Laporan sudah digabung; pelapornya ikut dikabari."),
        "copy",
        _join,
        do_join,
    ),
    Act.SET_NOT_OURS: ActPage(
        _("Bukan wewenang kota"),
        _("Nyatakan bukan wewenang kota"),
        _("Pelapor sudah diberi tahu lembaga yang berwenang."),
        "building-bank",
        plain(forms.NotOursForm),
        _do(actions.set_not_ours, "body", "how"),
        kind="danger",
    ),
    Act.ARCHIVE: ActPage(
        _("Arsipkan"),
        _("Arsipkan laporan"),
        _("Laporan sudah diarsipkan."),
        "archive",
        plain(forms.ArchiveForm),
        _do(actions.archive, "reason", "because"),
        kind="danger",
    ),
    Act.PUBLISH: ActPage(
        _("Terbitkan"), _("Terbitkan"), _("Laporan sudah terbit."), "world", _publish, _do(actions.publish, "words")
    ),
    Act.UNPUBLISH: ActPage(
        _("Jangan terbitkan"),
        _("Jangan terbitkan"),
        _("Laporan tidak terbit."),
        "world-off",
        plain(forms.BecauseForm),
        _do(actions.unpublish, "because"),
        kind="secondary",
    ),
    Act.ERASE: ActPage(
        _("Hapus kata dan identitas pelapor"),
        _("Hapus untuk selamanya"),
        _("Kata dan identitas pelapor sudah dihapus; riwayatnya tetap."),
        "eraser",
        plain(forms.BecauseForm),
        _do(actions.erase, "because"),
        kind="danger",
        note=_(
            "Tidak dapat dibatalkan. Jawaban, pertanyaan, dan catatan petugas ikut dihapus katanya, karena dapat "
            "mengutip pelapor. Riwayat, tenggat, dan angka tetap tersimpan."
        ),
    ),
}
