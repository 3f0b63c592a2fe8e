"""Answers of GeoReport v2 in both formats. JSON follows the Spark convention: a list element becomes an array."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
# What XML 1.0 cannot hold, however it is escaped.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of like elements: `<items><item>…</item></items>`, in JSON an array."""

    item: str
    rows: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Document:
    """A root element with its content: a Listing, or fields."""

    root: str
    content: Listing | Mapping[str, Any]


def respond(request: HttpRequest, document: Document, form: str, status: int = 200) -> HttpResponse:
    """The document in the asked form ("xml" or "json")."""
    body = to_json(document) if form == "json" else to_xml(document)
    response = HttpResponse(body, content_type=TYPES[form], status=status)
    response["Access-Control-Allow-Origin"] = "*"
    response["Vary"] = "Accept"
    return response


def refuse(request: HttpRequest, code: int, description: str, form: str) -> HttpResponse:
    """An error in the specified form."""
    errors = Document("errors", Listing("error", [{"code": code, "description": description}]))
    return respond(request, errors, form, status=code)


def to_xml(document: Document) -> str:
    return DECLARATION + _element(document.root, document.content)


def to_json(document: Document) -> str:
    return json.dumps(_plain(document.content), ensure_ascii=False, separators=(",", ":"))


def _element(name: str, value: Any) -> str:
    if value is None or value == "":
        return f"<{name}/>"
    return f"<{name}>{_inside(value)}</{name}>"


def _inside(value: Any) -> str:
    if isinstance(value, Listing):
        return "".join(_element(value.item, row) for row in value.rows)
    if isinstance(value, Mapping):
        return "".join(_element(name, field) for name, field in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return escape(UNWRITABLE.sub("", _scalar(value)))


def _scalar(value: Any) -> str:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Listing):
        return [_plain(row) for row in value.rows]
    if isinstance(value, Mapping):
        return {name: _plain(field) for name, field in value.items()}
    if isinstance(value, datetime):
        return _scalar(value)
    return value
