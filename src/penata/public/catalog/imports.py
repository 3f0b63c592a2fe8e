"""Services with their standards, from a file, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, put_into_words
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.structure.imports.reading import (
    DECREE_COLUMNS,
    MISSING_DECREE,
    SINCE,
    Decrees,
    Source,
    initial,
    since_findings,
    stated_day,
)
from penata.organization.structure.models import Function

from .actions import Contents, Incoming, bring_in, checked, is_code
from .models import COMPONENT_LABELS, Service, Standard
from .rules import KEYS

put_into_words(
    {
        "catalog.row_function_unknown": lambda: gettext("fungsi “%(value)s” tidak ada."),
        "catalog.row_function_unknown.repair": lambda: gettext("Masukkan fungsinya dahulu, atau perbaiki kodenya."),
        "catalog.row_function_differs": lambda: gettext("layanan ini sudah ada di bawah fungsi “%(value)s”."),
        "catalog.row_function_differs.repair": lambda: gettext(
            "Fungsi sebuah layanan tetap. Tutup layanan lama, lalu buka dengan kode baru."
        ),
        "catalog.row_function_missing": lambda: gettext("fungsinya belum disebut."),
        "catalog.row_function_missing.repair": lambda: gettext("Isi kolom function dengan kode fungsi."),
        "catalog.row_code_bad": lambda: gettext("kode “%(value)s” tidak dapat dipakai."),
        "catalog.row_code_bad.repair": lambda: gettext("Pakai huruf, angka, titik, dan tanda hubung saja."),
    }
)

TOPICS = {str(value): str(value) for value in Standard.Topic.values} | {
    "pengaduan": "complaint",
    "perizinan": "permit",
    "dokumen": "document",
    "bantuan": "help",
    "kesehatan": "health",
    "pendidikan": "education",
    "informasi": "information",
}


@dataclass(slots=True)
class Plan:
    """Rows that were understood, and what is wrong with the others."""

    rows: list[tuple[str, int, dict[str, Any], Source | None, str, date | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    needs_initial: bool = False
    stated: frozenset[str] = frozenset()


class ServiceImporter:
    """One row a service; a service that is there already gets a new version where the row says something else."""

    name = "services"
    title = _("Layanan dan standarnya")
    layout = Layout(
        "services",
        (
            Column("code", "code", required=True, unique=True, max_length=40, aliases=("kode",)),
            Column("function", "code", max_length=40, aliases=("fungsi", "kode_fungsi")),
            Column("name", required=True, max_length=200, aliases=("nama", "nama_layanan")),
            Column("summary", required=True, max_length=400, aliases=("ringkasan",)),
            Column("topic", "choice", required=True, choices=TOPICS, aliases=("golongan", "jenis")),
            Column("keywords", "prose", max_length=2_000, aliases=("kata_kunci", "kata_warga")),
            Column("is_reportable", "bool", aliases=("dapat_dilaporkan",)),
            Column("promise_days", "int", required=True, aliases=("janji_hari", "hari_kerja")),
            Column("cost_text", max_length=200, aliases=("biaya_ringkas",)),
            *(Column(key, "prose", max_length=20_000, help=COMPONENT_LABELS[key]) for key in KEYS),
            *DECREE_COLUMNS[:3],
        ),
    )
    choices: tuple[Choice, ...] = (MISSING_DECREE, SINCE)

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Plan, Iterable[Finding]]:
        plan, decrees = Plan(findings=since_findings(choices), stated=_stated(sheet.present)), Decrees(choices)
        functions = dict(Function.objects.values_list("code", "id"))
        taken = dict(Service.objects.values_list("code", "function__code"))
        for place, cells in enumerate(sheet.rows):
            number = sheet.number(place)
            if number in sheet.findings.rows:
                continue
            row = dict(zip(sheet.layout.names, cells, strict=True))
            wrong = _wrong(row, functions, taken)
            source = decrees.find(row["decree"])
            if isinstance(source, str):
                wrong, source = wrong or ("decree", source, row["decree"]), None
            contents = _contents(row)
            try:
                values = checked(contents)
            except Refused as refusal:
                plan.findings.append(Finding(number, refusal.field or "", refusal.code, params=refusal.params))
                continue
            if wrong is not None:
                column, code, value = wrong
                plan.findings.append(Finding(number, column, code, value))
                continue
            plan.needs_initial = plan.needs_initial or source is None
            function = functions[row["function"] or taken[row["code"]]]
            plan.rows.append((row["code"], function, values, source, row["article"], row["since"]))
        return plan, plan.findings

    @transaction.atomic
    def apply(self, rows: Plan, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        first = initial(choices, at=at, by=by) if rows.needs_initial else None
        today, stated = timezone.localdate(at), stated_day(choices)
        known = Service.objects.filter(code__in=[row[0] for row in rows.rows])
        there = set(known.values_list("code", flat=True))
        incoming = []
        for code, function, values, source, article, since in rows.rows:
            own = source or first
            assert own is not None  # noqa: S101 the plan says when it is needed
            on = since or stated or (today if code in there else own.day)
            incoming.append(Incoming(code, function, values, own.decree_id, article, on))
        new, changed, same = bring_in(incoming, stated=rows.stated, on=today)
        return Counts(new=new, changed=changed, same=same)


def _wrong(
    row: Mapping[str, Any], functions: Mapping[str, int], taken: Mapping[str, str]
) -> tuple[str, str, str] | None:
    """The column, the code and the value of what is wrong between this row and the records."""
    code, function = row["code"], row["function"]
    if not is_code(code):
        return "code", "catalog.row_code_bad", code
    if not function and code not in taken:
        return "function", "catalog.row_function_missing", ""
    if function and function not in functions:
        return "function", "catalog.row_function_unknown", function
    if function and taken.get(code, function) != function:
        return "function", "catalog.row_function_differs", taken[code]
    return None


def _stated(present: frozenset[str]) -> frozenset[str]:
    """The values that the file speaks about; the cost in short follows from the component when only that is there."""
    return present | {"cost_text"} if "cost" in present else present


def _contents(row: Mapping[str, Any]) -> Contents:
    cost = row["cost_text"] or row["cost"].split("\n")[0][:200]
    return Contents(
        name=row["name"],
        summary=row["summary"],
        topic=row["topic"],
        promise_days=row["promise_days"],
        keywords=row["keywords"],
        is_reportable=row["is_reportable"] is not False,
        cost_text=cost,
        components={key: row[key] for key in KEYS if row[key]},
    )


SERVICES = ServiceImporter()
