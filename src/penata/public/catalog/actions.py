"""Standards are set by decree, from a day; nothing is overwritten."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from penata.foundation.dated.actions import begin_act, end, replace
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.foundation.refusals import Refused, put_into_words
from penata.organization.structure.models import Decree, Function

from .models import Service, Standard
from .queries import forget
from .rules import tidied

put_into_words(
    {
        "catalog.code_taken": lambda: _("Kode “%(taken)s” sudah dipakai layanan lain. Pilih kode lain."),
        "catalog.code_bad": lambda: _("Kode hanya memuat huruf, angka, titik, dan tanda hubung, misalnya “ktp-baru”."),
        "catalog.name_missing": lambda: _("Tuliskan nama layanan sebagaimana warga menyebutnya."),
        "catalog.summary_missing": lambda: _("Jelaskan layanan ini dalam satu kalimat."),
        "catalog.promise_bad": lambda: _("Janji waktu adalah 1 sampai 365 hari kerja."),
        "catalog.topic_unknown": lambda: _("Golongan layanan “%(topic)s” tidak dikenal."),
        "catalog.component_unknown": lambda: _("“%(key)s” bukan salah satu dari 14 komponen standar pelayanan."),
        "catalog.not_open": lambda: _("Layanan ini tidak berlaku pada %(on)s. Pilih tanggal lain."),
        "catalog.nothing_changed": lambda: _("Belum ada yang diubah."),
        "catalog.no_longer_believed": lambda: _("Versi ini sudah dibetulkan orang lain. Muat ulang halaman ini."),
    }
)

LONGEST_PROMISE = 365
RESERVED = {"manage", "pledge", "table.csv"}  # pages beside those of the services


@dataclass(frozen=True, slots=True)
class Contents:
    """What a standard says."""

    name: str
    summary: str
    topic: str
    promise_days: int
    keywords: str = ""
    is_reportable: bool = True
    cost_text: str = ""
    components: dict[str, str] = field(default_factory=dict)
    attributes: list[dict[str, Any]] = field(default_factory=list)


def contents_of(standard: Standard) -> Contents:
    """What a version says, to begin another one with."""
    return Contents(**{name: getattr(standard, name) for name in Contents.__dataclass_fields__})


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
        changed=_changed(before, values),
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
    changed = _changed(standard, values)
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


def checked(contents: Contents) -> dict[str, Any]:
    """The contents as a version's values. Refused with the field that is wrong."""
    name, summary = contents.name.strip(), contents.summary.strip()
    if not name:
        raise Refused("catalog.name_missing", field="name")
    if not summary:
        raise Refused("catalog.summary_missing", field="summary")
    if not 1 <= contents.promise_days <= LONGEST_PROMISE:
        raise Refused("catalog.promise_bad", field="promise_days")
    if contents.topic not in Standard.Topic.values:
        raise Refused("catalog.topic_unknown", field="topic", topic=contents.topic)
    try:
        components = tidied(contents.components)
    except KeyError as error:
        raise Refused("catalog.component_unknown", key=error.args[0]) from error
    return asdict(contents) | {"name": name[:200], "summary": summary[:400], "components": components}


def is_code(code: str) -> bool:
    """A public, permanent name: letters, digits, hyphens, underscores, dots; at most 40."""
    return (
        0 < len(code) <= 40
        and code not in RESERVED
        and code.isascii()
        and all(sign.isalnum() or sign in "-._" for sign in code)
    )


_LEXICON = """
with told as (
    select word, ndoc from ts_stat(format($texts$
        select to_tsvector('simple', concat_ws(' ', name, keywords, summary)) from catalog_standard
        where upper_inf(recorded) and (upper_inf(valid) or upper(valid) > %%1$L)
        union all
        select to_tsvector('simple', concat_ws(' ', title, keywords, description)) from structure_functionversion
        where upper_inf(recorded) and (upper_inf(valid) or upper(valid) > %%1$L)
    $texts$, %s::date))
)
insert into catalog_lexiconword (word, weight) select word, ndoc from told where word ~ '^[a-z]{2,40}$'
"""


@transaction.atomic
def refresh_lexicon(*, on: date) -> None:
    """Take anew the words of services and functions of a day or later. Also a daily job, since functions change."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('catalog.lexicon'))")
        cursor.execute("delete from catalog_lexiconword")
        cursor.execute(_LEXICON, [on])
    forget()
    transaction.on_commit(forget)


def _write(service: Service, period: Period, values: dict[str, Any], at: datetime) -> Standard:
    standard = replace(Standard, subject={"service": service}, period=period, values=values, at=at)
    assert standard is not None  # noqa: S101 values were given
    return standard


def _named(service: Service, name: str) -> tuple[str, int, str]:
    return "catalog.service", service.pk, name


def _changed(before: Standard, values: dict[str, Any]) -> list[str]:
    changed = [name for name, value in values.items() if name != "components" and getattr(before, name) != value]
    old, new = before.components, values["components"]
    return changed + [f"components.{key}" for key in sorted(old | new) if old.get(key) != new.get(key)]
