from __future__ import annotations

from datetime import date

from penata.foundation.dated.actions import close_belief, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.actions import act
from penata.organization.structure.actions.acts import period

from ..models import Absence, Person


def record_absence(
    person: Person,
    *,
    kind: str,
    since: date,
    until: date | None,
    substitute: Person | None = None,
    note: str = "",
    by: Actor,
) -> Absence:
    """He is away in these days (until: the first day he is back); the substitute answers and approves for him.

    An absence that overlaps is replaced on the days that both name. Refused: `people.absence_needs_end`,
    `people.substitute_is_himself`, `people.substitute_left`, `people.substitute_away`.
    """
    if until is None:
        raise Refused("people.absence_needs_end", field="until")
    days = period(since, until)
    if substitute is not None and substitute.pk == person.pk:
        raise Refused("people.substitute_is_himself", field="substitute")
    if substitute is not None and substitute.left_on is not None and substitute.left_on < until:
        raise Refused("people.substitute_left", field="substitute", name=substitute.name)
    with act(f"absence {person.nip}") as at:
        values = {"kind": kind, "substitute": substitute, "note": note.strip()}
        absence = replace(Absence, subject={"person": person}, period=days, values=values, at=at)
        assert absence is not None  # noqa: S101 values were given
        record(
            by=by,
            act="people.record_absence",
            about=person,
            at=at,
            since=since.isoformat(),
            until=until.isoformat(),
            substitute=substitute.nip if substitute else None,
        )
    return absence


def cancel_absence(absence: Absence, *, because: str = "", by: Actor) -> None:
    """The absence is not believed any more. Refused: `structure.already_corrected`."""
    with act(f"cancel absence {absence.person.nip}") as at:
        if not Absence.objects.filter(pk=absence.pk, recorded__upper_inf=True).exists():
            raise Refused("structure.already_corrected")
        close_belief(Absence, [absence.pk], at=at)
        days = [absence.valid.lower.isoformat(), absence.valid.upper.isoformat()]
        record(by=by, act="people.cancel_absence", about=absence.person, because=because, at=at, days=days)
