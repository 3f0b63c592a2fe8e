"""A train and a test file for the router, in the contract of `penata routing evaluate`."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from .cases import Case, cases
from .structure import units
from .territory import areas

COLUMNS = ("text", "unit", "area", "parent_area", "topic", "received_at")


def body_names(on: date) -> dict[str, str]:
    """Unit code → name of the body that it is in: an agency, a kecamatan, a kelurahan."""
    names = {unit.code: unit.name for unit in units(on) if unit.until is None}
    return {unit.code: names.get(unit.agency, unit.name) for unit in units(on)}


def labelled(on: date, size: str = "small", count: int = 4000, months: int = 12) -> list[tuple[date, tuple[str, ...]]]:
    """Answered cases with the body that answered: what a city can learn from."""
    bodies = body_names(on)
    places = {area.code: f"Kelurahan {area.name}" for area in areas() if area.level == "village"}
    places |= {area.code: f"Kecamatan {area.name}" for area in areas() if area.level == "district"}
    return [
        (case.received_at.date(), _row(case, bodies, places))
        for case in cases(on, count=count, months=months, size=size)
        if case.answered_at and case.function
    ]


def _row(case: Case, bodies: dict[str, str], places: dict[str, str]) -> tuple[str, ...]:
    return (
        case.text, bodies[case.unit], places.get(case.area, ""), places.get(case.parent_area, ""), case.topic,
        case.received_at.isoformat(timespec="seconds"),
    )  # fmt: skip


def write_split(folder: Path, on: date, size: str = "small", count: int = 4000, test_days: int = 92) -> tuple[int, int]:
    """Write train.csv and test.csv (the last months); how many rows each has."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = labelled(on, size, count)
    newest = max(day for day, _ in rows)
    parts = {
        "train.csv": [row for day, row in rows if (newest - day).days > test_days],
        "test.csv": [row for day, row in rows if (newest - day).days <= test_days],
    }
    for name, part in parts.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(COLUMNS)
            writer.writerows(part)
    return len(parts["train.csv"]), len(parts["test.csv"])
