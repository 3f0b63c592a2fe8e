"""By what an effect is seen: first the metric, the subject and the weeks; then with whom it is compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.widgets import day
from penata.public.surveys.models.survey import ELEMENT_WORDS

from ..models import Effect
from ..rules.effects import LEAST_WEEKS


class ChooseForm(forms.Form):
    unmarked = ("element",)  # needed for one of the metrics

    metric = forms.ChoiceField(label=_("Dilihat dari"), choices=Effect.Metric.choices)
    element = forms.ChoiceField(
        label=_("Unsur survei"), required=False, choices=[("", "—"), *ELEMENT_WORDS.items()],
        help_text=_("Hanya bila dilihat dari unsur survei kepuasan."),
    )  # fmt: skip
    subject = forms.ChoiceField(label=_("Yang diperbaiki"))
    starts_on = day(_("Tindakan mulai pada"), help_text=_("Minggu dihitung dari hari ini, ke belakang dan ke depan."))
    weeks_before = forms.IntegerField(label=_("Minggu sebelumnya"), min_value=LEAST_WEEKS, max_value=104, initial=16)
    weeks_after = forms.IntegerField(label=_("Minggu sesudahnya"), min_value=LEAST_WEEKS, max_value=52, initial=12)

    def __init__(self, *args: Any, subjects: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subjects  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or {}
        if said.get("metric") == Effect.Metric.ELEMENT and not said.get("element"):
            self.add_error("element", _("Pilih unsurnya."))
        return said


class FixForm(forms.Form):
    """With whom it is compared. What was chosen before goes along, and is asked again by the action."""

    compared = forms.MultipleChoiceField(label=_("Dibandingkan dengan"), widget=forms.CheckboxSelectMultiple)
    why_compared = forms.CharField(
        label=_("Mengapa pembanding ini?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["compared"].choices = others  # type: ignore[attr-defined]
