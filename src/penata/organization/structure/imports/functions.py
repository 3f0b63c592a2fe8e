from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.tables.rules import Column, Finding, Layout, Sheet

from ..models import Function, FunctionVersion
from ..rules.trees import cycles
from .closings import Row, missing_codes
from .reading import DECREE_COLUMNS, MISSING_DECREE, SINCE, Plan
from .subjects import SubjectImporter


class FunctionImporter(SubjectImporter):
    """The taxonomy of functions, with the words that residents use for each."""

    name = "functions"
    title = _("Tugas dan fungsi")
    layout = Layout(
        "functions",
        (
            Column("code", "code", required=True, unique=True, max_length=40, aliases=("kode", "kode_urusan")),
            Column("title", required=True, max_length=250, aliases=("nama", "tugas", "urusan")),
            Column("description", "prose", max_length=5000, aliases=("uraian", "keterangan")),
            Column("keywords", "prose", max_length=5000, aliases=("kata_kunci", "kata_warga")),
            Column("parent", "code", max_length=40, aliases=("induk", "kode_induk")),
            Column("is_public", "bool", aliases=("publik", "untuk_warga")),
            *DECREE_COLUMNS,
        ),
    )
    choices = (MISSING_DECREE, SINCE)
    subject, version, key = Function, FunctionVersion, "function_id"
    columns = ("title", "description", "keywords", "parent_id", "is_public")
    refers = {"parent_id": Function}

    def values(self, row: tuple[Any, ...], sheet: Sheet, plan: Plan) -> dict[str, Any]:
        _code, title, description, keywords, parent, is_public, *_decree = row
        return {
            "title": title,
            "description": description,
            "keywords": keywords,
            "parent_id": parent,
            "is_public": is_public is not False,
        }

    def choose(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        codes = {row.code for row in rows}
        parents = [row.values["parent_id"] for row in rows if row.values["parent_id"] not in codes]
        unknown = missing_codes(Function, parents)
        numbers = {row.code: row.number for row in rows}
        plan.findings += [
            Finding(row.number, "parent", "structure.row_function_unknown", row.values["parent_id"])
            for row in rows
            if row.values["parent_id"] in unknown
        ]
        for ring in cycles({row.code: row.values["parent_id"] or None for row in rows}):
            plan.findings.append(Finding(numbers[ring[0]], "parent", "structure.row_cycle", " → ".join(ring[:6])))
        return rows


FUNCTIONS = FunctionImporter()
