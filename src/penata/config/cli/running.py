"""`penata serve`, `worker`, `migrate` and `check`."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from typing import Annotated

import typer

from penata.config import database

Port = Annotated[int, typer.Option(envvar="PORT", help="The port to listen on.", min=1, max=65535)]
Host = Annotated[str, typer.Option(envvar="HOST", help="The address to listen on.")]
Workers = Annotated[int, typer.Option(envvar="WEB_WORKERS", help="The number of web processes.", min=1)]


def set_up() -> None:
    """Django, once the database answers. Raises NoDatabase."""
    import django

    database.reach()
    django.setup()


def refuse_taken(host: str, port: int) -> None:
    """End with one plain line when somebody else listens on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            typer.echo(
                f"penata: port {port} is taken. Choose another one, for instance: PORT={port + 1} make demo", err=True
            )
            raise typer.Exit(1) from None


def server_command(host: str, port: int, workers: int) -> list[str]:
    """Granian as the benchmarks measure it: one blocking thread a worker, so that a worker answers one at a time."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "1", "--backpressure", "64", "--no-access-log",
        "--respawn-failed-workers", "--log-level", "warning", "penata.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [sys.executable, "-m", "penata", "worker"]


def child_environment() -> dict[str, str]:
    """For processes that this one starts: they use its database and do not own the embedded server."""
    is_demo = "1" if database.is_embedded() else "0"
    return {"PENATA_DEMO": is_demo, **os.environ, "DATABASE_URL": database.url(), "PENATA_DATA": str(database.DATA)}


def be_interrupted_by_signals() -> None:
    """Ctrl-C and `kill` raise KeyboardInterrupt, also where the shell ignores Ctrl-C for us."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)


def serve(host: Host = "127.0.0.1", port: Port = 8000, workers: Workers = 2) -> None:
    """Start the web server."""
    refuse_taken(host, port)
    database.reach()
    raise typer.Exit(_wait(server_command(host, port, workers)))


def _wait(command: list[str]) -> int:
    """Until the command ends, or this process is told to stop, which stops it too."""
    be_interrupted_by_signals()
    with subprocess.Popen(command, env=child_environment()) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            process.wait()
            return 0


def worker() -> None:
    """Run queued and periodic jobs until stopped."""
    from django.core.management import call_command

    set_up()
    options = ["--concurrency", "2", "--delete-jobs", "successful", "--shutdown-graceful-timeout", "20"]
    call_command("procrastinate", "worker", *options)


def migrate() -> None:
    """Bring the database to this version's shape."""
    from django.core.management import call_command

    set_up()
    call_command("migrate", interactive=False, verbosity=1)


def check() -> None:
    """Check settings, pending migrations and translations; exit code 1 when something is wrong."""
    from django.core.management import CommandError, call_command

    from penata.config.translations.check import problems

    set_up()
    findings = problems()
    for finding in findings:
        typer.echo(finding, err=True)
    try:
        call_command("check", fail_level="WARNING")
        call_command("migrate", check_unapplied=True, verbosity=0)
    except (CommandError, SystemExit) as error:
        typer.echo(f"penata: {error}", err=True)
        raise typer.Exit(1) from None
    if findings:
        raise typer.Exit(1)
