"""Words and place → bodies, learned from closed cases. Only `learning` and `evaluation` need scikit-learn."""

from .reasons import Proposal, Reason, Why

PERMISSIONS = {
    "routing.manage": "Mengelola model penyaluran dan ambang otomatisnya",
}

__all__ = ["PERMISSIONS", "Proposal", "Reason", "Why"]
