"""The filters of a desk as links, and the words of its groups."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .queries import DeskPage, FoundAll, Line, Thing, rooms
from .rules import Filters

MOST_TYPED = 4  # of a kind, while someone types

GROUPS: dict[str, Promise] = {
    "urgent": _("Mendesak"),
    "late": _("Terlambat"),
    "today": _("Hari ini"),
    "week": _("Minggu ini"),
    "later": _("Nanti"),
    "undated": _("Tanpa tenggat"),
    "reporter": _("Menunggu pelapor"),
}
CHOICES: dict[str, Promise] = {
    "state": _("Keadaan"),
    "function": _("Urusan"),
    "area": _("Wilayah"),
    "position": _("Jabatan"),
    "unit": _("Unit"),
    "kind": _("Jenis"),
}
SCOPES: dict[str, Promise] = {"mine": _("Meja saya"), "unit": _("Unit saya"), "all": _("Semua")}

_WAYS: dict[str, Callable[[], str]] = {
    "intake": lambda: gettext("belum disalurkan"),
    "routed": lambda: gettext("disalurkan otomatis"),
    "chosen": lambda: gettext("disalurkan petugas"),
    "handed_over": lambda: gettext("dilimpahkan kepada Anda"),
    "reopened": lambda: gettext("dibuka kembali oleh pelapor"),
    "split": lambda: gettext("bagian dari laporan lain"),
    "rehomed": lambda: gettext("dipindahkan karena perubahan struktur"),
}


class Option(NamedTuple):
    """A filter that is a link. `count` None: none is shown."""

    label: str
    address: str
    is_current: bool
    count: int | None = None  # type: ignore[assignment]  # a field, not the method of tuples


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with its values; `clear` is the address without it, empty when it is not chosen."""

    label: str
    options: list[Option]
    clear: str


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of a page that belong together."""

    name: str
    label: str
    rows: list[Any]


def address(filters: Filters, **changes: Any) -> str:
    return "?" + urlencode(filters.query(**changes))


def scope_options(filters: Filters, *, may_units: bool) -> list[Option]:
    known = [name for name in SCOPES if name != "unit" or may_units]
    return [
        Option(str(SCOPES[name]), "?" + urlencode({"scope": name} if name != "mine" else {}), name == filters.scope)
        for name in known
    ]


def group_options(page: DeskPage) -> list[Option]:
    """The groups by deadline with their counts, and "all" first."""
    filters = page.filters
    everything = Option(gettext("Semua"), address(filters, due=""), not filters.due, sum(page.groups.values()))
    named = [
        Option(str(GROUPS[name]), address(filters, due=name), filters.due == name, count)
        for name, count in page.groups.items()
        if count or filters.due == name
    ]
    return [everything, *named]


def room_options(page: DeskPage) -> list[Option]:
    """Where the rows come from, as far as there are any; none where all come from one place."""
    filters, names = (
        page.filters,
        {"cases": gettext("Laporan"), **{name: str(label) for name, (label, _) in rooms().items()}},
    )
    found = [
        Option(label, address(filters, room=name), filters.room == name, page.rooms.get(name, 0))
        for name, label in names.items()
        if page.rooms.get(name) or filters.room == name
    ]
    everything = Option(gettext("Semua"), address(filters, room=""), not filters.room, sum(page.rooms.values()))
    return [everything, *found] if len(found) > 1 or filters.room else []


def choice_options(page: DeskPage) -> list[Choice]:
    """The other filters, each a short list of links."""
    filters = page.filters
    found = []
    for name, counts in page.choices.items():
        chosen = getattr(filters, name)
        options = [
            Option(one.label, address(filters, **{name: one.value}), one.value == chosen, one.count) for one in counts
        ]
        if options:
            found.append(Choice(str(CHOICES[name]), options, address(filters, **{name: None}) if chosen else ""))
    return found


def sections(page: DeskPage) -> list[Section]:
    """The rows under the names of their groups, in the order of the list; a search is one section."""
    if not page.filters.is_open_only:
        return [Section("found", gettext("Hasil pencarian"), [(row, "") for row in page.rows])] if page.rows else []
    found: list[Section] = []
    for row in page.rows:
        group = "urgent" if row.is_urgent and row.due_on is not None else row.group
        if not found or found[-1].name != group:
            found.append(Section(group, str(GROUPS[group]), []))
        found[-1].rows.append((row, why(row)))
    return found


def why(row: Line | Thing) -> str:
    """Why it lies here, in a few words."""
    if isinstance(row, Thing):
        return row.why
    words = ", ".join(f"“{word}”" for word in row.read)
    if row.way == "routed" and words:
        return gettext("karena kata %(words)s") % {"words": words}
    return _WAYS[row.way]() if row.way in _WAYS else ""


KINDS: dict[str, Promise] = {
    "task": _("Tugas dalam rencana"),
    "plan": _("Rencana"),
    "team": _("Tim"),
    "person": _("Pegawai"),
    "position": _("Jabatan"),
    "unit": _("Unit"),
    "function": _("Urusan"),
    "service": _("Layanan"),
    "decree": _("Produk hukum"),
}
_PAGES = {
    "task": ("plans:task", "pk"),
    "plan": ("plans:plan", "pk"),
    "team": ("teams:team", "pk"),
    "service": ("catalog:service", "code"),
    "unit": ("structure:unit", "code"),
    "position": ("structure:position", "code"),
    "function": ("structure:function", "code"),
    "person": ("people:person", "pk"),
    "decree": ("structure:decree", "pk"),
}


def found_groups(found: FoundAll) -> list[Section]:
    """What a search found beside cases: (label, line below, address) by kind."""
    return [
        Section(kind, str(KINDS[kind]), [(hit.name, hit.about, _page_of(kind, hit.key)) for hit in hits])
        for kind, hits in ((kind, found.hits.get(kind, [])) for kind in KINDS)
        if hits
    ]


def _page_of(kind: str, key: str) -> str:
    name, part = _PAGES[kind]
    return reverse(name, kwargs={part: key})


def options(found: FoundAll) -> list[tuple[str, list[tuple[int, str, str, str]]]]:
    """What the box offers while someone types, by kind, the cases first: (number, name, line below, address)."""
    cases = [(row.title, row.reference, reverse("cases:case", args=[row.reference])) for row in found.cases]
    groups = [(gettext("Laporan"), cases)] if cases else []
    groups += [(section.label, section.rows) for section in found_groups(found)]
    numbers = count(1)
    return [
        (label, [(next(numbers), name, about, page) for name, about, page in rows[:MOST_TYPED]])
        for label, rows in groups
    ]
