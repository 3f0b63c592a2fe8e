"""A column of raw cells → clean values and the cells that are wrong. Column-wise, so that 20,000 rows take no
object each; a value seen before is not read again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from .layout import Column

Cell = Any  # str | int | float | bool | date | datetime | time | timedelta | None, as the file gives it
Bad = list[tuple[int, str]]  # place in the column, code of the finding

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
FORMULA = "=+-@\t\r\n＝＋－＠"  # a spreadsheet computes what begins so, the wide signs of East Asia too
GUARDED = re.compile(f"'[{re.escape(FORMULA)}]")
GROUPED = re.compile(r"[+-]?\d{1,3}(\.\d{3})+")
DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[^\W\d_]+)[/.\- ](\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?: ?(?:wib|wita|wit))?")
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari february", "maret mar march", "april apr",
            "mei may", "juni jun june", "juli jul july", "agustus agu ags agt aug august",
            "september sep sept", "oktober okt oct october", "november nov nopember nop",
            "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "aktif", "ada"})
NO = frozenset({"tidak", "t", "n", "no", "false", "salah", "0", "nonaktif", "tidak aktif"})
CLEANED = "tables.cleaned"  # no finding: signs that are no text were taken out of prose
EXACT = 999_999_999_999_999  # a spreadsheet keeps 15 digits of a number and loses the rest


class Wrong(Exception):
    """A cell cannot be read; the message is the code of the finding."""


def clean(column: Column, cells: Sequence[Cell]) -> tuple[list[Any], Bad]:
    """The values of a column, and which cells are wrong and why; a wrong cell's value is the empty one."""
    if column.kind in {"text", "prose", "code"}:
        values, bad = _texts(column, cells)
    else:
        values, bad = _others(column, cells)
    if column.required:
        wrong = {place for place, _ in bad}
        empty = column.empty
        bad += [(i, "tables.required") for i, value in enumerate(values) if value == empty and i not in wrong]
    return values, bad


def plain(cell: Cell) -> str:
    """A cell as a person reads it: 8801.0 is "8801", a day is "2026-11-27"."""
    if type(cell) is str:
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes") if cell.time() != time() else cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def unformulated(text: str) -> str:
    """A text that a spreadsheet will show, never compute: reading takes the sign before it off again."""
    return f"'{text}" if text and text[0] in FORMULA else text


def _texts(column: Column, cells: Sequence[Cell]) -> tuple[list[str], Bad]:
    raw = [cell if type(cell) is str else plain(cell) for cell in cells]
    bad: Bad = [
        (i, "tables.digits_lost")
        for i, cell in enumerate(cells)
        if type(cell) is float and (cell > EXACT or cell < -EXACT)
    ]
    whole = "\n".join(raw)
    cleaned: Bad = []
    if not whole.isascii():
        raw = [value if value.isascii() else unicodedata.normalize("NFC", value) for value in raw]
    if column.kind == "prose":
        values = [value.strip() for value in raw]
        if "\r" in whole:
            values = [value.replace("\r\n", "\n").replace("\r", "\n") for value in values]
    else:
        values = [" ".join(value.split()) for value in raw]
    if "'" in whole:
        values = [value[1:] if GUARDED.match(value) else value for value in values]
    if CONTROL.search(whole):
        strange = [i for i, value in enumerate(values) if CONTROL.search(value)]
        if column.kind == "prose":  # text messages carry such signs; the words are whole without them
            for i in strange:
                values[i] = CONTROL.sub("", values[i]).strip()
            cleaned = [(i, CLEANED) for i in strange]
        else:
            bad += [(i, "tables.control_character") for i in strange]
    if column.kind == "code":
        bad += [(i, "tables.code_with_space") for i, value in enumerate(values) if " " in value]
    if column.max_length:
        bad += [(i, "tables.too_long") for i, value in enumerate(values) if len(value) > column.max_length]
    for place, _ in bad:
        values[place] = ""
    return values, bad + cleaned


def _others(column: Column, cells: Sequence[Cell]) -> tuple[list[Any], Bad]:
    read = _READERS[column.kind](column)
    seen: dict[tuple[type, Cell], Any] = {}
    values: list[Any] = []
    bad: Bad = []
    for place, cell in enumerate(cells):
        key = (type(cell), cell)
        if key in seen:
            value = seen[key]
        else:
            try:
                value = column.empty if cell is None or cell == "" else read(cell)
            except Wrong as wrong:
                value = wrong
            seen[key] = value
        if isinstance(value, Wrong):
            bad.append((place, str(value)))
            value = column.empty
        values.append(value)
    return values, bad


def _int(cell: Cell) -> int | None:
    if isinstance(cell, bool | date | time | timedelta):
        raise Wrong("tables.not_a_whole_number")
    if isinstance(cell, float):
        if not cell.is_integer() or abs(cell) > EXACT:
            raise Wrong("tables.not_a_whole_number")
        return int(cell)
    text = str(cell).strip()
    if not text:
        return None
    if GROUPED.fullmatch(text):
        text = text.replace(".", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise Wrong("tables.not_a_whole_number")
    return int(text)


def _number(cell: Cell) -> float | None:
    """Indonesian numbers: a comma before the decimals, points between thousands; 1.5 alone is one and a half."""
    if isinstance(cell, bool | date | time | timedelta):
        raise Wrong("tables.not_a_number")
    if isinstance(cell, int | float):
        return float(cell)
    text = cell.strip()
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    elif GROUPED.fullmatch(text) and text.count(".") > 1:
        text = text.replace(".", "")
    if not re.fullmatch(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        raise Wrong("tables.not_a_number")
    return float(text)


def _date(cell: Cell) -> date | None:
    """2026-11-27, 27/11/2026, 27-11-2026, 27.11.2026, 27 November 2026: the day stands before the month.

    A time of day after it is left out.
    """
    instant = _instant(cell)
    return instant.date() if instant is not None else None


def _instant(cell: Cell) -> datetime | None:
    """A day as above, and the time of day if there is one, on the city's clocks (so without a time zone)."""
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime.combine(cell, time())
    if not isinstance(cell, str):
        raise Wrong("tables.not_a_day")
    text = " ".join(cell.lower().split())
    if not text:
        return None
    try:
        return _written_instant(text)
    except ValueError as error:
        raise Wrong("tables.not_a_day") from error


def _written_instant(text: str) -> datetime:
    if found := YEAR_FIRST.match(text):
        year, month, day = found.groups()
    elif found := DAY_FIRST.match(text):
        day, month, year = found.groups()
    else:
        raise ValueError(text)
    on = date(int(year), int(month) if month.isdecimal() else MONTHS.get(month, 0), int(day))
    rest = text[found.end() :]
    if not rest:
        return datetime.combine(on, time())
    clock = CLOCK.fullmatch(rest[1:].removeprefix("pukul ")) if rest[0] in " t," else None
    if clock is None:
        raise ValueError(text)
    hour, minute, second = (int(part or 0) for part in clock.groups())
    return datetime.combine(on, time(hour, minute, second))


def _bool(cell: Cell) -> bool | None:
    text = plain(cell).strip().lower()
    if text in YES:
        return True
    if text in NO:
        return False
    if not text:
        return None
    raise Wrong("tables.not_yes_or_no")


def _choice(choices: Mapping[str, str], cell: Cell) -> str:
    text = " ".join(plain(cell).lower().split())
    if not text:
        return ""
    if text not in choices:
        raise Wrong("tables.not_a_choice")
    return choices[text]


def _choices(column: Column) -> Callable[[Cell], str]:
    known = {value.lower(): value for value in column.choices.values()}
    return partial(_choice, known | {" ".join(word.lower().split()): v for word, v in column.choices.items()})


_READERS: dict[str, Callable[[Column], Callable[[Cell], Any]]] = {
    "int": lambda column: _int,
    "number": lambda column: _number,
    "date": lambda column: _date,
    "instant": lambda column: _instant,
    "bool": lambda column: _bool,
    "choice": _choices,
}
