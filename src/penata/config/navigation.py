"""What the pages show of rooms above their own: the menus, and the name of the city."""

from __future__ import annotations

from collections.abc import Callable
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
DESK: list[Entry] = [
    Entry(_("Yang menunggu saya"), "desk:desk", STAFF, "inbox"),
    Entry(_("Pekerjaan saya"), "plans:mine", STAFF, "list-check"),
    Entry(_("Penyaluran"), "desk:routing", may("cases.route"), "route"),
    Entry(_("Unit saya"), "desk:unit", STAFF, "building", concerns=lambda standing: bool(standing.heads)),
    Entry(_("Kinerja"), "performance:mine", STAFF, "target"),
    Entry(_("Dasbor"), "dashboards:home", STAFF, "chart-line", concerns=_has_figures),
    Entry(_("Sinyal laporan"), "improvement:signals", STAFF, "wave-sine", concerns=_sees_signals),
    Entry(_("Evaluasi"), "improvement:evaluations", STAFF, "zoom-question", concerns=_sees_signals),
    Entry(_("Catat laporan warga"), "cases:counter", may("cases.counter"), "pencil-plus"),
    Entry(_("Moderasi"), "cases:moderation", may("cases.moderate"), "eye-check"),
    Entry(_("Unduh laporan"), "cases:list", may("cases.export"), "download"),
    Entry(_("Contoh jawaban"), "cases:templates", may("cases.templates"), "template"),
    Entry(_("Standar pelayanan"), "catalog:manage", may("catalog.change"), "clipboard-check"),
    Entry(_("Penyalur otomatis"), "routing:model", may("routing.manage"), "adjustments"),
    Entry(_("Survei"), "surveys:surveys", STAFF, "clipboard-list"),
    Entry(_("Moderasi forum"), "forum:moderation", may("forum.moderate"), "messages-off"),
    Entry(_("Konsultasi publik"), "forum:running", STAFF, "messages", concerns=_runs_hearings),
    Entry(_("Tim"), "teams:teams", STAFF, "puzzle"),
    Entry(_("Organisasi"), "structure:chart", STAFF, "sitemap"),
    Entry(_("Pegawai"), "people:persons", STAFF, "users-group"),
    Entry(_("Akun"), "accounts:accounts", may("accounts.manage"), "users"),
    Entry(_("Masukkan data"), "tables:runs", may("tables.import"), "file-import"),
    Entry(_("Hari libur"), "calendars:year", STAFF, "calendar"),
    Entry(_("Jejak perubahan"), "journal:entries", may("journal.read"), "history"),
    Entry(_("Pemberitahuan gagal"), "notices:failed", may("notices.manage"), "mail-x"),
]
MINE = Entry(_("Akun saya"), "accounts:mine", SIGNED_IN)
GUIDES = "portal:guides"  # how it is used
BOUNDARIES = "portal:boundaries"  # what maps of places draw
SEARCH_PAGE = "desk:search"  # name of the page that searches everything


class Navigation:
    """The menus as one visitor sees them; computed only where a template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def _allowed(self, entries: list[Entry]) -> list[tuple[str, str, str, bool]]:
        """(label, address, icon, is current) for each entry that this visitor may open."""
        path, standing = self.request.path, getattr(self.request, "standing", NOBODY)
        shown = [e for e in entries if e.access.allows(standing) and e.concerns(standing)]
        under = [e.address for e in shown if e.address == path or (e.address != "/" and path.startswith(e.address))]
        current = max(under, key=len, default="")
        return [(str(e.label), e.address, e.icon, e.address == current) for e in shown]

    @cached_property
    def portal(self) -> list[tuple[str, str, str, bool]]:
        return self._allowed(PORTAL)

    @cached_property
    def desk(self) -> list[tuple[str, str, str, bool]]:
        return self._allowed(DESK)

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
