"""What imports share: decrees by their names, days, and the plan between check and apply."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Sheet

from .. import actions
from ..models import Closing, Decree
from ..rules.decrees import read_decree

_CLOSINGS = {str(value): str(value) for value in Closing.values} | {
    "digabung": "merged",
    "dipecah": "split",
    "diganti": "renamed",
    "diganti dengan yang baru": "renamed",
    "diserahkan": "devolved",
    "diserahkan ke instansi lain": "devolved",
    "dihapus": "ended",
}
DECREE_COLUMNS = (
    Column("decree", aliases=("dasar_hukum", "produk_hukum", "sk"), max_length=120),
    Column("article", aliases=("pasal",), max_length=120),
    Column("since", "date", aliases=("berlaku_mulai", "mulai", "tmt", "sejak")),
    Column("until", "date", aliases=("berlaku_sampai", "sampai", "selesai")),
)
CLOSING_COLUMNS = (  # of a unit or position that ends on the day `until`
    Column("closing", "choice", choices=_CLOSINGS, aliases=("alasan_penutupan", "penutupan")),
    Column("successor", "code", max_length=40, aliases=("penerus", "kode_penerus")),
)
MISSING_DECREE = Choice(
    "missing-decree",
    _("Baris tanpa dasar hukum"),
    {"refuse": _("Tolak berkas"), "initial": _("Catat sebagai data awal")},
)
SINCE = Choice(
    "since",
    _("Berlaku sejak (bila baris tidak menyebut)"),
    default="",
    help=_("Tanggal, misalnya 2026-01-01. Kosong: sejak dasar hukumnya berlaku; perubahan sejak hari impor."),
)


@dataclass(frozen=True, slots=True)
class Source:
    """The decree of a row."""

    decree_id: int
    day: date  # in force from
    is_initial: bool = False


@dataclass
class Plan:
    """What `check` found out about a sheet, for `apply`: the rows to write, and which columns the file speaks about."""

    rows: list[Any] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stated: frozenset[str] = frozenset()
    details: dict[str, Any] = field(default_factory=dict)
    needs_initial: bool = False


class Planned:
    """An importer whose `check` gives a plan, which `apply` writes as one structural act."""

    name: ClassVar[str]
    title: ClassVar[Any]
    layout: ClassVar[Layout]
    choices: ClassVar[tuple[Choice, ...]]

    def plan(self, sheet: Sheet, choices: Mapping[str, str]) -> Plan:
        raise NotImplementedError

    def write(self, plan: Plan, choices: Mapping[str, str], *, at: datetime, by: Actor) -> Counts:
        """Write the plan; `at` is the instant of the act."""
        raise NotImplementedError

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[Plan, Iterable[Finding]]:
        plan = self.plan(sheet, choices)
        return plan, plan.findings

    def apply(self, rows: Plan, choices: Mapping[str, str], *, by: Actor, at: datetime) -> Counts:
        with actions.act(f"import {self.name}") as instant:
            counts = self.write(rows, choices, at=instant, by=by)
        counts.details |= rows.details
        return counts


class Decrees:
    """The decrees that a file names, read once; and the one initial decree, when the choice says so."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        self.allows_initial = choices.get("missing-decree") == "initial"
        self._known = {
            (kind, number.lower(), year): Source(key, day, kind == Decree.Kind.INITIAL)
            for key, kind, number, year, day in Decree.objects.values_list(
                "id", "kind", "number", "year", "in_force_on"
            )
        }
        self._seen: dict[str, Source | str | None] = {}

    def find(self, text: str) -> Source | str | None:
        """The decree; None for the initial one, to be made when the import is written; a finding's code when wrong."""
        if text not in self._seen:
            self._seen[text] = self._find(text)
        return self._seen[text]

    def _find(self, text: str) -> Source | str | None:
        if not text:
            return None if self.allows_initial else "structure.row_without_decree"
        named = read_decree(text)
        if named is None:
            return "structure.decree_unreadable"
        return self._known.get((named[0], named[1].lower(), named[2]), "structure.decree_unknown")


def initial(choices: Mapping[str, str], *, at: datetime, by: Actor) -> Source:
    """The initial decree for the rows that name none."""
    day = stated_day(choices) or timezone.localdate(at).replace(month=1, day=1)
    decree = actions.initial_decree(on=day, by=by)
    return Source(decree.pk, decree.in_force_on, is_initial=True)


def stated_day(choices: Mapping[str, str]) -> date | None:
    """The day of the choice `since`; None when it is empty or unreadable (then `since_findings` says so)."""
    try:
        return date.fromisoformat(choices.get("since", "").strip())
    except ValueError:
        return None


def since_findings(choices: Mapping[str, str]) -> list[Finding]:
    text = choices.get("since", "").strip()
    return [Finding(0, "since", "structure.since_unreadable", text)] if text and stated_day(choices) is None else []
