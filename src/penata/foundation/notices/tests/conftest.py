"""Mail servers and other systems as they really fail, on this machine's own address."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from penata.foundation.notices.actions import sending
from penata.foundation.notices.rules import Message

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_is_silent() -> Iterator[None]:
    sending._silent_since.clear()
    yield
    sending._silent_since.clear()


@pytest.fixture
def message() -> Callable[..., Message]:
    """`message(account)` or `message("warga@example.org")`."""

    def build(to: Any = None, **changes: Any) -> Message:
        addressee = {"email": to} if isinstance(to, str) else {"account_id": to.pk if to else None}
        values = {
            "kind": "cases.assigned",
            "subject": "Laporan 1 untuk Anda",
            "body": "Lampu jalan mati.",
            "link": "/kasus/1/",
        }
        return Message(**(values | addressee | changes))

    return build


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks just enough SMTP. `answers` overrides what a command gets, e.g. {"RCPT": "550 unknown"}."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailConversation)
        self.answers: dict[str, str] = {}
        self.mails: list[str] = []
        self.calls = 0


class MailConversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.calls += 1
        self.say(self.server.answers.get("hello", "220 kotalama.example"))
        while line := self.rfile.readline().decode().strip():
            command = line.split()[0].upper()
            if command == "DATA":
                self.say("354 go on")
                lines = []
                while (text := self.rfile.readline().decode()) not in (".\r\n", ""):
                    lines.append(text)
                self.server.mails.append("".join(lines))
            if not self.say(self.server.answers.get(command, "250 fine")) or command == "QUIT":
                return

    def say(self, words: str) -> bool:
        """Answer; no words hang up."""
        if words:
            self.wfile.write(f"{words}\r\n".encode())
        return bool(words)


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_TIMEOUT = 1
        yield server
        server.shutdown()


class OtherSystem(HTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.status = 204
        self.got: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/penata?a=1"


class Door(BaseHTTPRequestHandler):
    server: OtherSystem

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()

    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture
def other_system(settings: Any) -> Iterator[OtherSystem]:
    settings.PENATA_WEBHOOKS_INSIDE = True
    with OtherSystem() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
