"""The sentences of this room's refusals, and the names of its acts and notices."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.notices.rules import name_kinds
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "performance.not_yours": lambda: _("Langkah ini bukan wewenang Anda pada keadaan sekarang."),
        "performance.no_seat": lambda: _("Pegawai itu tidak memangku jabatan tersebut pada tahun itu."),
        "performance.expected_already": lambda: _("SKP untuk jabatan dan masa itu sudah ada."),
        "performance.only_draft": lambda: _(
            "SKP yang sudah diajukan tidak dapat diubah. Minta atasan mengembalikannya."
        ),
        "performance.no_main_result": lambda: _(
            "Tulis paling sedikit satu hasil kerja utama, dan satu indikator pada setiap hasil kerja."
        ),
        "performance.no_superior": lambda: _("Jabatan ini tidak mempunyai atasan yang dapat menyetujui."),
        "performance.title_missing": lambda: _("Tuliskan hasil kerjanya."),
        "performance.indicator_incomplete": lambda: _("Isi indikator dan targetnya, atau kosongkan keduanya."),
        "performance.words_missing": lambda: _("Tuliskan dengan kata-kata Anda."),
        "performance.because_missing": lambda: _("Tuliskan alasannya."),
        "performance.result_used": lambda: _("Hasil kerja ini sudah dipakai: oleh bawahan, atau dalam evaluasi."),
        "performance.serves_other": lambda: _("Pilih hasil kerja atasan dari daftar."),
        "performance.not_gathered": lambda: _("Bukti itu bukan pekerjaan Anda pada masa ini."),
        "performance.objection_late": lambda: _("Waktu untuk mengajukan keberatan sudah lewat."),
        "performance.survey_too_small": lambda: _(
            "Yang dapat ditanya hanya %(invited)s orang, kurang dari %(minimum)s: jawabannya akan dapat dikenali."
        ),
        "performance.survey_minimum": lambda: _("Paling sedikit %(least)s orang harus menjawab."),
        "performance.survey_opened": lambda: _("Survei untuk evaluasi ini sudah dibuka."),
        "performance.survey_day": lambda: _("Survei harus terbuka paling sedikit sampai besok."),
        "performance.survey_answered": lambda: _("Anda sudah menjawab, atau survei sudah ditutup."),
        "performance.survey_incomplete": lambda: _("Nilai ketujuh nilai dasar, masing-masing 1 sampai 5."),
        "performance.year_open": lambda: _("Masa penilaian tahun itu sudah dibuka."),
        "performance.figure_overlaps": lambda: _("Sudah ada angka yang mulai berlaku pada hari itu atau sesudahnya."),
        "performance.figure_unknown": lambda: _("Angka acuan itu tidak dikenal."),
        "performance.figure_wrong": lambda: _("Angka itu tidak boleh kurang dari %(least)s."),
        "performance.basis_missing": lambda: _("Sebutkan dasar hukumnya."),
    }
)

name_acts(
    {
        "performance.begin_expectation": gettext_lazy("Mulai menyusun SKP"),
        "performance.write_result": gettext_lazy("Menulis hasil kerja dalam SKP"),
        "performance.remove_result": gettext_lazy("Menghapus hasil kerja dari SKP"),
        "performance.write_conduct": gettext_lazy("Menulis ekspektasi perilaku"),
        "performance.propose": gettext_lazy("Mengajukan SKP"),
        "performance.agree": gettext_lazy("Menetapkan SKP"),
        "performance.give_back_expectation": gettext_lazy("Mengembalikan SKP"),
        "performance.revise": gettext_lazy("Membuka SKP untuk diubah"),
        "performance.say": gettext_lazy("Memberi umpan balik"),
        "performance.open_evaluations": gettext_lazy("Membuka evaluasi"),
        "performance.choose": gettext_lazy("Menyimpan laporan dan bukti"),
        "performance.submit": gettext_lazy("Menyerahkan laporan kinerja"),
        "performance.give_back": gettext_lazy("Mengembalikan laporan kinerja"),
        "performance.decide": gettext_lazy("Memutuskan evaluasi"),
        "performance.accept": gettext_lazy("Menerima hasil evaluasi"),
        "performance.object": gettext_lazy("Mengajukan keberatan"),
        "performance.answer_objection": gettext_lazy("Menjawab keberatan"),
        "performance.ask_reopening": gettext_lazy("Meminta evaluasi dibuka kembali"),
        "performance.sign_reopening": gettext_lazy("Membuka kembali evaluasi"),
        "performance.decline_reopening": gettext_lazy("Menolak membuka kembali evaluasi"),
        "performance.open_survey": gettext_lazy("Membuka survei perilaku kerja"),
        "performance.answer_survey": gettext_lazy("Menjawab survei perilaku kerja"),
        "performance.close_silent": gettext_lazy("Menutup evaluasi yang tidak ditanggapi"),
        "performance.follow_holdings": gettext_lazy("Menyesuaikan SKP dengan jabatan"),
        "performance.open_year": gettext_lazy("Membuka masa penilaian"),
        "performance.set_unit_result": gettext_lazy("Mencatat capaian unit"),
        "performance.set_figure": gettext_lazy("Mengubah angka acuan kinerja"),
    }
)

name_kinds(
    {
        "performance.proposed": gettext_lazy("SKP bawahan menunggu persetujuan"),
        "performance.expected": gettext_lazy("SKP saya ditetapkan atau dikembalikan"),
        "performance.said": gettext_lazy("Umpan balik untuk saya"),
        "performance.submitted": gettext_lazy("Laporan kinerja bawahan menunggu keputusan"),
        "performance.decided": gettext_lazy("Evaluasi saya diputuskan atau dikembalikan"),
        "performance.objected": gettext_lazy("Keberatan menunggu jawaban"),
        "performance.answered": gettext_lazy("Keberatan dijawab"),
        "performance.reopening": gettext_lazy("Evaluasi akan dibuka kembali"),
        "performance.survey": gettext_lazy("Survei perilaku kerja"),
    }
)
