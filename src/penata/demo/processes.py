"""A permit of Kota Lama as its licensing system would hand it over: 400 files, five steps, one of which is slow."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.actions import run_import
from penata.learning.improvement.imports import EVENTS

SEED, FILES, DAYS = 41, 400, 150
LAST = "Penerbitan izin"
# step, unit, hours of waiting before it and of work in it, in the middle
STEPS = (
    ("Pendaftaran", "Loket pelayanan terpadu", 0.0, 0.5),
    ("Pemeriksaan berkas", "Bidang perizinan", 10.0, 1.5),
    ("Rekomendasi teknis", "Dinas teknis", 62.0, 5.0),
    ("Persetujuan", "Bidang perizinan", 14.0, 0.7),
    (LAST, "Loket pelayanan terpadu", 5.0, 0.3),
)
RETURNED = 0.18  # files sent back once for what is missing


def bring(on: date, unit: str) -> None:
    """Bring the file in as an operator would."""
    run_import(
        EVENTS, _file(on), file_name="izin.csv", because="Data percontohan", dry_run=False,
        choices={"process": "Persetujuan Bangunan Gedung", "last-steps": LAST, "promise": "14", "unit": unit},
        by=Actor.system("Kota Lama"), at=timezone.now(),
    )  # fmt: skip


def _file(on: date) -> bytes:
    chance, text = random.Random(SEED), io.StringIO()
    rows = csv.writer(text)
    rows.writerow(["nomor", "langkah", "unit", "mulai", "selesai"])
    for number in range(FILES):
        came = datetime(on.year, on.month, on.day) - timedelta(days=chance.uniform(1, DAYS))  # noqa: DTZ001 as a file writes it
        for step, unit, began, ended in _walked(chance, came, datetime(on.year, on.month, on.day)):  # noqa: DTZ001
            rows.writerow(
                [
                    f"PBG-{number + 1:04d}",
                    step,
                    unit,
                    f"{began:%Y-%m-%d %H:%M}",
                    f"{ended:%Y-%m-%d %H:%M}" if ended else "",
                ]
            )
    return text.getvalue().encode()


def _walked(chance: random.Random, came: datetime, now: datetime) -> list[tuple[str, str, datetime, datetime | None]]:
    """What one file went through until now."""
    at, found = _office(came), []
    steps = list(STEPS)
    if chance.random() < RETURNED:
        steps[2:2] = [("Melengkapi berkas", "Pemohon", 8.0, 12.0), STEPS[1]]
    for step, unit, waits, works in steps:
        began = _later(at, chance.lognormvariate(0, 0.6) * waits)
        ended = _later(began, chance.lognormvariate(0, 0.5) * works)
        if began >= now:
            break
        found.append((step, unit, began, ended if ended < now else None))
        if ended >= now:
            break
        at = ended
    return found


def _office(at: datetime) -> datetime:
    """The next hour of work: Mondays to Fridays from eight to four."""
    if at.hour >= 16:
        at = (at + timedelta(days=1)).replace(hour=8, minute=0)
    at = max(at, at.replace(hour=8, minute=0))
    while at.weekday() >= 5:
        at = (at + timedelta(days=1)).replace(hour=8, minute=0)
    return at


def _later(at: datetime, hours: float) -> datetime:
    """So many hours of work later."""
    while hours > 0:
        at = _office(at)
        left = (at.replace(hour=16, minute=0, second=0, microsecond=0) - at).total_seconds() / 3600
        taken = min(left, hours)
        at, hours = at + timedelta(hours=taken), hours - taken
    return at
