"""The moderator's pages: what waits, one post with everything about it, appeals, the list of words."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import may, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import AppealAnswerForm, DecideForm, ReasonForm, WordForm
from ..models import Appeal, Decision, ListedWord, Post
from ..rules import MODERATE

PAGE = 30


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.actor, "at": timezone.now(), "standing": request.standing}


@opens_to(may(MODERATE))
def moderation(request: HttpRequest) -> HttpResponse:
    """What waits, open appeals, and the last decisions."""
    page = Paginator(queries.to_moderate(), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": queries.waiting_rows(list(page.object_list)),
        "appeals": list(queries.open_appeals()[:PAGE]),
        "decisions": list(queries.last_decisions(15)),
        "account_id": request.standing.account_id,
    }
    return render(request, "forum/moderation.html", context)


DECIDED_HERE = {"held", "shown", "hidden"}  # unless an appeal waits, which is decided on its own page


@opens_to(may(MODERATE))
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A post with why it waits, what residents say of it, and what was decided before."""
    post = get_object_or_404(Post.objects.select_related("topic", "author", "thread"), pk=pk)
    form = DecideForm(request.POST) if request.method == "POST" else DecideForm()
    decision = attempt(form, lambda: _decide(request, post, form.cleaned_data))
    if decision is not None:
        messages.success(request, _("Tersimpan; penulisnya dikabari."))
        return redirect("forum:moderation")
    wrote, hidden = queries.earlier_decisions(post)
    appeals = list(queries.open_appeals().filter(decision__post=post))
    context = {
        "form": form, "post": post, "row": queries.waiting_rows([post])[0], "wrote": wrote, "hidden": hidden,
        "flags": list(queries.flags_of(post)[:50]), "decisions": list(queries.decisions_of(post)),
        "wordings": list(post.wordings.order_by("until")), "appeals": appeals, "may_decide": post.state in DECIDED_HERE,
    }  # fmt: skip
    return render(request, "forum/decide.html", context, status=422 if form.is_bound else 200)


def _decide(request: HttpRequest, post: Post, given: dict[str, Any]) -> Decision:
    return actions.moderate(post, is_shown="show" in request.POST, **given, **_who(request))


@opens_to(may(MODERATE))
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """An author's appeal; never decided by him who decided first."""
    posts = ("decision__post__topic", "decision__post__author")
    found = get_object_or_404(Appeal.objects.select_related(*posts), pk=pk)
    form = AppealAnswerForm(request.POST) if request.method == "POST" else AppealAnswerForm()

    def act() -> Appeal:
        granted, answer = form.cleaned_data["verdict"] == "grant", form.cleaned_data["answer"]
        return actions.decide_appeal(found, is_granted=granted, answer=answer, **_who(request))

    if attempt(form, act) is not None:
        messages.success(request, _("Tersimpan; penulisnya dikabari."))
        return redirect("forum:moderation")
    is_mine = request.standing.account_id in {found.first_by_id, found.decision.post.author.account_id}
    context = {"form": form, "found": found, "post": found.decision.post, "is_mine": is_mine}
    return render(request, "forum/appeal.html", context, status=422 if form.is_bound else 200)


@opens_to(may(MODERATE))
def words(request: HttpRequest) -> HttpResponse:
    """Words that send a post to a moderator first."""
    form = WordForm(request.POST) if request.method == "POST" else WordForm()
    if attempt(form, lambda: actions.list_word(form.cleaned_data["words"], **_who(request))) is not None:
        messages.success(request, _("Kata itu berlaku mulai sekarang."))
        return redirect("forum:words")
    context = {"form": form, "rows": list(queries.listed())}
    return render(request, "forum/words.html", context, status=422 if form.is_bound else 200)


@opens_to(may(MODERATE))
@require_POST
def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(ListedWord, pk=pk)
    try:
        actions.unlist_word(row, **_who(request))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect("forum:words")


@opens_to(may(MODERATE))
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away who the author of a post is and all that he wrote, as the law may ask."""
    post = get_object_or_404(Post.objects.select_related("topic", "author"), pk=pk)
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()

    def act() -> bool:
        actions.erase_participant(post.author, because=form.cleaned_data["because"], **_who(request))
        return True

    if attempt(form, act):
        messages.success(request, _("Nama, surel, dan seluruh tulisannya dihapus."))
        return redirect("forum:moderation")
    return render(request, "forum/erase.html", {"form": form, "post": post}, status=422 if form.is_bound else 200)
