from collections.abc import Iterator

import pytest

from penata.foundation.calendars import queries


@pytest.fixture(autouse=True)
def fresh_calendar() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()
