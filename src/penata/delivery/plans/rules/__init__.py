"""What a plan can say by itself: which tasks decide its end, when work is due again, and who has too much of it."""

from __future__ import annotations

from .network import Activity, Place, Schedule, a_cycle, schedule

__all__ = ["Activity", "Place", "Schedule", "a_cycle", "schedule"]
