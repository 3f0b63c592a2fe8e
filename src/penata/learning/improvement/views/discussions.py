"""What was said in the forum is chosen for an evaluation."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from penata.foundation.accounts.models import Request
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms.evaluations import DiscussionForm, SearchForm
from .common import led_or_404, posted, who


@opens_to(STAFF)
def choose(request: Request, pk: int) -> HttpResponse:
    """What is chosen already is always offered, so that a search takes nothing away."""
    found, words = led_or_404(request, pk, closed=True), request.GET.get("q", "")
    if found.told_at is not None:
        raise Http404
    now = queries.discussed([found], is_staff=True).get(found.pk, [])
    hits = queries.offered(found, words)
    offered = {one.key: one.label for one in (*now, *hits)}.items()
    form = DiscussionForm(**posted(request), initial={"chosen": [one.key for one in now]}, offered=list(offered))
    if attempt(form, lambda: actions.choose_discussions(found, form.keys, **who(request))) is not None:
        return redirect(found)
    context = {"one": found, "form": form, "search": SearchForm(initial={"q": words}), "words": words}
    context |= {"offered": offered, "hits": hits}
    return render(request, "improvement/discussions.html", context, status=422 if form.is_bound else 200)
