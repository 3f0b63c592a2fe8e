from __future__ import annotations

from typing import Any

import pytest

from penata.delivery.performance.tests import life


@pytest.fixture
def year(city: Any) -> Any:
    """The city with the year opened, and the expectations of the head, his officer and the officer's technician."""
    life.open_the_year(city)
    of_head = life.expect(city, "head", "mayor")
    city.expectation = life.expect(city, "officer", "head", serves=of_head.results.get().pk)
    life.expect(city, "technician", "officer")
    return city
