"""The sentences of refusals about evaluations, the names of acts, and the kinds of notices."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.notices.rules import name_kinds
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "improvement.not_yours": lambda: _(
            "Hanya penanggung jawab evaluasi, atasan unitnya, atau Bagian Organisasi yang dapat melakukannya."
        ),
        "improvement.discussion": lambda: _(
            "Pilih dari topik, konsultasi, dan jajak pendapat yang terbuka bagi umum, paling banyak tiga puluh."
        ),
        "improvement.not_now": lambda: _("Langkah itu tidak dapat dilakukan pada keadaan evaluasi sekarang."),
        "improvement.words_missing": lambda: _("Tuliskan isinya lebih dahulu."),
        "improvement.because_missing": lambda: _("Tuliskan alasannya."),
        "improvement.due_day": lambda: _("Pilih hari sesudah hari ini, paling lama dua tahun lagi."),
        "improvement.evaluated_already": lambda: _("Sinyal atau tindak lanjut ini sudah dievaluasi."),
        "improvement.too_deep": lambda: _("Lima “mengapa” sudah cukup. Mulailah rantai sebab yang baru."),
        "improvement.too_many_causes": lambda: _("Satu evaluasi memuat paling banyak enam puluh sebab."),
        "improvement.cause_struck": lambda: _("Sebab ini sudah dicoret."),
        "improvement.cause_used": lambda: _("Ada tindakan atas sebab ini. Batalkan tindakannya lebih dahulu."),
        "improvement.cause_answered": lambda: _("Ada “mengapa” di bawahnya. Coret yang itu lebih dahulu."),
        "improvement.no_causes": lambda: _("Tuliskan sekurangnya satu sebab."),
        "improvement.measure_dropped": lambda: _("Tindakan ini sudah dibatalkan."),
        "improvement.measure_started": lambda: _("Tindakan ini sudah dimulai."),
        "improvement.tasks_missing": lambda: _("Buat sekurangnya satu tugas untuk tindakan ini lebih dahulu."),
        "improvement.effect_missing": lambda: _(
            "Tetapkan dulu dengan apa pengaruhnya diukur; sesudah tindakan dimulai tidak dapat diubah lagi."
        ),
        "improvement.start_later": lambda: _("Tindakan ini ditetapkan mulai pada hari lain. Ubah harinya dahulu."),
        "improvement.day_passed": lambda: _("Pilih hari ini atau sesudahnya, paling lama setahun lagi."),
        "improvement.weeks": lambda: _("Sekurangnya enam minggu sebelum dan enam minggu sesudah."),
        "improvement.compared": lambda: _(
            "Pilih sekurangnya dua pembanding, yang tidak mencakup yang diperbaiki atau satu sama lain."
        ),
        "improvement.subject": lambda: _("Pilih yang diperbaiki dari daftar."),
        "improvement.element": lambda: _("Pilih unsur survei, untuk unit atau layanan."),
        "improvement.still_running": lambda: _("Pengaruh suatu tindakan masih diukur. Tunggu hasilnya."),
        "improvement.told_already": lambda: _("Warga sudah dikabari tentang evaluasi ini."),
        "improvement.nothing_done": lambda: _("Belum ada tindakan yang dimulai; belum ada yang dapat dikabarkan."),
    }
)
name_acts(
    {
        "improvement.open_evaluation": gettext_lazy("Membuka evaluasi"),
        "improvement.change_evaluation": gettext_lazy("Mengubah penanggung jawab atau tenggat evaluasi"),
        "improvement.add_cause": gettext_lazy("Menambahkan sebab"),
        "improvement.strike_cause": gettext_lazy("Mencoret sebab"),
        "improvement.find_causes": gettext_lazy("Menyatakan sebab ditemukan"),
        "improvement.propose_measure": gettext_lazy("Mengusulkan tindakan"),
        "improvement.drop_measure": gettext_lazy("Membatalkan tindakan"),
        "improvement.give_task": gettext_lazy("Membuat tugas untuk tindakan"),
        "improvement.fix_effect": gettext_lazy("Menetapkan ukuran pengaruh"),
        "improvement.start_measure": gettext_lazy("Memulai tindakan"),
        "improvement.measure_effect": gettext_lazy("Mengukur pengaruh tindakan"),
        "improvement.close_evaluation": gettext_lazy("Menyelesaikan evaluasi"),
        "improvement.reopen_evaluation": gettext_lazy("Membuka kembali evaluasi"),
        "improvement.choose_discussions": gettext_lazy("Memilih pembahasan forum di balik evaluasi"),
        "improvement.tell_residents": gettext_lazy("Mengabari warga tentang perbaikan"),
    }
)
name_kinds(
    {
        "improvement.owner": gettext_lazy("Evaluasi yang saya tangani"),
        "improvement.measured": gettext_lazy("Pengaruh tindakan terukur"),
        "improvement.reopened": gettext_lazy("Evaluasi dibuka kembali"),
        "improvement.told": gettext_lazy("Apa yang diperbaiki dari yang saya sampaikan"),
    }
)
