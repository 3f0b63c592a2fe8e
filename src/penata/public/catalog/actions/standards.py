"""Standards are set by decree, from a day; nothing is overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from penata.foundation.dated.actions import begin_act, end, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused
from penata.organization.structure.models import Decree, Function

from ..models import Service, Standard
from .contents import Contents, changes, checked, is_code
from .lexicon import refresh_lexicon


@transaction.atomic
def open_service(
    *,
    code: str,
    function: Function,
    contents: Contents,
    decree: Decree,
    article: str = "",
    on: date,
    by: Actor,
) -> Service:
    """Offer a service from a day, with the first version of its standard.

    Refused: `catalog.code_bad`, `catalog.code_taken`, and what is wrong with the contents.
    """
    if not is_code(code):
        raise Refused("catalog.code_bad", field="code")
    values = checked(contents)
    at = begin_act(f"catalog.open_service {code}")
    if Service.objects.filter(code=code).exists():
        raise Refused("catalog.code_taken", field="code", taken=code)
    service = Service.objects.create(code=code, function=function)
    _write(service, Period(on), values | {"decree": decree, "article": article.strip()}, at)
    record(
        by=by,
        act="catalog.open_service",
        about=_named(service, contents.name),
        at=at,
        since=on.isoformat(),
        decree=str(decree),
        article=article,
    )
    refresh_lexicon(on=on)
    return service


@transaction.atomic
def change_standard(
    service: Service,
    *,
    contents: Contents,
    decree: Decree,
    article: str = "",
    on: date,
    because: str = "",
    by: Actor,
) -> Standard:
    """A new version from the day `on` until the next one that is already set, or for good.

    Refused: `catalog.not_open` when the service has no standard on that day; what is wrong with the contents.
    """
    values = checked(contents)
    at = begin_act(f"catalog.change_standard {service.code}")
    before = Standard.objects.as_known().on(on).filter(service=service).first()
    if before is None:
        raise Refused("catalog.not_open", field="on", on=on)
    standard = _write(
        service, Period(on, before.valid.upper), values | {"decree": decree, "article": article.strip()}, at
    )
    record(
        by=by,
        act="catalog.change_standard",
        about=_named(service, contents.name),
        because=because,
        at=at,
        since=on.isoformat(),
        decree=str(decree),
        article=article,
        changed=changes(before, values),
    )
    refresh_lexicon(on=on)
    return standard


@transaction.atomic
def correct(
    standard: Standard,
    *,
    contents: Contents,
    decree: Decree | None = None,
    article: str | None = None,
    because: str,
    by: Actor,
) -> Standard:
    """Say rightly what a version should have said, for the same days; what was believed stays readable.

    Refused: `catalog.nothing_changed`; `catalog.no_longer_believed` when someone else corrected it first.
    """
    values = checked(contents)
    decree = decree or standard.decree
    article = standard.article if article is None else article
    changed = changes(standard, values)
    if not changed and (decree, article) == (standard.decree, standard.article):
        raise Refused("catalog.nothing_changed")
    at = begin_act(f"catalog.correct {standard.service.code}")
    if not Standard.objects.as_known().filter(pk=standard.pk).exists():
        raise Refused("catalog.no_longer_believed")
    period = Period(standard.valid.lower, standard.valid.upper)
    new = _write(standard.service, period, values | {"decree": decree, "article": article.strip()}, at)
    about = _named(standard.service, contents.name)
    record(by=by, act="catalog.correct", about=about, because=because, at=at, changed=changed, was=standard.pk)
    refresh_lexicon(on=period.since)
    return new


@transaction.atomic
def close_service(service: Service, *, decree: Decree, article: str = "", on: date, because: str, by: Actor) -> None:
    """No longer offer a service from the day `on`. Refused: `catalog.not_open` when it is not offered then."""
    at = begin_act(f"catalog.close_service {service.code}")
    last = Standard.objects.as_known().on(on).filter(service=service).first()
    if last is None:
        raise Refused("catalog.not_open", field="on", on=on)
    end(Standard, subject={"service": service}, on=on, at=at)
    record(
        by=by,
        act="catalog.close_service",
        about=_named(service, last.name),
        because=because,
        at=at,
        until=on.isoformat(),
        decree=str(decree),
        article=article,
    )


def _write(service: Service, period: Period, values: dict[str, Any], at: datetime) -> Standard:
    standard = replace(Standard, subject={"service": service}, period=period, values=values, at=at)
    assert standard is not None  # noqa: S101 values were given
    return standard


def _named(service: Service, name: str) -> tuple[str, int, str]:
    return "catalog.service", service.pk, name
