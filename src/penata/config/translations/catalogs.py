"""The catalogs (`locale/en/LC_MESSAGES/django.po`) of the rooms: reading, compiling, adding what is missing."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from penata.config.translations.strings import strings_of

PACKAGE = Path(__file__).resolve().parents[2]
CATALOG = "locale/en/LC_MESSAGES/django.po"
HEADER = b"""msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
COMMON = PACKAGE / "foundation" / "ui"  # words that any room may use


def rooms() -> list[Path]:
    """Every folder that may hold strings: each room, the roof and the demonstration city."""
    floors = [floor for floor in sorted(PACKAGE.iterdir()) if (floor / "__init__.py").is_file()]
    alone = [floor for floor in floors if floor.name in {"config", "demo"}]
    inside = [
        room
        for floor in floors
        if floor not in alone
        for room in sorted(floor.iterdir())
        if (room / "apps.py").is_file()
    ]
    return inside + alone


def compile_stale() -> list[Path]:
    """Compile each catalog whose .mo is missing or older; the files that were written."""
    written = []
    for source in sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalog)
        draft.replace(target)
        written.append(target)
    return written


@cache
def _read(file: Path, changed: int) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale="en")


def catalog_of(room: Path) -> Catalog:
    """The English catalog of a room; an empty one when it has none."""
    file = room / CATALOG
    return _read(file, file.stat().st_mtime_ns) if file.is_file() else Catalog(locale="en")


def write_missing(room: Path) -> int:
    """Add an empty entry for each string of the room that no catalog knows; the number that was added."""
    catalog, common, added = catalog_of(room), catalog_of(COMMON), 0
    for string in strings_of(room):
        if catalog.get(*string.key) is None and common.get(*string.key) is None:
            catalog.add((string.words, string.plural) if string.plural else string.words, context=string.context)
            added += 1
    if added:
        file = room / CATALOG
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            target.write(HEADER)
            write_po(target, catalog, width=120, omit_header=True)
    return added
