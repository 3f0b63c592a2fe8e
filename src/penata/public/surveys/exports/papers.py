"""The official report as PDF and XLSX, the sheet of paper, and the poster with its QR code."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import IO, Any

import segno
import xlsxwriter
from django.utils.translation import gettext as _

from penata.foundation.files.exports import Paper
from penata.foundation.tables.rules.cells import unformulated
from penata.foundation.ui.rules import plain_day

from .. import queries
from ..models import BAND_WORDS, Point, Survey
from ..queries.satisfaction import Group
from ..rules.index import Index
from ..rules.satisfaction import REMARK

SCALE = 8  # pixels of a module on the screen


def qr_svg(address: str) -> bytes:
    """The address as a QR code that still reads with a seventh of it covered."""
    buffer = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(buffer, kind="svg", scale=SCALE, border=4, xmldecl=False)  # not a record
    return buffer.getvalue()


def poster(survey: Survey, point: Point, address: str) -> bytes:
    """A sheet for the counter: what is asked, the code, and the address in letters."""
    paper = Paper(survey.title)
    paper.prose(survey.intro or _("Dua menit Anda membantu kami melayani lebih baik."))
    paper.section(_("Pindai dengan kamera telepon"))
    code = segno.make(address, error="m", micro=False)
    buffer = io.BytesIO()
    code.save(buffer, kind="png", scale=12, border=2)  # not a record
    buffer.seek(0)
    paper.image(buffer, x=45, w=120)
    paper.ln(4)
    paper.facts([(_("Atau buka"), address), (_("Tempat"), point.label)])
    paper.prose(_("Jawaban Anda anonim. Nama, nomor, dan alamat Anda tidak diminta dan tidak dicatat."))
    return paper.made()


def sheet(survey: Survey, language: str) -> bytes:
    """The questionnaire on paper, for those who have no phone."""
    paper = Paper(survey.title)
    paper.prose(survey.intro or _("Beri tanda pada satu jawaban tiap pertanyaan. Nama Anda tidak diminta."))
    for number, question in enumerate(survey.questions, start=1):
        paper.section(f"{number}. {question.said(language)}")
        rows = question.rows or (None,)
        for row in rows:
            marks = "    ".join(f"[  ] {o.words.get(language) or o.words['id']}" for o in question.options)
            name = f"{row.words.get(language) or row.words['id']}: " if row else ""
            paper.prose(f"{name}{marks}" if marks else "\n" * 2 + "." * 90)
    return paper.made()


def report(survey: Survey, unit: str, on: date) -> bytes:
    """The report on a satisfaction survey (PermenPANRB 14/2017), with the weight that was used."""
    seen = queries.satisfaction(survey)
    paper = Paper(_("Laporan Survei Kepuasan Masyarakat"))
    paper.facts(
        [
            (_("Survei"), survey.title), (_("Unit"), unit), (_("Masa"), span(survey)),
            (_("Responden"), number(seen.n)), (_("Yang dilayani"), number(survey.population)),
            (_("Sampel yang diusulkan"), number(seen.sample)), (_("Dicetak"), plain_day(on)),
        ]
    )  # fmt: skip
    paper.prose(_("Dasar: Peraturan Menteri PANRB Nomor 14 Tahun 2017. Ukuran sampel menurut Krejcie dan Morgan."))
    if seen.index is None:
        paper.prose(_("Belum ada jawaban yang lengkap."))
        return paper.made()
    _index_section(paper, seen, seen.index)
    paper.section(_("Nilai tiap unsur, yang terendah lebih dahulu"))
    paper.facts((f"{row.place}. {row.code}", f"{comma(row.mean)}  {row.name}") for row in seen.elements)
    _counting_section(paper, seen)
    for title, groups in queries.demographics(survey, "id"):
        paper.section(title)
        paper.facts((group.label, group_words(group)) for group in groups)
    _trend_section(paper, survey)
    _follow_up_section(paper, survey)
    return paper.made()


def _index_section(paper: Paper, seen: queries.Satisfaction, index: Index) -> None:
    paper.section(_("Indeks Kepuasan Masyarakat"))
    other = seen.other
    paper.facts(
        [
            (_("IKM"), comma(index.value)),
            (_("Mutu pelayanan"), f"{index.band} ({BAND_WORDS[index.band]})"),
            (_("Bobot yang dipakai"), comma(index.weight_words)),
            (
                _("Selang kepercayaan 95%"),
                f"{comma(seen.interval.low)} – {comma(seen.interval.high)}" if seen.interval else "",
            ),
            (_("Dengan bobot lain"), f"{comma(other.value)} ({comma(other.weight_words)})" if other else ""),
        ]
    )


def _counting_section(paper: Paper, seen: queries.Satisfaction) -> None:
    """What was left out, and why: nothing is left out in silence."""
    paper.section(_("Yang dihitung"))
    lines = [_("%(n)s lembar tidak lengkap tidak ikut dihitung.") % {"n": number(seen.incomplete)}]
    if seen.survey.aside_at is not None:
        words = {"n": number(seen.marked), "by": seen.survey.aside_by, "because": seen.survey.aside_because}
        lines.append(_("%(n)s jawaban bertanda disisihkan oleh %(by)s: %(because)s") % words)
    else:
        lines.append(
            _("%(n)s jawaban bertanda (terlalu cepat atau berulang) ikut dihitung.") % {"n": number(seen.marked)}
        )
    paper.prose("\n".join(lines))


def _trend_section(paper: Paper, survey: Survey) -> None:
    rows = queries.trend(survey)
    if len(rows) > 1:
        paper.section(_("Dari waktu ke waktu"))
        paper.facts(
            (span(row.survey), f"{comma(row.index.value)} ({row.index.band}), n = {number(row.n)}") for row in rows
        )


def _follow_up_section(paper: Paper, survey: Survey) -> None:
    paper.section(_("Rencana tindak lanjut"))
    plans = list(queries.follow_ups(survey))
    for plan in plans:
        done = _("selesai: %(result)s") % {"result": plan.result} if plan.done_at else plain_day(plan.due)
        paper.prose(f"{plan.element}: {plan.words} ({done})")
    if not plans:
        paper.prose(_("Belum direncanakan."))


def report_xlsx(survey: Survey, unit: str, on: date) -> IO[bytes]:
    """The same figures as a workbook: summary, elements, groups, free words by topic."""
    seen, file = queries.satisfaction(survey), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_urls": False}) as book:
        _put(book, _("Ringkasan"), [_("Hal"), _("Isi")], _summary(seen, unit, on))
        _put(
            book, _("Unsur"), [_("Peringkat dari bawah"), _("Kode"), _("Unsur"), "NRR", _("Nilai 25–100")],
            [[row.place, row.code, row.name, float(row.mean), float(row.value)] for row in seen.elements],
        )  # fmt: skip
        groups = [(title, group) for title, rows in queries.demographics(survey, "id") for group in rows]
        groups += [(_("Bulan"), group) for group in queries.months(survey)]
        groups += [(_("Tempat menjawab"), group) for group in queries.points(survey)]
        _put(
            book, _("Kelompok"), [_("Menurut"), _("Kelompok"), "n", _("IKM"), _("Mutu pelayanan")],
            [[title, g.label, g.n, float(g.index.value) if g.index else "", g.index.band.value if g.index else ""]
             for title, g in groups],
        )  # fmt: skip
        words = [[topic.code, topic.n] for topic in queries.topics(survey, REMARK, examples=0)]
        _put(book, _("Saran"), [_("Tentang"), _("Jumlah")], words)
    file.seek(0)
    return file


def _summary(seen: queries.Satisfaction, unit: str, on: date) -> Iterator[list[Any]]:
    survey, index = seen.survey, seen.index
    yield from (
        [_("Survei"), survey.title],
        [_("Unit"), unit],
        [_("Masa"), span(survey)],
        [_("Dicetak"), plain_day(on)],
    )
    yield from ([_("Responden"), seen.n], [_("Yang dilayani"), survey.population or ""])
    yield from ([_("Sampel yang diusulkan"), seen.sample or ""], [_("Lembar tidak lengkap"), seen.incomplete])
    yield [_("Jawaban bertanda"), seen.marked]
    for one, name in ((index, _("Bobot yang dipakai")), (seen.other, _("Bobot lain"))):
        if one is not None:
            yield from ([name, one.weight_words], [_("IKM"), float(one.value)])
            yield [_("Mutu pelayanan"), f"{one.band} ({BAND_WORDS[one.band]})"]
    if seen.interval:
        yield [_("Selang kepercayaan 95%"), f"{comma(seen.interval.low)} – {comma(seen.interval.high)}"]


def _put(book: Any, title: str, columns: list[str], rows: Iterable[list[Any]]) -> None:
    page = book.add_worksheet(title[:31])
    page.write_row(0, 0, columns, book.add_format({"bold": True}))
    page.freeze_panes(1, 0)
    page.set_column(0, len(columns), 24)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int | float):
                page.write_number(line, place, value)
            else:
                page.write_string(line, place, unformulated(str(value)))


def span(survey: Survey) -> str:
    return f"{plain_day(survey.since)} – {plain_day(survey.last_day)}"


def comma(value: Any) -> str:
    return str(value).replace(".", ",")


def number(value: int | None) -> str:
    return "" if value is None else f"{value:,}".replace(",", ".")


def group_words(group: Group) -> str:
    index = f", IKM {comma(group.index.value)} ({group.index.band})" if group.index else ""
    return f"n = {number(group.n)}{index}"
