from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.ui.templatetags.words import told

from .queries import Line
from .rules import act_in_words

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide signs of East Asia too


class _Lines(list[str]):
    write = list.append


def csv_lines(lines: Iterable[Line]) -> Iterator[str]:
    """The journal as CSV for spreadsheets, a few hundred entries at a time; no cell starts a formula."""
    rows = _Lines(["\ufeff"])
    writer = csv.writer(rows, delimiter=";")
    writer.writerow([_("Waktu"), _("Oleh"), _("Tindakan"), _("Jenis"), _("Kunci"), _("Tentang"), _("Alasan")])
    for at, actor, act, *rest in lines:
        moment = timezone.localtime(at).strftime("%Y-%m-%d %H:%M:%S")
        writer.writerow([moment, *(_guarded(told(text)) for text in (actor, act_in_words(act), *rest))])
        if len(rows) > 500:
            yield "".join(rows)
            rows.clear()
    yield "".join(rows)


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
