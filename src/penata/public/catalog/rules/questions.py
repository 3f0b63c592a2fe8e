"""Extra questions of a service (Open311 service definition), written by administrators one on a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
_CODE = re.compile(r"^[A-Za-z0-9_-]{1,40}$")
_LISTS = {"singlevaluelist", "multivaluelist"}


class BadQuestion(ValueError):
    """A line cannot be read; `line` is its number, `reason` a code."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def questions_from_text(text: str) -> list[dict[str, Any]]:
    """Lines `code; question; datatype; required; choice, choice` as the attributes of GeoReport v2.

    The last two may be missing; `required` is "wajib" or empty. Raises BadQuestion.
    """
    questions: list[dict[str, Any]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        if raw.strip():
            questions.append(_question(raw, number, order=len(questions) + 1))
            if sum(question["code"] == questions[-1]["code"] for question in questions) > 1:
                raise BadQuestion(number, "code_twice")
    return questions


def questions_to_text(questions: Sequence[dict[str, Any]]) -> str:
    """The way back of `questions_from_text`."""
    rows = []
    for question in questions:
        parts = [question["code"], question["description"], question["datatype"]]
        choices = ", ".join(choice["name"] for choice in question.get("values", []))
        if question.get("required") or choices:
            parts.append("wajib" if question.get("required") else "")
        if choices:
            parts.append(choices)
        rows.append("; ".join(parts))
    return "\n".join(rows)


def _question(raw: str, number: int, *, order: int) -> dict[str, Any]:
    parts = [part.strip() for part in raw.split(";")] + [""] * 5
    code, description, datatype, required, choices = parts[:5]
    names = [name.strip() for name in choices.split(",") if name.strip()]
    if not _CODE.match(code):
        raise BadQuestion(number, "bad_code")
    if not description:
        raise BadQuestion(number, "no_question")
    if datatype not in DATATYPES:
        raise BadQuestion(number, "bad_datatype")
    if datatype in _LISTS and len(names) < 2:
        raise BadQuestion(number, "too_few_choices")
    return {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": required.lower() in {"wajib", "required"},
        "order": order,
        "description": description[:300],
        "datatype_description": "",
        "values": [{"key": key_of(name), "name": name} for name in names] if datatype in _LISTS else [],
    }


def key_of(name: str) -> str:
    """A choice's key: its name in lower-case letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:40] or "x"
