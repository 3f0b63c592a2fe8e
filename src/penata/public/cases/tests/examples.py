"""One case for the walk over all pages: at the officer's position, seen by those above him and who routes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

RESIDENT = Actor(None, "Pelapor")
SEEN_BY = {"officer", "head", "mayor", "routing_officer", "technician", "administrator"}


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=1)
    words = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali."
    area = city.areas["99.71.01.1001"].pk
    done = actions.submit(Submission(key=uuid4(), words=words, area_id=area), by=RESIDENT, at=at)
    actions.assign(done.case, to=city.positions["KABID-JALAN"].pk, by=Actor.system(), at=at + timedelta(minutes=1))
    actions.answer(done.case, text="Kami periksa.", is_final=False, by=Actor.system(), at=at + timedelta(hours=1))


def one() -> Case:
    return Case.objects.filter(replied_at__isnull=False).latest("pk")  # other rooms hand in cases too


def example(query: str = "", **parts: Any) -> Any:
    import examples

    return lambda city: examples.Example({"reference": one().reference, **parts}, seen_by=SEEN_BY, query=query)


EXAMPLES = {
    "cases:case": example(),
    "open311:discovery": lambda city: {"form": "json"},
    "open311:services": lambda city: {"form": "xml"},
    "open311:definition": lambda city: {"code": "tidak-ada", "form": "json"},
    "open311:requests": lambda city: {"form": "json"},
    "open311:request": lambda city: {"reference": one().reference, "form": "json"},
    "open311:token": lambda city: {"token": one().submission, "form": "json"},
    "open311:media": lambda city: {"key": 1},
}
