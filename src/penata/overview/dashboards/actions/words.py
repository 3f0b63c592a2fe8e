"""The sentences of refusals, and the names of acts and notices."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.rules import name_acts
from penata.foundation.notices.rules import name_kinds
from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "dashboards.decided_later": lambda: _("Hari keputusan tidak boleh sesudah hari ini."),
        "dashboards.result_too_early": lambda: _(
            "Hasil baru dapat dinilai sesudah hari keputusan. Pilih hari yang lebih lambat."
        ),
        "dashboards.result_known": lambda: _("Hasil keputusan ini sudah dituliskan. Muat ulang halaman ini."),
        "dashboards.no_such_figure": lambda: _("Angka itu tidak ada. Pilih salah satu dari daftar."),
        "dashboards.share_beyond_one": lambda: _("Persentase paling besar 100."),
        "dashboards.already_sent": lambda: _(
            "Dasbor ini sudah dikirimkan kepada Anda. Hentikan dahulu kiriman yang ada."
        ),
    }
)
name_acts(
    {
        "dashboards.decide": gettext_lazy("Mencatat keputusan"),
        "dashboards.write_result": gettext_lazy("Mencatat hasil keputusan"),
        "dashboards.remind": gettext_lazy("Menanyakan hasil keputusan"),
        "dashboards.set_target": gettext_lazy("Menetapkan target"),
        "dashboards.set_limits": gettext_lazy("Menetapkan dasar batas kendali"),
        "dashboards.subscribe": gettext_lazy("Meminta kiriman dasbor"),
        "dashboards.unsubscribe": gettext_lazy("Menghentikan kiriman dasbor"),
        "dashboards.send": gettext_lazy("Mengirim dasbor"),
    }
)
name_kinds(
    {
        "dashboards.result_due": gettext_lazy("Hasil keputusan yang saya catat ditunggu"),
        "dashboards.sent": gettext_lazy("Kiriman dasbor"),
    }
)
