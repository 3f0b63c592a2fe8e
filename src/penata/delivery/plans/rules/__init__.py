"""What a plan can say by itself: which tasks decide its end, when work is due again, and who has too much of it."""

from __future__ import annotations

from .network import Activity, Place, Schedule, a_cycle, schedule

PERMISSIONS: dict[str, str] = {
    "plans.see": "Melihat semua rencana kerja",
    "plans.tree": "Menyusun pohon kinerja dan mencatat capaian indikator",
}

__all__ = ["PERMISSIONS", "Activity", "Place", "Schedule", "a_cycle", "schedule"]
