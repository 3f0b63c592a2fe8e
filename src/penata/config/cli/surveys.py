"""`penata surveys`: the satisfaction index of a file. Needs no database and no settings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from penata.foundation.refusals import Refused
from penata.public.surveys.rules.elements import ELEMENTS
from penata.public.surveys.rules.index import Index, Outcome, Weight, outcome_of
from penata.public.surveys.rules.reading import Answers, answers_in

from . import files

app = typer.Typer(no_args_is_help=True, help="The satisfaction index of the law (IKM), without a database.")

WHY_NOT = {
    "surveys.missing_column": "%(file)s has no column %(columns)s; it has: %(found)s.",
    "surveys.doubled_column": "%(file)s has the column '%(column)s' more than once. Keep one.",
    "surveys.by_place": "%(file)s has the columns %(columns)s, which mean different elements in different forms."
    " Name them SARPRAS (facilities) and ADUAN (complaints).",
    "surveys.odd_values": "%(file)s has values other than 1, 2, 3, 4: %(rows)s.",
    "surveys.no_rows": "%(file)s holds a header and no answers.",
    "surveys.no_complete_row": "%(file)s has no row with every element answered (%(incomplete)s are incomplete).",
    "surveys.compatible_of_nine": "0.11 is the rounded weight of nine elements; %(file)s has %(count)s.",
}
LEFT_OUT = "left out whole: the law divides every element by the same n"
EACH = "counted where they answered: the mean of an element is of those who answered it"
IN_WORDS = {LEFT_OUT: "tidak ikut dihitung", EACH: "dihitung pada unsur yang diisi"}


@app.callback()
def surveys() -> None:
    """Without it, the one command would lose its name."""


@app.command("index")
def index(
    file: Annotated[Path, typer.Argument(metavar="ANSWERS.csv", help="A column per element, a row per respondent.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    weight: Annotated[
        Weight, typer.Option(help="`exact`: 1 / number of elements; `0.11`: the rounded weight of many reports.")
    ] = Weight.EXACT,
    elements: Annotated[str, typer.Option(help="Codes of a form with other elements, e.g. U1,U2,U3,ONLINE.")] = "",
    incomplete: Annotated[
        str, typer.Option(help="Rows with open elements: `leave-out`, or `each` (a mean is of those who answered).")
    ] = "leave-out",
) -> None:
    """Print n, the mean of each element, the index and its band, exactly and with the weight 0.11.

    Columns: U1 … U7, SARPRAS, ADUAN with values 1 to 4; other columns are passed over.
    """
    if incomplete not in {"leave-out", "each"}:
        typer.echo("penata: --incomplete is `leave-out` or `each`.", err=True)
        raise typer.Exit(2)
    codes = [code for code in elements.replace(";", ",").split(",") if code.strip()]
    try:
        answers = _read(file, codes, each=incomplete == "each")
        outcome = outcome_of(answers.sums, answers.n)
        if outcome.index(weight) is None:
            raise Refused("surveys.compatible_of_nine", count=len(outcome.means))
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)
    report = _report(answers, outcome, weight, is_each=incomplete == "each")
    typer.echo(json.dumps(report, ensure_ascii=False) if as_json else _table(answers, outcome, weight, report))


def _read(file: Path, codes: list[str], *, each: bool) -> Answers:
    return answers_in(files.content_of(file), elements=codes, each=each, file=str(file))


def _report(answers: Answers, outcome: Outcome, weight: Weight, *, is_each: bool) -> dict[str, Any]:
    used = outcome.index(weight) or outcome.exact
    return {
        "n": outcome.n,
        "elements": len(outcome.means),
        "means": {code: float(mean) for code, mean in outcome.means.items()},
        **_figures(used),
        "exact": _figures(outcome.exact),
        "with_0.11": _figures(outcome.compatible) if outcome.compatible else None,
        "incomplete": {
            "rows": len(answers.incomplete),
            "lines": list(answers.incomplete[:100]),
            "treatment": EACH if is_each else LEFT_OUT,
        },
        "missing": [code for code in ELEMENTS if code not in outcome.means],
    }


def _figures(index: Index) -> dict[str, Any]:
    return {
        "weight": index.weight_words,
        "index": float(index.value),
        "band": index.band.value,
        "performance": index.performance,
    }


def _table(answers: Answers, outcome: Outcome, weight: Weight, report: dict[str, Any]) -> str:
    names = {code: ELEMENTS.get(code, code) for code in outcome.means}
    width = max(map(len, names.values()))
    lines = [f"{code:<8} {names[code]:<{width}}  {_shown(mean, 3)}" for code, mean in outcome.means.items()]
    both = [one for one in (outcome.exact, outcome.compatible) if one is not None]
    for one in sorted(both, key=lambda one: one.used is not weight):
        mark = "dipakai" if one.used is weight else "pembanding"
        words = f"mutu {one.band.value} ({one.performance})"
        lines.append(f"IKM {str(one.value).replace('.', ',')}, {words}, bobot {one.weight_words} ({mark})")
    if report["missing"] and set(outcome.means) <= set(ELEMENTS):
        lines.append(f"Tanpa unsur {', '.join(report['missing'])}: bukan indeks kesembilan unsur.")
    treatment = IN_WORDS[report["incomplete"]["treatment"]]
    lines.append(f"{outcome.n} responden. {len(answers.incomplete)} baris tidak lengkap ({treatment}).")
    return "\n".join(lines)


def _shown(value: Any, digits: int) -> str:
    return f"{float(value):.{digits}f}".replace(".", ",")
