"""Voting on statements, one at a time, without a script; and what was found."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.tables.exports import stream_csv
from penata.foundation.ui.widgets import attempt

from .. import actions
from ..exports.opinions import opinion_columns, opinion_rows
from ..forms.opinions import OwnStatementForm
from ..models import Conversation, OpinionResult
from ..queries import opinions as queries
from ..queries.running import Voice, concerns, conversations_run_by, may_in_conversation, public_conversations
from ..rules.opinions import Vote as Mark
from ..rules.phases import Act
from ..rules.results import Line, dividing, shared
from .hearing_opening import is_crowd, keep, posted, runner_of, speaking, voice_of

MARKS = {"1": Mark.AGREE, "-1": Mark.DISAGREE, "0": Mark.PASS}
SIZE = 25


def seen_conversation(request: HttpRequest, pk: int) -> Conversation:
    """One that this reader may read: opened and for him, or one that he runs."""
    found = public_conversations(request.standing.is_staff).select_related("hearing").filter(pk=pk).first()
    if found is None and request.standing.is_staff:
        found = conversations_run_by(runner_of(request)).select_related("hearing").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


@opens_to(EVERYONE)
@never_cache
def conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """The next statement; a vote leads to the one after it."""
    found = seen_conversation(request, pk)
    if request.method == "POST":
        return _voted(request, found)
    return _asked(request, found, voice_of(request), asked=_number(request.GET.get("s", "")))


def _voted(request: HttpRequest, found: Conversation) -> HttpResponse:
    voice, code = speaking(request)
    number, mark = _number(request.POST.get("statement", "")), MARKS.get(request.POST.get("vote", ""))
    if number is None or mark is None:
        return _asked(request, found, voice_of(request), why=_("Pilih setuju, tidak setuju, atau lewati."), status=422)
    try:
        crowd = is_crowd(request, code)
        actions.cast(found, number, mark, voice=voice, at=timezone.now(), is_marked=crowd)
    except Refused as refusal:
        return _asked(request, found, voice_of(request), why=words_for(refusal), status=409)
    return keep(request, redirect("forum:conversation", pk=found.pk), code)


def _asked(
    request: HttpRequest,
    found: Conversation,
    voice: Voice,
    *,
    asked: int | None = None,
    why: str = "",
    status: int = 200,
) -> HttpResponse:
    on = timezone.localdate()
    context: dict[str, Any] = {
        "conversation": found,
        "ballot": queries.ballot(found, voice, asked=asked),
        "is_asked": asked is not None,
        "may_vote": may_in_conversation(found, Act.VOTE, voice, on),
        "may_add": may_in_conversation(found, Act.STATE, voice, on),
        "concerned": concerns(found, voice),
        "why": why,
    }
    return render(request, "forum/opinions/vote.html", context, status=status)


@opens_to(EVERYONE)
@never_cache
def my_votes(request: HttpRequest, pk: int) -> HttpResponse:
    found, voice = seen_conversation(request, pk), voice_of(request)
    context = {"conversation": found, "votes": queries.own_votes(found, voice) if voice.seed else []}
    context["may_vote"] = may_in_conversation(found, Act.VOTE, voice, timezone.localdate())
    return render(request, "forum/opinions/mine.html", context)


@opens_to(EVERYONE)
@never_cache
def add_statement(request: HttpRequest, pk: int) -> HttpResponse:
    found, voice = seen_conversation(request, pk), voice_of(request)
    form = OwnStatementForm(**posted(request), has_account=voice.account_id is not None)
    may_add = may_in_conversation(found, Act.STATE, voice, timezone.localdate())
    if form.is_bound:
        voice, code = speaking(request)
        if attempt(form, lambda: actions.add_statement(found, **form.cleaned_data, voice=voice, at=timezone.now())):
            return keep(request, render(request, "forum/opinions/added.html", {"conversation": found}), code)
    context = {"conversation": found, "form": form, "may_add": may_add}
    return render(request, "forum/opinions/add.html", context, status=422 if form.is_bound else 200)


@opens_to(EVERYONE)
def opinions(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found: read from what is stored, whatever the number of votes."""
    found = seen_conversation(request, pk)
    results = queries.results_of(found)
    part = request.GET.get("part", "all")
    result = results.get(part) or results.get("all")
    context: dict[str, Any] = {"conversation": found, "result": result, "parts": _parts(results, result)}
    if result is not None:
        context |= _shown(request, found, result)
        context["may_take_votes"] = queries.may_take_votes(found, results)
    return render(request, "forum/opinions/results.html", context)


def _parts(results: dict[str, OpinionResult], current: OpinionResult | None) -> list[dict[str, Any]]:
    if len(results) < 2 or current is None:
        return []
    names = {"all": _("Semua"), "residents": _("Warga"), "staff": _("Pegawai")}
    return [
        {"label": name, "address": f"?part={part}", "is_current": part == current.part, "count": results[part].voters}
        for part, name in names.items()
        if part in results
    ]


def _shown(request: HttpRequest, found: Conversation, result: OpinionResult) -> dict[str, Any]:
    """The figures with the words that they are about; one query."""
    seen = queries.found_of(result)
    order = sorted(seen.lines, key=lambda line: (-line.votes, line.number))
    page = Paginator(order, SIZE).get_page(request.GET.get("page"))
    rows: list[Line] = list(page.object_list)
    top, apart = shared(seen.lines), dividing(seen.lines)
    known = {number for cloud in seen.clouds for number, _sign in cloud.marks}
    wanted = {line.number for line in [*rows, *apart, *(line for line, _agrees in top)]} | known
    words = queries.words_of(found, wanted)
    return {
        "seen": seen,
        "words": words,
        "shared": [(line, agrees) for line, agrees in top if line.number in words],
        "dividing": [line for line in apart if line.number in words],
        "rows": [(line, list(zip(seen.clouds, line.groups, strict=True))) for line in rows if line.number in words],
        "page": page,
    }


@opens_to(EVERYONE)
def opinions_file(request: HttpRequest, pk: int, kind: str) -> HttpResponseBase:
    """`opinions`: each statement with how each group stands to it. `votes`, `statements`: as Polis exports them."""
    found = seen_conversation(request, pk)
    results = queries.results_of(found)
    name, result = f"{kind}-{found.pk}", results.get(request.GET.get("part", "all")) or results.get("all")
    if kind == "opinions" and result is not None:
        seen = queries.found_of(result)
        words = queries.words_of(found, [line.number for line in seen.lines])
        return stream_csv(opinion_columns(seen), opinion_rows(seen, words), name)
    if kind == "votes" and queries.may_take_votes(found, results):
        return stream_csv(("voter-id", "comment-id", "vote"), queries.vote_rows(found), name)
    if kind == "statements":
        return stream_csv(("comment-id", "comment-body", "moderated"), queries.comment_rows(found), name)
    raise Http404
