"""Questions as a form: of one page, or of a whole sheet of paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.refusals import Refused
from penata.foundation.ui.widgets import day

from ..rules.questions import LONGEST_TEXT, Kind, Question, cleaned, missing

Places = Sequence[tuple[str, str]]


class AnswerForm(forms.Form):
    """A field per question, named by its code; of a matrix a field per row, named code.row."""

    def __init__(
        self, *args: Any, questions: Sequence[Question], language: str, places: Places = (), **options: Any
    ) -> None:
        given: Mapping[str, Any] = options.pop("initial", None) or {}
        super().__init__(*args, **options)
        self.questions, self.places = questions, places
        for question in questions:
            for name, field in _fields(question, language, places):
                self.fields[name] = field
                self.initial[name] = _given(question, name, given)

    def clean(self) -> dict[str, Any]:
        """`answers`: code → cleaned answer, None for none."""
        super().clean()
        keys = {key for key, _name in self.places}
        found: dict[str, Any] = {}
        for question in self.questions:
            try:
                found[question.code] = cleaned(question, self._sent(question), areas=keys)
            except Refused as refusal:
                self.add_error(self._first(question), str(refusal))
        for code in self._open(found):
            question = next(one for one in self.questions if one.code == code)
            if not self.errors.get(self._first(question)):
                self.add_error(
                    self._first(question), _("Pilih satu jawaban.") if question.options else _("Isi dahulu.")
                )
        return {"answers": found}

    def _open(self, found: dict[str, Any]) -> Iterable[str]:
        alone = [_unbranched(question) for question in self.questions]
        return missing(alone, found)

    def _sent(self, question: Question) -> Any:
        if question.kind is not Kind.MATRIX:
            return self.cleaned_data.get(question.code)
        return {row.key: self.cleaned_data.get(f"{question.code}.{row.key}") for row in question.rows}

    @staticmethod
    def _first(question: Question) -> str:
        return f"{question.code}.{question.rows[0].key}" if question.kind is Kind.MATRIX else question.code


def _unbranched(question: Question) -> Question:
    """It stands on the page: so it was asked."""
    return Question(
        question.code, question.kind, question.words, question.page, question.options, question.rows,
        is_required=question.is_required,
    )  # fmt: skip


def _fields(question: Question, language: str, places: Places) -> list[tuple[str, forms.Field]]:
    label, choices = (
        question.said(language),
        [(o.key, o.words.get(language) or o.words["id"]) for o in question.options],
    )
    if not question.is_required:
        label = _("%(question)s (boleh dikosongkan)") % {"question": label}
    radio: dict[str, Any] = {"widget": forms.RadioSelect, "required": False}
    if question.kind is Kind.MATRIX:
        return [
            (
                f"{question.code}.{row.key}",
                forms.ChoiceField(
                    label=f"{label} {row.words.get(language) or row.words['id']}", choices=choices, **radio
                ),
            )
            for row in question.rows
        ]
    makers: dict[Kind, Any] = {
        Kind.CHOICE: lambda: forms.ChoiceField(label=label, choices=choices, **radio),
        Kind.SCALE: lambda: forms.ChoiceField(label=label, choices=choices, **radio),
        Kind.CHOICES: lambda: forms.MultipleChoiceField(
            label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False
        ),
        Kind.TEXT: lambda: forms.CharField(
            label=label, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("Jangan tulis nama atau nomor Anda; jawaban ini anonim."),
        ),
        Kind.NUMBER: lambda: forms.CharField(
            label=label, required=False, max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"})
        ),
        Kind.DATE: lambda: day(label, required=False),
        Kind.PLACE: lambda: forms.ChoiceField(label=label, choices=[("", "—"), *places], required=False),
    }  # fmt: skip
    return [(question.code, makers[question.kind]())]


def _given(question: Question, name: str, given: Mapping[str, Any]) -> Any:
    value = given.get(question.code)
    if question.kind is Kind.MATRIX:
        return value.get(name.partition(".")[2]) if isinstance(value, Mapping) else None
    return value


class PaperForm(AnswerForm):
    """A whole sheet, as it was filled in: nothing is required. `key` makes it count once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    on = day(gettext_lazy("Hari diisi"))

    def __init__(self, *args: Any, **options: Any) -> None:
        initial = options.get("initial") or {}
        super().__init__(*args, **options)
        self.initial.update(on=timezone.localdate(), key=initial.get("key"))

    def clean(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data.get(name) for name in ("key", "on")}
        return {**kept, **super().clean()}

    def _open(self, found: dict[str, Any]) -> Iterable[str]:
        return []
