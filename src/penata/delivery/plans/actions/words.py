"""The sentences of this room's refusals, acts and notices."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.notices.rules import name_kinds
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "plans.not_yours": lambda: _("Hanya penanggung jawab rencana ini yang dapat melakukannya."),
        "plans.not_your_task": lambda: _(
            "Hanya pelaksana, pendukung, atau penanggung jawab rencana yang dapat melakukannya."
        ),
        "plans.closed": lambda: _("Rencana ini sudah ditutup."),
        "plans.task_dropped": lambda: _("Tugas ini sudah dibatalkan."),
        "plans.task_finished": lambda: _("Tugas ini sudah selesai. Ubah kemajuannya lebih dahulu bila belum."),
        "plans.title_missing": lambda: _("Isi judulnya."),
        "plans.words_missing": lambda: _("Tuliskan isinya terlebih dahulu."),
        "plans.because_missing": lambda: _("Tuliskan alasannya."),
        "plans.milestone_needs_a_day": lambda: _("Tonggak memerlukan tanggal."),
        "plans.due_missing": lambda: _("Isi juga tanggal selesainya."),
        "plans.ends_before_start": lambda: _("Tanggal selesai tidak boleh sebelum tanggal mulai."),
        "plans.too_far": lambda: _("Tanggal itu terlalu jauh."),
        "plans.days_missing": lambda: _("Belum ada tugas yang bertanggal."),
        "plans.cycle": lambda: _("Tugas-tugas ini saling menunggu: %(names)s. Hapus salah satu ketergantungannya."),
        "plans.needs_unknown": lambda: _("Tugas yang ditunggu tidak ada dalam rencana ini."),
        "plans.too_many_tasks": lambda: _(
            "Satu rencana memuat paling banyak %(most)s tugas. Bagi menjadi beberapa rencana."
        ),
        "plans.no_tasks": lambda: _("Rencana ini belum memuat tugas."),
        "plans.whose_missing": lambda: _("Pilih tim atau unit yang memiliki rencana ini."),
        "plans.template_unused": lambda: _("Contoh rencana itu tidak dipakai lagi."),
        "plans.tasks_open": lambda: _("Masih ada %(count)s tugas yang terbuka. Selesaikan atau batalkan lebih dahulu."),
        "plans.waits_for_himself": lambda: _("Pilih orang lain, atau kosongkan."),
        "plans.node_level": lambda: _(
            "Tempat itu tidak cocok: setiap jenjang berada tepat di bawah jenjang di atasnya."
        ),
        "plans.node_ended": lambda: _("Bagian pohon kinerja itu sudah berakhir."),
        "plans.indicator_doubled": lambda: _("Indikator dengan nama dan tahun itu sudah ada di sini."),
        "plans.reading_ahead": lambda: _("Capaian tidak dapat dicatat untuk hari yang belum tiba."),
        "plans.not_a_person": lambda: _("Kalender hanya untuk pegawai."),
        "plans.row_person_unknown": lambda: _("pegawai ber-NIP “%(value)s” belum terdaftar."),
        "plans.row_person_unknown.repair": lambda: _("Perbaiki NIP-nya, atau kosongkan."),
        "plans.row_needs_unknown": lambda: _("tugas nomor “%(value)s” tidak ada dalam berkas maupun rencana ini."),
        "plans.row_needs_unknown.repair": lambda: _("Tulis nomor tugas yang ada, dipisah spasi."),
        "plans.row_days": lambda: _("tanggal mulai dan selesainya tidak lengkap atau terbalik."),
        "plans.row_days.repair": lambda: _("Isi keduanya; tanggal selesai tidak sebelum tanggal mulai."),
        "plans.row_progress": lambda: _("kemajuan “%(value)s” bukan angka 0 sampai 100."),
        "plans.row_hours": lambda: _("jam “%(value)s” bukan angka 0 sampai 2.000."),
        "plans.row_plan_unknown": lambda: _("rencana “%(value)s” tidak ada."),
        "plans.row_plan_unknown.repair": lambda: _("Sebutkan nomor rencana seperti di alamat halamannya."),
    }
)

name_acts(
    {
        "plans.open": gettext_lazy("Membuka rencana kerja"),
        "plans.change": gettext_lazy("Mengubah rencana kerja"),
        "plans.agree": gettext_lazy("Menetapkan jadwal acuan rencana"),
        "plans.close": gettext_lazy("Menutup rencana kerja"),
        "plans.add_task": gettext_lazy("Menambah tugas"),
        "plans.change_task": gettext_lazy("Mengubah tugas"),
        "plans.drop_task": gettext_lazy("Membatalkan tugas"),
        "plans.progress": gettext_lazy("Mencatat kemajuan tugas"),
        "plans.check_item": gettext_lazy("Mencentang daftar periksa tugas"),
        "plans.add_proof": gettext_lazy("Menambah bukti pengerjaan tugas"),
        "plans.block": gettext_lazy("Mencatat hambatan tugas"),
        "plans.unblock": gettext_lazy("Mengakhiri hambatan tugas"),
        "plans.check_in": gettext_lazy("Mengisi catatan mingguan"),
        "plans.hand_over": gettext_lazy("Menyerahkan tugas orang yang pergi"),
        "plans.save_template": gettext_lazy("Menyimpan contoh rencana"),
        "plans.recur": gettext_lazy("Menetapkan tugas berulang"),
        "plans.stop_recurring": gettext_lazy("Menghentikan tugas berulang"),
        "plans.save_node": gettext_lazy("Menyusun pohon kinerja"),
        "plans.end_node": gettext_lazy("Mengakhiri bagian pohon kinerja"),
        "plans.save_indicator": gettext_lazy("Menetapkan indikator kinerja"),
        "plans.read_indicator": gettext_lazy("Mencatat capaian indikator"),
        "plans.renew_feed": gettext_lazy("Membuat alamat kalender"),
    }
)

name_kinds(
    {
        "plans.given": gettext_lazy("Tugas baru untuk saya"),
        "plans.ready": gettext_lazy("Tugas saya dapat dimulai"),
        "plans.blocked": gettext_lazy("Pekerjaan orang lain menunggu saya"),
        "plans.due": gettext_lazy("Tenggat tugas saya"),
        "plans.handed": gettext_lazy("Tugas orang yang pergi diserahkan"),
    }
)
