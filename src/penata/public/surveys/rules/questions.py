"""What a questionnaire asks, and whether an answer fits: kinds, pages, branches, languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any

from penata.foundation.refusals import Refused

Words = Mapping[str, str]  # language → words; "id" always
Answers = Mapping[str, Any]

LANGUAGES = ("id", "en")
LONGEST_TEXT = 2_000
MOST_QUESTIONS, MOST_OPTIONS = 80, 30
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
YEARS = (1900, 2100)
LARGEST = 1_000_000_000_000


class Kind(StrEnum):
    """What sort of answer a question wants."""

    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    MATRIX = "matrix"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"


CLOSED = (Kind.CHOICE, Kind.CHOICES, Kind.SCALE, Kind.MATRIX)


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from; also one of the rows of a matrix."""

    key: str
    words: Words


@dataclass(frozen=True, slots=True)
class Question:
    """One question. It is asked when the answer to `after` is one of `when`; always without `after`."""

    code: str
    kind: Kind
    words: Words
    page: int = 1
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    is_required: bool = False
    is_segment: bool = False  # results can be compared by it
    after: str = ""
    when: tuple[str, ...] = ()

    def said(self, language: str) -> str:
        return in_language(self.words, language)


def in_language(words: Words, language: str) -> str:
    """The words in a language; Indonesian where they have not been translated."""
    return words.get(language) or words.get("id", "")


def questions_in(form: Iterable[Mapping[str, Any]]) -> tuple[Question, ...]:
    """A form as it is stored → its questions, in the order of pages."""
    found = [
        Question(
            code=one["code"],
            kind=Kind(one["kind"]),
            words=one["words"],
            page=one.get("page", 1),
            options=tuple(Option(o["key"], o["words"]) for o in one.get("options", ())),
            rows=tuple(Option(o["key"], o["words"]) for o in one.get("rows", ())),
            is_required=one.get("required", False),
            is_segment=one.get("segment", False),
            after=one.get("after", ""),
            when=tuple(one.get("when", ())),
        )
        for one in form
    ]
    return tuple(sorted(found, key=lambda question: question.page))


def as_form(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Questions → a form as it is stored."""
    return [
        {
            "code": q.code,
            "kind": q.kind.value,
            "words": dict(q.words),
            "page": q.page,
            "options": [{"key": o.key, "words": dict(o.words)} for o in q.options],
            "rows": [{"key": o.key, "words": dict(o.words)} for o in q.rows],
            "required": q.is_required,
            "segment": q.is_segment,
            "after": q.after,
            "when": list(q.when),
        }
        for q in questions
    ]


def check_form(questions: Sequence[Question]) -> None:
    """Raises Refused when the questions cannot be asked as they stand."""
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        raise Refused("surveys.how_many_questions", most=MOST_QUESTIONS)
    places: dict[str, Question] = {}
    for question in questions:
        if not KEY.fullmatch(question.code) or question.code in places:
            raise Refused("surveys.code_taken", field="code", taken=question.code)
        if question.kind in CLOSED and not 2 <= len(question.options) <= MOST_OPTIONS:
            raise Refused("surveys.options_missing", field="options", question=question.code, most=MOST_OPTIONS)
        if question.kind is Kind.MATRIX and not 1 <= len(question.rows) <= MOST_OPTIONS:
            raise Refused("surveys.rows_missing", field="rows", question=question.code, most=MOST_OPTIONS)
        _check_keys(question)
        _check_branch(question, places)
        places[question.code] = question


def _check_keys(question: Question) -> None:
    for options in (question.options, question.rows):
        keys = [option.key for option in options]
        if len(set(keys)) < len(keys) or not all(KEY.fullmatch(key) for key in keys):
            raise Refused("surveys.keys_doubled", field="options", question=question.code)


def _check_branch(question: Question, earlier: Mapping[str, Question]) -> None:
    """A branch looks back at an earlier page: what is asked never depends on what comes later."""
    if not question.after:
        return
    before = earlier.get(question.after)
    if before is None or before.page >= question.page or before.kind not in {Kind.CHOICE, Kind.SCALE, Kind.CHOICES}:
        raise Refused("surveys.branch_forward", field="after", question=question.code, after=question.after)
    if not question.when or not set(question.when) <= {option.key for option in before.options}:
        raise Refused("surveys.branch_unknown", field="when", question=question.code, after=question.after)


def is_asked(question: Question, answers: Answers) -> bool:
    """Whether the answers so far lead to this question."""
    if not question.after:
        return True
    given = answers.get(question.after)
    return bool(set(given if isinstance(given, list) else [given]) & set(question.when))


def pages_of(questions: Iterable[Question], answers: Answers) -> list[int]:
    """The pages that have something to ask, with these answers."""
    return sorted({question.page for question in questions if is_asked(question, answers)})


def page_after(questions: Sequence[Question], answers: Answers, page: int) -> int | None:
    """The next page; None when everything has been asked."""
    return next((one for one in pages_of(questions, answers) if one > page), None)


def kept(questions: Iterable[Question], answers: Answers) -> dict[str, Any]:
    """The answers to what was really asked: those of a branch not taken, and empty ones, fall away."""
    found: dict[str, Any] = {}
    for question in questions:
        value = answers.get(question.code)
        if value not in (None, "", [], {}) and is_asked(question, found):
            found[question.code] = value
    return found


def missing(questions: Iterable[Question], answers: Answers) -> list[str]:
    """Codes of required questions that were asked and not answered."""
    asked = (question for question in questions if question.is_required and is_asked(question, answers))
    return [question.code for question in asked if not _is_whole(question, answers.get(question.code))]


def _is_whole(question: Question, value: Any) -> bool:
    if question.kind is Kind.MATRIX:
        return isinstance(value, Mapping) and len(value) == len(question.rows)
    return value not in (None, "", [], {})


def cleaned(question: Question, value: Any, *, areas: Iterable[str] = ()) -> Any:
    """What was sent → what is kept; None for no answer. `areas` are the keys of places that exist.

    Raises Refused("surveys.odd_answer") with the question's code as its field.
    """
    if value in (None, "", [], {}):
        return None
    try:
        found = _READERS[question.kind](question, value, areas)
    except (TypeError, ValueError, AttributeError, OverflowError):
        raise Refused("surveys.odd_answer", field=question.code, question=question.said("id")) from None
    return None if found in ("", [], {}) else found


def all_cleaned(questions: Sequence[Question], answers: Answers, *, areas: Iterable[str] = ()) -> dict[str, Any]:
    """Every answer cleaned, and only those to what was asked. Raises Refused; also for codes that nobody asked."""
    known = {question.code for question in questions}
    odd = next((code for code in answers if code not in known), None)
    if odd is not None:
        raise Refused("surveys.unknown_question", question=str(odd)[:40])
    values = {q.code: cleaned(q, answers.get(q.code), areas=areas) for q in questions}
    return kept(questions, values)


def _one_of(question: Question, value: Any, areas: Iterable[str]) -> str:
    if str(value) not in {option.key for option in question.options}:
        raise ValueError
    return str(value)


def _some_of(question: Question, value: Any, areas: Iterable[str]) -> list[str]:
    given = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    if not given <= {option.key for option in question.options}:
        raise ValueError
    return [option.key for option in question.options if option.key in given]


def _matrix(question: Question, value: Any, areas: Iterable[str]) -> dict[str, str]:
    given = {str(row): str(key) for row, key in value.items() if key not in (None, "")}
    if not set(given) <= {row.key for row in question.rows}:
        raise ValueError
    return {row: _one_of(question, key, areas) for row, key in given.items()}


def _text(question: Question, value: Any, areas: Iterable[str]) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value.replace("\x00", "").strip()[:LONGEST_TEXT]


def _number(question: Question, value: Any, areas: Iterable[str]) -> int | float:
    if isinstance(value, bool):
        raise TypeError
    text = str(value).strip()
    number = float(text.replace(",", "."))
    if not text.isascii() or not isfinite(number) or abs(number) > LARGEST:
        raise ValueError
    return int(number) if number == int(number) else number


def _date(question: Question, value: Any, areas: Iterable[str]) -> str:
    day = date.fromisoformat(str(value)[:10])
    if not YEARS[0] <= day.year <= YEARS[1]:
        raise ValueError
    return day.isoformat()


def _place(question: Question, value: Any, areas: Iterable[str]) -> str:
    if str(value) not in areas:
        raise ValueError
    return str(value)


_READERS = {
    Kind.CHOICE: _one_of,
    Kind.SCALE: _one_of,
    Kind.CHOICES: _some_of,
    Kind.MATRIX: _matrix,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.PLACE: _place,
}
