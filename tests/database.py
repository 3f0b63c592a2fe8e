"""A database with all migrations applied, made once: each process of the tests, and the next run, takes a copy."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection

from penata.config import database

PROJECT = Path(__file__).resolve().parents[1]
BEGINS = "penata_migrated_"
READ_BY_MIGRATIONS = {"migrations", "models", "rules"}  # folders or modules: what decides how the tables look


def migrated() -> str:
    """The name of the database; whoever comes first makes it, the others wait for him."""
    name = BEGINS + _fingerprint()
    with psycopg.connect(database.url(), autocommit=True) as server:
        server.execute("select pg_advisory_lock(hashtext(%s))", [BEGINS])
        rows = server.execute("select datname from pg_database where starts_with(datname, %s)", [BEGINS]).fetchall()
        known = {row[0] for row in rows}
        if name not in known:
            for old in known:
                with suppress(psycopg.errors.ObjectInUse):
                    server.execute(f'drop database "{old}"')
            database.create(database.url(), f"{name}_begun")
            _migrate(f"{name}_begun")
            server.execute(f'alter database "{name}_begun" rename to "{name}"')  # a broken run leaves none that is half
    return name


def _fingerprint() -> str:
    source = PROJECT / "src" / "penata"
    files = [file for file in source.rglob("*.py") if READ_BY_MIGRATIONS & {file.stem, *file.relative_to(source).parts}]
    read = hashlib.sha256()
    for file in [*sorted(files), PROJECT / "requirements" / "base.txt"]:
        read.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return read.hexdigest()[:16]


def _migrate(name: str) -> None:
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
