from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.tables.rules import Choice, Column, Finding, Layout, Sheet

from ..models import Area, AreaVersion
from .closings import Row, missing_codes
from .reading import DECREE_COLUMNS, MISSING_DECREE, SINCE, Plan
from .subjects import SubjectImporter

_LEVELS = {
    "city": "city",
    "kota": "city",
    "kabupaten": "city",
    "district": "district",
    "kecamatan": "district",
    "distrik": "district",
    "village": "village",
    "kelurahan": "village",
    "desa": "village",
}
_BY_DOTS = {1: "city", 2: "district", 3: "village"}  # PP.KK, PP.KK.CC, PP.KK.CC.DDDD


class AreaImporter(SubjectImporter):
    """Areas by official code; level and parent follow from its dots when the file does not say."""

    name = "areas"
    title = _("Wilayah")
    layout = Layout(
        "areas",
        (
            Column("code", "code", required=True, unique=True, max_length=40, aliases=("kode", "kode_wilayah")),
            Column("name", required=True, max_length=120, aliases=("nama", "nama_wilayah")),
            Column("level", "choice", choices=_LEVELS, aliases=("tingkat",)),
            Column("parent", "code", max_length=40, aliases=("induk", "kode_induk")),
            *DECREE_COLUMNS,
        ),
    )
    choices = (
        Choice("city", _("Hanya kota ini"), default="", help=_("Kode kota, misalnya 35.78. Kosong: seluruh berkas.")),
        MISSING_DECREE,
        SINCE,
    )
    subject, version, key = Area, AreaVersion, "area_id"
    columns = ("name", "level", "parent_id", "boundary")
    refers = {"parent_id": Area}

    def wanted(self, row: tuple[Any, ...], choices: Mapping[str, str]) -> bool:
        city = choices["city"].strip()
        return not city or row[0] == city or row[0].startswith(f"{city}.")

    def stated(self, sheet: Sheet, choices: Mapping[str, str]) -> frozenset[str]:
        return frozenset({"name", "level", "parent_id"})  # level and parent are in the code

    def values(self, row: tuple[Any, ...], sheet: Sheet, plan: Plan) -> dict[str, Any]:
        code, name, level, parent, *_decree = row
        level = level or _BY_DOTS.get(code.count("."), "")
        if "parent" not in sheet.present:
            parent = code.rpartition(".")[0] if level != "city" else ""
        return {"name": name, "level": level, "parent_id": parent, "boundary": None}

    def choose(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        codes = {row.code for row in rows}
        unknown = missing_codes(Area, [row.values["parent_id"] for row in rows if row.values["parent_id"] not in codes])
        for row in rows:
            if not row.values["level"]:
                plan.findings.append(Finding(row.number, "level", "structure.row_level_unknown", row.code))
            if row.values["parent_id"] in unknown or row.values["parent_id"] == row.code:
                plan.findings.append(
                    Finding(row.number, "parent", "structure.row_area_unknown", row.values["parent_id"])
                )
        if choices["city"] and not rows:
            plan.findings.append(Finding(0, "city", "structure.row_city_empty", choices["city"]))
        return rows


AREAS = AreaImporter()
