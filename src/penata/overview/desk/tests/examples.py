"""What the walk over all pages opens in this room."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission
from penata.public.routing.models import RoutingSettings


def prepare(city: Any) -> None:
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    for words in ("Got tersumbat sampah dan lampu jalan mati", "Mohon ditindaklanjuti segera ya admin"):
        submission = Submission(key=uuid4(), words=words, area_id=city.areas["99.71.01.1001"].pk)
        cases.submit(submission, by=Actor(None, "Pelapor"), at=timezone.now())


def waiting(city: Any) -> dict[str, str]:
    case = Case.objects.filter(state="received").first()
    assert case is not None
    return {"reference": case.reference}


EXAMPLES = {"desk:choose": waiting, "desk:settle": lambda city: waiting(city) | {"act": "ask"}}
