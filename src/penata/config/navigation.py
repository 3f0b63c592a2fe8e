"""What the pages show of rooms above their own: the menus, and the name of the city."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from penata.foundation.accounts.rules import EVERYONE, NOBODY, SIGNED_IN, STAFF, Access, Standing, may
from penata.foundation.journal.rules import name_acts
from penata.foundation.notices.queries import unread_count

name_acts({"demo.build": _("Membangun kota percontohan")})  # the demonstration is not loaded where pages are served


Shown = tuple[str, str, str, bool, tuple[Any, ...]]  # label, address ("" of a group), icon, is the current one, entries


@dataclass(frozen=True)
class Entry:
    """One line of a menu: shown to those whom `access` allows, and of them to those for whom it `concerns`."""

    label: Promise | str
    page: str
    access: Access
    icon: str = ""
    concerns: Callable[[Standing], bool] = lambda standing: True

    @cached_property
    def address(self) -> str:
        return reverse(self.page)

    def is_for(self, standing: Standing) -> bool:
        return self.access.allows(standing) and self.concerns(standing)


@dataclass(frozen=True)
class Group:
    """Entries under one word, so that a menu stays one row; one that is left alone stands without the word."""

    label: Promise | str
    entries: tuple[Entry, ...]


def _has_figures(standing: Standing) -> bool:
    """Whether there is a screen of figures for him: heads, who routes, and who may see the city's."""
    return bool(standing.heads) or standing.may("cases.route") or standing.may("dashboards.city")


def _sees_signals(standing: Standing) -> bool:
    return bool(standing.heads) or standing.may("improvement.see")


def _runs_hearings(standing: Standing) -> bool:
    return bool(standing.heads) or standing.may("forum.hearings")


PORTAL: list[Entry] = [
    Entry(_("Lapor"), "portal:begin", EVERYONE),
    Entry(_("Lacak laporan"), "portal:find", EVERYONE),
    Entry(_("Laporan warga"), "portal:published", EVERYONE),
    Entry(_("Layanan"), "catalog:services", EVERYONE),
    Entry(_("Survei"), "surveys:open", EVERYONE),
    Entry(_("Forum"), "forum:topics", EVERYONE),
    Entry(_("Siapa menjawab?"), "people:who", EVERYONE),
    Entry(_("Organisasi"), "structure:chart", EVERYONE),
    Entry(_("Meja kerja"), "desk:desk", STAFF),
]
DESK: list[Entry | Group] = [
    Entry(_("Yang menunggu saya"), "desk:desk", STAFF, "inbox"),
    Entry(_("Pekerjaan saya"), "plans:mine", STAFF, "list-check"),
    Entry(_("Penyaluran"), "desk:routing", may("cases.route"), "route"),
    Entry(_("Unit saya"), "desk:unit", STAFF, "building", concerns=lambda standing: bool(standing.heads)),
    Entry(_("Kinerja"), "performance:mine", STAFF, "target"),
    Entry(_("Dasbor"), "dashboards:home", STAFF, "chart-line", concerns=_has_figures),
    Group(
        _("Warga"),
        (
            Entry(_("Catat laporan warga"), "cases:counter", may("cases.counter"), "pencil-plus"),
            Entry(_("Moderasi"), "cases:moderation", may("cases.moderate"), "eye-check"),
            Entry(_("Contoh jawaban"), "cases:templates", may("cases.templates"), "template"),
            Entry(_("Unduh laporan"), "cases:list", may("cases.export"), "download"),
            Entry(_("Penyalur otomatis"), "routing:model", may("routing.manage"), "adjustments"),
            Entry(_("Survei"), "surveys:surveys", STAFF, "clipboard-list"),
            Entry(_("Konsultasi publik"), "forum:running", STAFF, "messages", concerns=_runs_hearings),
            Entry(_("Moderasi forum"), "forum:moderation", may("forum.moderate"), "messages-off"),
        ),
    ),
    Group(
        _("Perbaikan layanan"),
        (
            Entry(_("Sinyal laporan"), "improvement:signals", STAFF, "wave-sine", concerns=_sees_signals),
            Entry(_("Evaluasi"), "improvement:evaluations", STAFF, "zoom-question", concerns=_sees_signals),
        ),
    ),
    Group(
        _("Organisasi"),
        (
            Entry(_("Bagan organisasi"), "structure:chart", STAFF, "sitemap"),
            Entry(_("Pegawai"), "people:persons", STAFF, "users-group"),
            Entry(_("Tim"), "teams:teams", STAFF, "puzzle"),
            Entry(_("Standar pelayanan"), "catalog:manage", may("catalog.change"), "clipboard-check"),
            Entry(_("Hari libur"), "calendars:year", STAFF, "calendar"),
        ),
    ),
    Group(
        _("Pengelolaan"),
        (
            Entry(_("Akun"), "accounts:accounts", may("accounts.manage"), "users"),
            Entry(_("Masukkan data"), "tables:runs", may("tables.import"), "file-import"),
            Entry(_("Jejak perubahan"), "journal:entries", may("journal.read"), "history"),
            Entry(_("Pemberitahuan gagal"), "notices:failed", may("notices.manage"), "mail-x"),
        ),
    ),
]
MINE = Entry(_("Akun saya"), "accounts:mine", SIGNED_IN)
GUIDES = "portal:guides"  # how it is used
BOUNDARIES = "portal:boundaries"  # what maps of places draw
SEARCH_PAGE = "desk:search"  # name of the page that searches everything


def _of(one: Entry | Group) -> tuple[Entry, ...]:
    return one.entries if isinstance(one, Group) else (one,)


class Navigation:
    """The menus as one visitor sees them; computed only where a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def _shown(self, menu: Sequence[Entry | Group]) -> list[Shown]:
        """What of a menu this visitor may open: of all its addresses the longest around the page is the current one."""
        standing = getattr(self.request, "standing", NOBODY)
        allowed = [(one, [entry for entry in _of(one) if entry.is_for(standing)]) for one in menu]
        current = self._current([entry.address for _one, entries in allowed for entry in entries])
        shown: list[Shown] = []
        for one, entries in allowed:
            lines: list[Shown] = [(str(e.label), e.address, e.icon, e.address == current, ()) for e in entries]
            if isinstance(one, Group) and len(lines) > 1:
                lines = [(str(one.label), "", "", any(line[3] for line in lines), tuple(lines))]
            shown += lines
        return shown

    def _current(self, addresses: list[str]) -> str:
        path = self.request.path
        under = [address for address in addresses if address == path or (address != "/" and path.startswith(address))]
        return max(under, key=len, default="")

    @cached_property
    def portal(self) -> list[Shown]:
        return self._shown(PORTAL)

    @cached_property
    def desk(self) -> list[Shown]:
        return self._shown(DESK)

    @cached_property
    def mine(self) -> str:
        """The address of one's own account."""
        return MINE.address

    @cached_property
    def notices(self) -> str:
        """The address of one's own notices; none for those who are not signed in."""
        standing = getattr(self.request, "standing", NOBODY)
        return reverse("notices:mine") if standing.account_id is not None else ""

    @cached_property
    def unread(self) -> int:
        """How many of one's notices are unread, up to a hundred: one query, where a page shows it."""
        account_id = getattr(self.request, "standing", NOBODY).account_id
        return unread_count(account_id, timezone.now()) if account_id is not None else 0

    @cached_property
    def guides(self) -> str:
        return reverse(GUIDES)

    @cached_property
    def boundaries(self) -> str:
        """The address of the kelurahan's boundaries, for the maps of rooms below."""
        return reverse(BOUNDARIES)

    @cached_property
    def search(self) -> str:
        return reverse(SEARCH_PAGE) if SEARCH_PAGE else ""


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the city's name and the menus for every page."""
    return {"city": settings.PENATA_CITY, "navigation": Navigation(request)}
