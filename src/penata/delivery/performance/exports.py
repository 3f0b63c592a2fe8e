"""What leaves the room for other systems: e-Kinerja and SIASN take it, so that nothing is typed twice.

Their fields keep their own names in every language: an import looks for them. Which evaluations are written is the
reader's right (`queries.visible_evaluations`), never this file's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from penata.organization.structure import queries as structure

from . import queries
from .models import Evaluation, Evidence, Realization
from .rules import shown

ORDER = ("period__since", "-period__until", "person__nip", "position_id")
EVALUATIONS = (
    "nip", "nama", "jabatan", "unitKerja", "tahun", "periode", "bulanMulaiPenilaian", "bulanSelesaiPenilaian",
    "tahunMulaiPenilaian", "tahunSelesaiPenilaian", "hasilKinerja", "hasilKinerjaNilai", "perilakuKerja",
    "perilakuKerjaNilai", "kuadranKinerja", "kuadranKinerjaNilai", "koefisienId", "angkaKredit", "penilaiNipNrp",
    "penilaiNama", "penilaiGolongan", "penilaiJabatanNama", "penilaiUnorNama", "statusPenilai",
)  # fmt: skip


def evaluation_rows(evaluations: QuerySet[Evaluation], on: date) -> Iterator[tuple[Any, ...]]:
    """Those of them that are closed, by period and NIP; a handful of queries for each period."""
    closed = evaluations.filter(state="closed", appraisal__isnull=False).order_by(*ORDER)
    known = {kind: queries.figures(kind, on) for kind in ("coefficient", "percentage", "siasn")}
    for period, found in groupby(closed.select_related("person", "period", "appraisal__by"), lambda row: row.period):
        rows = list(found)
        places = [row.position_id for row in rows] + [row.appraisal.position_id for row in rows if row.appraisal]
        titles = structure.position_titles([place for place in places if place is not None], on)
        levels = dict(queries.levels_of([row.position_id for row in rows], period.until - timedelta(days=1)))
        for row in rows:
            yield _row(row, titles, levels.get(row.position_id, ""), known)


def _row(
    row: Evaluation, titles: dict[int, tuple[str, int, str]], level: str, known: dict[str, Any]
) -> tuple[Any, ...]:
    appraisal, codes = row.appraisal, known["siasn"]
    assert appraisal is not None  # noqa: S101 asked for in the query
    last, by = row.days.upper - timedelta(days=1), appraisal.by
    title, _unit, unit_name = titles.get(row.position_id, ("", 0, ""))
    by_title, _by_unit, by_unit_name = titles.get(appraisal.position_id or 0, ("", 0, ""))
    points = queries.points_for(level, appraisal.rating, row.days, known)
    return (
        row.person.nip, row.person.name, title, unit_name, row.period.year, str(row.period),
        row.days.lower.month, last.month, row.days.lower.year, last.year,
        appraisal.get_results_display(), _code(codes, f"level:{appraisal.results}"),
        appraisal.get_conduct_display(), _code(codes, f"level:{appraisal.conduct}"),
        appraisal.get_rating_display(), _code(codes, f"rating:{appraisal.rating}"),
        _code(codes, f"coefficient:{level}:{appraisal.rating}") if level else None,
        None if points is None else float(shown(points)),
        by.nip if by else "", by.name if by else appraisal.by_label, by.rank if by else "", by_title, by_unit_name,
        "ASN" if by is None or by.status != "politik" else "NON ASN",
    )  # fmt: skip


def _code(codes: dict[str, Decimal], key: str) -> int | None:
    return int(codes[key]) if key in codes else None


# What stands behind a rating: each result with what came of it, and the evidence for it -------------------------------

EVIDENCE = (
    "nip", "nama", "jabatan", "tahun", "periode", "hasilKerja", "realisasi", "jenisBukti", "buktiDukung", "selesai",
    "dalamTenggat", "tautan", "keterangan",
)  # fmt: skip
SOURCES = {"case": "laporan warga", "task": "tugas", "": "catatan"}


def evidence_rows(evaluations: QuerySet[Evaluation], on: date) -> Iterator[tuple[Any, ...]]:
    """A row for each piece of evidence, and one for each result without any. A report of a resident is named by its
    number, never by its words."""
    rows = list(evaluations.select_related("person", "period").order_by(*ORDER))
    titles = structure.position_titles([row.position_id for row in rows], on)
    realized = _by(Realization.objects.filter(evaluation__in=rows).select_related("result").order_by("result"))
    chosen = _by(Evidence.objects.filter(evaluation__in=rows).select_related("case", "result").order_by("pk"))
    for row in rows:
        title = titles.get(row.position_id, ("", 0, ""))[0]
        head = (row.person.nip, row.person.name, title, row.period.year, str(row.period))
        said = {one.result.title: one.words for one in realized.get(row.pk, [])}
        shown_for = {one.result.title for one in chosen.get(row.pk, []) if one.result is not None}
        for one in chosen.get(row.pk, []):
            name = one.result.title if one.result is not None else ""
            yield (*head, name, said.get(name, ""), *_piece(one))
        for name in said.keys() - shown_for:
            yield (*head, name, said[name], *("",) * 6)


def _by(rows: QuerySet[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.evaluation_id, []).append(row)
    return found


def _piece(one: Evidence) -> tuple[Any, ...]:
    name, done, is_in_time, address = one.comment, one.done_on, one.is_in_time, ""
    if (case := one.case) is not None:
        name, address = case.reference, case.get_absolute_url()
        done = timezone.localdate(case.answered_at) if case.answered_at else None
        is_in_time = None if done is None else done <= case.finish_by
    elif one.task_id is not None:
        name, address = one.title, reverse("plans:task", args=[one.task_id])
    in_time = "" if is_in_time is None else "ya" if is_in_time else "tidak"
    link = settings.PUBLIC_ADDRESS + address if address else ""
    return SOURCES[one.source], name, done, in_time, link, one.comment if one.source else ""
