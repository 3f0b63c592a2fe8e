"""Why an act on a case is refused, in words that say how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from penata.foundation.refusals import put_into_words

put_into_words(
    {  # reasons that the program itself gives, kept by their codes
        "cases.brought_in": lambda: _("riwayat yang dimasukkan dari berkas"),
        "cases.reopened_by_reporter": lambda: _("dibuka kembali oleh pelapor"),
        "cases.city_day_changed": lambda: _("Hari kota berubah: %(day)s."),
    }
)

put_into_words(
    {
        "cases.not_now": lambda: _(
            "Langkah ini tidak dapat dilakukan pada keadaan laporan sekarang. Muat ulang halaman ini."
        ),
        "cases.not_yours": lambda: _("Laporan ini tidak sedang berada pada jabatan Anda."),
        "cases.handover_open": lambda: _(
            "Pelimpahan laporan ini masih menunggu keputusan. Tunggu hingga diterima atau dikembalikan."
        ),
        "cases.no_handover": lambda: _("Tidak ada pelimpahan yang menunggu keputusan."),
        "cases.too_short": lambda: _("Ceritakan lebih banyak: apa yang terjadi, di mana, dan sejak kapan."),
        "cases.too_long": lambda: _(
            "Laporan paling panjang %(most)s karakter; yang Anda tulis %(given)s. Ringkaskan, atau lampirkan dokumen."
        ),
        "cases.email_wrong": lambda: _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
        "cases.no_such_position": lambda: _("Jabatan itu tidak ada pada hari ini. Pilih jabatan lain."),
        "cases.no_such_place": lambda: _("Wilayah atau layanan itu tidak ada pada hari ini."),
        "cases.no_routing_position": lambda: _(
            "Kota belum menentukan jabatan penyalur laporan. Hubungi administrator."
        ),
        "cases.already_there": lambda: _("Laporan ini sudah berada pada jabatan itu. Pilih jabatan lain."),
        "cases.article_missing": lambda: _("Sebutkan pasal yang menunjukkan siapa yang berwenang."),
        "cases.because_missing": lambda: _("Tuliskan alasannya."),
        "cases.text_missing": lambda: _("Tuliskan isinya terlebih dahulu."),
        "cases.question_missing": lambda: _("Tuliskan apa yang perlu dilengkapi pelapor."),
        "cases.body_missing": lambda: _("Sebutkan lembaga yang berwenang dan cara menghubunginya."),
        "cases.archive_reason_missing": lambda: _("Pilih alasan pengarsipan."),
        "cases.parts_missing": lambda: _(
            "Bagi laporan menjadi sekurangnya dua tugas, masing-masing dengan jabatan yang mengerjakannya."
        ),
        "cases.parts_open": lambda: _("Masih ada bagian laporan ini yang belum ditanggapi."),
        "cases.part_of_another": lambda: _(
            "Laporan ini bagian dari laporan lain. Lakukan langkah ini pada laporan induknya."
        ),
        "cases.same_as_itself": lambda: _("Pilih laporan lain yang melaporkan hal yang sama."),
        "cases.no_such_case": lambda: _("Laporan dengan nomor itu tidak ditemukan."),
        "cases.too_late_to_reopen": lambda: _(
            "Laporan dapat dibuka kembali paling lama 30 hari setelah selesai. Silakan membuat laporan baru."
        ),
        "cases.too_late_to_undo": lambda: _(
            "Langkah ini sudah tidak dapat dibatalkan. Lakukan langkah berikutnya untuk memperbaikinya."
        ),
        "cases.not_undoable": lambda: _("Langkah ini tidak dapat dibatalkan."),
        "cases.confidential": lambda: _("Laporan rahasia tidak dapat diterbitkan."),
        "cases.not_published": lambda: _("Laporan ini tidak terbuka untuk diikuti."),
        "cases.days_bad": lambda: _("Tambahan waktu adalah 1 sampai 60 hari kerja."),
        "cases.email_bad": lambda: _("Tulis alamat surel yang lengkap, misalnya nama@contoh.id."),
        "cases.nothing_chosen": lambda: _("Pilih sekurangnya satu laporan."),
        "cases.outside_subtree": lambda: _(
            "Anda hanya dapat meneruskan laporan ke bawah unit Anda. Limpahkan bila yang berwenang unit lain."
        ),
    }
)
