"""What opening, changing and closing have in common for areas, units, positions and functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from penata.foundation.dated.actions import end, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused

from ..models import (
    Area,
    AreaVersion,
    Decree,
    Function,
    FunctionVersion,
    Position,
    PositionVersion,
    Subject,
    Unit,
    UnitVersion,
    Version,
)
from . import acts


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of subject and its dated versions; `name` is also the version's foreign key to the subject."""

    name: str
    subject: type[Subject]
    version: type[Version]


AREA = Noun("area", Area, AreaVersion)
UNIT = Noun("unit", Unit, UnitVersion)
POSITION = Noun("position", Position, PositionVersion)
FUNCTION = Noun("function", Function, FunctionVersion)


def open_subject(
    noun: Noun,
    *,
    code: str,
    values: dict[str, Any],
    decree: Decree | None,
    article: str,
    on: date,
    until: date | None,
    because: str,
    by: Actor,
    also: Callable[[Any, datetime], None] | None = None,
) -> Any:
    """A new subject, or one that was closed and comes back under its code. `also` writes more in the same act.

    Refused: `structure.code_missing`, `structure.code_taken`, `structure.name_missing`, and those of `acts.cited`.
    """
    code = code.strip()
    if not code:
        raise Refused("structure.code_missing", field="code")
    title = "name" if "name" in values else "title"
    if not str(values[title]).strip():
        raise Refused("structure.name_missing", field=title)
    days = acts.period(on, until)
    with acts.act(f"open {noun.name} {code}") as at:
        source = acts.cited(decree, article, on)
        subject, is_new = noun.subject._default_manager.get_or_create(code=code)
        if not is_new and believed(noun, subject, days).exists():
            raise Refused("structure.code_taken", field="code", taken=code)
        replace(noun.version, subject={noun.name: subject}, period=days, values=values | source, at=at)
        if also is not None:
            also(subject, at)
        record_act(noun, "open", subject, at=at, by=by, because=because, since=on, until=until, **values, **source)
    return subject


def change_subject(
    noun: Noun,
    subject: Subject,
    *,
    on: date,
    until: date | None,
    decree: Decree | None,
    article: str,
    because: str,
    by: Actor,
    changes: dict[str, Any],
) -> None:
    """From the day `on` the subject has these values, in every version that is believed for those days.

    Refused: `structure.nothing_changes`; `structure.not_open` when it has no version on the day.
    """
    days = acts.period(on, until)
    with acts.act(f"change {noun.name} {subject.code}") as at:
        source = acts.cited(decree, article, on)
        versions = list(believed(noun, subject, days).order_by("valid"))
        if not versions or versions[0].valid.lower > on:
            raise Refused("structure.not_open", field="on", subject=subject.code, on=acts.day_in_words(on))
        changed: dict[str, Any] = {}
        for version in versions:
            differences = {name: value for name, value in changes.items() if getattr(version, name) != value}
            if not differences:
                continue
            changed |= {name: [getattr(version, name), value] for name, value in differences.items()}
            piece = Period(version.valid.lower, version.valid.upper).overlap(days)
            own = {"decree": version.decree, "article": version.article}
            values = values_of(version, noun.name) | changes | (source if version.valid.lower <= on else own)
            replace(noun.version, subject={noun.name: subject}, period=piece, values=values, at=at)  # type: ignore[arg-type]
        if not changed:
            raise Refused("structure.nothing_changes")
        facts = {name: [acts.as_json(value) for value in pair] for name, pair in changed.items()}
        record_act(
            noun, "change", subject, at=at, by=by, because=because, since=on, until=until, changes=facts, **source
        )


def end_subject(noun: Noun, subject: Subject, *, on: date, at: datetime) -> None:
    """No version from the day on. Refused: `structure.not_open`."""
    if not believed(noun, subject, Period(on)).exists():
        raise Refused("structure.not_open", field="on", subject=subject.code, on=acts.day_in_words(on))
    end(noun.version, subject={noun.name: subject}, on=on, at=at)


def believed(noun: Noun, subject: Subject, days: Period) -> models.QuerySet[Any]:
    """The versions of a subject that are believed now and touch these days."""
    versions = noun.version._default_manager.filter(recorded__upper_inf=True, **{noun.name: subject})
    return versions.filter(valid__overlap=DateRange(days.since, days.until))


def values_of(version: Version, *subject: str) -> dict[str, Any]:
    """What a version says, without its key, its times and the fields that identify its subject."""
    without = {"id", "valid", "recorded", *subject}
    return {f.name: getattr(version, f.name) for f in version._meta.concrete_fields if f.name not in without}


def record_act(noun: Noun, verb: str, subject: Any, *, at: datetime, by: Actor, because: str, **details: Any) -> None:
    """Write the journal's entry of an act on a subject."""
    facts = {name: acts.as_json(value) if name != "changes" else value for name, value in details.items()}
    record(by=by, act=f"structure.{verb}_{noun.name}", about=subject, because=because, at=at, **facts)
