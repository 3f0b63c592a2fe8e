"""Events of an outside system from a file: all or nothing, with a finding for each row that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import put_into_words
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet
from penata.organization.structure.models import Unit
from penata.public.catalog.models import Service

from .actions import Described, bring_events
from .actions.processes import Row
from .models import Process, ProcessEvent
from .rules.process.log import MOST_STEPS, MOST_UNITS, Mode

STAGES = tuple(f"stage_{number}" for number in range(1, 9))
LONGEST_NAME = 160
IN_ORDER = gettext_lazy("Bila tiap tahap punya kolom waktu sendiri, urut dari tahap pertama.")

put_into_words(
    {
        "improvement.process_nameless": lambda: _("nama prosesnya belum ditulis."),
        "improvement.process_nameless.repair": lambda: _(
            "Tulis di bawah, misalnya “Persetujuan Bangunan Gedung” (process=…)."
        ),
        "improvement.row_no_times": lambda: _("baris ini tidak menyebut waktu."),
        "improvement.row_no_times.repair": lambda: _("Isi waktu mulai, waktu selesai, atau waktu salah satu tahapnya."),
        "improvement.row_no_step": lambda: _("baris ini tidak menyebut langkahnya."),
        "improvement.row_no_step.repair": lambda: _("Isi kolom langkah."),
        "improvement.row_reversed": lambda: _("waktunya mundur."),
        "improvement.row_reversed.repair": lambda: _(
            "Perbaiki waktunya, atau putuskan di bawah agar baris seperti ini ditinggalkan (reversed=leave-out)."
        ),
        "improvement.case_known": lambda: _("permohonan “%(value)s” sudah ada dalam proses ini."),
        "improvement.case_known.repair": lambda: _(
            "Putuskan di bawah: ganti kejadiannya, atau tinggalkan baris seperti ini (known-cases=replace atau"
            " leave-out)."
        ),
        "improvement.no_columns_of_time": lambda: _("tidak ada kolom waktu yang dapat dibaca."),
        "improvement.no_columns_of_time.repair": lambda: _(
            "Pilih kolom waktu mulai dan selesai, atau langkah dan waktunya, atau kolom tiap tahap."
        ),
        "improvement.unknown_code": lambda: _("kode “%(value)s” tidak dikenal."),
        "improvement.unknown_code.repair": lambda: _(
            "Tulis kode unit atau layanan seperti di halamannya, atau kosongkan."
        ),
        "improvement.promise_odd": lambda: _("“%(value)s” bukan jumlah hari."),
        "improvement.promise_odd.repair": lambda: _("Tulis bilangan bulat dari 1 sampai 3650, atau kosongkan."),
    }
)  # fmt: skip


@dataclass
class Brought:
    """What `apply` writes."""

    described: Described | None = None
    rows: list[Row] = field(default_factory=list)


class Events:
    """Case times of a process. The choice `process` names it; what is there already under this name is added to."""

    name = "events"
    title: Any = gettext_lazy("Waktu proses dari sistem lain")
    layout = Layout(
        "events",
        (
            Column(
                "case", required=True, max_length=80, aliases=("nomor_berkas", "nomor_permohonan", "nomor", "case_id")
            ),
            Column("step", max_length=120, aliases=("langkah", "tahap", "activity", "kegiatan")),
            Column("unit", max_length=160, aliases=("unit", "bidang", "instansi", "resource")),
            Column("started_at", "instant", aliases=("mulai", "waktu_mulai", "tanggal_mulai", "start")),
            Column("finished_at", "instant", aliases=("selesai", "waktu_selesai", "tanggal_selesai", "end")),
            Column("at", "instant", aliases=("waktu", "tanggal", "timestamp")),
            Column("stage_1", "instant", aliases=("waktu_tahap_1",), help=IN_ORDER),
            *(Column(name, "instant", aliases=(f"waktu_tahap_{name[6:]}",)) for name in STAGES[1:]),
        ),
    )  # fmt: skip
    choices: tuple[Choice, ...] = (
        Choice(
            "process", gettext_lazy("Nama proses"), default="",
            help=gettext_lazy("Misalnya “Persetujuan Bangunan Gedung”."),
        ),
        Choice(
            "last-steps", gettext_lazy("Langkah terakhir"), default="",
            help=gettext_lazy(
                "Permohonan selesai bila melewati salah satunya; pisahkan dengan titik koma. Kosong: menurut waktunya."
            ),
        ),
        Choice(
            "at", gettext_lazy("Bila tiap langkah hanya punya satu waktu"),
            {"finish": gettext_lazy("Itu waktu selesainya"), "start": gettext_lazy("Itu waktu mulainya")},
            default="finish",
        ),
        Choice(
            "days", gettext_lazy("Lamanya dihitung"),
            {"working": gettext_lazy("Dalam hari kerja"), "calendar": gettext_lazy("Dalam hari kalender")},
            default="working",
        ),
        Choice("promise", gettext_lazy("Janji layanan (hari)"), default=""),
        Choice("unit", gettext_lazy("Kode unit yang bertanggung jawab"), default=""),
        Choice("service", gettext_lazy("Kode layanan"), default=""),
        Choice(
            "known-cases", gettext_lazy("Permohonan yang sudah ada dalam proses ini"),
            {"replace": gettext_lazy("Ganti kejadiannya dengan yang di berkas ini"), "refuse": gettext_lazy("Tolak"),
             "leave-out": gettext_lazy("Tinggalkan barisnya")}, default="replace",
        ),
        Choice(
            "reversed", gettext_lazy("Baris yang waktunya mundur"),
            {"refuse": gettext_lazy("Tolak"), "leave-out": gettext_lazy("Tinggalkan")}, default="refuse",
        ),
    )  # fmt: skip

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Brought, Iterable[Finding]]:
        mode = _mode(sheet, choices["at"])
        findings = [Finding(0, "", "improvement.no_columns_of_time")] if mode is None else []
        described, wrong = _described(choices, mode or Mode.SPANS, sheet)
        if findings or wrong:
            return Brought(), [*findings, *wrong]
        made = Brought(described)
        known = _known(described.name) if choices["known-cases"] != "replace" else frozenset()
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
            if number not in sheet.findings.rows:
                findings += _take(made, sheet, (number, cells), choices, known)
        return made, [*findings, *_too_many(made.rows)]

    def apply(self, rows: Brought, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        if rows.described is None or not rows.rows:
            return Counts()
        process, before = bring_events(rows.described, rows.rows, replace=choices["known-cases"] == "replace", at=at)
        cases = len({row[0] for row in rows.rows})
        return Counts(new=len(rows.rows), details={"process": process.pk, "cases": cases, "cases_before": before})


def _mode(sheet: Sheet, at_is: str) -> Mode | None:
    has = sheet.present
    if has & set(STAGES):
        return Mode.FINISHES
    if {"started_at", "finished_at"} <= has:
        return Mode.SPANS if "step" in has else Mode.WHOLE
    if "step" not in has or not has & {"at", "started_at", "finished_at"}:
        return None
    if "at" in has:
        return Mode.STARTS if at_is == "start" else Mode.FINISHES
    return Mode.STARTS if "started_at" in has else Mode.FINISHES


def _described(choices: Mapping[str, str], mode: Mode, sheet: Sheet) -> tuple[Described, list[Finding]]:
    name, findings = " ".join(choices["process"].split())[:LONGEST_NAME], []
    if not name or "\x00" in name:
        findings.append(Finding(0, "", "improvement.process_nameless"))
    keys: dict[str, int | None] = {}
    for choice, model in (("unit", Unit), ("service", Service)):
        code = choices[choice].strip().replace("\x00", "")
        keys[choice] = model.objects.filter(code=code).values_list("pk", flat=True).first() if code else None
        if code and keys[choice] is None:
            findings.append(Finding(0, "", "improvement.unknown_code", code))
    promise = choices["promise"].strip()
    if promise and not (promise.isdecimal() and len(promise) < 5 and 0 < int(promise) <= 3650):
        findings.append(Finding(0, "", "improvement.promise_odd", promise))
    last = tuple(" ".join(part.split())[:120] for part in choices["last-steps"].split(";") if part.strip())
    stages = [sheet.headers[name][:120] for name in STAGES if name in sheet.present]
    return Described(
        name, mode.value, keys["unit"], keys["service"], int(promise) if promise and not findings else None,
        last or tuple(stages[-1:]), choices["days"] == "working",
    ), findings  # fmt: skip


def _known(name: str) -> frozenset[str]:
    process = Process.objects.filter(name__iexact=name).first()
    found = ProcessEvent.objects.filter(process=process).values_list("case_key", flat=True).distinct()
    return frozenset(found) if process else frozenset()


def _take(
    made: Brought, sheet: Sheet, row: tuple[int, tuple[Any, ...]], choices: Mapping[str, str], known: frozenset[str]
) -> Iterator[Finding]:
    number, cells = row
    case = cells[0]
    if case in known:
        yield Finding(number, "case", "improvement.case_known", case, is_left_out=choices["known-cases"] == "leave-out")
        return
    found, wrong = _events(made, sheet, cells)
    if wrong:
        is_left_out = wrong == "improvement.row_reversed" and choices["reversed"] == "leave-out"
        yield Finding(number, "", wrong, is_left_out=is_left_out)
    else:
        made.rows += found


def _events(made: Brought, sheet: Sheet, cells: tuple[Any, ...]) -> tuple[list[Row], str]:
    """The events of a row, or why there are none."""
    case, step, unit, start, end, at, *stages = cells
    mode = made.described.mode if made.described else ""
    if any(name in sheet.present for name in STAGES):
        pairs = [(sheet.headers[name][:120], when) for name, when in zip(STAGES, stages, strict=True) if when]
        if any(later < earlier for (_a, earlier), (_b, later) in pairwise(pairs)):
            return [], "improvement.row_reversed"
        return [(case, name, unit, None, _aware(when)) for name, when in pairs], (
            "" if pairs else "improvement.row_no_times"
        )
    if mode == Mode.STARTS:
        start, end = (at or start), None
    elif mode == Mode.FINISHES:
        start, end = None, (at or end)
    if start is None and end is None:
        return [], "improvement.row_no_times"
    if start and end and end < start:
        return [], "improvement.row_reversed"
    if not step and mode != Mode.WHOLE:
        return [], "improvement.row_no_step"
    return [(case, step if mode != Mode.WHOLE else "", unit, _aware(start), _aware(end))], ""


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=timezone.get_current_timezone()) if at else None


def _too_many(rows: list[Row]) -> Iterator[Finding]:
    """More steps than a process can have: the wrong column was chosen."""
    for column, place, most in (("step", 1, MOST_STEPS), ("unit", 2, MOST_UNITS)):
        names = {str(row[place]) for row in rows}
        if len(names) > most:
            yield Finding(
                0,
                column,
                f"improvement.too_many_{column}s",
                params={"most": most, "examples": ", ".join(sorted(names)[:3])},
            )


EVENTS = Events()
