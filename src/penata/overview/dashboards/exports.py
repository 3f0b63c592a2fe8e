"""Screens, figures and decisions leaving the house: tables, and papers for the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.files.exports import Paper, moment, pdf
from penata.foundation.ui.rules import full_day, plain_day

from . import queries
from .models import Decision
from .queries import AreaLine, Board, Comparison, Place
from .rules import Figure, Kind, Reading

SERIES = (
    gettext_lazy("Angka"),
    gettext_lazy("Sampai dengan"),
    gettext_lazy("Nilai"),
    gettext_lazy("Dari berapa laporan"),
    gettext_lazy("Tengah"),
    gettext_lazy("Batas bawah"),
    gettext_lazy("Batas atas"),
    gettext_lazy("Target"),
    gettext_lazy("Sinyal"),
)
SERVICES = (
    gettext_lazy("Layanan"),
    gettext_lazy("Jawaban dalam empat minggu"),
    gettext_lazy("Tepat waktu"),
    gettext_lazy("Batas bawah"),
    gettext_lazy("Batas atas"),
    gettext_lazy("Memburuk"),
)
COMPARED = (
    gettext_lazy("Unit"),
    gettext_lazy("Laporan"),
    gettext_lazy("Nilai"),
    gettext_lazy("Yang wajar untuk layanannya"),
    gettext_lazy("Disesuaikan"),
    gettext_lazy("Batas bawah"),
    gettext_lazy("Batas atas"),
    gettext_lazy("Taksiran"),
    gettext_lazy("Arti"),
)
AREAS = (
    gettext_lazy("Kelurahan"),
    gettext_lazy("Laporan"),
    gettext_lazy("Nilai"),
    gettext_lazy("Batas bawah"),
    gettext_lazy("Batas atas"),
)
VERDICTS = {
    "few": gettext_lazy("Belum cukup laporan"),
    "like": gettext_lazy("Sewajarnya"),
    "above": gettext_lazy("Lebih tinggi dari sewajarnya"),
    "below": gettext_lazy("Lebih rendah dari sewajarnya"),
}

__all__ = ["pdf"]


def board_rows(found: Board) -> Iterable[tuple[Any, ...]]:
    yield from queries.series(found.readings)
    for _key, name in found.worse:
        yield (str(queries.NAMES["services"]), found.place.on, None, None, None, None, None, None, name)


def service_rows(on: date) -> Iterator[tuple[Any, ...]]:
    for line in queries.services(on):
        yield line.name, line.size, line.value, line.low, line.high, line.is_worse


def compared_rows(found: Comparison) -> Iterator[tuple[Any, ...]]:
    for name, one in found.lines:
        yield (
            name, one.all, one.share, one.expected, one.adjusted, one.low, one.high, one.estimate,
            str(VERDICTS[one.verdict]),
        )  # fmt: skip


def area_rows(figure: Figure, on: date) -> Iterator[tuple[Any, ...]]:
    for line in queries.areas(figure, on):
        yield line.name, line.size, line.value, line.low, line.high


def area_words(figure: Figure, line: AreaLine) -> str:
    """A kelurahan as the map names it."""
    if line.value is None:
        return _("%(name)s: belum cukup laporan") % {"name": line.name}
    return f"{line.name}: {queries.amount(figure.kind, line.value)}"


def board_paper(found: Board) -> bytes:
    """A screen on paper: each figure with its sentence, and its last points."""
    place = found.place
    paper = Paper(_("Dasbor %(board)s") % {"board": place.name or queries.BOARDS[place.board]})
    paper.facts([(_("Keadaan pada"), full_day(place.on))])
    if found.has_services:
        paper.section(str(queries.NAMES["services"]))
        paper.facts([(_("Nilai"), str(len(found.worse)))])
        paper.prose(queries.services_sentence([name for _key, name in found.worse]))
    for read in found.readings:
        _read(paper, read, points=6)
    return paper.made()


def figure_paper(place: Place, read: Reading) -> bytes:
    paper = Paper(str(queries.NAMES[read.figure.code]))
    paper.facts([(_("Tentang"), place.name or _("Seluruh kota")), (_("Keadaan pada"), full_day(place.on))])
    paper.prose(str(queries.MEANINGS[read.figure.code]))
    _read(paper, read, points=len(read.ends))
    return paper.made()


def decision_paper(one: Decision) -> bytes:
    """What was decided, on which data, what was expected, and what came of it."""
    paper = Paper(_("Catatan keputusan"))
    paper.facts(
        [
            (_("Judul"), one.title),
            (_("Diputuskan oleh"), one.decider),
            (_("Hari keputusan"), full_day(one.decided_on)),
            (_("Dicatat oleh"), one.by_label),
            (_("Dicatat pada"), moment(one.at)),
        ]
    )
    paper.section(_("Apa yang diputuskan"))
    paper.prose(one.words)
    paper.section(_("Angka yang dilihat"))
    _frozen(paper, one.frozen)
    paper.section(_("Hasil yang diharapkan"))
    paper.prose(one.expected)
    kind = Kind(one.frozen["kind"])
    expected = queries.amount(kind, one.expected_value) if one.expected_value is not None else ""
    paper.facts([(_("Angka yang diharapkan"), expected), (_("Dinilai pada"), full_day(one.expected_on))])
    paper.section(_("Apa hasilnya"))
    if one.result_at is None or one.result_frozen is None:
        paper.prose(_("Belum dituliskan."))
        return paper.made()
    paper.facts([(_("Hasil"), one.get_verdict_display()), (_("Dituliskan oleh"), one.result_by_label)])
    paper.facts([(_("Dituliskan pada"), moment(one.result_at))])
    paper.prose(one.result)
    _frozen(paper, one.result_frozen)
    return paper.made()


def _read(paper: Paper, read: Reading, *, points: int) -> None:
    kind, chart = read.figure.kind, read.chart
    paper.section(str(queries.NAMES[read.figure.code]))
    usual = (
        f"{queries.amount(kind, chart.lows[-1])} – {queries.amount(kind, chart.highs[-1])}" if chart.has_limits else ""
    )
    paper.facts(
        [
            (_("Nilai"), queries.amount(kind, read.value)),
            (_("Biasanya"), usual),
            (_("Target"), queries.amount(kind, read.target) if read.target is not None else ""),
            (_("Arti"), str(queries.VERDICTS[read.verdict])),
        ]
    )
    paper.prose(queries.sentence(read))
    lines = zip(read.ends, chart.values, read.sizes, strict=True)
    last = [(plain_day(end), f"{queries.amount(kind, value)} ({size})") for end, value, size in lines][-points:]
    paper.facts(reversed(last))


def _frozen(paper: Paper, seen: dict[str, Any]) -> None:
    kind = Kind(seen["kind"])
    paper.facts(
        [
            (_("Angka"), str(queries.NAMES[seen["figure"]])),
            (_("Tentang"), ", ".join(part for part in (seen["service"], seen["area"], seen["unit"]) if part)),
            (_("Keadaan pada"), plain_day(date.fromisoformat(seen["on"]))),
            (_("Nilai"), queries.amount(kind, seen["value"])),
            (_("Dari berapa laporan"), str(seen["size"])),
            (_("Target"), queries.amount(kind, seen["target"]) if seen["target"] is not None else ""),
        ]
    )
    paper.prose(seen["sentence"])
