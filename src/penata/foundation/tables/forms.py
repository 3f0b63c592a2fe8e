from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from ..refusals import Refused
from . import queries
from .rules import Column, Importer

MAP, CHOICE = "map-", "choice-"


def put_into_form(form: forms.Form, refusal: Refused) -> None:
    """Show why an action said no, beside the field that caused it when the form has it."""
    field = f"{CHOICE}{refusal.field}" if f"{CHOICE}{refusal.field}" in form.fields else refusal.field
    form.add_error(field if field in form.fields else None, str(refusal))


def _importers() -> list[tuple[str, Any]]:
    return [("", _("Pilih jenis data")), *((one.name, one.title) for one in queries.importers())]


class UploadForm(forms.Form):
    importer = forms.ChoiceField(label=_("Jenis data"), choices=_importers)
    file = forms.FileField(label=_("Berkas"), help_text=_("XLSX atau CSV, paling besar 30 MB."))


class MappingForm(forms.Form):
    """Which header of the file means which column, and what the user decides where a file leaves it open."""

    def __init__(self, importer: Importer, header: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.importer = importer
        headers = [("", gettext("— tidak ada di berkas —")), *((name, name) for name in header if name)]
        for column in importer.layout.columns:
            self.fields[MAP + column.name] = forms.ChoiceField(
                label=_title(column), choices=headers, required=column.required, help_text=column.help
            )
        for choice in importer.choices:
            field: forms.Field = forms.CharField(max_length=200)
            if choice.options:
                field = forms.ChoiceField(choices=list(choice.options.items()))
            field.label, field.help_text, field.initial = choice.title, choice.help, choice.default
            field.required = bool(choice.options)
            self.fields[CHOICE + choice.name] = field

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(MAP)]

    @property
    def decisions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith(CHOICE)]

    def mapping(self) -> dict[str, str]:
        """Column → header; "" for a column that the user says is not there."""
        return {name.removeprefix(MAP): self.cleaned_data[name] for name in self.fields if name.startswith(MAP)}

    def choices(self) -> dict[str, str]:
        """What was decided; an open choice left empty keeps the importer's default."""
        typed = {name.removeprefix(CHOICE): self.cleaned_data[name] for name in self.fields if name.startswith(CHOICE)}
        return {name: value for name, value in typed.items() if value}


def initial(mapping: dict[str, str], choices: dict[str, str]) -> dict[str, str]:
    """What a mapping form shows before anybody typed."""
    return {MAP + name: header for name, header in mapping.items()} | {CHOICE + n: v for n, v in choices.items()}


class ApplyForm(forms.Form):
    because = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Disimpan dalam jejak perubahan, misalnya “Data awal dari BKPSDM”."),
    )
    again = forms.BooleanField(label=_("Masukkan lagi walau berkas yang sama sudah pernah masuk"), required=False)

    def __init__(self, *args: Any, was_seen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not was_seen:
            del self.fields["again"]


def _title(column: Column) -> str:
    """A column as the reader calls it: the first Indonesian header that means it, or its own name."""
    name = column.aliases[0] if column.aliases and get_language() != "en" else column.name
    return name.replace("_", " ").capitalize()
