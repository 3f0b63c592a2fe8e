"""The secrets in links to authors and followers: computed from a record's key, never kept."""

from __future__ import annotations

import base64
import hashlib
import hmac
from uuid import UUID


def secret_of(server_key: str, kind: str, key: UUID) -> str:
    """128 bits that only the holder of the server's key can compute (docs/decisions/0009)."""
    mac = hmac.new(server_key.encode(), f"forum-{kind}:".encode() + key.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:16]).rstrip(b"=").decode()


def digest_of(secret: str) -> str:
    """What the database keeps."""
    return hashlib.sha256(secret.encode()).hexdigest()
