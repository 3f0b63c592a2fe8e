"""`make bench`: the table of docs/benchmarks.md, measured on this machine in one run."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from penata.config import database

from . import copies
from .measuring import CLIENTS, Request, Server
from .signal_cities import write_many

if TYPE_CHECKING:
    from .works import Work

CHART_SECONDS, ROWS_A_SECOND = 0.15, 10_000
SIGNALS_NAME, SIGNALS_CASES, SIGNALS_SECONDS, SIGNALS_MB = "signals of 1,000,000 cases from CSV", 1_000_000, 60, 1_000
NIGHT_NAME = "signals of 1,000,000 cases from the database"
PATH_NAME, PATH_TASKS, PATH_MS = "critical path of 10,000 tasks", 10_000, 100


def main() -> int:
    """Measure; exit code 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="make bench BENCH=…", description=__doc__)
    parser.add_argument("--size", choices=["small", "city"], default="city")
    parser.add_argument("--only", default="", help="only works whose name holds this")
    parser.add_argument("--no-import", action="store_true")
    parser.add_argument("--million", action="store_true", help="only the search, in a database of a million cases")
    parser.add_argument("--drop-million", action="store_true", help="remove that database and measure nothing")
    asked = parser.parse_args()
    if asked.drop_million:
        copies.drop()
        return 0
    _own_database(copies.NAME if asked.million else copies.MEASURED)
    import django

    django.setup()
    return _measure_million(asked) if asked.million else _measure(asked)


def _own_database(name: str) -> None:
    """A database of its own beside the demonstration's, so that nobody's trials are measured or lost."""
    server, _, _name = database.url().partition("?")
    own = server.rsplit("/", 1)[0] + f"/{name}" + (f"?{_name}" if _name else "")
    copies.create(name)
    os.environ.update(DATABASE_URL=own, PENATA_DEMO="1", DJANGO_SETTINGS_MODULE="penata.config.settings")
    database.url.cache_clear()


def _measure(asked: argparse.Namespace) -> int:
    from penata.config import browser

    from . import city
    from .measuring import serving
    from .works import works

    city.stand(asked.size)
    browser.collect()
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with serving("benchmarks.baseline:application", environment) as server:
        base = min(server.measure(lambda _n: Request("/"), count=2_000).cpu_ms for _ in range(3))
    print(f"baseline: `select 1` behind seven middlewares, {base:.2f} ms of CPU a request\n")
    print("| work | peers | at most | measured | CPU ms | requests/s | p50 ms | p95 ms | queries |")
    print("|---|---|---|---|---|---|---|---|---|")
    with serving("penata.config.wsgi:application", environment) as server:
        chosen = [work for work in works() if asked.only in work.name]
        missed = sum(_line(server, work, base) for work in chosen)
        memory = server.memory_mb()
    if asked.only in PATH_NAME:
        missed += _path_line()
    if asked.only in SIGNALS_NAME and not asked.no_import:
        missed += _signals_line()
    if asked.only in NIGHT_NAME and not asked.no_import:
        missed += _night_line()
    if not asked.no_import:
        missed += _import_line()
    print(f"\nA web worker, the router's model included, held {memory:.0f} MB (at most 350).")
    return 1 if missed else 0


def _measure_million(asked: argparse.Namespace) -> int:
    from . import city, million
    from .measuring import serving
    from .works import search_of_a_million

    city.stand(asked.size)
    million.grow()
    with serving("penata.config.wsgi:application", {"PYTHONPATH": os.pathsep.join(sys.path)}) as server:
        return int(_line(server, search_of_a_million(), 1))


def _line(server: Server, work: Work, base: float) -> bool:
    """Measure and print one piece of work; True when its limit was missed."""
    figures = server.measure(work.make, count=work.count, clients=1 if work.most_ms else CLIENTS)
    if work.most_ms:
        limit, told, is_missed = f"p95 {work.most_ms:g} ms", f"{figures.p95_ms:.1f} ms", figures.p95_ms > work.most_ms
    elif work.limit:
        limit, times = f"{work.limit:g}", figures.cpu_ms / base
        told, is_missed = f"{times:.1f}", times > work.limit
    else:  # the chart: seconds for one visitor
        seconds = min(_seconds(server, work.make(n)) for n in range(9))
        limit, told, is_missed = f"{CHART_SECONDS} s", f"{seconds:.3f} s", seconds > CHART_SECONDS
    mark = " **missed**" if is_missed else ""
    cells = (
        work.name, work.peers, limit, told + mark, f"{figures.cpu_ms:.2f}", f"{figures.per_second:.0f}",
        f"{figures.p50_ms:.1f}", f"{figures.p95_ms:.1f}", _queries(work.make(1)),
    )  # fmt: skip
    print("|", " | ".join(map(str, cells)), "|", flush=True)
    return is_missed


def _path_line() -> bool:
    """The computation alone: no file, no database."""
    from penata.delivery.plans.rules import Activity, schedule

    chance = random.Random(11)
    tasks = [
        Activity(f"T{n}", n % 21, tuple(f"T{chance.randrange(max(0, n - 50), n)}" for _ in range(n % 5)))
        for n in range(PATH_TASKS)
    ]  # fmt: skip
    taken = []
    for _ in range(5):
        start = time.process_time()
        schedule(tasks)
        taken.append((time.process_time() - start) * 1000)
    is_missed = min(taken) > PATH_MS
    mark = " **missed**" if is_missed else ""
    print(f"| {PATH_NAME} | | {PATH_MS} ms | {min(taken):.0f} ms{mark} | {min(taken):.2f} | | | | |", flush=True)
    return is_missed


def _signals_line() -> bool:
    """The command as a city's computer runs it each night: reading, judging, writing, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cases.csv")
        write_many(path, SIGNALS_CASES)
        start = time.perf_counter()
        command = "from penata.config.cli import main; main()"
        subprocess.run(
            [sys.executable, "-c", command, "improvement", "signals", str(path), "--json"], check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    is_missed = seconds > SIGNALS_SECONDS or memory > SIGNALS_MB
    mark = " **missed**" if is_missed else ""
    limit, told = f"{SIGNALS_SECONDS} s, {SIGNALS_MB} MB", f"{seconds:.0f} s, {memory} MB{mark}"
    print(f"| {SIGNALS_NAME} | | {limit} | {told} | | | | | |", flush=True)
    return is_missed


def _night_line() -> bool:
    """The job as the worker runs it each night, in a process of its own; the database's own memory is not counted."""
    command = [sys.executable, "-m", "benchmarks.nightly"]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    is_missed = told["seconds"] > SIGNALS_SECONDS or told["mb"] > SIGNALS_MB
    mark = " **missed**" if is_missed else ""
    limit, said = f"{SIGNALS_SECONDS} s, {SIGNALS_MB} MB", f"{told['seconds']:.0f} s, {told['mb']} MB{mark}"
    print(f"| {NIGHT_NAME} | | {limit} | {said} | | | | | |", flush=True)
    return is_missed


def _import_line() -> bool:
    from .works import import_persons

    rate, seconds = import_persons()
    is_missed = rate < ROWS_A_SECOND
    mark = " **missed**" if is_missed else ""
    cells = (
        "import of 20,000 persons with holdings from XLSX, validated", "8,400 rows/s, unvalidated",
        f"{ROWS_A_SECOND:,} rows/s", f"{rate:,.0f} rows/s{mark}", f"{seconds * 1000:.0f} in all", "", "", "", "",
    )  # fmt: skip
    print("|", " | ".join(cells), "|")
    return is_missed


def _seconds(server: Server, request: Request) -> float:
    start = time.perf_counter()
    server.get(request)
    return time.perf_counter() - start


def _queries(request: Request) -> int:
    """The number of queries of this request, in this process, after one to warm caches."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": request.headers.get("Cookie", "")} if request.headers.get("Cookie") else None)
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            if request.method == "POST":
                body = request.body + os.urandom(4).hex().encode()
                client.post(request.path, body, content_type="application/x-www-form-urlencoded")
            else:
                client.get(request.path)
    return len(queries)


if __name__ == "__main__":
    sys.exit(main())
