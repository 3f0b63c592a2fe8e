from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from penata.foundation.tables.rules import Choice, Column, Finding, Layout, Sheet

from ..models import Area, Unit, UnitClosure, UnitVersion
from ..rules.naming import kind_of
from ..rules.trees import cycles
from .closings import Row, missing_codes
from .reading import CLOSING_COLUMNS, DECREE_COLUMNS, MISSING_DECREE, SINCE, Plan
from .subjects import SubjectImporter

_KINDS = {str(value): str(value) for value in UnitVersion.Kind.values} | {
    "pemerintah kota": "pemerintah",
    "sekretariat daerah": "setda",
    "sekretariat dprd": "setwan",
    "rumah sakit": "rsud",
    "subbagian": "seksi",
    "upt": "uptd",
    "puskesmas": "uptd",
    "tim kerja": "tim",
    "lainnya": "lain",
}


class UnitImporter(SubjectImporter):
    """Units with their parents; what stands above what must be a tree, within the file and with what is there."""

    name = "units"
    title = _("Unit organisasi")
    layout = Layout(
        "units",
        (
            Column("code", "code", required=True, unique=True, max_length=40, aliases=("kode", "kode_unor", "id_unor")),
            Column("name", required=True, max_length=200, aliases=("nama", "nama_unor", "nama_unit")),
            Column("kind", "choice", choices=_KINDS, aliases=("jenis",)),
            Column("parent", "code", max_length=40, aliases=("induk", "kode_induk", "atasan")),
            Column("area", "code", max_length=40, aliases=("wilayah", "kode_wilayah")),
            Column("short_name", max_length=60, aliases=("singkatan",)),
            Column("type", "choice", choices={"a": "A", "b": "B", "c": "C"}, aliases=("tipe",)),
            *DECREE_COLUMNS,
            *CLOSING_COLUMNS,
        ),
    )
    choices = (
        Choice(
            "missing-parent",
            _("Induk yang tidak ada"),
            {"refuse": _("Tolak berkas"), "root": _("Jadikan tanpa induk"), "leave-out": _("Lewati unitnya")},
        ),
        Choice(
            "blank-parent",
            _("Unit yang induknya kosong"),
            {"root": _("Jadikan tanpa induk"), "refuse": _("Tolak berkas"), "leave-out": _("Lewati unitnya")},
            default="root",
        ),
        Choice(
            "self-parent",
            _("Unit yang menjadi induknya sendiri"),
            {"refuse": _("Tolak berkas"), "root": _("Jadikan tanpa induk")},
        ),
        Choice(
            "root",
            _("Unit tanpa induk ditempatkan di bawah"),
            default="",
            help=_("Kode unit di berkas ini atau yang sudah ada. Kosong: tetap tanpa induk."),
        ),
        MISSING_DECREE,
        SINCE,
    )
    subject, version, key = Unit, UnitVersion, "unit_id"
    columns = ("name", "short_name", "kind", "type_class", "parent_id", "area_id", "purpose")
    refers = {"parent_id": Unit, "area_id": Area}
    closure = UnitClosure

    def spelled(self, column: str) -> str:
        return {"type": "type_class"}.get(column, column)

    def stated(self, sheet: Sheet, choices: Mapping[str, str]) -> frozenset[str]:
        rooted = {"parent_id"} if choices["root"] else set()
        return super().stated(sheet, choices) | rooted

    def values(self, row: tuple[Any, ...], sheet: Sheet, plan: Plan) -> dict[str, Any]:
        _code, name, kind, parent, area, short_name, type_class, *_decree = row
        if not kind:
            kind = kind_of(name)
            guessed = plan.details.setdefault("kinds_guessed_from_names", Counter())
            guessed[kind] += 1
        return {
            "name": name,
            "short_name": short_name,
            "kind": kind,
            "type_class": type_class,
            "parent_id": parent,
            "area_id": area,
            "purpose": "",
        }

    def choose(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        plan.details["kinds_guessed_from_names"] = dict(plan.details.get("kinds_guessed_from_names", {}))
        rows = self._blanks(rows, plan, sheet, choices)
        for row in rows:
            if row.values["parent_id"] == row.code:
                self._count(plan, "self_parents")
                if choices["self-parent"] == "refuse":
                    plan.findings.append(Finding(row.number, "parent", "structure.row_self_parent", row.code))
                row.values["parent_id"] = ""
        rows = self._parents(rows, plan, choices)
        if choices["root"]:
            for row in rows:
                if not row.values["parent_id"] and row.code != choices["root"]:
                    row.values["parent_id"] = choices["root"]
            if choices["root"] not in {row.code for row in rows} and missing_codes(Unit, [choices["root"]]):
                plan.findings.append(Finding(0, "root", "structure.row_unit_unknown", choices["root"]))
        parents = {row.code: row.values["parent_id"] or None for row in rows}
        numbers = {row.code: row.number for row in rows}
        for ring in cycles(parents):
            shown = " → ".join([*ring[:6], ring[0]])
            plan.findings.append(Finding(numbers[ring[0]], "parent", "structure.row_cycle", shown))
        unknown = missing_codes(Area, [row.values["area_id"] for row in rows])
        plan.findings += [
            Finding(row.number, "area", "structure.row_area_unknown", row.values["area_id"])
            for row in rows
            if row.values["area_id"] in unknown
        ]
        return rows

    def _blanks(self, rows: list[Row], plan: Plan, sheet: Sheet, choices: Mapping[str, str]) -> list[Row]:
        """Rows whose parent is empty: as stated. Self-parents come later and are not among them."""
        if "parent" not in sheet.present:
            return rows
        blank = [row for row in rows if not row.values["parent_id"]]
        plan.details["blank_parents"] = len(blank)
        how = choices["blank-parent"]
        if how == "root":
            return rows
        plan.findings += [
            Finding(row.number, "parent", "structure.row_parent_blank", row.code, is_left_out=how == "leave-out")
            for row in blank
        ]
        return rows if how == "refuse" else [row for row in rows if row.values["parent_id"]]

    def _parents(self, rows: list[Row], plan: Plan, choices: Mapping[str, str]) -> list[Row]:
        """Parents that are neither in the file nor known: as stated. Who stands below one left out is left out too."""
        codes = {row.code for row in rows}
        missing = missing_codes(Unit, [row.values["parent_id"] for row in rows if row.values["parent_id"] not in codes])
        gone: set[str] = set(missing)
        how = choices["missing-parent"]
        kept = rows
        while True:
            hit = [row for row in kept if row.values["parent_id"] in gone]
            if not hit:
                return kept
            for row in hit:
                self._count(plan, "missing_parents")
                if how != "root":
                    plan.findings.append(
                        Finding(
                            row.number,
                            "parent",
                            "structure.row_parent_unknown",
                            row.values["parent_id"],
                            is_left_out=how == "leave-out",
                        )
                    )
                row.values["parent_id"] = "" if how != "leave-out" else row.values["parent_id"]
            if how != "leave-out":
                return kept
            out = {row.code for row in hit}
            kept = [row for row in kept if row.code not in out]
            gone = out

    @staticmethod
    def _count(plan: Plan, name: str) -> None:
        plan.details[name] = plan.details.get(name, 0) + 1


UNITS = UnitImporter()
