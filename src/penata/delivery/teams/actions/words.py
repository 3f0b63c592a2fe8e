"""The sentences of this room's refusals, and the names of its acts."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "teams.request_ended": lambda: _("Permintaan ini sudah dijawab. Muat ulang halamannya."),
        "teams.not_yours": lambda: _("Langkah ini milik kepala unit atau ketua tim."),
        "teams.not_yours_to_form": lambda: _("Anda membentuk tim untuk unit yang Anda pimpin. Pilih unit itu."),
        "teams.not_your_consent": lambda: _("Persetujuan ini diminta dari atasan lain."),
        "teams.own_request": lambda: _("Tawaran Anda sendiri dijawab orang lain."),
        "teams.dissolved": lambda: _("Tim ini sudah dibubarkan."),
        "teams.dissolved_later": lambda: _("Tim dibubarkan ketika hasilnya diterima: isi hari ini atau sebelumnya."),
        "teams.name_missing": lambda: _("Isi nama timnya."),
        "teams.purpose_missing": lambda: _("Tuliskan untuk apa tim ini."),
        "teams.report_missing": lambda: _("Tuliskan apa yang dicapai tim."),
        "teams.not_reported": lambda: _("Belum ada laporan akhir."),
        "teams.reason_missing": lambda: _("Tuliskan alasannya."),
        "teams.words_missing": lambda: _("Tuliskan alasan permintaan."),
        "teams.period_empty": lambda: _("Hari terakhir tidak boleh sebelum hari pertama."),
        "teams.outside_period": lambda: _("Masa tugas harus di dalam masa tim."),
        "teams.no_position": lambda: _("%(name)s tidak memangku jabatan sekarang."),
        "teams.nobody_above": lambda: _("Tidak ada atasan yang dapat menyetujui penugasan %(name)s."),
        "teams.member_already": lambda: _("%(name)s sudah bertugas dalam tim ini pada sebagian masa itu."),
        "teams.asked_already": lambda: _("Permintaan atas %(name)s masih menunggu jawaban."),
        "teams.has_leader": lambda: _(
            "Pada masa itu tim dipimpin %(name)s. Serahkan pimpinan lebih dahulu, atau pilih peran lain."
        ),
        "teams.hours": lambda: _("Jam seminggu antara 1 dan %(most)s."),
        "teams.no_volunteers": lambda: _("Tim ini tidak sedang membuka tawaran."),
        "teams.membership_ended": lambda: _("Tugas itu sudah berakhir sebelum hari itu."),
        "teams.not_a_member_then": lambda: _("%(name)s tidak bertugas dalam tim ini pada hari itu."),
        "teams.leads_already": lambda: _("%(name)s sudah memimpin tim ini."),
    }
)

name_acts(
    {
        "teams.form_team": gettext_lazy("Membentuk tim"),
        "teams.change_team": gettext_lazy("Mengubah tim"),
        "teams.invite": gettext_lazy("Meminta anggota tim"),
        "teams.volunteer": gettext_lazy("Menawarkan diri untuk tim"),
        "teams.welcome": gettext_lazy("Menerima relawan tim"),
        "teams.decline": gettext_lazy("Tidak menerima relawan tim"),
        "teams.withdraw": gettext_lazy("Menarik kembali permintaan tim"),
        "teams.assign": gettext_lazy("Menugaskan dalam tim"),
        "teams.refuse": gettext_lazy("Tidak menyetujui penugasan tim"),
        "teams.end_membership": gettext_lazy("Mengakhiri tugas dalam tim"),
        "teams.move_member": gettext_lazy("Mencatat perpindahan anggota tim"),
        "teams.hand_lead": gettext_lazy("Menyerahkan pimpinan tim"),
        "teams.report": gettext_lazy("Melaporkan hasil akhir tim"),
        "teams.return_report": gettext_lazy("Mengembalikan laporan akhir tim"),
        "teams.dissolve": gettext_lazy("Membubarkan tim"),
    }
)
