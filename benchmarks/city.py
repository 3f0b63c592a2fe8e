"""The city that is measured: 100,000 cases, 10,000 civil servants, 3,000 units with ten years of structure."""

from __future__ import annotations

import csv
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from penata.demo import loading
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.tables import queries as tables
from penata.foundation.tables.actions import run_import
from penata.organization.structure.models import Decree, Unit
from penata.public.cases.actions import fold_counts
from penata.public.cases.rules import MEASURES

UNITS, SEATS, YEARS, RENAMED = 3_000, 12, 10, 0.1
BY = Actor.system("Benchmark")
FIRST = 2017


def stand(size: str) -> None:
    """Build the city unless it stands; minutes the first time."""
    call_command("migrate", verbosity=0)
    loading.ensure_city(on=timezone.localdate(), size=size)
    if not Entry.objects.filter(act="benchmark.grow").exists():
        grow()
        Entry.objects.create(actor_label="Benchmark", act="benchmark.grow", subject_kind="demo.city", subject_key="")
    count_a_million()
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from accounts_attempt"
        )  # or a second run within the hour would meet the limit of the key
        cursor.execute("analyze")


def count_a_million(cases: int = 1_000_000, years: int = 3) -> None:
    """Daily counts as of a million cases in three years: those of the city's own year, as often as it takes."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(sum(received), 0) from cases_dailycount where grain = 0")
        known = cursor.fetchone()[0]
        if known >= cases:
            return
        times = -(-(cases - known) // (known * years))
        sums = ", ".join(f"{measure} * {times}" for measure in MEASURES)
        cursor.execute(
            f"insert into cases_dailycount (day, grain, unit, service, area, is_folded, {', '.join(MEASURES)})"
            f" select day - 364 * year, grain, unit, service, area, false, {sums}"
            f" from cases_dailycount, generate_series(0, {years - 1}) as year"
        )
    fold_counts()


def grow() -> None:
    """More units, each with a post of twelve seats, and ten years in which a tenth was renamed each year."""
    chance = random.Random(7)
    decree = Decree.objects.filter(kind=Decree.Kind.CITY).order_by("in_force_on").first()
    parents = list(Unit.objects.order_by("id").values_list("code", flat=True))[:300]
    codes = [f"UK.{number:04}" for number in range(UNITS - Unit.objects.count())]
    label = f"{decree.kind} {decree.number}/{decree.year}" if decree else ""
    with tempfile.TemporaryDirectory() as folder:
        for year in range(YEARS):
            chosen = codes if year == 0 else chance.sample(codes, int(len(codes) * RENAMED))
            rows = (
                (code, f"Unit Kerja {code[3:]} {'lama' if year == 0 else FIRST + year}", "uptd",
                 parents[number % len(parents)], label, "Pasal 2", date(FIRST + year, 2, 1))
                for number, code in enumerate(codes) if code in set(chosen)
            )  # fmt: skip
            bring_in("units", Path(folder) / f"units-{year}.csv", UNIT_COLUMNS, rows)
            print(f"  units of {FIRST + year}", file=sys.stderr)
        posts = (
            (f"{code}-P", f"Pelaksana {code}", code, "pelaksana", SEATS, "false", label, "Pasal 3", date(FIRST, 2, 1))
            for code in codes
        )
        bring_in("positions", Path(folder) / "positions.csv", POSITION_COLUMNS, posts)


UNIT_COLUMNS = ("code", "name", "kind", "parent", "decree", "article", "since")
POSITION_COLUMNS = ("code", "title", "unit", "category", "seats", "is_head", "decree", "article", "since")


def bring_in(what: str, path: Path, columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    """Write rows to a file and bring it in as a city would."""
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    report = run_import(tables.importer(what), path, dry_run=False, by=BY, because="Benchmark")
    if report.is_refused:
        raise RuntimeError("; ".join(str(finding) for finding in report.findings[:5]))
