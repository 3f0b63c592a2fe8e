"""The sentences of refusals, and the names of acts in the journal."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "forum.not_moderator": lambda: _("Hanya moderator yang dapat melakukannya."),
        "forum.not_yours": lambda: _("Topik ini dijawab oleh unit lain."),
        "forum.not_position": lambda: _("Pilih jabatan yang Anda pangku."),
        "forum.too_short": lambda: _("Tuliskan sedikit lebih lengkap, paling sedikit %(least)s huruf."),
        "forum.too_long": lambda: _("Tulisan Anda terlalu panjang. Ringkaslah hingga %(most)s huruf."),
        "forum.title_short": lambda: _("Tuliskan judul yang menjelaskan isinya, paling sedikit %(least)s huruf."),
        "forum.title_long": lambda: _("Judulnya terlalu panjang. Ringkaslah hingga %(most)s huruf."),
        "forum.name_missing": lambda: _("Tuliskan nama yang ditampilkan di samping tulisan Anda."),
        "forum.email_missing": lambda: _("Tuliskan surel Anda; kami mengirim tautan ke sana."),
        "forum.words_missing": lambda: _("Tuliskan dalam beberapa kata."),
        "forum.because_missing": lambda: _("Tuliskan alasannya."),
        "forum.reason_missing": lambda: _("Pilih alasannya."),
        "forum.sent_already": lambda: _("Tulisan ini sudah dikirim. Buka formulir baru untuk menulis lagi."),
        "forum.closed": lambda: _("Topik ini tidak menerima tulisan lagi."),
        "forum.closed_already": lambda: _("Topik ini sudah ditutup untuk tulisan baru."),
        "forum.not_closed": lambda: _("Topik ini masih terbuka untuk tulisan."),
        "forum.same_unit": lambda: _("Topik ini sudah pada unit itu. Pilih unit lain."),
        "forum.no_such_post": lambda: _("Tulisan yang Anda balas sudah tidak ada."),
        "forum.not_now": lambda: _("Langkah itu tidak dapat dilakukan pada keadaan sekarang."),
        "forum.edit_late": lambda: _(
            "Tulisan hanya dapat diubah dalam setengah jam. Tambahkan tulisan baru, atau hapus yang ini."
        ),
        "forum.own_post": lambda: _("Itu tulisan Anda sendiri."),
        "forum.same_moderator": lambda: _("Banding diputuskan oleh moderator lain, bukan yang memutuskan pertama."),
        "forum.word_missing": lambda: _("Tuliskan kata yang dimaksud, paling sedikit dua huruf."),
        "forum.word_listed": lambda: _("Kata itu sudah ada dalam daftar."),
        "forum.promise_missing": lambda: _("Tuliskan apa yang dijanjikan pada hari itu."),
        "forum.day_missing": lambda: _("Pilih hari paling lambat janji itu ditepati."),
        "forum.day_past": lambda: _("Hari itu sudah lewat. Pilih hari mulai hari ini."),
        "forum.no_such_state": lambda: _("Topik ini tidak dapat beralih ke keadaan itu."),
    }
)

name_acts(
    {
        "forum.open_topic": gettext_lazy("Membuka topik forum"),
        "forum.write_post": gettext_lazy("Menulis di forum"),
        "forum.confirm_post": gettext_lazy("Mengonfirmasi tulisan forum"),
        "forum.edit_post": gettext_lazy("Mengubah tulisan forum"),
        "forum.remove_post": gettext_lazy("Menghapus tulisan forum sendiri"),
        "forum.show_post": gettext_lazy("Menampilkan tulisan forum"),
        "forum.hide_post": gettext_lazy("Tidak menampilkan tulisan forum"),
        "forum.appeal": gettext_lazy("Mengajukan banding atas putusan moderator"),
        "forum.grant_appeal": gettext_lazy("Mengabulkan banding forum"),
        "forum.refuse_appeal": gettext_lazy("Tidak mengabulkan banding forum"),
        "forum.list_word": gettext_lazy("Menambah kata ke daftar moderasi"),
        "forum.unlist_word": gettext_lazy("Mencabut kata dari daftar moderasi"),
        "forum.answer": gettext_lazy("Menjawab topik forum secara resmi"),
        "forum.keep_promise": gettext_lazy("Menepati janji di forum"),
        "forum.change_state": gettext_lazy("Mengubah keadaan topik forum"),
        "forum.ask_unit": gettext_lazy("Mengarahkan topik forum ke unit"),
        "forum.close_topic": gettext_lazy("Menutup topik forum untuk tulisan baru"),
        "forum.reopen_topic": gettext_lazy("Membuka lagi topik forum untuk tulisan"),
        "forum.make_case": gettext_lazy("Menjadikan topik forum laporan"),
        "forum.erase_participant": gettext_lazy("Menghapus peserta forum dan tulisannya"),
    }
)
