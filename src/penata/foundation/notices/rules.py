"""Who is told what, when a notice is tried again, and how a webhook proves who sent it."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

PERMISSIONS = {"notices.manage": "Mengelola pemberitahuan gagal dan webhook"}

UNDO_TIME = timedelta(seconds=10)  # an act can be taken back for so long; nothing leaves before
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
    timedelta(hours=24),
)

_KINDS: dict[str, object] = {}


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to one recipient: to an account (in the application, and by e-mail unless it does not want that),
    to someone without one by `email` in his `language`, or, with `webhook`, to other systems without the words.

    `subject` and `body` may be lazy translations: each reads his own language. `link` is a path of this site.
    `kind` is "room.event", named by `name_kinds`.
    """

    kind: str
    subject: object
    body: object
    link: str = ""
    account_id: int | None = None
    email: str = ""
    language: str = "id"
    webhook: bool = False


def name_kinds(kinds: dict[str, object]) -> None:
    """A room names the kinds of its notices (code → label, lazily translated), so that people can choose."""
    _KINDS.update(kinds)


def kinds() -> dict[str, object]:
    return dict(_KINDS)


def next_try(attempts: int, at: datetime) -> datetime | None:
    """When a notice that failed `attempts` times is tried again; None when it has been tried often enough."""
    return at + WAITS[attempts - 1] if attempts <= len(WAITS) else None


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What a webhook carries in `X-Penata-Signature`: HMAC-SHA256 over "timestamp.body"."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_public_address(address: str) -> bool:
    """Whether an IP address is one of the open Internet: not private, local, reserved or of a group."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
