from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.module_loading import import_string

from penata.config.exports import EXPORTS
from penata.config.imports import IMPORTERS
from penata.foundation.tables import queries as tables
from penata.foundation.tables.actions import run_import
from penata.foundation.tables.exports import csv_lines

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("name", EXPORTS)
def test_each_table_can_be_written(city: Any, name: str) -> None:
    columns, rows = import_string(EXPORTS[name])(TODAY)
    written = list(rows)
    assert all(len(row) == len(columns) for row in written)
    if name in {"units", "areas", "positions", "functions", "mandates", "decrees", "persons", "holdings"}:
        assert written


@pytest.mark.parametrize("name", ["decrees", "areas", "units", "positions", "functions", "persons"])
def test_what_was_written_can_be_brought_in_again_and_changes_nothing(city: Any, name: str, tmp_path: Any) -> None:
    columns, rows = import_string(EXPORTS[name])(TODAY)
    file = tmp_path / f"{name}.csv"
    file.write_bytes(b"".join(csv_lines(columns, rows)))
    report = run_import(tables.importer(name), file, dry_run=True, by=city.actor("administrator"))
    assert not report.is_refused, report.findings[:3]
    assert report.rows_new == 0
    assert name in IMPORTERS
