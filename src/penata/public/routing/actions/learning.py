"""Learning from closed cases: a candidate is judged on the newest closed month, and used only if it is better."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.queue import defer
from penata.foundation.refusals import Refused, put_into_words

from ..models import Example, LearnedModel, Learning
from ..queries import forget
from ..queries.engine import engine, known_topics
from ..queries.measuring import Row, quality_of
from ..rules import facts
from ..rules.places import NOWHERE
from ..rules.watching import FEWEST_TESTED, Figures, is_better, month_before, newest_closed_month

MOST_EXAMPLES = 20_000  # the newest ones; older habits say little, and cost minutes and memory
MONTHS_TRIED = 6
LOST_AFTER = timedelta(hours=3)
KEPT_CONTENTS = 4  # models whose bytes are kept, beside the one in use

put_into_words(
    {
        "routing.already_learning": lambda: _("Model sedang dilatih. Tunggu sampai selesai."),
    }
)


@transaction.atomic
def ask_to_learn(*, by: Actor, at: datetime) -> Learning:
    """Queue a learning. Refused: `routing.already_learning` while another is open."""
    learning = _opened(by, at)
    record(by=by, act="routing.ask_to_learn", about=("routing.learning", learning.pk, ""), at=at)
    defer("routing.learn", lock="routing.learn", learning_id=learning.pk)
    return learning


def learn(*, by: Actor, at: datetime, learning: Learning | None = None) -> LearnedModel | None:
    """Learn, judge, and use what is better; at once, in this process. None when there is too little to learn from.

    The candidate learns from all cases received before the newest closed month; its threshold is fixed there too.
    It is then judged on that month, side by side with the model in use. Only if it is better, what is used from now
    on is learned once more by the same recipe with that month included, so that new work is noticed early; the
    quality shown is always the candidate's.
    """
    learning = learning or _opened(by, at)
    try:
        model = _learned(learning, by, at)
    except Exception:
        _close(learning, "failed", Learning.Stage.FAILED)
        raise
    return model


def _learned(learning: Learning, by: Actor, at: datetime) -> LearnedModel | None:
    from ..rules.learning import taught  # scikit-learn is heavy: only where learning happens

    started = time.monotonic()
    _progress(learning, Learning.Stage.READING, 5)
    on = timezone.localtime(at).date()
    rows = _rows(on)
    start, end = _tested_month(rows, on)
    before = [row.example for row in rows if _day(row) < start]
    tested = [row for row in rows if start <= _day(row) < end]
    if len({example.unit for example in before}) < 2 or len(tested) < FEWEST_TESTED:
        _close(learning, "too_few")
        return None
    _progress(learning, Learning.Stage.TESTING, 15)
    topics = known_topics(on)
    first = taught(before, topics, where=NOWHERE)
    candidate = first.model
    quality = quality_of(candidate, tested, end - timedelta(days=1)) | {
        "month": f"{start:%Y-%m}",
        "learned": len(before),
    }
    used = LearnedModel.objects.filter(state=LearnedModel.State.IN_USE).first()
    rival = _rival(used, tested, start, end - timedelta(days=1))
    quality["rival"] = None if rival is None else {"model": used.pk, **rival} if used else None
    if used is not None and not is_better(_figures(quality), _figures(rival) if rival else None):
        model = _stored(candidate, until=start, examples=len(before), quality=quality, at=at, started=started)
        return _refused(model, used, learning, by, at)
    _progress(learning, Learning.Stage.FINISHING, 60)
    known = [row.example for row in rows if _day(row) < end]
    again = taught(known, topics, where=NOWHERE, before=first).model
    model = _stored(again, until=end, examples=len(known), quality=quality, at=at, started=started)
    return _taken(model, used, learning, by, at)


def _rival(used: LearnedModel | None, tested: Sequence[Row], start: date, on: date) -> dict[str, Any] | None:
    """What the model in use does on the same month. If it has learned from it, what it was measured at then."""
    if used is None:
        return None
    if used.until > start:
        return used.quality if used.quality.get("month") == f"{start:%Y-%m}" else None
    from ..rules.storing import NotAModel, from_bytes

    try:
        kept = from_bytes(bytes(used.content))
    except NotAModel:  # of another version of Penata: anything is better
        return None
    figures = quality_of(kept, tested, on)
    return {name: figures[name] for name in ("accuracy", "top3", "ece", "macro_f1", "cases")}


def _figures(quality: dict[str, Any]) -> Figures:
    return Figures(quality["cases"], quality["accuracy"], quality["top3"], quality["ece"])


def _rows(on: date) -> list[Row]:
    """The newest examples, oldest first, with the codes of their places."""
    known = engine(on)
    newest = Example.objects.filter(received_on__lt=on.replace(day=1)).order_by("-received_on", "-id")
    rows = newest.values_list("text", "label", "area_id", "topic", "received_on", "unit_id")[:MOST_EXAMPLES]
    found = []
    for text, label, area_id, topic, received_on, unit_id in rows:
        area, parent = known.places(area_id)
        found.append(Row(facts.Example(text, label, area, parent, topic or None, received_on), unit_id, area_id))
    return found[::-1]


def _day(row: Row) -> date:
    return row.example.received_at or date.min


def _tested_month(rows: Sequence[Row], on: date) -> tuple[date, date]:
    """The newest closed month with enough cases to judge by, else the newest one."""
    newest = start, end = newest_closed_month(on)
    for _month in range(MONTHS_TRIED):
        if sum(start <= _day(row) < end for row in rows) >= FEWEST_TESTED:
            return start, end
        start, end = month_before(start)
    return newest


def _stored(
    fitted: Any, *, until: date, examples: int, quality: dict[str, Any], at: datetime, started: float
) -> LearnedModel:
    from ..rules.storing import to_bytes

    return LearnedModel(
        learned_at=at,
        until=until,
        examples=examples,
        labels=len(fitted.targets),
        threshold=min(fitted.threshold, 1.01),
        quality=quality,
        content=to_bytes(fitted),
        seconds=round(time.monotonic() - started, 1),
    )


@transaction.atomic
def _taken(model: LearnedModel, used: LearnedModel | None, learning: Learning, by: Actor, at: datetime) -> LearnedModel:
    LearnedModel.objects.filter(state=LearnedModel.State.IN_USE).update(state=LearnedModel.State.RETIRED)
    model.state = LearnedModel.State.IN_USE
    _finish(model, used, learning, by, at, outcome="used")
    return model


@transaction.atomic
def _refused(model: LearnedModel, used: LearnedModel, learning: Learning, by: Actor, at: datetime) -> LearnedModel:
    model.state = LearnedModel.State.REFUSED
    _finish(model, used, learning, by, at, outcome="refused")
    return model


def _finish(
    model: LearnedModel, used: LearnedModel | None, learning: Learning, by: Actor, at: datetime, *, outcome: str
) -> None:
    model.save()
    rival = model.quality.get("rival") or {}
    record(
        by=by,
        act="routing.learn",
        about=model,
        at=at,
        outcome=outcome,
        month=model.quality["month"],
        accuracy=model.quality["accuracy"],
        in_use=used.pk if used else None,
        in_use_accuracy=rival.get("accuracy"),
    )
    kept = list(LearnedModel.objects.exclude(content=b"").values_list("id", flat=True)[: KEPT_CONTENTS + 1])
    old = LearnedModel.objects.exclude(pk__in=kept).exclude(state=LearnedModel.State.IN_USE)
    old.exclude(content=b"").update(content=b"")
    learning.model = model
    _close(learning, outcome)
    forget()
    transaction.on_commit(forget)


@transaction.atomic
def _opened(by: Actor, at: datetime) -> Learning:
    lost = Learning.objects.filter(is_open=True, asked_at__lt=at - LOST_AFTER)
    lost.update(is_open=False, stage=Learning.Stage.FAILED, ended_at=at, outcome="lost")
    try:
        with transaction.atomic():
            return Learning.objects.create(asked_at=at, asked_by=by.label)
    except IntegrityError as error:
        raise Refused("routing.already_learning") from error


def _progress(learning: Learning, stage: Learning.Stage, share: int) -> None:
    learning.stage, learning.share = stage, share
    learning.started_at = learning.started_at or timezone.now()
    learning.save(update_fields=["stage", "share", "started_at"])


def _close(learning: Learning, outcome: str, stage: Learning.Stage = Learning.Stage.DONE) -> None:
    learning.stage, learning.outcome, learning.is_open = stage, outcome, False
    learning.share, learning.ended_at = 100, timezone.now()
    learning.save()
