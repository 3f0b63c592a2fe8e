"""What can be wrong with a row of cases, and how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "cases.unit_unknown": lambda: _("unit “%(value)s” tidak dikenal."),
        "cases.unit_unknown.repair": lambda: _(
            "Samakan dengan kode atau nama unit, atau putuskan “Unit yang tidak dikenal” di bawah "
            "(unknown-unit=leave-out atau make)."
        ),
        "cases.words_blank": lambda: _("baris ini tidak berisi laporan."),
        "cases.words_blank.repair": lambda: _("Isi text atau title, atau hapus barisnya dari berkas."),
        "cases.unit_blank": lambda: _("baris ini tidak menyebut unit."),
        "cases.unit_blank.repair": lambda: _(
            "Isi unitnya, atau putuskan “Baris tanpa unit” di bawah (blank-unit=leave-out atau intake)."
        ),
        "cases.other_unknown": lambda: _("“%(value)s” tidak dikenal."),
        "cases.other_unknown.repair": lambda: _(
            "Samakan dengan kode atau namanya, atau putuskan di bawah agar selnya dikosongkan (unknown-other=blank)."
        ),
        "cases.times_out_of_order": lambda: _("waktunya tidak berurutan."),
        "cases.times_out_of_order.repair": lambda: _(
            "Diterima, diteruskan, ditanggapi, selesai: masing-masing tidak mendahului yang lain."
        ),
        "cases.relative_unknown": lambda: _("laporan “%(value)s” tidak ada di berkas ini maupun di sini."),
        "cases.relative_unknown.repair": lambda: _("Tulis nomor yang ada pada kolom reference."),
        "cases.archive_reason_blank": lambda: _("laporan yang diarsipkan harus menyebut alasannya."),
        "cases.archive_reason_blank.repair": lambda: _("Isi archive_reason."),
        "cases.body_blank": lambda: _("laporan yang bukan wewenang kota harus menyebut lembaganya."),
        "cases.body_blank.repair": lambda: _("Isi other_body."),
        "cases.no_head": lambda: _("unit “%(value)s” tidak memiliki kepala, dan unit di atasnya juga tidak."),
        "cases.no_head.repair": lambda: _(
            "Beri unit itu seorang kepala, isi kolom position, atau putuskan di bawah (no-head=leave-out atau intake). "
            "Laporan yang sudah selesai tidak memerlukannya."
        ),
        "cases.note_unit_made": lambda: _("Unit “%(unit)s” dibuat, beserta jabatan kepalanya."),
        "cases.note_to_superior": lambda: _(
            "Unit “%(unit)s” tidak memiliki kepala: %(rows)s laporannya berada pada kepala unit di atasnya."
        ),
        "cases.note_held_by_nobody": lambda: _(
            "Unit “%(unit)s” dan unit di atasnya tidak memiliki kepala: %(rows)s laporannya yang sudah selesai "
            "dicatat atas nama unit, tanpa pemangku."
        ),
        "cases.note_to_intake": lambda: _(
            "Unit “%(unit)s” dan unit di atasnya tidak memiliki kepala: %(rows)s laporannya yang belum selesai "
            "menunggu penyalur laporan."
        ),
        "cases.received_on_bad": lambda: _("“%(value)s” bukan tanggal."),
        "cases.received_on_bad.repair": lambda: _("Tulis received-on seperti 2017-11-15."),
    }
)
