"""`penata improvement`: what stands out in a table of cases. Needs no database and no settings."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from penata.foundation.refusals import Refused

from . import files
from .process import process

if TYPE_CHECKING:
    from penata.learning.improvement.rules.facts import Signal

app = typer.Typer(no_args_is_help=True, help="What stands out in a table of cases, without a database.")
app.command()(process)

WHY_NOT = {
    "improvement.empty_file": "%(file)s holds no case. It needs a header with received_at, unit and topic, and rows.",
    "improvement.bad_rows": "%(file)s has %(count)s rows that cannot be used; nothing was looked at: %(rows)s.",
    "improvement.odd_day": "--since is '%(day)s'; write a day such as 2026-03-01.",
}


@app.command()
def signals(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="CASES.csv",
            help="CSV with received_at, unit, topic; if there are any also area, answered_at, text, handed_from.",
        ),
    ],
    since: Annotated[
        str, typer.Option(metavar="DAY", help="Look at each month from the month of this day on; else at the newest.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the signals as JSON.")] = False,
) -> None:
    """Say what stands out in each month, by what was known before it.

    More cases than chance allows (unit, topic, area, crossings), bursts within hours or days, late answers, seams of
    handovers, and clusters of words that no topic has. What lasts is said when it begins, and again when it has grown.

    JSON: {"false_signals_a_month": at most so many by chance on average, "cases", "months": [{"month", "cases",
    "judged"}], "signals": [{"month": "2026-03", "kind": surge | burst | late | words | seam, "subject": its name,
    "unit", "topic", "area", "handed_from", "words": [...], "observed", "expected", "sentence", "since": month in which
    it began, "has_grown", "months": over how many months it is counted, "mostly": {"unit", "topic", "area"} where
    nearly all of it is, "days": [first, last] of a burst, "hours", "limit": days after which an answer is late, "of",
    "chance", "lines": lines of the file, at most 50}]}. What a signal does not have is "", [] or null.
    """
    try:
        report = _report(file, since)
    except Refused as refusal:
        files.stop(refusal, WHY_NOT, file)
    typer.echo(json.dumps(report, ensure_ascii=False) if as_json else _table(report))


def _report(file: Path, since: str) -> dict[str, Any]:
    first = _day(since) if since else None
    from penata.learning.improvement.rules.looking import USUAL, look
    from penata.learning.improvement.rules.reading import cases_in

    reading = cases_in(file)
    if reading.answered_before:
        typer.echo(f"{file}: {reading.answered_before} answers are older than their cases and are not used.", err=True)
    months, found = [], []
    for month in look(reading.cases, since=first):
        months.append({"month": month.name, "cases": month.cases, "judged": month.is_judged})
        found += [_told(signal) for signal in month.signals]
    if not months and since:
        typer.echo(f"{file}: there is no case from {since} on.", err=True)
    return {
        "false_signals_a_month": USUAL.a_month,
        "cases": len(reading.cases),
        "months": months,
        "signals": found,
    }


def _day(value: str) -> date:
    try:
        return datetime.fromisoformat(value if len(value) != 7 else f"{value}-01").date()
    except ValueError:
        raise Refused("improvement.odd_day", day=value) from None


def _told(signal: Signal) -> dict[str, Any]:
    from penata.learning.improvement.rules.sentences import sentence

    named, mostly = asdict(signal.subject), signal.mostly
    return {
        "month": signal.month,
        "kind": str(signal.kind),
        "subject": signal.subject.name,
        **named,
        "observed": signal.observed,
        "expected": round(signal.expected, 2),
        "sentence": sentence(signal),
        "since": signal.since,
        "has_grown": signal.has_grown,
        "months": signal.months,
        "mostly": {"unit": mostly.unit, "topic": mostly.topic, "area": mostly.area},
        "days": signal.days,
        "hours": signal.hours,
        "limit": signal.limit,
        "of": signal.of,
        "chance": float(f"{signal.chance:.2g}"),
        "lines": list(signal.lines),
    }


def _table(report: dict[str, Any]) -> str:
    lines: list[str] = []
    for month in report["months"]:
        own = [signal for signal in report["signals"] if signal["month"] == month["month"]]
        short = "" if month["judged"] else " (belum dapat dinilai: perlu tiga bulan sebelumnya)"
        lines.append(f"{month['month']}  {month['cases']:,} laporan".replace(",", ".") + short)
        lines += [f"  {signal['subject']}: {signal['sentence']}" for signal in own]
        if not own and month["judged"]:
            lines.append("  Tidak ada yang lebih dari kebetulan.")
    chance = f"{report['false_signals_a_month']:g}".replace(".", ",")
    return "\n".join([*lines, f"Karena kebetulan semata, paling banyak {chance} sinyal sebulan dapat muncul."])
