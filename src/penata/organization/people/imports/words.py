"""The sentences of findings about rows of this room's files."""

from __future__ import annotations

from django.utils.translation import gettext as _

from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "people.row_nip_length": lambda: _("“%(value)s” bukan NIP: harus 18 angka."),
        "people.row_nip_birth": lambda: _("NIP “%(value)s” tidak memuat tanggal lahir yang benar."),
        "people.row_nip_entry": lambda: _("NIP “%(value)s” tidak memuat bulan pengangkatan atau tahun kontrak."),
        "people.row_nip_age": lambda: _("menurut NIP “%(value)s”, umurnya belum 18 tahun ketika diangkat."),
        "people.row_nip_sex": lambda: _("angka ke-15 NIP “%(value)s” harus 1 atau 2."),
        "people.row_nip_serial": lambda: _("NIP “%(value)s” berakhir dengan 000."),
        "people.row_rank_unknown": lambda: _("golongan “%(value)s” tidak dikenal."),
        "people.row_rank_unknown.repair": lambda: _("Tulis seperti III/d, atau IX untuk PPPK."),
        "people.row_email": lambda: _("“%(value)s” bukan alamat surel."),
        "people.row_person_unknown": lambda: _("pegawai ber-NIP “%(value)s” belum terdaftar."),
        "people.row_person_unknown.repair": lambda: _("Masukkan pegawainya lebih dahulu, atau perbaiki NIP-nya."),
        "people.row_position_unknown": lambda: _("jabatan “%(value)s” tidak ada."),
        "people.row_position_unknown.repair": lambda: _("Masukkan jabatannya lebih dahulu, atau perbaiki kodenya."),
        "people.row_period_empty": lambda: _("tanggal berakhirnya tidak sesudah tanggal mulainya."),
        "people.row_outside_position": lambda: _("jabatan “%(value)s” tidak ada pada sebagian hari itu."),
        "people.row_outside_position.repair": lambda: _("Sesuaikan tanggalnya dengan masa berlaku jabatan."),
        "people.row_acting_needs_end": lambda: _("Plt. atau Plh. harus memiliki tanggal berakhir."),
        "people.row_before_decree": lambda: _("mulainya sebelum “%(value)s” berlaku."),
        "people.row_seats_full": lambda: _("semua kursi jabatan “%(value)s” sudah terisi."),
        "people.row_seats_full.repair": lambda: _("Tambah kursi jabatannya, atau akhiri pemangkuan yang lama."),
        "people.row_seat_unknown": lambda: _("kursi nomor %(value)s tidak ada; jabatannya memiliki %(seats)s kursi."),
        "people.row_seat_taken": lambda: _("kursi nomor %(value)s jabatan %(position)s sudah dipangku orang lain."),
        "people.row_seat_taken.repair": lambda: _("Kosongkan kolom kursi agar kursi yang bebas dipilih."),
        "people.row_overlaps": lambda: _("masanya bertumpuk dengan baris %(first)s."),
        "people.row_substitute_himself": lambda: _("penggantinya adalah ia sendiri."),
    }
)
