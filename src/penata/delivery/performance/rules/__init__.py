"""How performance is rated, who may do what when, and the figures of law; pure."""

from __future__ import annotations

from .credit import credit_points, shown
from .distribution import Advice, Pattern, advise, patterns_of, status_is_usual
from .lifecycle import OPEN, Act, Party, State, acts_open, next_state
from .ratings import CELLS, Level, Rating, rating_of
from .shares import Part, Share, pro_rata
from .surveying import VALUES, may_be_asked, mean_scores
from .years import MONTHLY, QUARTERLY, Rhythm, Term, terms_of

PERMISSIONS = {
    "performance.see": "Membaca semua SKP dan evaluasi kinerja",
    "performance.manage": "Membuka masa penilaian, mencatat capaian unit, dan mengunduh hasil evaluasi",
    "performance.configure": "Mengatur angka acuan kinerja",
}

__all__ = [
    "CELLS",
    "MONTHLY",
    "OPEN",
    "PERMISSIONS",
    "QUARTERLY",
    "VALUES",
    "Act",
    "Advice",
    "Level",
    "Part",
    "Party",
    "Pattern",
    "Rating",
    "Rhythm",
    "Share",
    "State",
    "Term",
    "acts_open",
    "advise",
    "credit_points",
    "may_be_asked",
    "mean_scores",
    "next_state",
    "patterns_of",
    "pro_rata",
    "rating_of",
    "shown",
    "status_is_usual",
    "terms_of",
]
