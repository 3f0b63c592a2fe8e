"""The figures in words: what they are called, and one sentence that says what a reading means."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from penata.foundation.ui.rules import number

from ..rules import Kind, Reading, Rule

NAMES = {
    "services": _("Layanan yang memburuk"),
    "received": _("Laporan masuk"),
    "on_time": _("Dijawab tepat waktu"),
    "late": _("Lewat tenggat"),
    "open": _("Belum selesai"),
    "answer_days": _("Hari sampai dijawab"),
    "returned": _("Dijawab ulang"),
    "handed": _("Sempat dilimpahkan"),
    "happy": _("Pelapor puas"),
    "intake": _("Menunggu penyaluran"),
    "sent_in_time": _("Disalurkan tepat waktu"),
    "not_ours": _("Bukan wewenang kota"),
}
MEANINGS = {
    "services": _("Layanan yang jawaban tepat waktunya memberi sinyal memburuk dalam empat minggu terakhir."),
    "received": _("Laporan yang diterima, termasuk bagian dari laporan yang dipecah."),
    "on_time": _("Bagian dari jawaban akhir yang diberikan paling lambat pada tenggatnya."),
    "late": _(
        "Laporan yang pada akhir hari sudah lewat tenggat penyelesaian dan belum dijawab; yang menunggu pelapor tidak"
        " dihitung. Yang terlambat ditanggapi tampil di meja dan di halaman unit."
    ),
    "open": _("Laporan yang pada akhir hari belum selesai."),
    "answer_days": _("Rata-rata hari kalender dari laporan diterima sampai dijawab."),
    "returned": _("Bagian dari jawaban yang harus diulang karena pelapor membuka kembali laporannya."),
    "handed": _("Bagian dari jawaban yang laporannya sempat berada di unit lain."),
    "happy": _("Bagian dari pelapor yang menyatakan puas, di antara yang menyatakan pendapat."),
    "intake": _("Laporan yang pada akhir hari belum sampai kepada petugas yang menangani."),
    "sent_in_time": _("Bagian dari laporan yang diteruskan kepada petugas paling lambat pada tenggat verifikasi."),
    "not_ours": _("Bagian dari laporan yang berakhir karena menjadi wewenang badan lain."),
}
BOARDS = {
    "mayor": _("Wali kota"),
    "secretary": _("Sekretaris daerah"),
    "bureau": _("Bagian Organisasi"),
    "routing": _("Penyaluran"),
    "unit": _("Unit"),
}
RULES = {
    Rule.BEYOND: _("di luar batas kendali"),
    Rule.TWO_OF_THREE: _("dua dari tiga titik terakhir jauh di sisi yang sama"),
    Rule.FOUR_OF_FIVE: _("empat dari lima titik terakhir di sisi yang sama"),
    Rule.RUN: _("delapan titik berturut-turut di sisi yang sama"),
}
VERDICTS = {
    "worse": _("Sinyal: memburuk"),
    "better": _("Sinyal: membaik"),
    "changed": _("Sinyal: berubah"),
    "chance": _("Masih dalam batas wajar"),
    "few": _("Data belum cukup"),
}


def amount(kind: Kind, value: float | None) -> str:
    """87%, 1.234 or 5,2; a dash for what is not known."""
    if value is None:
        return "–"
    language = get_language() or "id"
    if kind is Kind.SHARE:
        return f"{number(100 * value, 0, language)}%"
    return number(value, 1 if kind is Kind.MEAN else 0, language)


def present(reading: Reading) -> str:
    """The value now; with a decimal where rounding would hide on which side of its target it lies."""
    kind, value, target = reading.figure.kind, reading.value, reading.target
    said = amount(kind, value)
    if kind is Kind.SHARE and value is not None and value != target and said == amount(kind, target):
        return f"{number(100 * value, 1, get_language() or 'id')}%"
    return said


def sentence(reading: Reading) -> str:
    """What the number means: usual range, signal or chance, and the target."""
    said = [_usual(reading), _reach(reading)]
    return " ".join(part for part in said if part)


def _usual(reading: Reading) -> str:
    chart, kind = reading.chart, reading.figure.kind
    if reading.verdict == "few":
        if kind in {Kind.SHARE, Kind.MEAN} and reading.value is None:
            return ngettext(
                "Baru %(n)s laporan; di bawah sepuluh, angkanya belum berarti apa-apa.",
                "Baru %(n)s laporan; di bawah sepuluh, angkanya belum berarti apa-apa.",
                reading.sizes[-1],
            ) % {"n": reading.sizes[-1]}
        return gettext("Riwayatnya belum cukup panjang untuk membedakan sinyal dari kebetulan.")
    low, high = amount(kind, chart.lows[-1]), amount(kind, chart.highs[-1])
    signal = chart.last_signal
    if signal is None:
        return gettext("Naik turunnya masih wajar: biasanya antara %(low)s dan %(high)s.") % {"low": low, "high": high}
    words = {
        "worse": gettext("Ini sinyal memburuk, bukan kebetulan: %(rule)s (biasanya %(low)s–%(high)s)."),
        "better": gettext("Ini sinyal membaik, bukan kebetulan: %(rule)s (biasanya %(low)s–%(high)s)."),
        "changed": gettext("Ini perubahan, bukan kebetulan: %(rule)s (biasanya %(low)s–%(high)s)."),
    }[reading.verdict]
    return words % {"rule": RULES[signal.rule], "low": low, "high": high}


def _reach(reading: Reading) -> str:
    if reading.target is None or not reading.reach:
        return ""
    return {
        "met": gettext("Target %(target)s tercapai."),
        "missed": gettext("Target %(target)s belum tercapai."),
        "chance": gettext("Target %(target)s belum tercapai; dengan cara kerja sekarang hanya sesekali tercapai."),
        "never": gettext("Target %(target)s tidak akan tercapai tanpa perubahan cara kerja."),
    }[reading.reach] % {"target": amount(reading.figure.kind, reading.target)}


def services_sentence(names: list[str]) -> str:
    """What the number of services that got worse means."""
    if not names:
        return gettext("Tidak ada layanan yang memberi sinyal memburuk; selebihnya naik turun biasa.")
    shown = ", ".join(names[:3])
    if len(names) > 3:
        return gettext("%(names)s, dan %(n)s layanan lain.") % {"names": shown, "n": len(names) - 3}
    return ngettext(
        "%(names)s: jawaban tepat waktunya turun di luar kebetulan.",
        "%(names)s: jawaban tepat waktunya turun di luar kebetulan.",
        len(names),
    ) % {"names": shown}
