"""Opening topics, writing, supporting, pointing at posts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.queries import client_address
from penata.foundation.accounts.rules import EVERYONE, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.foundation.ui.widgets import attempt

from .. import actions, queries
from ..forms import FlagForm, PostForm, TopicForm
from ..models import Post, Topic
from ..models.post import LISTED
from ..rules.life import PAGE
from . import visitor
from .reading import number


def shown_topic(pk: int) -> Topic:
    found = queries.topic(pk)
    if found is None:
        raise Http404
    return found


def shown_post(pk: int) -> Post:
    """A post that everyone may read, in a topic that everyone may read."""
    found = Post.objects.select_related("topic").filter(pk=pk, state=Post.State.SHOWN, topic__is_shown=True).first()
    if found is None:
        raise Http404
    return found


@opens_to(EVERYONE)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """A topic with its first post."""
    if (elsewhere := visitor.must_sign_in(request)) is not None:
        return elsewhere
    given = {"data": request.POST} if request.method == "POST" else {"initial": request.GET.dict()}
    form = TopicForm(**given, on=timezone.localdate(), is_known=visitor.is_known(request))

    def act() -> actions.Outcome:
        visitor.count(request, "write")
        writer = visitor.writer(request, form.cleaned_data)
        return actions.open_topic(form.topic(), writer, by=request.actor, at=timezone.now())

    outcome = attempt(form, act)
    if outcome is not None:
        return _written(request, outcome.post)
    return render(request, "forum/new.html", {"form": form}, status=422 if form.is_bound else 200)


@opens_to(EVERYONE)
@never_cache
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """A post in a topic, or with `?to=` a reply to one."""
    topic = shown_topic(pk)
    if (elsewhere := visitor.must_sign_in(request)) is not None:
        return elsewhere
    if topic.closed_at is not None and request.method != "POST":
        return redirect(topic)  # its page says why
    to = _replied(topic, request.GET.get("to", ""))
    given = {"data": request.POST} if request.method == "POST" else {"initial": {"stance": ""}}
    form = PostForm(**given, is_known=visitor.is_known(request), is_reply=to is not None)
    outcome = attempt(form, lambda: _write(request, topic, form, to))
    if outcome is not None:
        return _written(request, outcome.post)
    context = {"form": form, "topic": topic, "to": to}
    return render(request, "forum/reply.html", context, status=422 if form.is_bound else 200)


def _write(request: HttpRequest, topic: Topic, form: PostForm, to: Post | None) -> actions.Outcome:
    visitor.count(request, "write")
    writer = visitor.writer(request, form.cleaned_data)
    draft = form.draft(thread_id=to.pk if to else None)
    return actions.write_post(topic, draft, writer, by=request.actor, at=timezone.now())


def _replied(topic: Topic, to: str) -> Post | None:
    key = number(to)
    return Post.objects.filter(pk=key, topic=topic, state=Post.State.SHOWN).first() if key is not None else None


def _written(request: HttpRequest, post: Post) -> HttpResponse:
    """Where someone who has written goes: to his words, or to what must happen before they are shown."""
    if post.state == Post.State.UNCONFIRMED:
        return redirect("forum:letter")
    if post.state == Post.State.SHOWN:
        messages.success(request, _("Tulisan Anda sudah tampil. Anda dapat mengubahnya dalam setengah jam."))
        return redirect(post)
    messages.info(request, _("Tulisan Anda menunggu diperiksa moderator. Anda dikabari begitu diputuskan."))
    return redirect("forum:mine")


@opens_to(EVERYONE)
def letter(request: HttpRequest) -> HttpResponse:
    """The same page whoever wrote: a letter was sent."""
    return render(request, "forum/letter.html")


@opens_to(EVERYONE)
@require_POST
def support(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand behind a post, or no longer."""
    post = shown_post(pk)
    back = visitor.onward(request) if request.POST.get("next") else post.get_absolute_url()
    if not visitor.is_known(request):
        return visitor.introduced_first(request, post.get_absolute_url())
    visitor.count(request, "support")
    try:
        participant = visitor.writer(request).participant
        actions.support(post, participant, is_wanted=request.POST.get("want") != "no", at=timezone.now())
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(back)


@opens_to(EVERYONE)
@never_cache
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a moderator to look; nobody needs to say who he is."""
    post = shown_post(pk)
    form = FlagForm(request.POST) if request.method == "POST" else FlagForm()

    def act() -> bool:
        visitor.count(request, "flag")
        actions.flag(post, key=_who(request), at=timezone.now(), **form.cleaned_data)
        return True

    if attempt(form, act):
        messages.success(request, _("Terima kasih. Moderator akan memeriksa tulisan itu."))
        return redirect(post.topic)
    return render(request, "forum/flag.html", {"form": form, "post": post}, status=422 if form.is_bound else 200)


def _who(request: HttpRequest) -> str:
    """A digest of who asks: of a participant, else of the network address; it leads to nobody."""
    participant = visitor.known(request)
    who = f"p{participant.pk}" if participant else f"a{client_address(request)}"
    return salted_hmac("penata.forum.flag", who, algorithm="sha256").hexdigest()


@opens_to(EVERYONE)
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """The place of a post in its topic."""
    found = Post.objects.select_related("topic").filter(pk=pk, topic__is_shown=True).first()
    if found is None or found.state not in LISTED:
        raise Http404
    address = found.topic.get_absolute_url()
    if found.is_opening:
        return redirect(address)
    page = queries.place_of(found) // PAGE + 1
    return redirect(f"{address}?page={page}#p{found.pk}" if page > 1 else f"{address}#p{found.pk}")
