"""The secret of a calendar's address (decision 9: computed, and only its digest is stored)."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID


def feed_secret(server_key: str, key: UUID) -> str:
    """128 bits that only the holder of the server's key can compute."""
    mac = hmac.new(server_key.encode(), b"plan-feed:" + key.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
