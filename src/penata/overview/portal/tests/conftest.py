from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from penata.foundation.journal.rules import Actor
from penata.public.catalog import actions as catalog
from penata.public.routing.models import RoutingSettings


@pytest.fixture
def town(city: Any) -> Any:
    """The small city with a service and a routing officer: residents can report."""
    with transaction.atomic():
        catalog.open_service(
            code="lampu-jalan",
            function=city.functions["1.03.11"],
            contents=catalog.Contents(
                name="Perbaikan lampu jalan",
                summary="Kami memperbaiki lampu jalan yang padam.",
                topic="complaint",
                promise_days=3,
            ),
            decree=city.decree,
            article="Pasal 4",
            on=date(2024, 1, 1),
            by=Actor.system("tests"),
        )
        RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    return city
