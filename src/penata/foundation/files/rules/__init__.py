"""What may be attached, and what is kept of it. Pure: bytes in, bytes out."""

from .kinds import MOST_BYTES, Kind, kind_of, safe_name
from .photos import Photo, reencode

__all__ = ["MOST_BYTES", "Kind", "Photo", "kind_of", "reencode", "safe_name"]
