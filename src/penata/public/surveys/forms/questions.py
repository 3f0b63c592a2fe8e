"""One question of a questionnaire; its choices as lines of `code = words | words in English`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..rules.questions import Kind, Option, Question

KIND_WORDS = {
    Kind.CHOICE: _("Satu pilihan"),
    Kind.CHOICES: _("Beberapa pilihan"),
    Kind.SCALE: _("Skala"),
    Kind.MATRIX: _("Tabel: beberapa baris dengan pilihan yang sama"),
    Kind.TEXT: _("Kata-kata sendiri"),
    Kind.NUMBER: _("Angka"),
    Kind.DATE: _("Hari"),
    Kind.PLACE: _("Wilayah"),
}
LINES = _("Satu tiap baris: kode = kata-kata | kata-kata Inggris. Misalnya: 1 = Tidak puas | Not satisfied")


class LinesField(forms.CharField):
    """Lines → options; a line without a code is numbered."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> tuple[Option, ...]:
        lines = [line.strip() for line in super().clean(value).replace("\x00", "").splitlines() if line.strip()]
        return tuple(_option(line, number) for number, line in enumerate(lines, start=1))


def _option(line: str, number: int) -> Option:
    key, mark, words = line.partition("=")
    key, words = (key.strip(), words) if mark else (str(number), line)
    indonesian, _mark, english = words.partition("|")
    said = {"id": indonesian.strip()[:200] or key} | ({"en": english.strip()[:200]} if english.strip() else {})
    return Option(key[:60], said)


def as_lines(options: Iterable[Option]) -> str:
    return "\n".join(
        f"{o.key} = {o.words['id']}" + (f" | {o.words['en']}" if o.words.get("en") else "") for o in options
    )


class QuestionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Jenis jawaban"), choices=[(kind.value, KIND_WORDS[kind]) for kind in Kind])
    words = forms.CharField(label=_("Pertanyaan"), max_length=500)
    words_en = forms.CharField(label=_("Pertanyaan dalam bahasa Inggris"), max_length=500, required=False)
    code = forms.CharField(label=_("Kode"), max_length=40, help_text=_("Nama kolomnya dalam berkas, misalnya P1."))
    page = forms.IntegerField(label=_("Halaman"), min_value=1, max_value=99)
    options = LinesField(label=_("Pilihan"), required=False, max_length=8_000, help_text=LINES)
    rows = LinesField(label=_("Baris tabel"), required=False, max_length=8_000)
    is_required = forms.BooleanField(label=_("Wajib dijawab"), required=False)
    is_segment = forms.BooleanField(label=_("Hasil dapat dibandingkan menurut jawaban ini"), required=False)
    after = forms.CharField(
        label=_("Hanya bila pertanyaan ini"), max_length=40, required=False,
        help_text=_("Kode pertanyaan pada halaman sebelumnya; kosong: selalu ditanyakan."),
    )  # fmt: skip
    when = forms.CharField(
        label=_("dijawab dengan"), max_length=400, required=False, help_text=_("Kode pilihan, dengan koma.")
    )

    def question(self) -> Question:
        given = self.cleaned_data
        kind = Kind(given["kind"])
        has_options = kind in {Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.MATRIX}
        when = tuple(one.strip() for one in given["when"].split(",") if one.strip())
        words = {"id": given["words"]} | ({"en": given["words_en"]} if given["words_en"] else {})
        return Question(
            code=given["code"].strip(), kind=kind, words=words, page=given["page"],
            options=given["options"] if has_options else (), rows=given["rows"] if kind is Kind.MATRIX else (),
            is_required=given["is_required"], is_segment=given["is_segment"], after=given["after"].strip(),
            when=when if given["after"].strip() else (),
        )  # fmt: skip


def initial_of_question(question: Question) -> dict[str, Any]:
    return {
        "kind": question.kind.value, "words": question.words["id"], "words_en": question.words.get("en", ""),
        "code": question.code, "page": question.page, "options": as_lines(question.options),
        "rows": as_lines(question.rows), "is_required": question.is_required, "is_segment": question.is_segment,
        "after": question.after, "when": ", ".join(question.when),
    }  # fmt: skip
