from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import examples
import pytest
import walk
from django.db import transaction

from tests.city import settle


@pytest.fixture(scope="module")
def whole_city(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The city with what all rooms' examples need, built once for a whole walk and then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        city = settle()
        examples.prepare(city)
        city.sessions = walk.sign_in(city)
        yield city
        transaction.set_rollback(True)
