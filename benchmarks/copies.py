"""The databases that are measured: the city, and its copy that grows to a million cases."""

from __future__ import annotations

import psycopg

from penata.config import database

MEASURED, NAME = "penata_bench", "penata_million"


def create(name: str) -> None:
    """The million begins as a copy of the measured city, if that stands; nobody may be connected to it."""
    server = database.url()
    with psycopg.connect(server, autocommit=True) as own:
        known = {row[0] for row in own.execute("select datname from pg_database")}
        if name == NAME and MEASURED in known and NAME not in known:
            own.execute(f"create database {NAME} template {MEASURED}")
    database.create(server, name)


def drop() -> None:
    with psycopg.connect(database.url(), autocommit=True) as own:
        own.execute(f"drop database if exists {NAME}")
