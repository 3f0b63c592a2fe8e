"""What is not said in both languages: the list that a test and `penata check` show."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from penata.config.translations import catalogs
from penata.config.translations.strings import String, bare_words, strings_of, templates_of

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]")


def problems() -> list[str]:
    """One line per string without English, broken entry, conflicting translation, or visible word not marked."""
    found: list[str] = []
    english: dict[tuple[str, str | None], tuple[object, Path]] = {}
    used_anywhere: set[tuple[str, str | None]] = set()
    used: dict[Path, set[tuple[str, str | None]]] = {}
    for room in catalogs.rooms():
        strings = list(strings_of(room))
        used[room] = {string.key for string in strings}
        used_anywhere |= used[room]
        found += _untranslated(room, strings)
        for template in templates_of(room):
            if template.suffix == ".html":
                found += [f"{_place(s)}: not marked for translation: {s.words!r}" for s in _bare(template)]
    for room, keys in used.items():
        known = used_anywhere if room == catalogs.COMMON else keys
        found += _entries(room, known, english)
    return found


def _bare(template: Path) -> Iterator[String]:
    return bare_words(template, template.read_text())


def _untranslated(room: Path, strings: list[String]) -> Iterator[str]:
    own, common = catalogs.catalog_of(room), catalogs.catalog_of(catalogs.COMMON)
    for string in strings:
        entry = own.get(*string.key) or common.get(*string.key)
        if entry is None or not _is_complete(entry):
            yield f"{_place(string)}: no English for {string.words!r}"
        elif (string.plural is not None) != isinstance(entry.id, tuple | list):
            yield f"{_place(string)}: English has {'one form' if string.plural else 'plural forms'}: {string.words!r}"


def _is_complete(entry: Message) -> bool:
    return all(entry.string) if isinstance(entry.string, tuple | list) else bool(entry.string)


def _entries(
    room: Path, known: set[tuple[str, str | None]], english: dict[tuple[str, str | None], tuple[object, Path]]
) -> Iterator[str]:
    """Faults of the room's own catalog; `english` gathers all rooms', since Django merges them into one."""
    catalog: Catalog = catalogs.catalog_of(room)
    file = (room / catalogs.CATALOG).relative_to(catalogs.PACKAGE)
    for entry in catalog:
        if not entry.id:
            continue
        first = entry.id[0] if isinstance(entry.id, tuple | list) else entry.id
        key = (first, entry.context)
        if entry.fuzzy:
            yield f"{file}: fuzzy: {first!r}"
        if key not in known:
            yield f"{file}: nothing uses {first!r}"
        forms = entry.string if isinstance(entry.string, tuple | list) else [entry.string]
        wanted = set(_PLACEHOLDER.findall(first))
        if any(form and set(_PLACEHOLDER.findall(form)) != wanted for form in forms):
            yield f"{file}: placeholders differ: {first!r}"
        before = english.setdefault(key, (entry.string, file))
        if before[0] != entry.string:
            yield f"{file}: {first!r} is said otherwise in {before[1]}: {before[0]!r}, here {entry.string!r}"
    for obsolete in catalog.obsolete.values():
        yield f"{file}: obsolete: {obsolete.id!r}"


def _place(string: String) -> str:
    return f"{string.file.relative_to(catalogs.PACKAGE)}:{string.line}"


def main() -> None:
    """`python -m penata.config.translations.check [--write]`: list the problems, or add empty entries to fill in."""
    if "--write" in sys.argv:
        for room in catalogs.rooms():
            added = catalogs.write_missing(room)
            if added:
                sys.stdout.write(f"{added:4} new in {room.relative_to(catalogs.PACKAGE)}\n")
    found = problems()
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
