"""The small named city that all tests know: who is in it, and how to be signed in as one of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.city import City

os.environ["PENATA_COLLECTED"] = "no"  # static files are served from their sources

TODAY = date(2026, 11, 24)
PASSWORD = "Delima-merah-41"  # noqa: S105  # of nobody outside of tests


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        from penata.config.translations import catalogs

        catalogs.compile_stale()


@pytest.fixture(autouse=True)
def _fast_and_fresh(settings: Any) -> None:
    settings.PENATA_STRICT_ACCESS = True  # a page without a rule is an error
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


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
