"""What is known about a log, and what is not, in Indonesian sentences."""

from __future__ import annotations

from collections.abc import Iterator

from .clock import Clock
from .figures import Figures, Middle, Part
from .log import Log, Mode

TIMES = {
    Mode.SPANS: "menunggu dan dikerjakan dibedakan: tiap langkah punya waktu mulai dan selesai",
    Mode.FINISHES: "menunggu dan dikerjakan tidak dapat dibedakan: tiap langkah hanya punya waktu selesai;"
    " waktu sejak langkah sebelumnya dihitung pada langkah itu",
    Mode.STARTS: "menunggu dan dikerjakan tidak dapat dibedakan: tiap langkah hanya punya waktu mulai;"
    " waktu sampai langkah berikutnya dihitung pada langkah itu",
    Mode.WHOLE: "menunggu dan dikerjakan tidak dapat dibedakan: hanya awal dan akhir tiap permohonan yang diketahui",
}


def number(value: float, digits: int = 1) -> str:
    """As Indonesian writes it: 1.234,5; no decimals that say nothing."""
    whole, _, part = f"{value:,.{digits}f}".partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def percent(share: float) -> str:
    return f"{number(share * 100)}%"


def days(value: float | None) -> str:
    return "–" if value is None else number(value, 1 if value >= 1 else 2)


def unit_of(clock: Clock) -> str:
    """In which days it is counted."""
    if not clock.is_working:
        return "hari kalender"
    if clock.holidays:
        return "hari kerja (Senin sampai Jumat, tanpa hari libur yang disebut)"
    return "hari kerja (Senin sampai Jumat; hari libur tidak dikurangi)"


def first_sentence(found: Figures) -> str:
    """Where most of the time goes."""
    time = found.time
    if not found.days:
        return "Tidak ada waktu di antara kejadian-kejadian ini."
    if time.working:
        whole = time.waiting + time.working + time.untold
        wait, work = percent(time.waiting / whole), percent(time.working / whole)
        said = f"{wait} waktu permohonan habis untuk menunggu, {work} dikerjakan"
        said += f", {percent(time.untold / whole)} tidak terbedakan." if time.untold else "."
    else:
        said = "Waktu menunggu dan waktu dikerjakan tidak terbedakan."
    longest = next(iter(found.steps), None)
    if longest is not None and len(found.steps) > 1:
        said += f" Paling banyak pada langkah “{longest.step}”: {percent(longest.time.share)}."
    return said


def notes(log: Log, found: Figures, *, ends_are_told: bool) -> Iterator[str]:
    """What has to be known to read the figures rightly."""
    yield f"{TIMES[log.mode][0].upper()}{TIMES[log.mode][1:]}."
    is_open = found.cases - found.ended
    if is_open:
        yield (
            f"{number(is_open)} permohonan belum selesai dan ikut dihitung sampai saat terakhir dalam data;"
            " nilai tengahnya ditaksir bersama yang selesai (Kaplan-Meier)."
        )
    if not ends_are_told and log.mode in {Mode.FINISHES, Mode.STARTS}:
        yield "Langkah terakhir tidak disebut, sehingga semua permohonan dianggap selesai pada kejadian terakhirnya."
    if found.unfinished_between:
        yield (
            f"{number(found.unfinished_between)} langkah tidak punya waktu selesai padahal permohonannya berlanjut;"
            " waktunya dihitung sampai langkah berikutnya dan tidak dibedakan."
        )
    if log.left_out:
        yield f"{number(len(log.left_out))} baris tidak dipakai: waktunya mundur."
    if not log.has_clock:
        yield "Data hanya menyebut hari, bukan jam: langkah yang selesai pada hari yang sama dihitung nol."
    if found.again:
        yield (
            f"{number(found.again)} permohonan melewati langkah yang sama lagi;"
            f" pengulangan itu memakan {number(found.again_days)} hari ({percent(_share(found))} dari seluruhnya)."
        )


def _share(found: Figures) -> float:
    return found.again_days / found.days if found.days else 0.0


def table(rows: list[list[str]]) -> list[str]:
    """Columns of even width; the first to the left, the others to the right."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def parts(title: str, found: tuple[Part, ...], most: int = 25) -> list[str]:
    """A table of steps, units, or steps at units; without the columns that nothing is known of."""
    if not found:
        return []
    is_told = any(one.time.working for one in found)
    head = ["menunggu", "½", "9/10", "dikerjakan"] if is_told else ["hari"]
    rows = [[title, "kali", "bagian", *head, "½", "9/10", "lagi", "belum selesai"]]
    for one in found[:most]:
        name = " · ".join(filter(None, (one.step, one.unit))) or "(tanpa unit)"
        time = one.time
        own = [days(time.waiting), *_middles(one.waits), days(time.working)] if is_told else [days(time.days)]
        ends = [*_middles(one.lasts), number(one.again), number(one.open)]
        rows.append([name[:48], number(one.passes), percent(time.share), *own, *ends])
    more = [f"… dan {number(len(found) - most)} lagi"] if len(found) > most else []
    return ["", *table(rows), *more]


def _middles(one: Middle) -> tuple[str, str]:
    return days(one.median), days(one.p90)
