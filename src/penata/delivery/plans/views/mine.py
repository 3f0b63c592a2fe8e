"""One's own work: across all teams, week by week, in one's own calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from icalendar import Calendar, Event

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import EVERYONE, STAFF, opens_to
from penata.foundation.ui.widgets import attempt
from penata.organization.people.models import Person

from .. import actions, queries
from ..forms import CheckInForm
from ..models import Feed
from .common import posted, today, who


@opens_to(STAFF)
def mine(request: Request) -> HttpResponse:
    on, person = today(), request.standing.person_id
    weeks = queries.loads_of([person], on)[person] if person is not None else []
    context = {
        "mine": queries.mine(request.standing, on, request.GET.get("group", "")),
        "weeks": weeks,
        "over": [week for week in weeks if week.is_over],
        "nearly": [week for week in weeks if week.is_nearly],
        "today": on,
        "group_words": _group_words(),
    }
    return render(request, "plans/mine.html", context)


def _group_words() -> dict[str, str]:
    return {
        "late": _("Terlambat"), "today": _("Hari ini"), "week": _("Minggu ini"), "later": _("Berikutnya"),
        "unplanned": _("Belum bertanggal"),
    }  # fmt: skip


@opens_to(STAFF)
def check_in(request: Request) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.standing.person_id or 0)
    rows = [(row.id, row.title, row.blocked or "") for row in queries.tasks_of(person.pk)[:40]]
    before = queries.check_in_of(person.pk, today())
    first = {"done": before.done, "next_words": before.next} if before else {}
    form = CheckInForm(**posted(request), initial=first, tasks=rows)

    def act() -> Any:
        said = {"done": form.cleaned_data["done"], "next_words": form.cleaned_data["next_words"]}
        return actions.check_in(person, **said, blocked=form.blocked(), **who(request))

    if attempt(form, act):
        messages.success(request, _("Catatan minggu ini tersimpan."))
        return redirect("plans:mine")
    return render(request, "plans/check_in.html", {"form": form}, status=422 if form.is_bound else 200)


@opens_to(STAFF)
def calendar(request: Request) -> HttpResponse:
    """The secret address of one's calendar."""
    feed = Feed.objects.filter(person=request.standing.person_id or 0).first()
    address = ""
    if feed is not None:
        address = request.build_absolute_uri(reverse("plans:feed", args=[queries.secret_of(feed)]))
    return render(request, "plans/calendar.html", {"feed": feed, "address": address})


@require_POST
@opens_to(STAFF)
def renew_calendar(request: Request) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.standing.person_id or 0)
    actions.renew_feed(person, by=request.actor, at=timezone.now())
    messages.success(request, _("Alamat baru sudah dibuat; yang lama tidak berlaku lagi."))
    return redirect("plans:calendar")


@opens_to(EVERYONE)
def feed(request: Request, secret: str) -> HttpResponse:
    """Someone's deadlines for a calendar program; who has the address needs no account."""
    person = queries.person_of(secret)
    if person is None:
        raise Http404
    answer = HttpResponse(_written(person, request), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="penata.ics"'
    answer["Cache-Control"] = "private, max-age=900"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _written(person: Person, request: Request) -> bytes:
    book = Calendar()
    book.add("prodid", "-//Penata//Plans//ID")
    book.add("version", "2.0")
    book.add("x-wr-calname", _("Tugas %(city)s") % {"city": settings.PENATA_CITY})
    stamp = datetime.combine(today(), time(), UTC)
    for task in queries.dated_tasks(person, today()):
        event = Event()
        event.add("uid", f"task-{task['pk']}@{request.get_host()}")
        event.add("dtstamp", stamp)
        event.add("dtstart", task["due"])
        event.add("dtend", task["due"] + timedelta(days=1))
        event.add("summary", ("✓ " if task["state"] == "done" else "") + task["title"])
        event.add("description", _said(task))
        event.add("url", request.build_absolute_uri(reverse("plans:task", args=[task["pk"]])))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return book.to_ical()


def _said(task: dict[str, Any]) -> str:
    words = {"plan": task["plan__title"], "start": f"{task['start']:%d-%m-%Y}", "percent": task["progress"]}
    return _("%(plan)s. Mulai %(start)s; kemajuan %(percent)s%%.") % words
