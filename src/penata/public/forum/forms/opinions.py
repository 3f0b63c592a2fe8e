"""Forms of conversations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Conversation
from ..models.statement import WORDS_MOST
from ..rules.results import LEAST_SHOWN
from .hearings import OfUnitField, long


class ConversationForm(forms.Form):
    """A conversation before it opens; of one that is open only what was not promised. Within a hearing it is of its
    unit."""

    title = forms.CharField(label=_("Judul"), max_length=160, help_text=_("Sebaiknya sebuah pertanyaan."))
    intro = long(_("Kalimat pembuka"), _("Untuk apa, dan apa yang terjadi dengan hasilnya."), 3, 2_000, required=False)
    unit = OfUnitField(label=_("Unit"), max_length=200, help_text=_("Kode, atau nama unit yang bertanggung jawab."))
    audience = forms.ChoiceField(label=_("Yang diajak"), choices=Conversation.Audience.choices)
    minimum_group = forms.IntegerField(
        label=_("Kelompok terkecil yang ditampilkan"), min_value=LEAST_SHOWN, max_value=1_000, initial=LEAST_SHOWN
    )
    takes_statements = forms.BooleanField(
        label=_("Peserta boleh menambahkan pernyataan"), required=False, initial=True,
        help_text=_("Tampil sesudah Anda periksa."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, has_unit: bool = False, conversation: Conversation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if has_unit or conversation is not None:
            del self.fields["unit"]
        if conversation is not None and conversation.opened_at is not None:
            for name in ("audience", "minimum_group"):
                self.fields[name].disabled = True


class StatementForm(forms.Form):
    words = forms.CharField(
        label=_("Pernyataan"), max_length=WORDS_MOST, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu gagasan dalam satu kalimat, yang dapat disetujui atau tidak."),
    )  # fmt: skip


class OwnStatementForm(StatementForm):
    email = forms.EmailField(
        label=_("Surel"), max_length=254, required=False,
        help_text=_("Hanya untuk memberi tahu Anda apa yang terjadi dengan pernyataan ini; dihapus sesudah itu."),
    )  # fmt: skip

    def __init__(self, *args: Any, has_account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_account:
            del self.fields["email"]
