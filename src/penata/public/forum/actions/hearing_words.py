"""The sentences of refusals of hearings and conversations, and the names of their acts in the journal."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "forum.not_run_by_you": lambda: _(
            "Anda hanya dapat mengurus konsultasi dan jajak pendapat unit yang Anda pimpin."
        ),
        "forum.title_missing": lambda: _("Tuliskan judulnya."),
        "forum.words_long": lambda: _("Pernyataan paling panjang %(most)s huruf. Persingkat, atau bagi menjadi dua."),
        "forum.group_small": lambda: _("Kelompok terkecil yang ditampilkan paling sedikit %(least)s orang."),
        "forum.opened_already": lambda: _("Jajak pendapat sudah dibuka; janjinya kepada peserta tetap."),
        "forum.few_statements": lambda: _("Tuliskan paling sedikit %(least)s pernyataan sebelum membukanya."),
        "forum.not_open": lambda: _("Jajak pendapat ini tidak sedang dibuka."),
        "forum.conversation_closed": lambda: _("Jajak pendapat ini sudah ditutup."),
        "forum.not_in_phase": lambda: _("Tahap sekarang tidak membuka kesempatan itu. Lihat jadwal tahapnya."),
        "forum.not_for_you": lambda: _("Jajak pendapat ini untuk peserta lain: lihat siapa yang diajak di halamannya."),
        "forum.statement_gone": lambda: _("Pernyataan itu tidak ditampilkan lagi. Silakan ke pernyataan berikutnya."),
        "forum.said_already": lambda: _("Pernyataan dengan kata-kata itu sudah ada. Beri suara padanya."),
        "forum.enough_added": lambda: _("Anda sudah menambahkan %(most)s pernyataan. Beri kesempatan yang lain."),
        "forum.hearing_over": lambda: _("Konsultasi ini belum diterbitkan, dibatalkan, atau sudah selesai."),
        "forum.published_already": lambda: _("Konsultasi sudah diterbitkan; naskah yang dibaca warga tetap."),
        "forum.period_empty": lambda: _("Hari terakhir harus sesudah hari pertama, atau sama."),
        "forum.phases_overlap": lambda: _("Tahap ini bertumpang tindih dengan tahap lain. Ubah harinya."),
        "forum.no_acts": lambda: _("Pilih apa yang boleh dilakukan dalam tahap ini."),
        "forum.phase_past": lambda: _("Tahap yang sudah lewat tidak dapat diubah atau dihapus lagi."),
        "forum.phase_begun": lambda: _("Tahap yang sudah dimulai tidak dapat dihapus; ubah saja hari terakhirnya."),
        "forum.phases_missing": lambda: _(
            "Susun tahapnya dahulu: paling sedikit satu tahap dengan peran serta dan satu tahap penetapan hasil."
        ),
        "forum.text_missing": lambda: _("Tuliskan naskahnya dahulu: paling sedikit satu bagian."),
        "forum.odd_fate": lambda: _("Pilih apa yang diputuskan tentang masukan itu."),
        "forum.nothing_chosen": lambda: _("Pilih paling sedikit satu masukan yang tampil."),
        "forum.undecided": lambda: _(
            "Masih ada %(n)s masukan yang belum diperiksa atau belum diputuskan. Setiap masukan berhak atas jawaban."
        ),
        "forum.themes_missing": lambda: _("Tuliskan paling sedikit satu hal yang diputuskan, dengan alasannya."),
        "forum.minutes_missing": lambda: _("Berita acara pertemuan “%(title)s” belum disahkan."),
        "forum.ends_early": lambda: _("Pertemuan harus selesai sesudah dimulai."),
        "forum.meeting_over": lambda: _("Pertemuan ini dibatalkan, atau berita acaranya sudah disahkan."),
        "forum.meeting_past": lambda: _("Pendaftaran pertemuan ini sudah ditutup."),
        "forum.meeting_announced": lambda: _(
            "Pertemuan ini sudah diumumkan, atau sudah ada yang mendaftar. Batalkan dengan alasan, agar mereka tahu."
        ),
        "forum.withdrawn_late": lambda: _("Pertemuannya sudah dimulai, sehingga pendaftaran tidak dapat ditarik lagi."),
        "forum.seats_full": lambda: _("Kursi pertemuan ini sudah penuh. Sampaikan masukan tertulis pada naskahnya."),
        "forum.meeting_not_held": lambda: _("Berita acara disahkan sesudah pertemuan dimulai."),
        "forum.nobody_came": lambda: _("Isi daftar hadir dahulu: paling sedikit seorang hadir."),
        "forum.minutes_unfinished": lambda: _("Lengkapi berita acara: pimpinan, notulis, pembahasan, kesepakatan."),
        "forum.not_a_scenario": lambda: _("Bagian itu bukan alternatif yang dapat dipilih."),
    }
)  # fmt: skip

name_acts(
    {
        "forum.make_conversation": gettext_lazy("Membuat jajak pendapat"),
        "forum.change_conversation": gettext_lazy("Mengubah jajak pendapat"),
        "forum.open_conversation": gettext_lazy("Membuka jajak pendapat"),
        "forum.close_conversation": gettext_lazy("Menutup jajak pendapat"),
        "forum.set_voters_aside": gettext_lazy("Menyisihkan peserta jajak pendapat yang bertanda"),
        "forum.put_statement": gettext_lazy("Menulis pernyataan jajak pendapat"),
        "forum.add_statement": gettext_lazy("Menambahkan pernyataan sebagai peserta"),
        "forum.show_contribution": gettext_lazy("Menampilkan masukan"),
        "forum.remove_contribution": gettext_lazy("Tidak menampilkan masukan"),
        "forum.decide": gettext_lazy("Memutuskan masukan konsultasi"),
        "forum.make_hearing": gettext_lazy("Membuat konsultasi publik"),
        "forum.change_hearing": gettext_lazy("Mengubah konsultasi publik"),
        "forum.put_section": gettext_lazy("Menulis bagian naskah konsultasi"),
        "forum.remove_section": gettext_lazy("Menghapus bagian naskah konsultasi"),
        "forum.put_phase": gettext_lazy("Menyusun tahap konsultasi"),
        "forum.remove_phase": gettext_lazy("Menghapus tahap konsultasi"),
        "forum.publish_hearing": gettext_lazy("Menerbitkan konsultasi publik"),
        "forum.cancel_hearing": gettext_lazy("Membatalkan konsultasi publik"),
        "forum.comment": gettext_lazy("Memberi masukan pada konsultasi"),
        "forum.put_theme": gettext_lazy("Menulis keputusan konsultasi"),
        "forum.conclude_hearing": gettext_lazy("Menerbitkan hasil konsultasi"),
        "forum.call_meeting": gettext_lazy("Mengundang ke pertemuan konsultasi"),
        "forum.change_meeting": gettext_lazy("Mengubah pertemuan konsultasi"),
        "forum.cancel_meeting": gettext_lazy("Membatalkan pertemuan konsultasi"),
        "forum.remove_meeting": gettext_lazy("Menghapus pertemuan konsultasi yang belum diumumkan"),
        "forum.withdraw": gettext_lazy("Menarik pendaftaran pada pertemuan konsultasi"),
        "forum.register": gettext_lazy("Mendaftar pada pertemuan konsultasi"),
        "forum.check_in": gettext_lazy("Mencatat kehadiran pada pertemuan"),
        "forum.enter_list": gettext_lazy("Memasukkan daftar hadir kertas"),
        "forum.write_minutes": gettext_lazy("Menulis berita acara"),
        "forum.sign_minutes": gettext_lazy("Mengesahkan berita acara"),
    }
)
