"""The last hours of Kota Lama, through the actions that people use: new reports, and what officers did with some."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.organization.structure.models import Area
from penata.public.cases import actions
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

from .cases import cases

COUNT, PUBLISHED = 24, 120
RESIDENT, OFFICER = Actor(None, "Pelapor"), Actor.system("Petugas Kota Lama")
KEYS = uuid.UUID("7f3b5c7e-9a52-4a0e-9a43-6f1f0c1f2b11")
NOTE = "Sudah dicek di lapangan; menunggu giliran regu besok pagi."
REPLY = "Laporan Anda sudah kami terima. Regu kami memeriksa lokasi paling lambat besok, lalu kami kabari lagi."


def live_through_the_last_days(on: date) -> int:
    """Hand in the newest reports and work on some of them; how many came in."""
    areas = dict(Area.objects.values_list("code", "id"))
    made = 0
    for number, submission in enumerate(islice(_submissions(on, areas), COUNT)):
        at = _now(on) - timedelta(minutes=9 * (COUNT - number) + 15)
        done = actions.submit(submission, by=RESIDENT, at=at)
        _work_on(done.case, number, at)
        made += 1
    _moderate(on)
    return made


def _moderate(on: date) -> None:
    """A moderator has opened the latest answered reports to the public, masked."""
    moderator = Actor.system("Moderator Kota Lama")
    answered = Case.objects.filter(
        answered_at__isnull=False, is_confidential=False, is_published=False, kind__in=("complaint", "aspiration")
    )
    for number, case in enumerate(answered.order_by("-answered_at")[:PUBLISHED]):
        words = case.statements.order_by("at").values_list("words", flat=True)[0]
        actions.publish(case, words=words, by=moderator, at=_now(on) - timedelta(minutes=PUBLISHED - number))


def _now(on: date) -> datetime:
    """The present on the city's own day, else its late afternoon."""
    now = timezone.now()
    if timezone.localdate(now) == on:
        return now
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=16)


def _submissions(on: date, areas: dict[str, int]) -> Iterator[Submission]:
    for number, case in enumerate(cases(on, count=200, months=1, size="recent")):
        if case.area and not case.parent and not case.same_as:
            yield Submission(
                key=uuid.uuid5(KEYS, f"{on}{number}"),
                words=case.text,
                kind=case.kind,
                channel="portal",
                place=case.place,
                area_id=areas.get(case.area),
                latitude=case.latitude,
                longitude=case.longitude,
                is_anonymous=case.is_anonymous,
                is_confidential=case.is_confidential,
                name=case.contact_name,
                email=case.contact_email,
                phone=case.contact_phone,
            )


def _work_on(case: Case, number: int, at: datetime) -> None:
    """Every third that was assigned by itself is begun, every sixth has a first reply."""
    if case.state != Case.State.ASSIGNED or number % 3:
        return
    actions.start(case, by=OFFICER, at=at + timedelta(minutes=4))
    if number % 6 == 0:
        actions.answer(case, text=REPLY, is_final=False, by=OFFICER, at=at + timedelta(minutes=6))
    else:
        actions.note(case, text=NOTE, by=OFFICER, at=at + timedelta(minutes=6))
