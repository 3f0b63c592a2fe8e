"""What the acts of this room are called where people read the journal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import name_acts

from ..rules import Act

name_acts(
    {
        "cases.recount": _("Menghitung ulang jumlah laporan harian"),
        "cases.submit": _("Menerima laporan"),
        f"cases.{Act.VERIFY}": _("Memverifikasi laporan"),
        f"cases.{Act.ASSIGN}": _("Menyalurkan laporan"),
        "cases.undo": _("Membatalkan penyaluran"),
        f"cases.{Act.START}": _("Mulai mengerjakan laporan"),
        f"cases.{Act.ASK_REPORTER}": _("Bertanya kepada pelapor"),
        f"cases.{Act.AMEND}": _("Melengkapi laporan"),
        f"cases.{Act.NOTE}": _("Mencatat internal"),
        f"cases.{Act.REPLY}": _("Memberi tanggapan awal"),
        f"cases.{Act.ANSWER}": _("Menjawab laporan"),
        f"cases.{Act.CLOSE}": _("Menutup laporan atas persetujuan pelapor"),
        f"cases.{Act.CLOSE_SILENT}": _("Menutup laporan tanpa kabar pelapor"),
        f"cases.{Act.REOPEN}": _("Membuka kembali laporan"),
        f"cases.{Act.HAND_OVER}": _("Mengajukan pelimpahan"),
        f"cases.{Act.ACCEPT_HANDOVER}": _("Menerima pelimpahan"),
        f"cases.{Act.RETURN_HANDOVER}": _("Mengembalikan pelimpahan"),
        f"cases.{Act.EXTEND}": _("Mengubah tenggat"),
        "cases.recompute_deadlines": _("Menghitung ulang tenggat karena hari kota berubah"),
        f"cases.{Act.SPLIT}": _("Memecah laporan"),
        f"cases.{Act.JOIN_SAME}": _("Menggabungkan laporan yang sama"),
        f"cases.{Act.SET_NOT_OURS}": _("Menyatakan bukan wewenang kota"),
        f"cases.{Act.ARCHIVE}": _("Mengarsipkan laporan"),
        f"cases.{Act.ARCHIVE_UNANSWERED}": _("Mengarsipkan laporan yang tidak dilengkapi"),
        f"cases.{Act.WITHDRAW}": _("Mencabut laporan"),
        f"cases.{Act.PUBLISH}": _("Menerbitkan laporan"),
        f"cases.{Act.UNPUBLISH}": _("Tidak menerbitkan laporan"),
        f"cases.{Act.ESCALATE}": _("Memberi tahu atasan"),
        "cases.escalate_due": _("Memberi tahu atasan tentang tenggat"),
        f"cases.{Act.ERASE}": _("Menghapus kata dan identitas pelapor"),
        "cases.recover": _("Mengirim ulang tautan pelacakan"),
        "cases.save_template": _("Menyimpan contoh jawaban"),
    }
)
