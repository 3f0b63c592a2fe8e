"""What stands out in the city's own record, and what is done about it."""

from .signal import Signal

__all__ = ["Signal"]
