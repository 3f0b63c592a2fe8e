from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import copy_rows
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet

from ..models import Decree
from .reading import Plan, Planned

_KINDS = {str(value): str(value) for value in Decree.Kind.values} | {
    "undang-undang": "uu",
    "peraturan pemerintah": "pp",
    "peraturan daerah": "perda",
    "peraturan wali kota": "perwali",
    "peraturan walikota": "perwali",
    "perwal": "perwali",
    "keputusan": "sk",
    "surat keputusan": "sk",
    "surat tugas": "surat",
    "surat perintah": "surat",
}


class DecreeImporter(Planned):
    """Decrees; one that is there already must say the same."""

    name = "decrees"
    title = _("Dasar hukum")
    layout = Layout(
        "decrees",
        (
            Column("kind", "choice", required=True, choices=_KINDS, aliases=("jenis",)),
            Column("number", required=True, max_length=60, aliases=("nomor",)),
            Column("year", "int", required=True, aliases=("tahun",)),
            Column("title", required=True, max_length=300, aliases=("judul", "tentang")),
            Column("signed_on", "date", required=True, aliases=("ditetapkan", "tanggal_penetapan")),
            Column("in_force_on", "date", aliases=("berlaku", "tanggal_berlaku")),
        ),
    )
    choices: ClassVar[tuple[Choice, ...]] = ()

    def plan(self, sheet: Sheet, choices: Mapping[str, str]) -> Plan:
        plan = Plan()
        seen: dict[tuple[str, str, int], int] = {}
        known: dict[tuple[str, str, int], tuple[str, date, date]] = {
            (kind, number.lower(), year): (title, signed, force)
            for kind, number, year, title, signed, force in Decree.objects.values_list(
                "kind", "number", "year", "title", "signed_on", "in_force_on"
            )
        }
        for place, (kind, number, year, title, signed_on, in_force_on) in enumerate(sheet.rows):
            if sheet.number(place) in sheet.findings.rows:
                continue
            row, name = sheet.number(place), (kind, number.lower(), year)
            force = in_force_on or signed_on
            first = seen.setdefault(name, row)
            if first != row:
                plan.findings.append(Finding(row, "number", "tables.twice", number, {"first": first}))
            if not 1900 <= year <= 2200:
                plan.findings.append(Finding(row, "year", "structure.row_year", str(year)))
            if force < signed_on:
                plan.findings.append(Finding(row, "in_force_on", "structure.row_force", force.isoformat()))
            if name in known and known[name][1:] != (signed_on, force):
                plan.findings.append(Finding(row, "number", "structure.row_decree_differs", number))
            plan.rows.append((name in known, (kind, number, year, title, signed_on, force, "")))
        return plan

    def write(self, plan: Plan, choices: Mapping[str, str], *, at: datetime, by: Actor) -> Counts:
        new = [row for is_known, row in plan.rows if not is_known]
        copy_rows(Decree, ["kind", "number", "year", "title", "signed_on", "in_force_on", "link"], new)
        return Counts(new=len(new), same=len(plan.rows) - len(new))


DECREES = DecreeImporter()
