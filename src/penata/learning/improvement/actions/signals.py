"""Signals are found each night; who answers for them dismisses them or puts them off, with a reason."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor, name_acts
from penata.foundation.refusals import Refused, put_into_words

from .. import queries
from ..models import Signal
from ..rules import comes_back
from ..rules.facts import Budget, Subject
from ..rules.facts import Signal as Found

SYSTEM = Actor.system("improvement")
LONGEST_PUT_OFF = 366
# A month is judged on each of its nights while it fills, and once as a whole on the first night after it, which counts
# as four: a small city needs all of its month to say anything.
NIGHTS, WHOLE = 31, 4
ON_FILLING, ON_WHOLE = Budget().over(NIGHTS + WHOLE), Budget().over((NIGHTS + WHOLE) / WHOLE)

put_into_words(
    {
        "improvement.decided_already": lambda: _("Sinyal ini sudah diputuskan. Muat ulang halaman ini."),
        "improvement.put_off_day": lambda: _("Pilih hari sesudah hari ini, paling lama setahun lagi."),
    }
)
name_acts(
    {
        "improvement.find": gettext_lazy("Mencari sinyal dalam laporan"),
        "improvement.dismiss": gettext_lazy("Mengesampingkan sinyal"),
        "improvement.put_off": gettext_lazy("Menunda sinyal"),
    }
)


def find(*, at: datetime) -> list[Signal]:
    """Look at the present month by what was known before it, or on its first night at the one that is over; what was
    seen before is kept up, not said anew."""
    found = _looked(at)
    with transaction.atomic():
        kept = [_kept(one, at=at) for one in found]
        if kept:
            record(by=SYSTEM, act="improvement.find", about=("improvement", "signals", str(len(kept))), at=at)
    return kept


@transaction.atomic
def dismiss(signal: Signal, *, because: str, by: Actor, at: datetime) -> Signal:
    """It is nothing to act on. It comes back when it grows. Refused: `improvement.decided_already`."""
    kept = _put_away(signal, Signal.State.DISMISSED, None, because=because, by=by, at=at)
    record(by=by, act="improvement.dismiss", about=kept, because=because[:300], at=at)
    return kept


@transaction.atomic
def put_off(signal: Signal, *, until: date, because: str, by: Actor, at: datetime) -> Signal:
    """Look again on a day, or when it grows. Refused: `improvement.decided_already`, `improvement.put_off_day`."""
    today = timezone.localtime(at).date()
    if not today < until <= today + timedelta(days=LONGEST_PUT_OFF):
        raise Refused("improvement.put_off_day", field="until")
    kept = _put_away(signal, Signal.State.PUT_OFF, until, because=because, by=by, at=at)
    record(
        by=by, act="improvement.put_off", about=kept, because=because[:300], at=at, until=until.isoformat()
    )  # fmt: skip
    return kept


@transaction.atomic
def wake(*, at: datetime) -> int:
    """Those that were put off until today ask again."""
    due = Signal.objects.filter(state=Signal.State.PUT_OFF, put_off_until__lte=timezone.localtime(at).date())
    return due.update(state=Signal.State.OPEN, came_back_at=at)


def _put_away(signal: Signal, state: str, until: date | None, *, because: str, by: Actor, at: datetime) -> Signal:
    signal = Signal.objects.select_for_update().get(pk=signal.pk)
    if signal.state != Signal.State.OPEN:
        raise Refused("improvement.decided_already")
    signal.state, signal.because, signal.put_off_until = state, because, until
    signal.decided_at, signal.decided_by = at, by.label
    signal.decided_observed = signal.observed
    signal.save()
    return signal


def _looked(at: datetime) -> list[Found]:
    from ..rules.looking import look
    from ..rules.satisfying import falling
    from ..rules.table import Gatherer

    night = timezone.localtime(at)
    is_whole = night.day == 1
    until = night.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(microseconds=1) if is_whole else night
    budget = ON_WHOLE if is_whole else ON_FILLING
    gathered = Gatherer()
    with transaction.atomic():  # what is read in parts is read at one instant
        for case in queries.sought_in(at=until):
            gathered.add(
                case.key, case.day, minute=case.minute, answered=case.answered, due=case.due, unit=case.unit,
                topic=case.service, area=case.area, handed_from=case.handed_from, text=case.words,
            )  # fmt: skip
        found = list(falling(queries.ratings_in(at=until), until.year * 12 + until.month - 1, budget=budget))
    newest = list(look(gathered.cases(), budget=budget))[-1:] if len(gathered) else []
    return [*(newest[0].signals if newest and newest[0].name == until.strftime("%Y-%m") else ()), *found]


def _kept(found: Found, *, at: datetime) -> Signal:
    key, since = _key(found.subject), date.fromisoformat(f"{found.since}-01")
    same = queries.latest(str(found.kind), key, since=since)
    seen = _as_seen(found) | {"seen_at": at}
    if same is None:
        same = Signal.objects.create(kind=found.kind, key=key, since=since, found_at=at, **seen)
    else:
        is_back = same.state != Signal.State.OPEN and comes_back(
            found.observed, when_decided=same.decided_observed or 0,
            put_off_until=same.put_off_until,
            on=timezone.localtime(at).date(),
        )  # fmt: skip
        if is_back:
            seen |= {"state": Signal.State.OPEN, "came_back_at": at}
        for name, value in seen.items():
            setattr(same, name, value)
        same.save()
    same.cases.set(found.lines)
    return same


def _key(subject: Subject) -> str:
    if subject.words:
        return " ".join(sorted(subject.words))[:300]
    more = [part for part in (subject.handed_from, subject.element) if part]
    return "/".join((subject.unit, subject.topic, subject.area, *more))


def _as_seen(found: Found) -> dict[str, Any]:
    subject, mostly = found.subject, found.mostly
    first, last = (date.fromisoformat(day) for day in found.days) if found.days else (None, None)
    return {
        "unit_id": int(subject.unit or 0) or None, "service_id": int(subject.topic or 0) or None,
        "area_id": int(subject.area or 0) or None, "words": list(subject.words), "element": subject.element,
        "handed_from_id": int(subject.handed_from or 0) or None,
        "month": date.fromisoformat(f"{found.month}-01"), "observed": found.observed, "expected": found.expected,
        "months": found.months, "first_day": first, "last_day": last, "hours": found.hours,
        "limit_days": found.limit, "of": found.of, "chance": found.chance,
        "mostly_unit_id": int(mostly.unit or 0) or None, "mostly_service_id": int(mostly.topic or 0) or None,
        "mostly_area_id": int(mostly.area or 0) or None,
    }  # fmt: skip
