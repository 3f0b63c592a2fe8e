"""What a desk does beside the acts on one case."""

from .digests import choose_digest, queue_digests, send_digest
from .handling import Outcome, assign_many, choose, do_to_each, hold, note_many, settle, start_many

__all__ = [
    "Outcome",
    "assign_many",
    "choose",
    "choose_digest",
    "do_to_each",
    "hold",
    "note_many",
    "queue_digests",
    "send_digest",
    "settle",
    "start_many",
]
