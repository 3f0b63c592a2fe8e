"""Lists, one case, its files."""

from __future__ import annotations

from dataclasses import fields
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.files import queries as files

from .. import actions, queries
from ..models import Attached, Case, Step
from ..rules import Act
from .acts import PAGES, twins

MAIN_ACTS = (
    Act.ACCEPT_HANDOVER,
    Act.RETURN_HANDOVER,
    Act.ANSWER,
    Act.HAND_OVER,
    Act.NOTE,
    Act.ASSIGN,
    Act.START,
)
UNDO = "cases_undo"
KEYS = {Act.ANSWER: "a", Act.HAND_OVER: "h", Act.NOTE: "n", Act.ASSIGN: "s"}


def sight_of(request: HttpRequest) -> queries.Sight:
    return queries.sight(request.standing, on=timezone.localdate())  # type: ignore[attr-defined]


def open_whole(request: HttpRequest, reference: str) -> queries.Whole:
    """The case of the address with everything about it; Http404 when this reader may not see it."""
    seen = sight_of(request)
    found = queries.find(seen, reference) if "\x00" not in reference else None
    if found is None:
        raise Http404
    return queries.whole(found, seen)


def last_undoable(request: HttpRequest) -> Step | None:
    """The assignment of a moment ago, while it can still be taken back."""
    key = request.session.get(UNDO)
    since = timezone.now() - actions.UNDO_TIME
    step = Step.objects.filter(pk=key, at__gte=since).select_related("case").first() if key else None
    if key and step is None:
        del request.session[UNDO]
    return step


@opens_to(STAFF)
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """The page; for htmx only the case itself, for a desk's right side."""
    whole = open_whole(request, reference)
    part = "#whole" if getattr(request, "htmx", False) and not request.htmx.boosted else ""  # type: ignore[attr-defined]
    context = {"whole": whole, "twins": twins(request, whole), "undo": last_undoable(request), **acts_of(whole)}
    return render(request, f"cases/case.html{part}", context)


def acts_of(whole: queries.Whole) -> dict[str, Any]:
    """The acts that are open, the usual ones first, each with its label and key."""
    offered = [
        SimpleNamespace(act=str(act), label=PAGES[act].label, icon=PAGES[act].icon, key=KEYS.get(act, ""))
        for act in whole.acts
        if act in PAGES
    ]
    main = [one for name in MAIN_ACTS for one in offered if one.act == name]
    main = main[: 4 if len(offered) <= 4 else 3]  # "Langkah lain" takes the fourth place of the line
    return {"main_acts": main, "more_acts": [one for one in offered if one not in main]}


@opens_to(STAFF)
def listing(request: HttpRequest) -> HttpResponse:
    seen, filters = sight_of(request), filters_of(request)
    page = queries.listing(seen, filters)
    context = {
        "page": page,
        "filters": filters,
        "options": options(filters),
        "next": address(filters, after=page.next_key) if page.next_key else "",
        "may_export": request.standing.may("cases.export"),  # type: ignore[attr-defined]
        "query": urlencode(_parts(filters.with_changes())),
        "kept": [(name, value) for name, value in _parts(filters).items() if name != "q"],
    }
    return render(request, "cases/list.html", context)


def filters_of(request: HttpRequest) -> queries.Filters:
    """The filters in the address; what cannot be read does not narrow."""
    said: dict[str, Any] = {}
    for one in fields(queries.Filters):
        text = request.GET.get(one.name, "").replace("\x00", "")[:200]
        if one.name in {"unit", "area", "service"}:
            said[one.name] = int(text) if text.isdecimal() and len(text) < 18 else None
        elif one.name in {"urgent", "mine"}:
            said[one.name] = text == "1"
        elif text:
            said[one.name] = text
    return queries.Filters(**said)


def _parts(filters: queries.Filters) -> dict[str, str]:
    plain = queries.Filters()
    parts = {}
    for one in fields(filters):
        value = getattr(filters, one.name)
        if value != getattr(plain, one.name):
            parts[one.name] = "1" if value is True else str(value)
    return parts


def address(filters: queries.Filters, **changes: Any) -> str:
    """The link to this list, narrowed otherwise; without `after` it begins with the first page."""
    return "?" + urlencode(_parts(filters.with_changes(**changes)))


def options(filters: queries.Filters) -> list[SimpleNamespace]:
    """The groups of filter links: a label and its links."""
    groups: list[tuple[str, str, list[tuple[Any, str]]]] = [
        (_("Keadaan"), "state", [("", _("Terbuka")), ("ended", _("Berakhir")), *_states()]),
        (
            _("Tenggat"),
            "due",
            [("", _("Semua")), ("late", _("Terlambat")), ("today", _("Hari ini")), ("soon", _("Tiga hari ini"))],
        ),
        (_("Golongan laporan"), "kind", [("", _("Semua")), *[(str(v), str(n)) for v, n in Case.Kind.choices]]),
        (_("Tempat"), "mine", [(False, _("Semua yang boleh saya lihat")), (True, _("Jabatan saya"))]),
    ]
    return [
        SimpleNamespace(label=label, links=[_link(filters, name, value, words) for value, words in values])
        for label, name, values in groups
    ]


def _states() -> list[tuple[str, str]]:
    shown = ("received", "assigned", "in_progress", "incomplete", "answered", "reopened")
    return [(value, str(Case.State(value).label)) for value in shown]


def _link(filters: queries.Filters, name: str, value: Any, words: str) -> SimpleNamespace:
    return SimpleNamespace(
        label=words, address=address(filters, **{name: value}), is_current=getattr(filters, name) == value, count=None
    )


@opens_to(STAFF)
def attachment(request: HttpRequest, reference: str, pk: int) -> HttpResponseBase:
    """A photograph or document of a case that this reader may see."""
    found = queries.find(sight_of(request), reference) if "\x00" not in reference else None
    if found is None:
        raise Http404
    cases = {found.pk, found.parent_id or found.pk}
    one = Attached.objects.filter(case__in=cases, attachment=pk).select_related("attachment").first()
    if one is None:
        raise Http404
    return files.response(one.attachment, thumbnail="small" in request.GET)
