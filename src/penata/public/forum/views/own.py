"""What someone does with his own: his posts by their secret links, his browser, his following."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import AppealForm, EditForm, IntroduceForm, RemoveForm
from ..models import Post
from ..rules.life import may_edit
from . import visitor
from .writing import shown_topic


def _own(request: HttpRequest, secret: str) -> Post:
    """The post of a secret link; wrong ones are counted, so that nobody tries many."""
    found = queries.post_by_secret(secret)
    if found is None:
        visitor.count(request, "link")
        raise Http404
    return found


@opens_to(EVERYONE)
@never_cache
def own(request: HttpRequest, secret: str) -> HttpResponse:
    """What its author sees of a post: its state, what was decided and why, what he may do. POST confirms it."""
    post = _own(request, secret)
    if request.method == "POST":
        post = actions.confirm_post(post, by=request.actor, at=timezone.now())
        messages.success(request, _("Terima kasih. Tulisan ini milik Anda."))
        return visitor.remember(redirect("forum:own", secret=secret), request, post.author)
    return render(request, "forum/own.html", {"post": post, "secret": secret, **_state(post)})


def _state(post: Post) -> dict[str, Any]:
    decisions = list(queries.decisions_of(post))
    return {
        "decisions": decisions,
        "acts": _open_acts(post, has_appeal=any(hasattr(one, "appeal") for one in decisions)),
        "wordings": list(post.wordings.order_by("until")),
    }


def _open_acts(post: Post, *, has_appeal: bool) -> list[str]:
    living = post.state in {Post.State.UNCONFIRMED, Post.State.HELD, Post.State.SHOWN}
    acts = ["edit"] if living and may_edit(post.at, timezone.now()) else []
    acts += ["remove"] if living else []
    return acts + (["appeal"] if post.state == Post.State.HIDDEN and not has_appeal else [])


@dataclass(frozen=True, slots=True)
class Act:
    """What an author may do, on a page of its own."""

    form: type[forms.Form]
    title: Promise
    button: Promise
    done: Promise
    do: Callable[[Post, dict[str, Any], dict[str, Any]], Any]


ACTS = {
    "edit": Act(
        EditForm, gettext_lazy("Ubah tulisan Anda"), gettext_lazy("Simpan"), gettext_lazy("Perubahannya tersimpan."),
        lambda post, given, who: actions.edit_post(post, given["words"], **who),
    ),
    "remove": Act(
        RemoveForm, gettext_lazy("Hapus tulisan Anda"), gettext_lazy("Hapus"), gettext_lazy("Tulisan Anda dihapus."),
        lambda post, given, who: actions.remove_post(post, **who),
    ),
    "appeal": Act(
        AppealForm, gettext_lazy("Ajukan banding"), gettext_lazy("Ajukan banding"),
        gettext_lazy("Banding Anda diterima. Moderator lain memutuskannya, dan Anda dikabari."),
        lambda post, given, who: actions.appeal(post, given["words"], **who),
    ),
}  # fmt: skip


@opens_to(EVERYONE)
@never_cache
def own_act(request: HttpRequest, secret: str, act: str) -> HttpResponse:
    post, page = _own(request, secret), ACTS.get(act)
    if page is None:
        raise Http404
    if act not in _state(post)["acts"]:
        messages.info(request, _("Langkah itu tidak dapat dilakukan pada keadaan sekarang."))
        return redirect("forum:own", secret=secret)
    form = page.form(request.POST) if request.method == "POST" else page.form(initial={"words": _words(post, act)})
    who = {"by": request.actor, "at": timezone.now()}
    if attempt(form, lambda: page.do(post, form.cleaned_data, who)) is not None:
        messages.success(request, str(page.done))
        return redirect("forum:own", secret=secret)
    context = {"form": form, "post": post, "secret": secret, "page": page}
    return render(request, "forum/own_act.html", context, status=422 if form.is_bound else 200)


def _words(post: Post, act: str) -> str:
    return post.words if act == "edit" else ""


@opens_to(EVERYONE)
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """What this reader wrote, and what became of it."""
    participant = visitor.known(request)
    posts = [(post, actions.own_link(post)) for post in queries.posts_of(participant)[:100]] if participant else []
    return render(request, "forum/mine.html", {"participant": participant, "posts": posts})


@opens_to(EVERYONE)
@never_cache
def own_post(request: HttpRequest, pk: int) -> HttpResponse:
    """From the topic to one's own link of a post."""
    participant = visitor.known(request)
    found = queries.posts_of(participant).filter(pk=pk).first() if participant else None
    if found is None:
        raise Http404
    return redirect(actions.own_link(found))


@opens_to(EVERYONE)
@never_cache
def me(request: HttpRequest) -> HttpResponse:
    """A stranger says who he is; a letter makes his browser known."""
    if (elsewhere := visitor.must_sign_in(request)) is not None:
        return elsewhere
    onward = visitor.onward(request)
    if visitor.is_known(request):
        return redirect(onward)
    form = IntroduceForm(request.POST) if request.method == "POST" else IntroduceForm()
    if attempt(form, lambda: _introduce(request, form)):
        return redirect("forum:letter")
    return render(request, "forum/me.html", {"form": form, "next": onward}, status=422 if form.is_bound else 200)


def _introduce(request: HttpRequest, form: IntroduceForm) -> bool:
    visitor.count(request, "letter")
    language = translation.get_language() or "id"
    actions.introduce(**form.cleaned_data, language=language, at=timezone.now())
    return True


@opens_to(EVERYONE)
@never_cache
def known(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of the letter: one button makes this browser known. Opening alone does nothing: mail programs open."""
    participant = queries.participant_by_secret(secret)
    if participant is None:
        visitor.count(request, "link")
        raise Http404
    if request.method != "POST":
        return render(request, "forum/known.html", {"participant": participant})
    participant = actions.confirm_participant(participant, at=timezone.now())
    messages.success(request, _("Peramban ini sekarang dikenal sebagai milik Anda."))
    return visitor.remember(redirect("forum:mine"), request, participant)


@opens_to(EVERYONE)
@never_cache
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Hear what becomes of a topic: at once for those who are known, else after a letter."""
    topic = shown_topic(pk)
    if visitor.is_known(request):
        return _follow_known(request, topic)
    form = IntroduceForm(request.POST) if request.method == "POST" else IntroduceForm()

    def act() -> bool:
        visitor.count(request, "letter")
        language = translation.get_language() or "id"
        actions.follow_by_email(topic, **form.cleaned_data, language=language, at=timezone.now())
        return True

    if attempt(form, act):
        return redirect("forum:letter")
    return render(request, "forum/follow.html", {"form": form, "topic": topic}, status=422 if form.is_bound else 200)


def _follow_known(request: HttpRequest, topic: Any) -> HttpResponse:
    if request.method == "POST":
        writer = visitor.writer(request)
        if request.POST.get("want") == "no":
            actions.unfollow(topic, writer.participant)
            messages.success(request, _("Anda tidak mengikuti topik ini lagi."))
        else:
            actions.follow(topic, writer, at=timezone.now())
            messages.success(request, _("Anda mengikuti topik ini; kabarnya dikirim kepada Anda."))
    return redirect(topic)


@opens_to(EVERYONE)
@never_cache
def follows(request: HttpRequest, secret: str) -> HttpResponse:
    """The link in each letter: follow, or no longer."""
    found = queries.follow_by_secret(secret)
    if found is None:
        visitor.count(request, "link")
        return render(request, "forum/unfollowed.html", status=404)
    if request.method != "POST":
        return render(request, "forum/follows.html", {"found": found})
    if request.POST.get("want") == "no":
        actions.unfollow(found.topic, found.participant)
        return render(request, "forum/unfollowed.html", {"topic": found.topic})
    actions.confirm_follow(found, at=timezone.now())
    messages.success(request, _("Anda mengikuti topik ini; kabarnya dikirim kepada Anda."))
    return redirect(found.topic)


@opens_to(EVERYONE)
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """This browser is nobody's any more: on a shared computer."""
    response = redirect("forum:topics")
    response.delete_cookie(visitor.COOKIE)
    return response
