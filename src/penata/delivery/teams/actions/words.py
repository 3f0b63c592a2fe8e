"""The sentences of this room's refusals, and the names of its acts."""

from __future__ import annotations

from django.utils.translation import gettext as _

from penata.foundation.refusals import put_into_words

put_into_words(
    {
        "teams.request_ended": lambda: _("Permintaan ini sudah dijawab. Muat ulang halamannya."),
    }
)
