"""`penata routing`: how well the router would have done. Needs no database and no settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from penata.foundation.refusals import Refused
from penata.public.routing.rules.reading import Reading, examples_in

from . import files

app = typer.Typer(no_args_is_help=True, help="How well the router would have done, without a database.")

WHY_NOT = {
    "routing.empty_file": "%(file)s holds no usable row. It needs a header and closed cases with a unit.",
    "routing.one_unit": "%(file)s names one unit alone, or only kelurahan that follow from the place; at least two are"
    " needed to choose between them.",
    "routing.no_words": "%(file)s has no words and no places to learn from.",
    "routing.no_days": "--monthly needs the column received_at in %(file)s, with dates such as 2026-03-01.",
    "routing.too_rare": "%(file)s has fewer than two units with %(least)s cases or more.",
}


@contextmanager
def _plainly(file: Path) -> Iterator[None]:
    """Say a refusal in one line and leave with 2."""
    try:
        yield
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)


def _read(path: Path, *, text: tuple[str, ...] = ("text",), unit: str = "unit") -> Reading:
    reading = examples_in(files.content_of(path), file=str(path), text=text, unit=unit)
    for count, what in (
        (reading.without_unit, "without a unit were left out"),
        (reading.without_text, "have no words and were kept"),
        (reading.without_day, "have no date that can be read"),
    ):
        if count:
            typer.echo(f"{path}: {count} rows {what}.", err=True)
    return reading


@app.command()
def evaluate(
    train: Annotated[Path, typer.Option(help="CSV of closed cases to learn from.")],
    test: Annotated[Path, typer.Option(help="CSV of later closed cases to answer.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    monthly: Annotated[bool, typer.Option("--monthly", help="Learn again before each month of the test.")] = False,
) -> None:
    """Learn from one file and measure on another.

    Columns: text, unit; if there are any also area, parent_area, topic, received_at.
    """
    with _plainly(train):
        known, asked = _read(train), _read(test)
        if monthly and not asked.has_days:
            raise Refused("routing.no_days", file=str(test))
        from penata.public.routing.rules.evaluation import evaluate as measure

        report = asdict(measure(known.examples, asked.examples, monthly=monthly))
    typer.echo(json.dumps(report) if as_json else _table(report, ROWS))


@app.command()
def crossvalidate(
    file: Annotated[Path, typer.Argument(help="CSV of cases, by no order.")],
    text: Annotated[str, typer.Option(help="Columns of the words, by commas; the first weighs twice.")] = "text",
    unit: Annotated[str, typer.Option(help="Column of the body that answered.")] = "unit",
    least: Annotated[int, typer.Option("--min", min=1, help="Leave out bodies with fewer cases.")] = 10,
    folds: Annotated[int, typer.Option(min=2, max=20)] = 5,
    curve: Annotated[bool, typer.Option("--curve", help="With fewer cases to learn from as well.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> None:
    """Learn on all parts of a file but one and answer that one, in turn, beside a plain baseline."""
    with _plainly(file):
        columns = tuple(name.strip() for name in text.split(",") if name.strip()) or ("text",)
        examples = _read(file, text=columns, unit=unit).examples
        from penata.public.routing.rules.crossvalidation import folded

        try:
            report = asdict(folded(examples, least=least, folds=folds, has_curve=curve))
        except ValueError:
            raise Refused("routing.too_rare", file=str(file), least=least) from None
    if as_json:
        typer.echo(json.dumps(report))
        return
    points = report.pop("curve")
    typer.echo(_table(report, FOLD_ROWS))
    for point in points:
        figures = [_shown(name, point[name]) for name in ("n_train", "accuracy", "top3", "baseline")]
        typer.echo("{:>6} laporan: pertama {:>7}, tiga usul {:>7}, pembanding {:>7}".format(*figures))


ROWS = {
    "accuracy": "Unit pertama benar",
    "top3": "Unit benar di antara tiga usul",
    "macro_f1": "F1 makro (semua unit sama penting)",
    "ece": "Selisih keyakinan dan kenyataan (ECE)",
    "coverage_at_95": "Dapat dirutekan sendiri (ambang 95%)",
    "precision_at_95": "… dan yang benar di antaranya",
    "fit_seconds": "Waktu belajar (detik)",
    "micros_per_case": "Waktu per laporan (mikrodetik)",
    "n_train": "Laporan untuk belajar",
    "n_test": "Laporan untuk diuji",
    "n_units": "Unit yang dipelajari",
}
FOLD_ROWS = {
    "accuracy": "Unit pertama benar",
    "baseline": "… dengan cara pembanding",
    "top3": "Unit benar di antara tiga usul",
    "macro_f1": "F1 makro (semua unit sama penting)",
    "ece": "Selisih keyakinan dan kenyataan (ECE)",
    "seconds": "Waktu seluruhnya (detik)",
    "n_cases": "Laporan",
    "n_repeated": "Laporan berulang yang tidak dipakai",
    "n_units": "Unit",
    "folds": "Bagian",
}
_SHARES = {"accuracy", "top3", "baseline", "coverage_at_95", "precision_at_95"}


def _table(report: dict[str, float | None], rows: dict[str, str]) -> str:
    width = max(map(len, rows.values()))
    return "\n".join(f"{label:<{width}}  {_shown(name, report[name]):>10}" for name, label in rows.items())


def _shown(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name in _SHARES:
        return f"{value * 100:.1f}%".replace(".", ",")
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return f"{value:.3f}".rstrip("0").rstrip(".").replace(".", ",")
