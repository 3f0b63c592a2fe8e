"""The sentences of this room's refusals: what is wrong, and how to mend it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

name_acts(
    {
        "structure.open_area": gettext_lazy("Membentuk wilayah"),
        "structure.change_area": gettext_lazy("Mengubah wilayah"),
        "structure.close_area": gettext_lazy("Menutup wilayah"),
        "structure.open_unit": gettext_lazy("Membentuk unit"),
        "structure.change_unit": gettext_lazy("Mengubah unit"),
        "structure.close_unit": gettext_lazy("Menutup unit"),
        "structure.open_position": gettext_lazy("Membentuk jabatan"),
        "structure.change_position": gettext_lazy("Mengubah jabatan"),
        "structure.close_position": gettext_lazy("Menutup jabatan"),
        "structure.open_function": gettext_lazy("Membentuk tugas dan fungsi"),
        "structure.change_function": gettext_lazy("Mengubah tugas dan fungsi"),
        "structure.close_function": gettext_lazy("Menutup tugas dan fungsi"),
        "structure.add_decree": gettext_lazy("Mencatat produk hukum"),
        "structure.bring_boundaries": gettext_lazy("Memasukkan batas wilayah"),
        "structure.give_mandate": gettext_lazy("Memberikan kewenangan"),
        "structure.end_mandate": gettext_lazy("Mengakhiri kewenangan"),
        "structure.correct": gettext_lazy("Membetulkan catatan struktur"),
    }
)

put_into_words(
    {
        "structure.code_missing": lambda: _("Isi kodenya."),
        "structure.code_taken": lambda: _("Kode %(taken)s sudah dipakai pada tanggal itu. Pilih kode lain."),
        "structure.name_missing": lambda: _("Isi namanya."),
        "structure.period_empty": lambda: _("Tanggal berakhir harus sesudah %(since)s."),
        "structure.decree_missing": lambda: _("Pilih dasar hukumnya. Setiap perubahan struktur menyebut satu."),
        "structure.decree_not_in_force": lambda: _(
            "%(decree)s baru berlaku %(in_force_on)s. Pilih tanggal itu atau sesudahnya, atau dasar hukum lain."
        ),
        "structure.decree_exists": lambda: _("Produk hukum dengan jenis, nomor, dan tahun itu sudah ada."),
        "structure.force_before_signature": lambda: _("Tanggal berlaku tidak boleh sebelum tanggal ditetapkan."),
        "structure.article_missing": lambda: _("Sebutkan pasalnya, misalnya “Pasal 12 ayat (2)”."),
        "structure.reason_missing": lambda: _("Tuliskan mengapa data ini diperbaiki."),
        "structure.already_corrected": lambda: _("Data ini sudah diperbaiki orang lain. Muat ulang halaman ini."),
        "structure.nothing_changes": lambda: _("Tidak ada yang berubah. Ubah sedikitnya satu isian."),
        "structure.not_open": lambda: _("%(subject)s tidak ada pada %(on)s. Pilih tanggal lain."),
        "structure.has_a_version_then": lambda: _("Pada sebagian hari itu sudah ada catatan lain. Periksa tanggalnya."),
        "structure.successor_missing": lambda: _("Pilih penerusnya: alasan penutupan ini membutuhkannya."),
        "structure.unit_has_children": lambda: _(
            "Masih ada %(count)s unit di bawahnya: %(names)s. Pindahkan atau tutup unit itu lebih dahulu."
        ),
        "structure.unit_has_positions": lambda: _(
            "Masih ada %(count)s jabatan di unit ini: %(names)s. Pindahkan atau tutup jabatan itu lebih dahulu."
        ),
        "structure.unit_has_mandates": lambda: _(
            "Unit ini masih menjawab untuk %(count)s tugas: %(names)s. Berikan tugas itu kepada yang lain lebih dahulu."
        ),
        "structure.position_has_mandates": lambda: _(
            "Jabatan ini masih menjawab untuk %(count)s tugas: %(names)s. "
            "Berikan tugas itu kepada jabatan lain lebih dahulu."
        ),
        "structure.function_in_use": lambda: _(
            "Tugas ini masih dipakai: %(names)s. Akhiri kewenangan dan tugas di bawahnya lebih dahulu."
        ),
        "structure.area_in_use": lambda: _("Wilayah ini masih dipakai: %(names)s. Pindahkan lebih dahulu."),
        "structure.second_head": lambda: _(
            "Unit itu sudah memiliki jabatan kepala pada sebagian hari itu. Akhiri yang lama lebih dahulu."
        ),
        "structure.no_seat": lambda: _("Sebuah jabatan memiliki sedikitnya satu kursi."),
        "structure.head_has_one_seat": lambda: _("Jabatan kepala unit hanya memiliki satu kursi."),
        "structure.job_class": lambda: _("Kelas jabatan adalah angka 1 sampai 17."),
        "structure.mandate_of_nobody": lambda: _("Pilih satu jabatan atau satu unit, tidak keduanya."),
        "structure.mandate_taken": lambda: _(
            "Sudah ada jabatan lain yang bertanggung jawab atas tugas itu di wilayah dan hari yang sama."
        ),
        "structure.unit_cycle": lambda: _("Sebuah unit tidak dapat berada di bawah dirinya sendiri. Pilih induk lain."),
        "structure.area_cycle": lambda: _("Sebuah wilayah tidak dapat berada di bawah dirinya sendiri."),
        "structure.function_cycle": lambda: _("Sebuah tugas tidak dapat berada di bawah dirinya sendiri."),
        "structure.unit_outside_parent": lambda: _(
            "Unit %(name)s akan ada pada hari ketika induknya, %(parent)s, tidak ada. Sesuaikan tanggal atau induknya."
        ),
        "structure.area_outside_parent": lambda: _(
            "Wilayah %(name)s akan ada pada hari ketika induknya, %(parent)s, tidak ada. Sesuaikan tanggalnya."
        ),
        "structure.function_outside_parent": lambda: _(
            "Tugas %(name)s akan ada pada hari ketika induknya, %(parent)s, tidak ada. Sesuaikan tanggalnya."
        ),
        "structure.position_outside_unit": lambda: _(
            "Jabatan %(name)s akan ada pada hari ketika unitnya, %(holder)s, tidak ada. Sesuaikan tanggal atau unitnya."
        ),
        "structure.mandate_outside_position": lambda: _(
            "Kewenangan atas tugas %(name)s akan berada pada jabatan %(holder)s pada hari ketika jabatan itu tidak ada."
        ),
        "structure.mandate_outside_unit": lambda: _(
            "Kewenangan atas tugas %(name)s akan berada pada unit %(holder)s pada hari ketika unit itu tidak ada."
        ),
        "structure.mandate_outside_function": lambda: _(
            "Kewenangan itu mencakup hari ketika tugas %(name)s tidak ada. Sesuaikan tanggalnya."
        ),
        "structure.mandate_outside_area": lambda: _(
            "Kewenangan itu mencakup hari ketika wilayah %(holder)s tidak ada. Sesuaikan tanggalnya."
        ),
        "structure.accountable_has_one_seat": lambda: _(
            "Jabatan %(name)s memiliki lebih dari satu kursi. "
            "Yang bertanggung jawab harus satu orang; pilih jabatan lain."
        ),
        "structure.rows_overlap": lambda: _(
            "Baris %(first)s dan %(row)s memberi tugas yang sama di wilayah dan hari yang sama."
        ),
        "structure.geojson_too_big": lambda: _("Berkas batas wilayah melebihi 50 MB."),
        "structure.geojson_unreadable": lambda: _("Berkas ini bukan GeoJSON dengan daftar features."),
        "structure.geojson_code": lambda: _(
            "Feature ke-%(number)s tidak memiliki kode wilayah, atau kodenya berulang."
        ),
        "structure.geojson_geometry": lambda: _(
            "Batas wilayah %(area)s (feature ke-%(number)s) bukan poligon yang benar dalam WGS 84."
        ),
        "structure.geojson_area_unknown": lambda: _(
            "Wilayah ini tidak ada: %(names)s. Masukkan wilayahnya lebih dahulu."
        ),
    }
)
