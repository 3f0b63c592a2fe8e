"""The columns that an import knows, and which header of a file means which."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz

from ...refusals import Refused

Kind = Literal["text", "prose", "code", "int", "number", "date", "instant", "choice", "bool"]

SIMILAR_ENOUGH = 86  # "kode_indk" is "kode_induk"; "nama" is not "nama_induk"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a layout.

    `kind`: `text` is one line, `prose` keeps its line breaks, `code` holds no space and is never a number; an empty
    cell is "" for these and for `choice`, None for the others. `instant` has no time zone: it is the city's.
    `choices` maps the words accepted in a file to the value that is kept. `aliases` are other headers that mean
    this column. `unique` holds in the file.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    unique: bool = False
    max_length: int = 0
    choices: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    help: Any = ""  # may be a lazy translation

    @property
    def empty(self) -> str | None:
        return "" if self.kind in {"text", "prose", "code", "choice"} else None


@dataclass(frozen=True)
class Layout:
    """The columns of one kind of table, in the order of the tuples that are read."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def at(self, name: str) -> int:
        """The place of a column in the tuples."""
        return self.names.index(name)

    def column(self, name: str) -> Column:
        return self.columns[self.at(name)]


def normal(header: str) -> str:
    """A header without case, spaces and punctuation: "Kode Induk *" is "kode_induk"."""
    return "_".join(re.findall(r"[^\W_]+", header.lower()))


def parse_mapping(text: str) -> dict[str, str]:
    """`code=kode,name=nama` → column of the layout → header of the file. Refused: `tables.mapping_unreadable`."""
    mapping: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, header = (piece.strip() for piece in part.partition("="))
        if not (name and equals and header) or name in mapping:
            raise Refused("tables.mapping_unreadable", field="mapping", part=part)
        mapping[name] = header
    return mapping


def suggest(header: Sequence[str], layout: Layout) -> dict[str, str]:
    """Which header means which column: first by the same name or alias, then by a similar one."""
    free = {normal(name): name for name in reversed(header) if normal(name)}
    mapping: dict[str, str] = {}
    for column in layout.columns:
        for name in (column.name, *column.aliases):
            if (found := free.pop(normal(name), None)) is not None:
                mapping[column.name] = found
                break
    for column in layout.columns:
        if column.name not in mapping and free:
            score, best = max((_likeness(column, name), name) for name in free)
            if score >= SIMILAR_ENOUGH:
                mapping[column.name] = free.pop(best)
    return mapping


def places(header: Sequence[str], layout: Layout, mapping: Mapping[str, str] | None) -> dict[str, int]:
    """Column of the layout → its place in the file. A stated mapping is completed by what is certain.

    Refused: `tables.mapping_unknown_column`, `tables.mapping_unknown_header`, `tables.column_missing`.
    """
    stated = dict(mapping or {})
    by_normal = {normal(name): place for place, name in reversed(list(enumerate(header)))}
    for name, source in stated.items():
        if name not in layout.names:
            raise Refused("tables.mapping_unknown_column", field="mapping", name=name, known=", ".join(layout.names))
        if source and normal(source) not in by_normal:
            raise Refused("tables.mapping_unknown_header", field="mapping", name=source, known=", ".join(header))
    taken = {normal(source) for source in stated.values()}
    rest = Layout(layout.name, tuple(column for column in layout.columns if column.name not in stated))
    guessed = suggest([name for name in header if normal(name) not in taken], rest)
    found = {name: by_normal[normal(source)] for name, source in (guessed | stated).items() if source}
    missing = [column.name for column in layout.columns if column.required and column.name not in found]
    if missing:
        raise Refused("tables.column_missing", field="mapping", names=", ".join(missing), known=", ".join(header))
    return found


def _likeness(column: Column, name: str) -> float:
    return max(fuzz.ratio(normal(known), name) for known in (column.name, *column.aliases))
