"""Forms of moderators and of those who answer for the city."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day

from ..models import Topic
from ..models.moderation import Reason
from ..rules.life import NEXT, State
from .hearings import OfUnitField
from .writing import long_words


class DecideForm(forms.Form):
    """Why a post is not shown; a post is shown without a reason."""

    unmarked = ("reason", "because")  # one of the two buttons needs them

    reason = forms.ChoiceField(
        label=_("Alasan tidak ditampilkan"), required=False, choices=[("", "—"), *Reason.choices]
    )
    because = forms.CharField(
        label=_("Penjelasan untuk penulisnya"), required=False, max_length=2_000,
        help_text=_("Dibaca penulisnya dan disimpan. Wajib diisi bila tulisan tidak ditampilkan."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


class AppealAnswerForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Putusan"), widget=forms.RadioSelect,
        choices=[("grant", _("Tampilkan kembali")), ("refuse", _("Tetap tidak ditampilkan"))],
        error_messages={"required": _("Pilih putusannya.")},
    )  # fmt: skip
    answer = long_words(_("Penjelasan untuk penulisnya"), most=2_000, rows=4)


class WordForm(forms.Form):
    words = forms.CharField(
        label=_("Kata atau frasa"), max_length=60,
        help_text=_("Ejaan samaran ikut dikenali: “b0d0h” dan “boodoh” sama dengan “bodoh”."),
        error_messages={"required": _("Tuliskan katanya.")},
    )  # fmt: skip


class ReasonForm(forms.Form):
    because = forms.CharField(
        label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tuliskan alasannya.")},
    )  # fmt: skip


class _AsPosition(forms.Form):
    """Someone acts for one of the positions that he holds or stands in for."""

    position = forms.TypedChoiceField(label=_("Sebagai"), coerce=int)

    def __init__(self, *args: Any, positions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["position"]
        field.choices = positions
        if len(positions) == 1:
            field.initial = positions[0][0]


class _AsPositionIfAny(_AsPosition):
    """The same; who holds none acts as one of the forum's officers."""

    def __init__(self, *args: Any, positions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, positions=positions, **kwargs)
        if not positions:
            del self.fields["position"]

    def values(self) -> dict[str, Any]:
        """What the actions take."""
        given = dict(self.cleaned_data)
        return given | {"position_id": given.pop("position", None)}


class AnswerForm(_AsPosition):
    words = long_words(_("Jawaban resmi"), _("Jabatan Anda ditampilkan, nama Anda tidak. Pengikut topik dikabari."))
    mandate = forms.ChoiceField(label=_("Dasar kewenangan"), required=False)
    promise = forms.CharField(
        label=_("Yang dijanjikan"), required=False, max_length=300,
        help_text=_("Misalnya “Trotoar sepanjang 200 meter diperbaiki”. Kosongkan bila tidak ada janji."),
    )  # fmt: skip
    promised_on = day(_("Paling lambat"), required=False)
    working_days = forms.IntegerField(
        label=_("Atau dalam berapa hari kerja"), required=False, min_value=1, max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, mandates: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mandate"]
        field.choices = [("", "—"), *((one, one) for one in mandates)]


class KeepForm(forms.Form):
    words = long_words(_("Apa yang sudah dilakukan?"), _("Pengikut topik membacanya."), rows=4)


class DirectForm(_AsPositionIfAny):
    """To which unit a topic is led, and why."""

    unit = OfUnitField(label=_("Unit"), max_length=200, help_text=_("Kode atau nama unit yang bertugas menanganinya."))
    because = long_words(_("Alasan"), _("Ditampilkan pada topik; kepala unit itu dikabari."), most=500, rows=3)


class ClosingForm(_AsPositionIfAny):
    """Why a topic is closed for writing, or opened again."""

    because = long_words(_("Alasan"), _("Ditampilkan pada topik; pengikutnya dikabari."), most=500, rows=3)


class StateForm(_AsPositionIfAny):
    state = forms.ChoiceField(
        label=_("Keadaan topik"), widget=forms.RadioSelect, error_messages={"required": _("Pilih keadaannya.")}
    )
    because = long_words(_("Alasan"), _("Ditampilkan pada topik; pengikutnya dikabari."), most=2_000, rows=4)

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [(state.value, Topic.State(state.value).label) for state in NEXT[State(now)]]
