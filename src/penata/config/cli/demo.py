"""`penata demo`: everything for a first look, in one command; again, only what has changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from penata.config import database

from .running import (
    Host,
    Port,
    be_interrupted_by_signals,
    child_environment,
    refuse_taken,
    server_command,
    set_up,
    worker_command,
)

On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The city's today; else the real one.")]
Size = Annotated[str, typer.Option(help="`small`: 4,000 cases; `city`: 100,000 cases and 10,000 civil servants.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget what was tried and build the city anew.")]
Load = Annotated[bool, typer.Option("--load-only", help="Build the city, start nothing.")]


def demo(
    host: Host = "127.0.0.1", port: Port = 8000, on: On = None, size: Size = "small", fresh: Fresh = False,
    load_only: Load = False,
) -> None:  # fmt: skip
    """Show Penata with Kota Lama, the demonstration city: database, city, web server and worker."""
    if size not in {"small", "city"}:
        typer.echo("penata: --size is `small` or `city`.", err=True)
        raise typer.Exit(2)
    if not load_only:
        refuse_taken(host, port)
    with step("Browser libraries"):
        install_browser_libraries()
    with step("Database"):
        database.reach()
        set_up()
    prepare_city(on.date() if on else None, size, fresh)
    if not load_only:
        run(host, port)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is done, and how long it took."""
    start = time.monotonic()
    typer.echo(f"  {title} … ", nl=False)
    sys.stdout.flush()
    yield
    typer.echo(f"{time.monotonic() - start:.1f} s")


def install_browser_libraries() -> None:
    """`npm ci` with PyPI's Node.js, when the lock has changed since the last time."""
    lock = Path("package-lock.json")
    stamp = Path("node_modules") / ".penata"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    npm = shutil.which("npm", path=str(Path(sys.executable).parent)) or "npm"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    result = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        capture_output=True, text=True, env={**os.environ, "PATH": path}, check=False,
    )  # fmt: skip
    if result.returncode:
        typer.echo(f"\npenata: npm could not fetch the browser libraries: {result.stderr.strip()[:300]}", err=True)
        raise typer.Exit(1)
    stamp.write_text(digest)


def prepare_city(on: date | None, size: str, fresh: bool) -> None:
    """Migrate, compile translations, collect static files and build the city, each only when needed."""
    from django.core.management import call_command

    from penata.config import browser
    from penata.config.translations import catalogs
    from penata.demo import loading

    if fresh:
        with step("A fresh database"):
            loading.start_anew()
    with step("Tables"):
        call_command("migrate", interactive=False, verbosity=0)
    with step("Translations"):
        catalogs.compile_stale()
    with step("Static files"):
        browser.collect()
    loading.ensure_city(on=on, size=size)


def run(host: str, port: int) -> None:
    """Web server and worker until Ctrl-C; when one of them ends, so does the other."""
    environment = child_environment()
    children = [
        subprocess.Popen(command, env=environment, start_new_session=True)
        for command in (server_command(host, port, 2), worker_command())
    ]
    announce(host, port)
    be_interrupted_by_signals()
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.3)
        typer.echo("penata: a process ended unexpectedly; stopping the other one.", err=True)
        code = 1
    except KeyboardInterrupt:
        typer.echo("\n  Stopping …")
        code = 0
    for child in children:
        child.terminate()
    for child in children:
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
    raise typer.Exit(code)


def announce(host: str, port: int) -> None:
    from penata.demo import loading

    typer.echo(f"\n  Penata: http://{host}:{port}/\n\n  Who can sign in (password: {loading.PASSWORD}):")
    for username, who in loading.people_to_try():
        typer.echo(f"    {username:<20} {who}")
    typer.echo("\n  Ctrl-C stops everything.")
