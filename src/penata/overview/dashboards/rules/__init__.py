"""What a number says: signal or chance, fair or not, and whose screen it is on."""

from __future__ import annotations

from .charts import Chart, Rule, Signal, p_chart, signals, xmr
from .fairness import Fair, Part, compared, shares_of, sort_of, wilson
from .figures import (
    BOARDS,
    FIGURES,
    MINIMUM_SAMPLE,
    SERVICES,
    WEEKS_ASKED,
    Figure,
    Kind,
    Reading,
    Spans,
    reading,
    spanned,
    worsening,
)
from .rhythm import Rhythm, is_due

PERMISSIONS = {
    "dashboards.city": "Melihat dasbor seluruh kota",
    "dashboards.targets": "Menetapkan target dan batas kendali",
}

__all__ = [
    "BOARDS",
    "FIGURES",
    "MINIMUM_SAMPLE",
    "PERMISSIONS",
    "SERVICES",
    "WEEKS_ASKED",
    "Chart",
    "Fair",
    "Figure",
    "Kind",
    "Part",
    "Reading",
    "Rhythm",
    "Rule",
    "Signal",
    "Spans",
    "compared",
    "is_due",
    "p_chart",
    "reading",
    "shares_of",
    "signals",
    "sort_of",
    "spanned",
    "wilson",
    "worsening",
    "xmr",
]
