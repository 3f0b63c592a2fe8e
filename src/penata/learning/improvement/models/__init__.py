"""What stands out in the city's own record, why, what is done about it, and whether that helped."""

from .evaluation import Behind, Cause, Discussion, Evaluation, Told
from .measure import Effect, Measure
from .process import Process, ProcessEvent
from .signal import Signal

__all__ = [
    "Behind",
    "Cause",
    "Discussion",
    "Effect",
    "Evaluation",
    "Measure",
    "Process",
    "ProcessEvent",
    "Signal",
    "Told",
]
