"""What may be done about what stands out."""

from .signals import dismiss, find, put_off, wake

__all__ = ["dismiss", "find", "put_off", "wake"]
