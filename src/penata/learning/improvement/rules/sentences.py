"""A signal in a sentence, in Indonesian, for who reads a file without the application."""

from __future__ import annotations

from .facts import Kind, Signal, Subject

MONTHS = [
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
]  # fmt: skip


def sentence(signal: Signal) -> str:
    """What stands out, of whom, when, beside what is usual; since when; where nearly all of it is."""
    said = _SAID[signal.kind](signal)
    if signal.has_grown:
        said += f" Bertambah: sudah disampaikan sejak {month_in_words(signal.since)}."
    return said + _mostly(signal.mostly)


def month_in_words(month: str) -> str:
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {year}"


def day_in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def amount(value: float) -> str:
    """A number as Indonesian writes it; below ten with one decimal, since 0 and 0,4 are not the same."""
    rounded = round(value, 1) if value < 10 else round(value)
    whole, _, part = f"{rounded:,}".partition(".")
    return whole.replace(",", ".") + (f",{part}" if part and part != "0" else "")


def of_whom(subject: Subject) -> str:
    """ "tentang Sampah di Kelurahan Melati untuk Dinas X" from what the subject names."""
    parts = [
        f"yang dilimpahkan dari {subject.handed_from} ke {subject.unit}" if subject.handed_from else "",
        f"tentang {subject.topic}" if subject.topic else "",
        f"untuk {subject.unit}" if subject.unit and not subject.handed_from else "",
        f"di {subject.area}" if subject.area else "",
    ]
    return " ".join(filter(None, parts))


def _surge(signal: Signal) -> str:
    since = "" if signal.since == signal.month or signal.has_grown else f", sejak {month_in_words(signal.since)}"
    return (
        f"{amount(signal.observed)} laporan {of_whom(signal.subject)} {_span(signal)}{since};"
        f" biasanya sekitar {amount(signal.expected)}."
    )


def _burst(signal: Signal) -> str:
    return (
        f"{amount(signal.observed)} laporan {of_whom(signal.subject)} pada {_days(signal)};"
        f" biasanya sekitar {amount(signal.expected)} dalam waktu sepanjang itu."
    )


def _days(signal: Signal) -> str:
    first, last = signal.days or (signal.month + "-01", signal.month + "-01")
    days = day_in_words(first) if first == last else f"{day_in_words(first)} sampai {day_in_words(last)}"
    return days + (f", sebagian besar dalam {signal.hours} jam" if signal.hours else "")


def _late(signal: Signal) -> str:
    since = "" if signal.since == signal.month or signal.has_grown else f", sejak {month_in_words(signal.since)}"
    of = f" dari {amount(signal.of)}" if signal.of else ""
    return (
        f"{amount(signal.observed)}{of} laporan {of_whom(signal.subject)} {_span(signal)} belum"
        f" dijawab setelah {signal.limit} hari, waktu yang biasanya cukup{since};"
        f" menurut kebiasaan sekitar {amount(signal.expected)}."
    )


def _standard(signal: Signal) -> str:
    since = "" if signal.since == signal.month or signal.has_grown else f", sejak {month_in_words(signal.since)}"
    of = f" dari {amount(signal.of)}" if signal.of else ""
    return (
        f"{amount(signal.observed)}{of} laporan {of_whom(signal.subject)} yang harus dijawab {_span(signal)} melewati"
        f" waktu yang dijanjikan{since}; menurut kebiasaan sekitar {amount(signal.expected)}."
    )


def _element(signal: Signal) -> str:
    n = signal.of or 1
    mean, usual = (f"{4 - lost / n:.2f}".replace(".", ",") for lost in (signal.observed, signal.expected))
    return (
        f"Nilai unsur {signal.subject.element} turun: rata-rata {mean} dari {amount(n)} jawaban"
        f" {of_whom(signal.subject)} {_span(signal)}; biasanya {usual}."
    )


def _span(signal: Signal) -> str:
    month = month_in_words(signal.month)
    return f"dalam {signal.months} bulan sampai {month}" if signal.months > 1 else f"pada {month}"


def _words(signal: Signal) -> str:
    quoted = ", ".join(f"“{word}”" for word in signal.subject.words)
    days = f", hampir semuanya pada {_days(signal)}" if signal.days else ""
    is_new = signal.expected < 1
    usual = "sebelumnya hampir tidak ada" if is_new else f"biasanya sekitar {amount(signal.expected)}"
    since = "" if signal.since == signal.month or signal.has_grown else f", sejak {month_in_words(signal.since)}"
    return f"{amount(signal.observed)} laporan {_span(signal)} berbicara tentang {quoted}{since}{days}; {usual}."


def _mostly(mostly: Subject) -> str:
    where = of_whom(mostly)
    return f" Hampir semuanya {where}." if where else ""


_SAID = {
    Kind.SURGE: _surge, Kind.SEAM: _surge, Kind.BURST: _burst, Kind.LATE: _late, Kind.WORDS: _words,
    Kind.STANDARD: _standard, Kind.ELEMENT: _element,
}  # fmt: skip
