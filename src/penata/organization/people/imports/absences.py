from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from penata.foundation.dated.actions import close_belief
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.tables.actions import copy_rows
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.structure.actions import act

from ..models import Absence, Person

_KINDS = {str(value): str(value) for value in Absence.Kind.values} | {
    "perjalanan dinas": "dinas",
    "dinas luar": "dinas",
    "pelatihan": "diklat",
    "cuti tahunan": "cuti",
}
Row = tuple[int, str, int | None, date, date, str]  # person, kind, substitute, since, until, note


class AbsenceImporter:
    """Who is away when, and who stands in. A row replaces what was known about the same days."""

    name = "absences"
    title: ClassVar[Any] = _("Ketidakhadiran")
    layout = Layout(
        "absences",
        (
            Column("nip", "code", required=True, max_length=18),
            Column("kind", "choice", required=True, choices=_KINDS, aliases=("jenis",)),
            Column("substitute", "code", max_length=18, aliases=("pengganti", "nip_pengganti")),
            Column("since", "date", required=True, aliases=("mulai", "sejak")),
            Column("until", "date", required=True, aliases=("sampai", "kembali", "masuk_kembali")),
            Column("note", max_length=200, aliases=("keterangan", "catatan")),
        ),
    )
    choices: tuple[Choice, ...] = ()

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[list[Row], Iterable[Finding]]:
        nips = {cell for row in sheet.rows for cell in (row[0], row[2]) if cell}
        keys = dict(Person.objects.filter(nip__in=nips).values_list("nip", "id"))
        findings: list[Finding] = []
        rows: list[Row] = []
        seen: dict[str, list[tuple[Period, int]]] = {}
        for number, (nip, kind, substitute, since, until, note) in zip(sheet.numbers, sheet.rows, strict=True):
            if number in sheet.findings.rows:
                continue
            wrong = [
                Finding(number, column, "people.row_person_unknown", value)
                for column, value in (("nip", nip), ("substitute", substitute))
                if value and value not in keys
            ]
            if substitute == nip:
                wrong.append(Finding(number, "substitute", "people.row_substitute_himself", nip))
            if until <= since:
                wrong.append(Finding(number, "until", "people.row_period_empty", until.isoformat()))
            else:
                days = Period(since, until)
                first = next((n for other, n in seen.setdefault(nip, []) if other.overlaps(days)), None)
                if first is not None:
                    wrong.append(Finding(number, "since", "people.row_overlaps", nip, {"first": first}))
                seen[nip].append((days, number))
            findings += wrong
            if not wrong:
                rows.append((keys[nip], kind, keys.get(substitute), since, until, note))
        return rows, findings

    def apply(self, rows: list[Row], choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        with act(f"import {self.name}") as instant:
            believed: dict[int, list[Any]] = {}
            fields = ("id", "person_id", "kind", "substitute_id", "note", "valid")
            known = Absence.objects.filter(recorded__upper_inf=True, person_id__in={row[0] for row in rows})
            for key, person, *values, valid in known.values_list(*fields):
                believed.setdefault(person, []).append((key, *values, Period(valid.lower, valid.upper)))
            counts = Counts()
            closed: list[int] = []
            written: list[Any] = []
            for person, kind, substitute, since, until, note in rows:
                days = Period(since, until)
                touched = [a for a in believed.get(person, []) if a[4].overlaps(days)]
                if any(a[1:4] == (kind, substitute, note) and a[4].covers(days) for a in touched):
                    counts.same += 1
                    continue
                counts.changed += bool(touched)
                counts.new += not touched
                for a in touched:
                    closed.append(a[0])
                    believed[person].remove(a)
                    written.extend((person, *a[1:4], piece) for piece in a[4].without(days))
                written.append((person, kind, substitute, note, days))
            close_belief(Absence, closed, at=instant)
            copy_rows(
                Absence,
                ["person_id", "kind", "substitute_id", "note", "valid", "recorded"],
                (
                    (*values, DateRange(days.since, days.until), DateTimeTZRange(instant, None))
                    for *values, days in written
                ),
            )
        return counts


ABSENCES = AbsenceImporter()
