"""The answers as rows, for spreadsheets and for SPSS: a column per question, in an order by chance."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from ..models import Remark, Response, Survey
from ..rules.questions import Kind, Question, in_language

LABEL = re.compile(r"[\r\n\"]+")
LINES = re.compile(r"[\r\n]+")


def may_export(survey: Survey) -> bool:
    """Rows of anonymous staff never leave: a few answers beside each other tell who it was."""
    return survey.audience == Survey.Audience.RESIDENTS or not survey.is_anonymous


def columns(survey: Survey) -> list[str]:
    named = [] if survey.is_anonymous else ["respondent"]
    return ["day", "marks", *named, *(name for question in survey.questions for name, _key in _cells(question))]


def rows(survey: Survey) -> Iterator[list[Any]]:
    """A row per sheet; keys are by chance, so their order says nothing."""
    found = Response.objects.filter(survey=survey).order_by("pk").select_related("respondent")
    found = found.prefetch_related(Prefetch("remarks", Remark.objects.only("response_id", "code", "words")))
    questions = survey.questions
    for response in found.iterator(chunk_size=2_000):
        answers = response.answers | {remark.code: remark.words for remark in response.remarks.all()}
        named = [] if survey.is_anonymous else [response.respondent.name if response.respondent else ""]
        cells = [
            _value(question, key, answers.get(question.code)) for question in questions for _n, key in _cells(question)
        ]
        yield [response.day, ",".join(response.marks), *named, *cells]


def _cells(question: Question) -> list[tuple[str, str]]:
    """(column, key within the answer): of several choices one column each, 1 or 0; of a matrix one for each row."""
    if question.kind is Kind.CHOICES:
        return [(f"{question.code}_{option.key}", option.key) for option in question.options]
    if question.kind is Kind.MATRIX:
        return [(f"{question.code}_{row.key}", row.key) for row in question.rows]
    return [(question.code, "")]


def _value(question: Question, key: str, answer: Any) -> Any:
    if question.kind is Kind.CHOICES:
        return None if answer is None else int(key in answer)
    if question.kind is Kind.MATRIX:
        return (answer or {}).get(key)
    return answer


def spss(survey: Survey, language: str) -> bytes:
    """A zip of a CSV and the syntax that reads it with the labels of columns and answers."""
    table = io.StringIO()
    writer = csv.writer(table, delimiter=";", lineterminator="\r\n")
    names = columns(survey)
    writer.writerow([_variable(name) for name in names])
    writer.writerows([_on_one_line(cell) for cell in row] for row in rows(survey))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("answers.csv", "\ufeff" + table.getvalue())
        folder.writestr("answers.sps", "\ufeff" + _syntax(survey, names, language))
    return buffer.getvalue()


def _on_one_line(cell: Any) -> Any:
    """SPSS takes a line of the file for a row, whatever stands in quotes."""
    return LINES.sub(" ", cell) if isinstance(cell, str) else cell


def _syntax(survey: Survey, names: list[str], language: str) -> str:
    texts = {q.code for q in survey.questions if q.kind is Kind.TEXT}
    kinds = {name: "A2000" if name in texts else "A40" for name in names}
    kinds["day"] = "SDATE10"
    for question in survey.questions:
        if question.kind in {Kind.NUMBER, Kind.CHOICES}:
            kinds |= {name: "F12.4" for name, _key in _cells(question)}
    lines = [
        "GET DATA /TYPE=TXT /FILE='answers.csv' /ENCODING='UTF8' /DELIMITERS=';' /QUALIFIER='\"'",
        "  /FIRSTCASE=2",
    ]
    lines += ["  /VARIABLES=" + " ".join(f"{_variable(name)} {kinds[name]}" for name in names) + "."]
    for question in survey.questions:
        for name, key in _cells(question):
            inner = next((o for o in (*question.rows, *question.options) if o.key == key), None)
            words = question.said(language) + (f": {in_language(inner.words, language)}" if inner else "")
            lines.append(f'VARIABLE LABELS {_variable(name)} "{_label(words)}".')
            if question.options and question.kind is not Kind.CHOICES:
                values = " ".join(
                    f'"{_label(o.key)}" "{_label(in_language(o.words, language))}"' for o in question.options
                )
                lines.append(f"VALUE LABELS {_variable(name)} {values}.")
    return "\r\n".join([*lines, "EXECUTE.", ""])


def _variable(name: str) -> str:
    """A name that SPSS takes: a letter first, letters, digits and underscores."""
    plain = re.sub(r"[^A-Za-z0-9_]", "_", name)
    return plain if plain[0].isalpha() else f"V_{plain}"


def _label(words: str) -> str:
    return LABEL.sub(" ", words)[:250]
