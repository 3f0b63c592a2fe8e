from __future__ import annotations

from datetime import date

from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from ..models import Decree


@transaction.atomic
def add_decree(
    *,
    kind: str,
    number: str,
    year: int,
    title: str,
    signed_on: date,
    in_force_on: date,
    link: str = "",
    by: Actor,
) -> Decree:
    """Register what gives changes their force.

    Refused: `structure.decree_exists`; `structure.force_before_signature`.
    """
    if in_force_on < signed_on:
        raise Refused("structure.force_before_signature", field="in_force_on")
    if Decree.objects.filter(kind=kind, number=number.strip(), year=year).exists():
        raise Refused("structure.decree_exists", field="number")
    decree = Decree.objects.create(
        kind=kind,
        number=number.strip(),
        year=year,
        title=title.strip(),
        signed_on=signed_on,
        in_force_on=in_force_on,
        link=link,
    )
    record(by=by, act="structure.add_decree", about=decree, title=decree.title, in_force_on=in_force_on.isoformat())
    return decree


@transaction.atomic
def initial_decree(*, on: date, by: Actor) -> Decree:
    """The one named decree for facts of the time before the system; made when it is first needed."""
    found = Decree.objects.filter(kind=Decree.Kind.INITIAL).order_by("id").first()
    return found or add_decree(
        kind=Decree.Kind.INITIAL,
        number="1",
        year=on.year,
        title="Data awal: keadaan sebelum sistem ini dipakai",
        signed_on=on,
        in_force_on=on,
        by=by,
    )
