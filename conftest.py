"""The small named city that all tests know: who is in it, and how to be signed in as one of them."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from django.utils import translation

if TYPE_CHECKING:
    from tests.city import City

os.environ["PENATA_COLLECTED"] = "no"  # static files are served from their sources
os.environ.setdefault("PGOPTIONS", "-c synchronous_commit=off -c jit=off")  # nobody needs these rows after a power cut


hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")  # a busy machine is no fault of the code


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from django.utils.translation import trans_real

        from penata.config.translations import catalogs

        catalogs.compile_stale()
        trans_real._translations.clear()  # read while Django started, before they were compiled: a fresh clone's
        trans_real._default = None


def pytest_collection_finish() -> None:
    gc.freeze()  # what all tests share is never garbage; looking through it was a tenth of their time


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, django_db_blocker: Any) -> None:
    """The tests' database is a copy of one that is migrated already."""
    from django.conf import settings

    from tests.database import migrated

    with django_db_blocker.unblock():
        settings.DATABASES["default"]["TEST"]["TEMPLATE"] = migrated()


@pytest.fixture(autouse=True)
def _fast_and_fresh(settings: Any) -> Iterator[None]:
    settings.PENATA_STRICT_ACCESS = True  # a page without a rule is an error
    settings.CALENDAR_CHECK_SECONDS = 3_600  # or a page would ask once more in the midst of a test that counts
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    for remembered in _remembered(len(sys.modules)):
        remembered.cache_clear()
    yield
    translation.deactivate()  # a page may have been asked for in English; what a whole module shares is built next


@cache
def _remembered(_modules: int) -> list[Any]:
    """What the questions of the rooms keep in their process.

    Each test begins as a new process does: how often a page asks the database must not depend on which test ran before.
    """
    return [
        kept
        for name, module in list(sys.modules.items())
        if name.startswith("penata.") and ".queries" in name
        for kept in vars(module).values()
        if hasattr(kept, "cache_clear") and kept.__module__ == name and kept.__name__ != "national_days"
    ]


@pytest.fixture
def city(db: None) -> City:
    """Kota Lama in small (`tests/city.py`): accounts by what they are, units, positions, functions, areas by code."""
    from tests.city import settle

    return settle()


@pytest.fixture
def sign_in(client: Any) -> Callable[[Any], Any]:
    """`sign_in(city.officer)` gives the test client of someone who is signed in."""

    def signed_in(account: Any) -> Any:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture(autouse=True, scope="session")
def _emptied_by_rows() -> Iterator[None]:
    """After tests with real transactions only the tables that hold rows are emptied, those of the queue too.

    Django's own flush truncates all of them, hundreds of files, and writes every permission anew: seconds a test.
    """
    from django.test import TransactionTestCase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: _empty())
        yield


def _empty() -> None:
    from django.db import connection, transaction

    kept = ["django_migrations", "django_content_type", "auth_permission"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public' and tablename <> all(%s)", [kept])
        tables = [name for (name,) in cursor.fetchall()]  # names of our own tables, not words of people
        cursor.execute(" union all ".join(f"(select '{name}' from \"{name}\" limit 1)" for name in tables))  # noqa: S608
        full = [f'"{name}"' for (name,) in cursor.fetchall()]
        cursor.execute("select current_setting('is_superuser') = 'on'")
        if cursor.fetchone()[0]:
            cursor.execute("set local session_replication_role = replica")  # no trigger, no foreign key is asked
            for name in full:
                cursor.execute(f"delete from {name}")  # noqa: S608
        elif full:
            cursor.execute(f"truncate {', '.join(full)} cascade")


@pytest.fixture
def run_jobs(db: None) -> Callable[..., int]:
    """`run_jobs()` does the waiting jobs in the test's own transaction, those of later too; gives how many."""
    from django.db import connection
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def run(name: str = "") -> int:
        waiting = ProcrastinateJob.objects.filter(status="todo", task_name__startswith=name).order_by("id")
        jobs = list(waiting)
        for job in jobs:
            with connection.cursor() as cursor:
                cursor.execute("delete from procrastinate_events where job_id = %s", [job.pk])
                cursor.execute("delete from procrastinate_jobs where id = %s", [job.pk])
            app.tasks[job.task_name].func(**job.args)
        return len(jobs)

    return run


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Callable[[], None]]:
    """`worker()` runs the real worker until no due job is left; the test's own transaction is out of its sight."""
    from django.db import connection
    from procrastinate.contrib.django import app

    kept = connection.settings_dict["CONN_MAX_AGE"]
    connection.settings_dict["CONN_MAX_AGE"] = 0  # or the worker's thread would keep the database open

    def work() -> None:
        with app.replace_connector(app.connector.get_worker_connector()) as real:
            real.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)

    def apart() -> None:
        with ThreadPoolExecutor(1) as thread:  # a browser in this process keeps an event loop of its own running
            thread.submit(work).result()

    yield apart
    connection.settings_dict["CONN_MAX_AGE"] = kept
