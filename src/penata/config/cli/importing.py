"""`penata import`: bring a file in, all or nothing. Exit code 0 done, 1 refused with a report, 2 wrong use."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .running import set_up

if TYPE_CHECKING:
    from penata.foundation.tables.rules import Importer, Report

What = Annotated[str, typer.Argument(help="What to bring in: units, persons, … (unknown ones list all); boundaries.")]
File = Annotated[
    Path, typer.Argument(help="A CSV or XLSX file; of boundaries, GeoJSON.", exists=True, dir_okay=False, readable=True)
]
Map = Annotated[str, typer.Option("--map", help="column=header of the file, e.g. code=kode,name=nama.")]
Choices = Annotated[list[str] | None, typer.Option("--choice", help="name=value, e.g. missing-parent=root.")]
Dry = Annotated[bool, typer.Option("--dry-run", help="Check and count; change nothing.")]
Again = Annotated[bool, typer.Option("--again", help="Bring in a file that came in before.")]
Because = Annotated[str, typer.Option("--because", help="The reason, kept in the journal.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write the findings to this CSV file.")]

WRONG_USE = {"mapping", "choices", "importer", "again"}  # fields of a refusal that the command line caused


def bring_in(
    what: What,
    file: File,
    mapping: Map = "",
    choice: Choices = None,
    dry_run: Dry = False,
    again: Again = False,
    because: Because = "",
    as_json: AsJson = False,
    report_file: ReportFile = None,
) -> None:
    """Bring a CSV or XLSX file in: every row, or none and a report of what is wrong with which row."""
    set_up()
    from penata.foundation.refusals import Refused
    from penata.foundation.tables import queries
    from penata.foundation.tables.rules import parse_mapping

    try:
        if what == "boundaries":
            report = _boundaries(file, parse_mapping(mapping), choice or [], dry_run, because)
        else:
            importer = queries.importer(what)
            stated = _choices(importer, choice or [])
            report = _watched(importer, file, parse_mapping(mapping), stated, dry_run, again, because)
    except Refused as refusal:
        typer.echo(f"penata: {refusal}", err=True)
        is_wrong_use = refusal.field in WRONG_USE or refusal.code.startswith("tables.choice")
        raise typer.Exit(2 if is_wrong_use else 1) from None
    if report_file is not None:
        _write_findings(report, report_file)
    typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if as_json else _words(report))
    raise typer.Exit(1 if report.is_refused else 0)


def _boundaries(file: Path, mapping: dict[str, str], choice: list[str], dry_run: bool, because: str) -> Report:
    """Boundaries are no table: a GeoJSON file, whose features name their area in one property."""
    from penata.foundation.journal.rules import Actor
    from penata.foundation.refusals import Refused
    from penata.organization.structure.imports import BOUNDARIES

    if mapping.keys() - {"code"}:
        raise Refused(
            "tables.mapping_unknown_column", field="mapping", name=", ".join(mapping.keys() - {"code"}), known="code"
        )
    return BOUNDARIES.bring_in(
        file.read_bytes(),
        file_name=file.name,
        code_property=mapping.get("code", ""),
        choices=dict(item.partition("=")[::2] for item in choice),
        dry_run=dry_run,
        because=because,
        by=Actor.system("penata import"),
    )


def _choices(importer: Importer, stated: list[str]) -> dict[str, str]:
    from penata.foundation.refusals import Refused

    choices = dict(item.partition("=")[::2] for item in stated)
    for name in choices:
        if name not in {choice.name for choice in importer.choices}:
            known = ", ".join(choice.name for choice in importer.choices)
            raise Refused("tables.choice_unknown", field="choices", name=name, known=known)
    return choices


def _watched(
    importer: Importer,
    file: Path,
    mapping: dict[str, str],
    choices: dict[str, str],
    dry_run: bool,
    again: bool,
    because: str,
) -> Report:
    """The import, with a progress bar where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress

    from penata.foundation.journal.rules import Actor
    from penata.foundation.tables.actions import run_import
    from penata.foundation.tables.rules import OPERATORS

    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        line = bar.add_task(file.name, total=None)
        return run_import(
            importer,
            file,
            mapping=mapping,
            choices=choices,
            dry_run=dry_run,
            again=again,
            because=because,
            by=Actor.system("penata import"),
            progress=lambda done, total: bar.update(line, completed=done, total=total),
            limits=OPERATORS,
        )


def _words(report: Report) -> str:
    from django.utils.translation import gettext as _

    from penata.foundation.tables.actions import in_words, repair_in_words
    from penata.foundation.ui.templatetags.words import told

    lines = [f"{in_words(finding)} {repair_in_words(finding)}".rstrip() for finding in report.findings[:50]]
    if report.findings_total > 50:
        lines.append(_("… dan %(n)s temuan lain; pakai --report untuk daftarnya.") % {"n": report.findings_total - 50})
    if report.seen_before:
        lines.append(_("Berkas yang sama sudah dimasukkan pada %(when)s.") % {"when": report.seen_before[:10]})
    figures: dict[str, Any] = {
        "read": report.rows_read,
        "new": report.rows_new,
        "changed": report.rows_changed,
        "same": report.rows_same,
        "left_out": report.rows_left_out,
        "seconds": report.seconds,
        "found": report.findings_total,
    }
    if not report.is_refused:
        lines += [told(note) for note in report.details.get("notes", [])]
    if report.is_refused:
        lines.append(_("Ditolak: %(found)s temuan dalam %(read)s baris. Tidak ada yang diubah.") % figures)
    elif report.is_dry:
        lines.append(
            _("Uji coba: dari %(read)s baris, %(new)s baru, %(changed)s berubah, %(same)s sama,"
              " %(left_out)s dilewati. Tidak ada yang diubah.") % figures
        )  # fmt: skip
    else:
        lines.append(
            _("Selesai dalam %(seconds)s detik: dari %(read)s baris, %(new)s baru, %(changed)s berubah,"
              " %(same)s sama, %(left_out)s dilewati.") % figures
        )  # fmt: skip
    return "\n".join(lines)


def _write_findings(report: Report, path: Path) -> None:
    from penata.foundation.tables.exports import csv_lines, report_columns, report_rows

    with path.open("wb") as file:
        file.writelines(csv_lines(report_columns(), report_rows(report)))
