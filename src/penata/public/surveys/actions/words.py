"""The sentences of refusals, and the names of acts in the journal."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "surveys.not_yours": lambda: _("Anda hanya dapat mengurus survei unit yang Anda pimpin."),
        "surveys.title_missing": lambda: _("Tuliskan namanya."),
        "surveys.words_missing": lambda: _("Tuliskan dalam beberapa kata."),
        "surveys.reason_missing": lambda: _("Tuliskan alasannya."),
        "surveys.period_empty": lambda: _("Hari terakhir harus sesudah hari pertama, atau sama."),
        "surveys.group_small": lambda: _("Kelompok terkecil yang ditampilkan paling sedikit %(least)s orang."),
        "surveys.residents_named": lambda: _("Survei kepada warga selalu anonim."),
        "surveys.service_missing": lambda: _("Pilih layanan yang dinilai."),
        "surveys.opened_already": lambda: _(
            "Survei sudah dibuka: pertanyaan dan janji anonimnya tidak dapat diubah lagi. Buat survei baru."
        ),
        "surveys.law_asks": lambda: _("Pertanyaan survei kepuasan ditetapkan peraturan dan tidak diubah."),
        "surveys.not_open": lambda: _("Survei ini tidak sedang dibuka."),
        "surveys.not_closed": lambda: _("Tutup survei lebih dahulu; hasil yang masih berubah tidak diterbitkan."),
        "surveys.too_few": lambda: _("Baru %(n)s jawaban. Hasil diterbitkan mulai %(least)s jawaban."),
        "surveys.of_staff": lambda: _("Survei pegawai tidak diterbitkan dan tidak dibuka bagi warga."),
        "surveys.unknown_question": lambda: _("Survei ini tidak mempunyai pertanyaan “%(question)s”."),
        "surveys.odd_answer": lambda: _("Jawaban atas “%(question)s” tidak dapat dibaca. Isi sekali lagi."),
        "surveys.due_past": lambda: _("Tenggatnya sudah lewat. Pilih hari mulai hari ini."),
        "surveys.done_already": lambda: _("Tindak lanjut ini sudah selesai."),
        "surveys.handed_in": lambda: _("Jawaban ini sudah dikirim."),
        "surveys.unfinished": lambda: _("Masih ada pertanyaan wajib yang belum dijawab."),
        "surveys.ticket_used": lambda: _("Undangan ini sudah dipakai, atau tautannya tidak utuh."),
        "surveys.answered_already": lambda: _("Anda sudah menjawab survei ini. Terima kasih."),
        "surveys.day_outside": lambda: _("Hari itu di luar masa survei, atau belum tiba."),
        "surveys.empty_sheet": lambda: _("Lembar ini kosong. Isi paling sedikit satu jawaban."),
        "surveys.how_many_questions": lambda: _("Tambahkan pertanyaan: paling sedikit satu, paling banyak %(most)s."),
        "surveys.code_taken": lambda: _(
            "Kode “%(taken)s” sudah dipakai atau memuat tanda selain huruf, angka, garis bawah, dan tanda hubung."
        ),
        "surveys.options_missing": lambda: _("Pertanyaan %(question)s perlu 2 sampai %(most)s pilihan."),
        "surveys.rows_missing": lambda: _("Pertanyaan %(question)s perlu 1 sampai %(most)s baris."),
        "surveys.keys_doubled": lambda: _("Kode pilihan pertanyaan %(question)s berulang atau memuat tanda lain."),
        "surveys.branch_forward": lambda: _(
            "Pertanyaan %(question)s hanya dapat bergantung pada pilihan di halaman sebelumnya, bukan pada “%(after)s”."
        ),
        "surveys.branch_unknown": lambda: _("Tuliskan jawaban “%(after)s” yang menampilkan pertanyaan %(question)s."),
    }
)

name_acts(
    {
        "surveys.make_survey": gettext_lazy("Membuat survei"),
        "surveys.change_survey": gettext_lazy("Mengubah survei"),
        "surveys.put_questions": gettext_lazy("Mengubah pertanyaan survei"),
        "surveys.open_survey": gettext_lazy("Membuka survei"),
        "surveys.close_survey": gettext_lazy("Menutup survei"),
        "surveys.publish_survey": gettext_lazy("Menerbitkan hasil survei"),
        "surveys.set_aside": gettext_lazy("Menyisihkan jawaban survei yang bertanda"),
        "surveys.use_weight": gettext_lazy("Memilih bobot indeks kepuasan"),
        "surveys.add_point": gettext_lazy("Menambah tempat menjawab survei"),
        "surveys.close_point": gettext_lazy("Menutup tempat menjawab survei"),
        "surveys.enter_paper": gettext_lazy("Memasukkan lembar survei"),
        "surveys.bring_in": gettext_lazy("Memasukkan berkas jawaban survei"),
        "surveys.plan_follow_up": gettext_lazy("Merencanakan tindak lanjut survei"),
        "surveys.finish_follow_up": gettext_lazy("Menyelesaikan tindak lanjut survei"),
        "surveys.erase_remark": gettext_lazy("Menghapus kata-kata dalam survei"),
    }
)
