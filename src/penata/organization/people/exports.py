"""Civil servants of a day as files, in the columns that the imports take. For the personnel agency's eyes."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from penata.organization.structure.exports import Table, versions

from .models import Absence, Holding, Person


def persons(on: date) -> Table:
    """Those who have not left."""
    columns = ("nip", "name", "status", "rank", "education", "email", "phone")
    serving = Person.objects.filter(Q(left_on__isnull=True) | Q(left_on__gt=on)).order_by("nip")
    return columns, serving.values_list(*columns).iterator()


def holdings(on: date) -> Table:
    columns = ("nip", "position", "kind", "seat")
    return versions(Holding, columns, ("person__nip", "position__code", "kind", "seat"), on)


def absences(on: date) -> Table:
    """Absences that hold on the day."""
    columns = ("nip", "kind", "substitute", "since", "until", "note")
    rows = Absence.objects.on(on).as_known().order_by("person__nip")
    fields = ("person__nip", "kind", "substitute__nip", "valid", "note")
    return columns, (
        (nip, kind, substitute, valid.lower, valid.upper, note)
        for nip, kind, substitute, valid, note in rows.values_list(*fields).iterator()
    )
