"""The importer of cases, as the command line and the import page know it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import kept
from penata.foundation.tables.rules import Choice, Counts, Finding, Layout, Progress, Sheet, no_progress
from penata.organization.structure import actions as structure
from penata.organization.structure.models import Decree, PositionVersion, Unit, UnitVersion

from ..actions.history import write_history
from . import words  # noqa: F401 registers the sentences
from .layout import CHOICES, LAYOUT
from .reading import Plan, plan


@dataclass(frozen=True)
class CaseImporter:
    name: str = "cases"
    title: object = _("Laporan")
    layout: Layout = LAYOUT
    choices: tuple[Choice, ...] = CHOICES

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Plan, Iterable[Finding]]:
        made = plan(sheet, choices, at=timezone.now())
        return made, made.findings

    def apply(
        self,
        rows: Plan,
        choices: Mapping[str, str],
        *,
        by: Actor,
        at: datetime,
        progress: Progress = no_progress,
    ) -> Counts:
        made = _make_units(rows, by=by)
        new = write_history(rows.rows, known=rows.known, by=by, at=at, learn=choices["learn"], progress=progress)
        return Counts(new=new, same=rows.same, details={"units_made": made, "notes": _notes(rows, made)})


def _notes(rows: Plan, made: list[str]) -> list[str]:
    """What the report says beside its figures."""
    told = [("cases.note_unit_made", dict.fromkeys(made, 0)), ("cases.note_to_superior", rows.to_superior)]
    told += [("cases.note_held_by_nobody", rows.held_by_nobody), ("cases.note_to_intake", rows.to_intake)]
    return [kept(code, unit=unit, rows=number) for code, units in told for unit, number in units.items()]


def _make_units(rows: Plan, *, by: Actor) -> list[str]:
    """Units that the user said shall be made: below the city, each with a head, from the day of the first report."""
    if not rows.units_to_make or not rows.rows:
        return []
    on = min(timezone.localtime(row.values["received_at"]).date() for row in rows.rows)
    decree = _decree(on, by=by)
    root = UnitVersion.objects.as_known().filter(parent=None).order_by("valid").first()
    parent = Unit.objects.get(pk=root.unit_id) if root is not None else None
    if root is not None:
        on = max(on, root.valid.lower)
    made: dict[str, tuple[int, int]] = {}
    for name, written in rows.units_to_make.items():
        code = f"IMPOR-{re.sub(r'[^A-Z0-9]+', '-', written.upper()).strip('-')[:26]}"
        while Unit.objects.filter(code=code).exists():
            code = f"{code[:36]}-{len(made)}"
        unit = structure.open_unit(code=code, name=written[:200], parent=parent, decree=decree, on=on, by=by)
        position = structure.open_position(
            code=f"{code[:36]}-1",
            unit=unit,
            title=f"Kepala {written}"[:200],
            category=PositionVersion.Category.ADMINISTRATOR,
            is_head=True,
            decree=decree,
            on=on,
            by=by,
        )
        made[name] = (unit.pk, position.pk)
    for row in rows.rows:
        if row.unit_name:
            row.unit_id, row.position_id = made[row.unit_name]
    return list(rows.units_to_make.values())


def _decree(on: date, *, by: Actor) -> Decree:
    found = Decree.objects.filter(kind=Decree.Kind.INITIAL).order_by("pk").first()
    if found is not None:
        return found
    return structure.add_decree(
        kind=Decree.Kind.INITIAL,
        number="1",
        year=on.year,
        title="Data awal dari berkas laporan",
        signed_on=on,
        in_force_on=on,
        by=by,
    )


CASES = CaseImporter()
