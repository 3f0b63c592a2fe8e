"""The sentences of findings and refusals. Other rooms register theirs with `put_into_words`: a finding's code for
what is wrong, `code.repair` for what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...journal.rules import name_acts
from ...refusals import Refused, known_codes, put_into_words, words_for
from ..rules import Finding


def in_words(finding: Finding) -> str:
    """Where and what, in the active language: "Baris 14, kolom kode_induk: …"."""
    problem = words_for(Refused(finding.code, **_params(finding)))
    if finding.row and finding.column:
        return _("Baris %(row)s, kolom %(column)s: %(problem)s") % {
            "row": finding.row,
            "column": finding.column,
            "problem": problem,
        }
    if finding.row:
        return _("Baris %(row)s: %(problem)s") % {"row": finding.row, "problem": problem}
    return problem


def repair_in_words(finding: Finding) -> str:
    """What to do about it; empty when the sentence itself says so."""
    code = f"{finding.code}.repair"
    return words_for(Refused(code, **_params(finding))) if code in known_codes() else ""


def _params(finding: Finding) -> dict[str, Any]:
    value = finding.value if len(finding.value) <= 60 else finding.value[:59] + "…"
    return {"row": finding.row, "column": finding.column, "value": value} | dict(finding.params)


FINDINGS = {
    "tables.required": lambda: _("sel ini kosong, padahal wajib diisi."),
    "tables.required.repair": lambda: _("Isi selnya, atau hapus barisnya dari berkas."),
    "tables.twice": lambda: _("“%(value)s” sudah dipakai pada baris %(first)s."),
    "tables.twice.repair": lambda: _("Setiap baris harus berbeda: perbaiki atau hapus salah satunya."),
    "tables.too_long": lambda: _("“%(value)s” terlalu panjang; paling banyak %(most)s karakter."),
    "tables.too_long.repair": lambda: _("Ringkas isinya."),
    "tables.digits_lost": lambda: _("angka %(value)s lebih dari 15 digit dan tersimpan sebagai bilangan."),
    "tables.digits_lost.repair": lambda: _(
        "Digit terakhirnya sudah rusak. Ubah kolom menjadi teks di lembar kerja, lalu ketik ulang angkanya."
    ),
    "tables.control_character": lambda: _("sel ini memuat karakter yang tidak dapat dibaca."),
    "tables.control_character.repair": lambda: _("Ketik ulang isinya."),
    "tables.code_with_space": lambda: _("kode “%(value)s” mengandung spasi."),
    "tables.code_with_space.repair": lambda: _("Hapus spasinya."),
    "tables.not_a_whole_number": lambda: _("“%(value)s” bukan bilangan bulat."),
    "tables.not_a_whole_number.repair": lambda: _("Tulis angkanya saja, misalnya 1250."),
    "tables.not_a_number": lambda: _("“%(value)s” bukan bilangan."),
    "tables.not_a_number.repair": lambda: _("Tulis angkanya saja, misalnya 12,5."),
    "tables.not_a_day": lambda: _("“%(value)s” bukan tanggal."),
    "tables.not_a_day.repair": lambda: _("Tulis tanggal sebagai 27/11/2026 atau 2026-11-27."),
    "tables.not_yes_or_no": lambda: _("“%(value)s” bukan ya atau tidak."),
    "tables.not_yes_or_no.repair": lambda: _("Tulis “ya” atau “tidak”."),
    "tables.not_a_choice": lambda: _("“%(value)s” tidak dikenal di kolom ini."),
    "tables.not_a_choice.repair": lambda: _("Pilih salah satu: %(options)s."),
    "tables.more_cells_than_headers": lambda: _("ada isi (“%(value)s”) di luar kolom yang berjudul."),
    "tables.more_cells_than_headers.repair": lambda: _(
        "Barisnya mungkin bergeser: periksa tanda pemisah dan tanda kutipnya."
    ),
    "tables.database": lambda: _("basis data menolak data ini (aturan %(rule)s)."),
    "tables.database.repair": lambda: _(
        "Periksa baris yang saling bertentangan; bila tidak ditemukan, sampaikan nama aturan itu kepada pengelola."
    ),
}

FILES = {
    "tables.too_big": lambda: _("Berkas melebihi %(most)s MB. Bagi menjadi beberapa berkas."),
    "tables.too_many_rows": lambda: _("Berkas memuat lebih dari %(most)s baris. Bagi menjadi beberapa berkas."),
    "tables.too_many_columns": lambda: _(
        "Berkas memuat lebih dari %(most)s kolom. Hapus kolom yang tidak diperlukan, juga yang tampak kosong."
    ),
    "tables.too_many_cells": lambda: _(
        "Lembar kerja terlalu luas. Hapus isi yang tertinggal jauh di bawah atau di kanan tabel."
    ),
    "tables.unpacks_too_big": lambda: _(
        "Isi berkas membengkak melebihi %(most)s MB saat dibuka. Simpan ulang tabelnya sebagai berkas baru."
    ),
    "tables.empty": lambda: _("Berkas ini kosong. Baris pertama harus berisi judul kolom."),
    "tables.encoding": lambda: _("Huruf dalam berkas ini tidak terbaca. Simpan ulang sebagai CSV UTF-8."),
    "tables.broken": lambda: _("Berkas ini rusak atau tidak lengkap. Simpan ulang sebagai XLSX atau CSV."),
    "tables.encrypted": lambda: _("Berkas ini dilindungi kata sandi. Simpan ulang tanpa kata sandi."),
    "tables.old_excel": lambda: _("Berkas Excel lama (.xls) tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV."),
    "tables.other_spreadsheet": lambda: _("Jenis berkas ini tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV."),
    "tables.macros": lambda: _("Berkas ini memuat makro. Simpan ulang sebagai XLSX tanpa makro."),
    "tables.web_page": lambda: _(
        "Berkas ini sebenarnya halaman web, walau namanya lain. Buka di Excel, lalu simpan sebagai XLSX."
    ),
    "tables.not_a_table": lambda: _("Berkas ini bukan tabel. Unggah berkas XLSX atau CSV."),
    "tables.file_gone": lambda: _("Berkas sudah dihapus karena lebih dari sehari. Unggah kembali."),
    "tables.already_imported": lambda: _(
        "Berkas yang sama sudah dimasukkan pada %(when)s oleh %(who)s. Nyatakan bahwa Anda ingin mengulanginya."
    ),
    "tables.importer_unknown": lambda: _("“%(name)s” tidak dapat diimpor. Yang dapat: %(known)s."),
    "tables.choice_unknown": lambda: _("Tidak ada pilihan “%(name)s”. Yang ada: %(known)s."),
    "tables.choice_value_unknown": lambda: _("“%(value)s” bukan jawaban untuk “%(name)s”. Pilih: %(known)s."),
    "tables.mapping_unreadable": lambda: _("“%(part)s” tidak dimengerti. Tulis kolom=judul, dipisah koma."),
    "tables.mapping_unknown_column": lambda: _("Tidak ada kolom “%(name)s”. Yang dikenal: %(known)s."),
    "tables.mapping_unknown_header": lambda: _("Berkas tidak memiliki judul “%(name)s”. Yang ada: %(known)s."),
    "tables.column_missing": lambda: _(
        "Kolom wajib belum ditemukan: %(names)s. Tunjukkan kolomnya; judul dalam berkas: %(known)s."
    ),
    "tables.check_first": lambda: _("Periksa dahulu berkasnya dengan uji coba, baru masukkan."),
    "tables.run_is_over": lambda: _("Impor ini sudah selesai atau sedang berjalan. Muat ulang halaman ini."),
}

put_into_words(FINDINGS | FILES)
name_acts({"tables.import": gettext_lazy("Memasukkan data dari berkas")})
