"""The sentences of findings about rows of this room's files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "structure.row_without_decree": lambda: _("tidak ada dasar hukumnya."),
        "structure.row_without_decree.repair": lambda: _(
            "Isi dasar hukumnya, atau putuskan “Baris tanpa dasar hukum: Catat sebagai data awal” "
            "(missing-decree=initial)."
        ),
        "structure.decree_unreadable": lambda: _("“%(value)s” bukan dasar hukum yang dapat dibaca."),
        "structure.decree_unreadable.repair": lambda: _("Tulis jenis, nomor, dan tahunnya, misalnya “Perda 3/2019”."),
        "structure.decree_unknown": lambda: _("dasar hukum “%(value)s” belum terdaftar."),
        "structure.decree_unknown.repair": lambda: _("Daftarkan dasar hukum itu lebih dahulu (impor decrees)."),
        "structure.since_unreadable": lambda: _("pilihan since “%(value)s” bukan tanggal."),
        "structure.since_unreadable.repair": lambda: _("Tulis sebagai 2026-01-01."),
        "structure.row_period_empty": lambda: _("tanggal berakhirnya tidak sesudah tanggal mulainya."),
        "structure.row_closing_without_day": lambda: _(
            "alasan penutupan atau penerusnya diisi tanpa hari berakhirnya."
        ),
        "structure.row_closing_without_day.repair": lambda: _(
            "Isi until dengan hari pertama “%(value)s” tidak ada lagi."
        ),
        "structure.row_successor_unknown": lambda: _("penerus “%(value)s” tidak ada, atau sama dengan yang ditutup."),
        "structure.row_end_before_decree": lambda: _("berakhir %(value)s, sebelum dasar hukumnya berlaku."),
        "structure.row_end_before_decree.repair": lambda: _(
            "Sebutkan dasar hukum penutupannya, atau betulkan tanggalnya."
        ),
        "structure.position_is_held": lambda: _(
            "Jabatan ini masih dipangku %(names)s pada hari itu atau sesudahnya. Akhiri pemangkuannya lebih dahulu."
        ),
        "structure.row_self_parent": lambda: _("unit “%(value)s” menjadi induknya sendiri."),
        "structure.row_self_parent.repair": lambda: _(
            "Perbaiki induknya, atau putuskan “Unit yang menjadi induknya sendiri: Jadikan tanpa induk” "
            "(self-parent=root)."
        ),
        "structure.row_parent_blank": lambda: _("induk unit “%(value)s” kosong."),
        "structure.row_parent_blank.repair": lambda: _(
            "Isi induknya, atau putuskan “Unit yang induknya kosong” di bawah (blank-parent=root atau leave-out)."
        ),
        "structure.row_parent_unknown": lambda: _("induk “%(value)s” tidak ada di berkas ini maupun di data."),
        "structure.row_parent_unknown.repair": lambda: _(
            "Perbaiki atau tambahkan induknya, atau putuskan “Induk yang tidak ada” di bawah "
            "(missing-parent=root atau leave-out)."
        ),
        "structure.row_cycle": lambda: _("rantai induknya berputar: %(value)s."),
        "structure.row_cycle.repair": lambda: _("Perbaiki salah satu induk dalam rantai itu."),
        "structure.row_area_unknown": lambda: _("wilayah “%(value)s” tidak ada."),
        "structure.row_area_unknown.repair": lambda: _("Masukkan wilayah itu lebih dahulu, atau perbaiki kodenya."),
        "structure.row_unit_unknown": lambda: _("unit “%(value)s” tidak ada."),
        "structure.row_unit_unknown.repair": lambda: _("Masukkan unit itu lebih dahulu, atau perbaiki kodenya."),
        "structure.row_position_unknown": lambda: _("jabatan “%(value)s” tidak ada."),
        "structure.row_position_unknown.repair": lambda: _("Masukkan jabatan itu lebih dahulu, atau perbaiki kodenya."),
        "structure.row_function_unknown": lambda: _("tugas “%(value)s” tidak ada."),
        "structure.row_function_unknown.repair": lambda: _("Masukkan tugas itu lebih dahulu, atau perbaiki kodenya."),
        "structure.row_level_unknown": lambda: _("tingkat wilayah “%(value)s” tidak dapat diketahui dari kodenya."),
        "structure.row_level_unknown.repair": lambda: _("Isi kolom level dengan kota, kecamatan, atau kelurahan."),
        "structure.row_city_empty": lambda: _("tidak ada wilayah berkode “%(value)s” di berkas ini."),
        "structure.row_seats": lambda: _("jumlah kursi “%(value)s” harus 1 sampai 1000."),
        "structure.row_class": lambda: _("kelas jabatan “%(value)s” harus 1 sampai 17."),
        "structure.row_head_seats": lambda: _("jabatan kepala unit hanya memiliki satu kursi, bukan %(value)s."),
        "structure.row_second_head": lambda: _("unit “%(value)s” sudah memiliki kepala pada baris %(first)s."),
        "structure.row_second_head.repair": lambda: _("Tandai satu jabatan saja sebagai kepala unit."),
        "structure.row_year": lambda: _("tahun “%(value)s” tidak benar."),
        "structure.row_force": lambda: _("tanggal berlaku %(value)s sebelum tanggal ditetapkan."),
        "structure.row_decree_differs": lambda: _("nomor “%(value)s” sudah terdaftar dengan tanggal lain."),
        "structure.row_decree_differs.repair": lambda: _(
            "Samakan tanggalnya, atau periksa jenis, nomor, dan tahunnya."
        ),
        "structure.row_mandate_of_nobody": lambda: _("isi salah satu: jabatan atau unit."),
        "structure.row_no_city": lambda: _("wilayahnya kosong, sedangkan wilayah kota belum ada."),
        "structure.row_no_city.repair": lambda: _("Masukkan data wilayah lebih dahulu."),
        "structure.row_without_article": lambda: _("pasalnya kosong."),
        "structure.row_without_article.repair": lambda: _("Sebutkan pasal dalam “%(value)s”."),
        "structure.row_many_seats": lambda: _(
            "jabatan “%(value)s” memiliki lebih dari satu kursi, jadi tidak dapat bertanggung jawab."
        ),
    }
)
