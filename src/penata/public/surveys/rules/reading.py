"""A table of answers as a CSV file → sums by element. Pure: the bytes come in, refusals go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from penata.foundation.refusals import Refused
from penata.foundation.tables.rules.delimited import lines_in

from .elements import ELEMENTS, HIGHEST, LOWEST
from .index import Sums

MOST_NAMED = 10
BY_PLACE = ("U8", "U9")  # the order of the last two differs between forms
_ZERO = re.compile(r"[.,]0+$")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a file holds: the sums by element, of how many complete rows; the lines of those left out."""

    sums: dict[str, Sums]
    n: int
    incomplete: tuple[int, ...]


def answers_in(data: bytes, *, elements: Sequence[str] = (), each: bool = False, file: str = "") -> Answers:
    """Read a column per element and a row per respondent; other columns and empty rows are passed over.

    `elements` are the codes of the form; by default those of the nine that the header has. A row that leaves an
    element open is left out whole, since the law divides every element by the same n; with `each`, every mean is
    of those who answered its element. The file may have a byte order mark, and commas, semicolons or tabs.

    Raises Refused for what cannot be read, and names the rows with values other than 1, 2, 3, 4.
    """
    rows = lines_in(data, ELEMENTS, file=file)
    _first, header = next(rows)
    places = _places(header, elements, file)
    totals, counts = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    n, incomplete, wrong, line = 0, [], [], 0
    for line, cells in rows:
        values = {code: cells[at].strip() if at < len(cells) else "" for code, at in places.items()}
        answered = {code: _value(words) for code, words in values.items() if words}
        wrong += [f"line {line}: {code} is '{values[code][:40]}'" for code, one in answered.items() if one is None]
        if len(answered) < len(places):
            incomplete.append(line)
        if not answered or (len(answered) < len(places) and not each):
            continue
        n += 1
        for code, value in answered.items():
            totals[code], counts[code] = totals[code] + (value or 0), counts[code] + 1
    if wrong:
        raise Refused("surveys.odd_values", file=file, rows=_named(wrong))
    if not line:
        raise Refused("surveys.no_rows", file=file)
    if not n or not all(counts.values()):
        raise Refused("surveys.no_complete_row", file=file, incomplete=len(incomplete))
    return Answers({code: Sums(counts[code], totals[code]) for code in places}, n, tuple(incomplete))


def _places(header: list[str], elements: Sequence[str], file: str) -> dict[str, int]:
    """Where each element stands."""
    names = [name.strip().upper() for name in header]
    codes = [code.strip().upper() for code in elements] or [code for code in ELEMENTS if code in names]
    by_place = [name for name in BY_PLACE if name in names]
    if by_place and not elements and not {"SARPRAS", "ADUAN"} <= set(names):
        raise Refused("surveys.by_place", file=file, columns=" and ".join(by_place))
    missing = [code for code in codes if code not in names]
    if missing or not codes:
        found = ", ".join(filter(None, names))[:300]
        raise Refused("surveys.missing_column", file=file, columns=", ".join(missing or ELEMENTS), found=found)
    doubled = next((code for code in codes if names.count(code) > 1 or codes.count(code) > 1), None)
    if doubled is not None:
        raise Refused("surveys.doubled_column", file=file, column=doubled)
    return {code: names.index(code) for code in codes}


def _value(words: str) -> int | None:
    """1 to 4; None for anything else. Spreadsheets write 3 as 3.0 or 3,0."""
    whole = _ZERO.sub("", words)
    return int(whole) if whole in {str(n) for n in range(LOWEST, HIGHEST + 1)} else None


def _named(wrong: list[str]) -> str:
    rest = f"; … and {len(wrong) - MOST_NAMED} more" if len(wrong) > MOST_NAMED else ""
    return "; ".join(wrong[:MOST_NAMED]) + rest
