"""What the law and the practice say of a case: who may do what when, by when, and what the public may read."""

from __future__ import annotations

from .clocks import Clocks, Shift, clocks_for, due_day, paused, recomputed, reopened_clocks, silent_since
from .counting import MEASURES, Grain, Tally
from .escalation import Call, call_for, desk_group
from .lifecycle import ENDED, OPEN, Act, Holding, Kind, Party, State, acts_open, may_reopen, next_state, parties_of
from .masking import mask
from .names import digest_of, is_reference, link_secret, new_secret, reference, title_of
from .similarity import Likeness, Place, Spoken, likeness
from .submission import MAX_CHARACTERS, MIN_LETTERS, Submission, checked_email, checked_words, clean, plain_phone
from .urgency import urgent_words

PERMISSIONS = {
    "cases.route": "Menyalurkan laporan dan melihat semua laporan",
    "cases.moderate": "Memeriksa laporan sebelum diterbitkan",
    "cases.counter": "Mencatat laporan warga di loket",
    "cases.see_identity": "Melihat identitas pelapor anonim",
    "cases.erase": "Menghapus kata dan identitas pelapor",
    "cases.export": "Mengunduh daftar laporan",
    "cases.templates": "Mengatur contoh jawaban",
    "cases.submit": "Menyampaikan laporan lewat API",  # of keys
}

__all__ = [
    "ENDED",
    "MAX_CHARACTERS",
    "MEASURES",
    "MIN_LETTERS",
    "OPEN",
    "PERMISSIONS",
    "Act",
    "Call",
    "Clocks",
    "Grain",
    "Holding",
    "Kind",
    "Likeness",
    "Party",
    "Place",
    "Shift",
    "Spoken",
    "State",
    "Submission",
    "Tally",
    "acts_open",
    "call_for",
    "checked_email",
    "checked_words",
    "clean",
    "clocks_for",
    "desk_group",
    "digest_of",
    "due_day",
    "is_reference",
    "likeness",
    "link_secret",
    "mask",
    "may_reopen",
    "new_secret",
    "next_state",
    "parties_of",
    "paused",
    "plain_phone",
    "recomputed",
    "reference",
    "reopened_clocks",
    "silent_since",
    "title_of",
    "urgent_words",
]
