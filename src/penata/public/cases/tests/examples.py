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
WORDS = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali."


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=1)
    area = city.areas["99.71.01.1001"].pk
    done = actions.submit(Submission(key=uuid4(), words=WORDS, area_id=area), by=RESIDENT, at=at)
    actions.assign(done.case, to=city.positions["KABID-JALAN"].pk, by=Actor.system(), at=at + timedelta(minutes=1))
    actions.answer(done.case, text="Kami periksa.", is_final=False, by=Actor.system(), at=at + timedelta(hours=1))
    counted = Submission(key=uuid4(), words=WORDS, area_id=area, channel="counter")
    actions.submit(counted, by=Actor(city.administrator.pk, "Made Astawa"), at=at)
    actions.save_template(None, name="Pembuka", text="Laporan {nomor}", is_active=True, by=Actor.system(), at=at)
    city.case, city.counted = done.case.reference, Case.objects.latest("pk").reference


def example(name: str = "case", seen_by: set[str] | None = SEEN_BY, **parts: Any) -> Any:
    import examples

    return lambda city: examples.Example({"reference": getattr(city, name), **parts}, seen_by=seen_by)


EXAMPLES = {
    "cases:case": example(),
    "cases:act": example(act="note"),
    "cases:receipt": example(),
    "cases:paper": example(kind="file"),
    "cases:attachment": lambda city: _nothing(reference=city.case, pk=1),
    "cases:moderate": example(seen_by={"administrator"}),
    "cases:counter_done": example("counted", seen_by={"administrator"}),
    "cases:template": lambda city: {"pk": _template()},
    "cases:export": lambda city: {"form": "csv"},
    "cases:undo": lambda city: _nothing(pk=1),
    "api:case": example(),
    # the machine door is open to everyone; it answers 404 for what is not published
    "open311:discovery": lambda city: {"form": "json"},
    "open311:services": lambda city: {"form": "xml"},
    "open311:definition": lambda city: {"code": "lampu", "form": "json"},
    "open311:requests": lambda city: {"form": "xml"},
    "open311:request": lambda city: {"reference": city.case, "form": "json"},
    "open311:token": lambda city: {"token": "abc", "form": "json"},
    "open311:media": lambda city: {"key": 1},
    "open311:unknown": lambda city: {"path": "v3/nothing", "form": "json"},
}


def lists() -> list[Any]:
    import examples

    rows = lambda city: [{"reference": case.reference} for case in Case.objects.all()]  # noqa: E731
    return [examples.List("cases:list", "cases:case", rows)]


def _nothing(**parts: Any) -> Any:
    """A record that is not there: nobody sees it."""
    import examples

    return examples.Example(parts, seen_by=set())


def _template() -> int:
    from penata.public.cases.models import ReplyTemplate

    return ReplyTemplate.objects.latest("pk").pk


def __getattr__(name: str) -> Any:
    if name == "LISTS":
        return lists()
    raise AttributeError(name)
