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
from ..rules.facts import Signal as Found
from ..rules.facts import Subject

SYSTEM = Actor.system("improvement")
LONGEST_PUT_OFF = 366
NIGHTS = 31  # looks at a month while it fills: together they keep within the budget of one

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
    """Look at the present month by what was known before it; what was seen before is kept up, not said anew."""
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
    signal.decided_at, signal.decided_by, signal.decided_observed = at, by.label, signal.observed
    signal.save()
    return signal


def _looked(at: datetime) -> tuple[Found, ...]:
    from ..rules.looking import USUAL, look
    from ..rules.table import NEVER, Gatherer

    gathered = Gatherer()
    for case in queries.sought_in(at=at):
        came = timezone.localtime(case.received)
        is_answered = case.answered is not None and case.answered <= at
        gathered.add(
            case.key, came.toordinal(), minute=came.hour * 60 + came.minute,
            answered=timezone.localtime(case.answered).toordinal() if is_answered else NEVER,
            unit=str(case.unit or ""), topic=str(case.service or ""), area=str(case.area or ""), text=case.words,
        )  # fmt: skip
    if not len(gathered):
        return ()
    newest = list(look(gathered.cases(), budget=USUAL.over(NIGHTS)))[-1:]
    is_present = newest and newest[0].name == timezone.localtime(at).strftime("%Y-%m")
    return newest[0].signals if is_present else ()


def _kept(found: Found, *, at: datetime) -> Signal:
    key, since = _key(found.subject), date.fromisoformat(f"{found.since}-01")
    same = queries.latest(str(found.kind), key, since=since)
    seen = _as_seen(found) | {"seen_at": at}
    if same is None:
        same = Signal.objects.create(kind=found.kind, key=key, since=since, found_at=at, **seen)
    else:
        is_back = same.state != Signal.State.OPEN and comes_back(
            found.observed, when_decided=same.decided_observed or 0, put_off_until=same.put_off_until,
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
    return f"{subject.unit}/{subject.topic}/{subject.area}"


def _as_seen(found: Found) -> dict[str, Any]:
    subject, mostly = found.subject, found.mostly
    first, last = (date.fromisoformat(day) for day in found.days) if found.days else (None, None)
    return {
        "unit_id": int(subject.unit or 0) or None, "service_id": int(subject.topic or 0) or None,
        "area_id": int(subject.area or 0) or None, "words": list(subject.words),
        "month": date.fromisoformat(f"{found.month}-01"), "observed": found.observed, "expected": found.expected,
        "months": found.months, "first_day": first, "last_day": last, "hours": found.hours,
        "limit_days": found.limit, "of": found.of, "chance": found.chance,
        "mostly_unit_id": int(mostly.unit or 0) or None, "mostly_service_id": int(mostly.topic or 0) or None,
        "mostly_area_id": int(mostly.area or 0) or None,
    }  # fmt: skip
