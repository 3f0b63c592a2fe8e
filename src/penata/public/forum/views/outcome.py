"""Reading what was given, deciding what becomes of it, and publishing the outcome."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..forms.hearings import BecauseForm, DecideForm, OutcomeForm, ThemeForm
from ..models import Comment, Hearing, Statement, Theme
from ..queries import hearings as queries
from ..queries.running import conversations_run_by, run_by
from .hearing_opening import acting, fill_in, open_hearing, posted, runner_of
from .running import at_hearing, run_page

KINDS = {"c": Comment, "s": Statement}


def kind_of(given: Comment | Statement) -> str:
    return "s" if isinstance(given, Statement) else "c"


def given_to(request: HttpRequest, kind: str, pk: int) -> Comment | Statement:
    """A comment or a statement of what this reader runs."""
    who = runner_of(request)
    found: Comment | Statement | None = None
    if kind == "c":
        found = Comment.objects.select_related("hearing").filter(pk=pk, hearing__in=run_by(who)).first()
    elif kind == "s":
        mine = Statement.objects.select_related("conversation__hearing").filter(pk=pk)
        found = mine.filter(conversation__in=conversations_run_by(who)).first()
    if found is None:
        raise Http404
    return found


def back_to(given: Comment | Statement) -> str:
    if isinstance(given, Statement):
        return reverse("forum:run_conversation", args=[given.conversation_id])
    return reverse("forum:review", args=[given.hearing_id])


@opens_to(STAFF)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """What waits until someone has read it."""
    hearing = open_hearing(request, pk)
    rows = [(kind_of(one), one) for one in queries.waiting_in(hearing)]
    return render(request, "forum/running/review.html", {"hearing": hearing, "rows": rows})


@opens_to(STAFF)
@require_POST
def show(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    given = given_to(request, kind, pk)
    actions.show(given, **acting(request))
    messages.success(request, _("Ditampilkan."))
    return redirect(back_to(given))


@opens_to(STAFF)
def remove(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    given, form = given_to(request, kind, pk), BecauseForm(**posted(request))

    def act() -> str:
        actions.remove(given, **form.cleaned_data, **acting(request))
        return back_to(given)

    context = {"title": _("Jangan tampilkan"), "back": back_to(given), "back_words": _("Kembali"), "words": given.words}
    context["hint"] = _("Alasannya dibaca oleh yang menulis.")
    return fill_in(request, form, act, context, done=_("Tidak ditampilkan; alasannya disampaikan."))


@opens_to(STAFF)
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What was decided about each subject, and about each contribution: many at once where they say the same."""
    hearing = open_hearing(request, pk)
    rows = [(f"{kind_of(one)}{one.pk}", one) for one in queries.undecided_in(hearing)]
    form = DecideForm(**posted(request), hearing=hearing, chosen=[(code, code) for code, _one in rows])
    done = attempt(form, lambda: actions.decide(hearing, **form.values(), **acting(request)))
    if done:
        messages.success(
            request, ngettext("%(n)s masukan diputuskan.", "%(n)s masukan diputuskan.", done) % {"n": done}
        )
        return redirect("forum:outcome", pk=pk)
    context: dict[str, Any] = {"hearing": hearing, "rows": rows, "form": form, "themes": hearing.themes.order_by("pk")}
    context["chosen"] = set(request.POST.getlist("chosen"))
    return render(request, "forum/running/outcome.html", context, status=422 if form.is_bound else 200)


def _to_outcome(hearing: Hearing, title: str) -> dict[str, Any]:
    back = reverse("forum:outcome", args=[hearing.pk])
    return {"title": title, "back": back, "back_words": _("Keputusan dan hasil")}


@opens_to(STAFF)
def theme(request: HttpRequest, pk: int, theme: int | None = None) -> HttpResponse:
    """What was decided about one subject, new or changed."""
    hearing = open_hearing(request, pk)
    found = get_object_or_404(Theme, pk=theme, hearing=hearing) if theme is not None else None
    initial = {name: getattr(found, name) for name in ("title", "decided", "because")} if found else {}
    form, context = ThemeForm(**posted(request), initial=initial), _to_outcome(hearing, _("Yang diputuskan"))

    def act() -> str:
        actions.put_theme(hearing, **form.cleaned_data, theme=found, **acting(request))
        return str(context["back"])

    return fill_in(request, form, act, context, done=_("Tersimpan."))


@opens_to(STAFF)
def conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the outcome; it cannot be taken back."""
    hearing, form = open_hearing(request, pk), OutcomeForm(**posted(request))

    def act() -> str:
        return run_page(actions.conclude_hearing(hearing, **form.cleaned_data, **acting(request)))

    context = _to_outcome(hearing, _("Terbitkan hasil"))
    context["hint"] = _("Sesudah terbit, hasil tidak dapat ditarik kembali, dan setiap pemberi masukan diberi tahu.")
    return fill_in(request, form, act, context, done=_("Hasil diterbitkan; pemberi masukan diberi tahu."))


__all__ = ["at_hearing", "conclude", "outcome", "remove", "review", "show", "theme"]
