from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.structure.actions import act
from penata.organization.structure.imports.reading import (
    DECREE_COLUMNS,
    MISSING_DECREE,
    SINCE,
    initial,
    since_findings,
)

from ..actions.bulk import hold, persons
from ..models import Person
from ..rules.identity import nip_problem
from ..rules.ranks import rank_of
from .holdings import KINDS, Line, Seating

_STATUSES = {str(value): str(value) for value in Person.Status.values} | {
    "p3k": "pppk",
    "pppk paruh waktu": "pppk-pw",
    "paruh waktu": "pppk-pw",
    "kepala daerah": "politik",
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


@dataclass(slots=True)
class Rows:
    """Persons to write, the holdings of the same file, and which columns the file speaks about."""

    persons: list[tuple[Any, ...]]
    seating: Seating
    stated: frozenset[str]


class PersonImporter:
    """Civil servants by NIP, and in the same file, when it has the column `position`, what each of them holds."""

    name = "persons"
    title: ClassVar[Any] = _("Pegawai")
    layout = Layout(
        "persons",
        (
            Column("nip", "code", required=True, unique=True, max_length=18, aliases=("nip_baru",)),
            Column("name", required=True, max_length=150, aliases=("nama", "nama_lengkap")),
            Column("status", "choice", choices=_STATUSES, aliases=("status_pegawai", "jenis_pegawai")),
            Column("rank", max_length=10, aliases=("golongan", "gol", "pangkat", "pangkat_golongan")),
            Column("education", max_length=100, aliases=("pendidikan",)),
            Column("email", max_length=254, aliases=("surel", "e_mail")),
            Column("phone", max_length=30, aliases=("telepon", "hp", "no_hp")),
            Column("position", "code", aliases=("jabatan", "kode_jabatan")),
            Column("seat", "int", aliases=("kursi",)),
            Column("kind", "choice", choices=KINDS, aliases=("jenis_pemangkuan",)),
            *DECREE_COLUMNS,
        ),
    )
    choices: tuple[Choice, ...] = (MISSING_DECREE, SINCE)

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Rows, Iterable[Finding]]:
        findings, bad = since_findings(choices), sheet.findings.rows
        ranks: dict[str, str | None] = {"": ""}
        written, lines = [], []
        for number, row in zip(sheet.numbers, sheet.rows, strict=True):
            nip, name, status, rank, education, email, phone, position, seat, kind, decree, article, since, until = row
            if number in bad:
                continue
            problem = nip_problem(nip) if status != "politik" else ""
            if problem:
                findings.append(Finding(number, "nip", f"people.row_nip_{problem}", nip))
            if rank not in ranks:
                ranks[rank] = rank_of(rank)
            known_rank = ranks[rank]
            if known_rank is None:
                findings.append(Finding(number, "rank", "people.row_rank_unknown", rank))
            if email and not _EMAIL.fullmatch(email):
                findings.append(Finding(number, "email", "people.row_email", email))
            if not status:
                status = "pppk" if nip[12:13] >= "2" else "pns"
            written.append((nip, name, status, known_rank or "", education, email, phone))
            if position:
                lines.append(Line(number, nip, position, seat, kind, decree, article, since, until))
        seating = Seating(lines, choices)
        return Rows(written, seating, sheet.present), [*findings, *seating.findings]

    def apply(self, rows: Rows, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        with act(f"import {self.name}") as instant:
            keys, new, changed = persons(rows.persons, stated=rows.stated, by=by, at=instant)
            first = initial(choices, at=instant, by=by) if rows.seating.needs_initial else None
            newcomers = {keys[nip] for nip in new}
            held, moved = hold(rows.seating.holdings(keys, first), at=instant, newcomers=newcomers)
        of = [row.nip for row, _until in rows.seating.rows]
        changed |= {of[place] for place in held | moved} - new
        details = {"holdings_new": len(held), "holdings_changed": len(moved), "accounts": len(new)}
        same = len(rows.persons) - len(new) - len(changed)
        return Counts(new=len(new), changed=len(changed), same=same, details=details)


PERSONS = PersonImporter()
