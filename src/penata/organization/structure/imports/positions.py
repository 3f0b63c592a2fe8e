from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.tables.rules import Column, Finding, Layout, Sheet

from ..models import Position, PositionClosure, PositionVersion, Unit
from ..rules.naming import category_of, is_head
from .closings import Row, missing_codes
from .reading import CLOSING_COLUMNS, DECREE_COLUMNS, MISSING_DECREE, SINCE, Plan
from .subjects import SubjectImporter

_CATEGORIES = {str(value): str(value) for value in PositionVersion.Category.values} | {
    "jpt pratama": "jpt",
    "pimpinan tinggi": "jpt",
    "struktural": "administrator",
    "jf": "fungsional",
    "jabatan fungsional": "fungsional",
    "jabatan pelaksana": "pelaksana",
    "kepala daerah": "politik",
}


class PositionImporter(SubjectImporter):
    """Positions in units that are there; category and headship are guessed from the title when the file is silent."""

    name = "positions"
    title = _("Jabatan")
    layout = Layout(
        "positions",
        (
            Column("code", "code", required=True, unique=True, max_length=40, aliases=("kode", "kode_jabatan")),
            Column("title", required=True, max_length=200, aliases=("nama", "jabatan", "nama_jabatan")),
            Column("unit", "code", required=True, max_length=40, aliases=("kode_unit", "unor", "kode_unor")),
            Column("category", "choice", choices=_CATEGORIES, aliases=("jenis", "jenis_jabatan", "kategori")),
            Column("level", max_length=30, aliases=("eselon", "jenjang", "eselon_jenjang")),
            Column("class", "int", aliases=("kelas", "kelas_jabatan")),
            Column("seats", "int", aliases=("kursi", "formasi", "jumlah")),
            Column("is_head", "bool", aliases=("kepala", "pimpinan")),
            *DECREE_COLUMNS,
            *CLOSING_COLUMNS,
        ),
    )
    choices = (MISSING_DECREE, SINCE)
    subject, version, key = Position, PositionVersion, "position_id"
    columns = ("unit_id", "title", "category", "level", "job_class", "seats", "is_head")
    refers = {"unit_id": Unit}
    closure = PositionClosure

    def spelled(self, column: str) -> str:
        return {"class": "job_class"}.get(column, column)

    def values(self, row: tuple[Any, ...], sheet: Sheet, plan: Plan) -> dict[str, Any]:
        _code, title, unit, category, level, job_class, seats, heads, *_decree = row
        if not category:
            category = category_of(title)
            plan.details.setdefault("categories_guessed_from_titles", Counter())[category] += 1
        if heads is None and "is_head" not in sheet.present:
            heads = is_head(title)
        return {
            "unit_id": unit,
            "title": title,
            "category": category,
            "level": level,
            "job_class": job_class,
            "seats": 1 if seats is None else seats,
            "is_head": bool(heads),
        }

    def choose(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        if "categories_guessed_from_titles" in plan.details:
            plan.details["categories_guessed_from_titles"] = dict(plan.details["categories_guessed_from_titles"])
        unknown = missing_codes(Unit, [row.values["unit_id"] for row in rows])
        heads: dict[str, Row] = {}
        for row in rows:
            values = row.values
            if values["unit_id"] in unknown:
                plan.findings.append(Finding(row.number, "unit", "structure.row_unit_unknown", values["unit_id"]))
            if not 1 <= values["seats"] <= 1000:
                plan.findings.append(Finding(row.number, "seats", "structure.row_seats", str(values["seats"])))
            if values["job_class"] is not None and not 1 <= values["job_class"] <= 17:
                plan.findings.append(Finding(row.number, "class", "structure.row_class", str(values["job_class"])))
            if not values["is_head"]:
                continue
            if values["seats"] > 1:
                plan.findings.append(Finding(row.number, "seats", "structure.row_head_seats", str(values["seats"])))
            other = heads.setdefault(values["unit_id"], row)
            if other is not row and _overlap(row, other):
                if "is_head" not in sheet.present:  # only a guess: the first one keeps it
                    values["is_head"] = False
                    continue
                plan.findings.append(
                    Finding(
                        row.number, "is_head", "structure.row_second_head", values["unit_id"], {"first": other.number}
                    )
                )
        return rows


def _overlap(one: Row, other: Row) -> bool:
    return (one.since is None or other.until is None or one.since < other.until) and (
        other.since is None or one.until is None or other.since < one.until
    )


POSITIONS = PositionImporter()
