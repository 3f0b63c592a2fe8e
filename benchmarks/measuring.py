"""A server, its clients, and the CPU that the application and the database spend for each request."""

from __future__ import annotations

import http.client
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil
import psycopg

from penata.config import database

CLIENTS = 8


@dataclass(frozen=True)
class Request:
    """One request of a piece of work; `path` already holds its query string."""

    path: str
    method: str = "GET"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figures:
    """What one piece of work took."""

    requests: int
    cpu_ms: float  # of application and database together, for one request
    per_second: float
    p50_ms: float
    p95_ms: float


@contextmanager
def serving(application: str, environment: dict[str, str]) -> Iterator[Server]:
    """Granian with two workers of one blocking thread, until the block ends."""
    port = _free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "2", "--blocking-threads", "1", "--no-access-log", "--log-level", "warning", application,
    ]  # fmt: skip
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:
        try:
            _wait_for(port, process)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(20)


@dataclass(frozen=True)
class Server:
    port: int
    pid: int

    def measure(
        self,
        make: Callable[[int], Request],
        *,
        count: int,
        expect: int | tuple[int, ...] = 200,
        clients: int = CLIENTS,
    ) -> Figures:
        """Send `count` requests over persistent connections. Raises when an answer is not the expected one."""
        expected = (expect,) if isinstance(expect, int) else expect
        self._send(make, range(count), expected, CLIENTS)  # warm: what a worker keeps
        before, start = self._cpu(), time.perf_counter()
        times = self._send(make, range(1_000, 1_000 + count), expected, clients)
        elapsed, after = time.perf_counter() - start, self._cpu()
        return Figures(
            requests=count,
            cpu_ms=(after - before) / count * 1000,
            per_second=count / elapsed,
            p50_ms=statistics.median(times) * 1000,
            p95_ms=statistics.quantiles(times, n=20)[18] * 1000,
        )

    def memory_mb(self) -> float:
        """What the largest web worker holds, resident."""
        return max(p.memory_info().rss for p in self._application()) / 1e6

    def get(self, request: Request) -> tuple[int, bytes, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(request.method, request.path, request.body or None, request.headers)
        response = connection.getresponse()
        return response.status, response.read(), dict(response.getheaders())

    def _send(
        self, make: Callable[[int], Request], numbers: range, expected: tuple[int, ...], clients: int
    ) -> list[float]:
        times: list[float] = []
        errors: list[str] = []
        waiting = iter(numbers)
        lock = threading.Lock()

        def client() -> None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            while not errors:
                with lock:
                    number = next(waiting, None)
                if number is None:
                    return
                request = make(number)
                start = time.perf_counter()
                connection.request(request.method, request.path, request.body or None, request.headers)
                response = connection.getresponse()
                body = response.read()
                times.append(time.perf_counter() - start)
                if response.status not in expected:
                    errors.append(f"{request.method} {request.path}: {response.status} {body[:300]!r}")

        threads = [threading.Thread(target=client) for _ in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise RuntimeError(errors[0])
        return times

    def _application(self) -> list[psutil.Process]:
        return psutil.Process(self.pid).children(recursive=True)

    def _cpu(self) -> float:
        """Seconds that the web workers and the processes of their PostgreSQL have spent."""
        processes = [*self._application(), *_database_processes()]
        total = 0.0
        for process in processes:
            try:
                spent = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += spent.user + spent.system
        return total


def _database_processes() -> list[psutil.Process]:
    """Those of the server behind `DATABASE_URL`, which must run on this machine."""
    with psycopg.connect(database.url()) as connection:
        server = psutil.Process(connection.info.backend_pid).parent()
    if server is None:
        raise RuntimeError("the database must run on this machine, or its CPU cannot be read")
    return [server, *server.children()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the server ended while starting")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start within a minute")
