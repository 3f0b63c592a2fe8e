"""The sentences of this room's refusals."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

name_acts(
    {
        "people.register_person": gettext_lazy("Mendaftarkan pegawai"),
        "people.change_person": gettext_lazy("Mengubah data pegawai"),
        "people.leave": gettext_lazy("Mencatat pegawai berhenti"),
        "people.appoint": gettext_lazy("Mengangkat dalam jabatan"),
        "people.appoint_acting": gettext_lazy("Menunjuk pelaksana tugas"),
        "people.end_holding": gettext_lazy("Mengakhiri masa jabatan"),
        "people.correct_holding": gettext_lazy("Membetulkan masa jabatan"),
        "people.record_absence": gettext_lazy("Mencatat ketidakhadiran"),
        "people.cancel_absence": gettext_lazy("Membatalkan ketidakhadiran"),
        "people.give_role": gettext_lazy("Memberikan peran kepada jabatan"),
        "people.take_role": gettext_lazy("Mencabut peran dari jabatan"),
    }
)

put_into_words(
    {
        "people.nip_taken": lambda: _("NIP itu sudah terdaftar."),
        "people.nip_length": lambda: _("NIP terdiri atas 18 angka tanpa spasi."),
        "people.nip_birth": lambda: _("Delapan angka pertama NIP bukan tanggal lahir yang benar."),
        "people.nip_entry": lambda: _("Angka ke-9 sampai ke-14 NIP bukan bulan pengangkatan atau tahun kontrak."),
        "people.nip_age": lambda: _("Menurut NIP itu, umurnya belum 18 tahun ketika diangkat."),
        "people.nip_sex": lambda: _("Angka ke-15 NIP harus 1 atau 2."),
        "people.nip_serial": lambda: _("Tiga angka terakhir NIP tidak boleh 000."),
        "people.name_missing": lambda: _("Isi namanya."),
        "people.rank_unknown": lambda: _("Golongan “%(rank)s” tidak dikenal. Tulis seperti III/d atau IX."),
        "people.reason_missing": lambda: _("Tuliskan alasannya."),
        "people.left_already": lambda: _("Ia sudah berhenti sejak %(left_on)s."),
        "people.left_but_holds": lambda: _(
            "%(name)s sudah berhenti sejak %(left_on)s, jadi tidak dapat memangku %(position)s."
        ),
        "people.seats_full": lambda: _(
            "Semua kursi jabatan %(position)s terisi: %(names)s. Akhiri salah satunya, atau tambah kursinya."
        ),
        "people.seat_taken": lambda: _("Kursi itu dipangku orang lain pada sebagian hari itu. Pilih kursi lain."),
        "people.seat_unknown": lambda: _(
            "Kursi nomor %(seat)s tidak ada: jabatan %(position)s memiliki %(seats)s kursi. "
            "Pindahkan %(name)s lebih dahulu."
        ),
        "people.holds_it_already": lambda: _("%(name)s sudah memangku jabatan itu."),
        "people.holds_another": lambda: _("Ia memangku jabatan definitif lain pada sebagian hari itu."),
        "people.holding_outside_position": lambda: _(
            "%(name)s memangku jabatan %(position)s sejak %(since)s, sedangkan jabatan itu tidak ada pada sebagian "
            "harinya. Akhiri atau pindahkan pemangkuannya lebih dahulu."
        ),
        "people.acting_needs_end": lambda: _("Penugasan Plt. atau Plh. harus memiliki tanggal berakhir."),
        "people.acting_taken": lambda: _("Sudah ada Plt. atau Plh. untuk jabatan itu pada sebagian hari itu."),
        "people.acts_for_himself": lambda: _("Ia memangku jabatan itu sendiri. Pilih pegawai lain."),
        "people.seat_is_held": lambda: _(
            "Jabatan itu dipangku %(names)s. Untuk menggantikan selama ia berhalangan, pilih Plh."
        ),
        "people.absent_already": lambda: _("Pada sebagian hari itu sudah ada ketidakhadiran lain."),
        "people.absence_needs_end": lambda: _("Isi hari ia kembali bekerja."),
        "people.substitute_is_himself": lambda: _("Pilih pegawai lain sebagai pengganti."),
        "people.substitute_left": lambda: _("%(name)s sudah berhenti sebelum masa itu selesai. Pilih pengganti lain."),
        "people.role_given_already": lambda: _("Peran itu sudah melekat pada jabatan ini."),
    }
)
