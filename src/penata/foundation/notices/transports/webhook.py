"""A signed JSON message to another system's address. Only to the open Internet, unless the city allows its own."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings

from ..models import Notice
from ..rules import is_public_address, signature
from .failures import Undeliverable

TIMEOUT = 8  # seconds


def send(notice: Notice) -> None:
    hook = notice.webhook
    if hook is None or not hook.is_active:
        raise Undeliverable("webhook is off")
    body = json.dumps(
        {
            "id": notice.pk,
            "kind": notice.kind,
            "about": {"kind": notice.about_kind, "key": notice.about_key},
            "at": notice.created_at.isoformat(),
            "link": settings.PUBLIC_ADDRESS + notice.link if notice.link else "",
        }
    ).encode()
    timestamp = str(int(datetime.now(UTC).timestamp()))
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Penata",
        "X-Penata-Timestamp": timestamp,
        "X-Penata-Signature": signature(hook.secret, timestamp, body),
    }
    status = _post(hook.url, body, headers)
    if status in {404, 410}:
        raise Undeliverable(f"HTTP {status}")
    if not 200 <= status < 300:  # a redirection is not followed: it could lead inside
        raise OSError(f"HTTP {status}")


def _post(url: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_secure = parts.scheme == "https"
    if not host or (not is_secure and not settings.PENATA_WEBHOOKS_INSIDE):
        raise Undeliverable("only https addresses")
    port = parts.port or (443 if is_secure else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.sock = _socket(host, port, is_secure)
    try:
        connection.request("POST", f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _socket(host: str, port: int, is_secure: bool) -> socket.socket:
    """Connected to the very address that was judged, so that a name that changes meanwhile leads nowhere else."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.PENATA_WEBHOOKS_INSIDE and not all(map(is_public_address, found)):
        raise Undeliverable("a private address")
    plain = socket.create_connection((found[0], port), timeout=TIMEOUT)
    return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_secure else plain
