"""Forms of those who write, follow and point at posts."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.organization.structure import queries as structure
from penata.public.catalog import queries as catalog

from ..models import Post
from ..models.moderation import Reason
from ..rules import life
from ..rules.writing import PostDraft, TopicDraft

TRAP = {"autocomplete": "off", "tabindex": "-1", "aria-hidden": "true"}


def long_words(label: Any, help_text: Any = "", *, most: int = life.WORDS_MOST, rows: int = 6) -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Tuliskan dahulu apa yang ingin Anda sampaikan.")},
    )  # fmt: skip


class IntroduceForm(forms.Form):
    """Name and address; the link in the letter makes this browser known."""

    name = forms.CharField(
        label=_("Nama"), help_text=_("Ditampilkan di samping tulisan Anda. Nama panggilan pun boleh."), max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": _("Tuliskan nama yang ditampilkan.")},
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Surel"), help_text=_("Tidak ditampilkan. Kami mengirim satu tautan ke sana."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Tulis surel Anda; tautannya dikirim ke sana."),
            "invalid": _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
        },
    )  # fmt: skip


class _Written(IntroduceForm):
    """Beside what is written: who writes, unless he is known; the key; and a field that machines alone fill in."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(label=_("Jangan diisi"), required=False, widget=forms.TextInput(attrs=TRAP))

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_known = is_known
        self.fields["key"].initial = self.initial.get("key") or uuid4()
        if is_known:
            del self.fields["name"], self.fields["email"]
        else:  # who writes is asked last
            for name in ("name", "email"):
                self.fields[name] = self.fields.pop(name)

    def draft(self, *, thread_id: int | None = None) -> PostDraft:
        given = self.cleaned_data
        return PostDraft(
            key=given["key"], words=given["words"], stance=given.get("stance", ""), thread_id=thread_id,
            is_trapped=bool(given["website"]),
        )  # fmt: skip


class TopicForm(_Written):
    title = forms.CharField(
        label=_("Judul"), max_length=life.TITLE_MOST, help_text=_("Satu kalimat pendek, misalnya “Trotoar di Jalan "
        "Melati untuk kursi roda”."), error_messages={"required": _("Tuliskan judulnya.")},
    )  # fmt: skip
    words = long_words(_("Apa yang ingin Anda bicarakan?"), _("Jelaskan keadaannya, dan apa usul Anda."), rows=8)
    service = forms.TypedChoiceField(
        label=_("Layanan"), required=False, coerce=int, empty_value=None,
        help_text=_("Unit yang melayaninya ikut dikabari."),
    )  # fmt: skip
    area = forms.TypedChoiceField(label=_("Kelurahan"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("service", _("Tidak tentang satu layanan"), catalog.choices(on, is_reportable=False))
        areas = [(district.name, list(district.villages)) for district in structure.areas_for_choice(on)]
        self._choose("area", _("Seluruh kota"), areas)

    def _choose(self, name: str, nothing: Any, groups: list[Any]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", nothing), *groups]

    def topic(self) -> TopicDraft:
        given = self.cleaned_data
        return TopicDraft(self.draft(), title=given["title"], service_id=given["service"], area_id=given["area"])


class PostForm(_Written):
    words = long_words(_("Tulisan Anda"), _("Tulislah seperti kepada tetangga: jelas dan santun."))
    stance = forms.ChoiceField(
        label=_("Sikap Anda"), required=False, choices=Post.Stance.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, is_reply: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_reply:
            del self.fields["stance"]


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Mengapa tulisan ini perlu diperiksa?"), choices=Reason.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasannya.")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("Keterangan"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class EditForm(forms.Form):
    words = long_words(_("Tulisan Anda"), _("Yang tertulis sebelumnya tetap tersimpan."))


class RemoveForm(forms.Form):
    is_sure = forms.BooleanField(
        label=_("Ya, hapus tulisan ini"),
        error_messages={"required": _("Beri tanda bila Anda memang ingin menghapusnya.")},
    )


class AppealForm(forms.Form):
    words = long_words(
        _("Mengapa tulisan itu seharusnya ditampilkan?"), _("Moderator lain membacanya dan memutuskan."), most=2_000
    )
