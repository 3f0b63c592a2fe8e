from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from penata.foundation.ui.widgets import put_into_form

from ..accounts.models import Request
from ..accounts.rules import SIGNED_IN, may, opens_to
from ..refusals import Refused
from . import actions, queries
from .forms import PreferenceForm, WebhookForm
from .models import Webhook
from .paging import stretch
from .rules import kinds

MANAGE = may("notices.manage")


def _own(request: Request) -> int:
    """The account whose notices these are; nobody else's can be asked for."""
    key = request.standing.account_id
    if key is None:
        raise Http404
    return key


@opens_to(SIGNED_IN)
def mine(request: Request) -> HttpResponse:
    """My notices: the unread ones first, then the others."""
    notices = queries.seen_by(_own(request), timezone.now())
    before = request.GET.get("before", "")
    unread = [] if before else list(notices.filter(read_at__isnull=True)[:100])
    page = stretch(notices.filter(read_at__isnull=False), before)
    return render(request, "notices/mine.html", {"unread": unread, "page": page})


@opens_to(SIGNED_IN)
@require_POST
def open_notice(request: Request, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    notice = actions.mark_read(account_id=_own(request), notice_id=pk, at=timezone.now())
    if notice is None:
        raise Http404
    is_ours = url_has_allowed_host_and_scheme(notice.link, allowed_hosts=None)
    return redirect(notice.link if notice.link and is_ours else "notices:mine")


@opens_to(SIGNED_IN)
@require_POST
def read_all(request: Request) -> HttpResponse:
    actions.mark_read(account_id=_own(request), at=timezone.now())
    return redirect("notices:mine")


@opens_to(SIGNED_IN)
def preferences(request: Request) -> HttpResponse:
    account_id = _own(request)
    if request.method == "POST":
        form = PreferenceForm(request.POST)
        if form.is_valid():
            actions.prefer(account_id=account_id, by_email=form.wishes())
            messages.success(request, gettext("Pilihan Anda sudah disimpan."))
            return redirect("notices:preferences")
    else:
        wishes = queries.preferences(account_id, kinds())
        form = PreferenceForm(initial={"by_email": [kind for kind, wanted in wishes.items() if wanted]})
    return render(request, "notices/preferences.html", {"form": form}, status=422 if form.errors else 200)


@opens_to(MANAGE)
def failed(request: Request) -> HttpResponse:
    """What could not be delivered, and how much waits longer than it should."""
    late = queries.waiting_since(timezone.now() - timedelta(minutes=10))
    page = Paginator(queries.failed(), 50).get_page(request.GET.get("page"))
    return render(request, "notices/failed.html", {"page": page, "late": late})


@opens_to(MANAGE)
@require_POST
def try_again(request: Request) -> HttpResponse:
    """The chosen ones, or all."""
    keys = [int(key) for key in request.POST.getlist("notice")[:500] if key.isdecimal() and len(key) < 19]
    try:
        count = actions.try_again(keys=None if "all" in request.POST else keys, by=request.actor, at=timezone.now())
        words = ngettext("%(n)s pemberitahuan dicoba lagi.", "%(n)s pemberitahuan dicoba lagi.", count)
        messages.success(request, words % {"n": count})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("notices:failed")


@opens_to(MANAGE)
def webhooks(request: Request) -> HttpResponse:
    return render(request, "notices/webhooks.html", {"webhooks": queries.webhooks()})


@opens_to(MANAGE)
def new_webhook(request: Request) -> HttpResponse:
    return _webhook_page(request, None)


@opens_to(MANAGE)
def webhook(request: Request, pk: int) -> HttpResponse:
    return _webhook_page(request, get_object_or_404(Webhook, pk=pk))


@opens_to(MANAGE)
@require_POST
def remove_webhook(request: Request, pk: int) -> HttpResponse:
    actions.remove_webhook(webhook=get_object_or_404(Webhook, pk=pk), by=request.actor, at=timezone.now())
    messages.success(request, gettext("Webhook sudah dihapus."))
    return redirect("notices:webhooks")


def _webhook_page(request: Request, webhook: Webhook | None) -> HttpResponse:
    names = ("name", "url", "kinds", "is_active")
    given = {name: getattr(webhook, name) for name in names} if webhook else {}
    form = WebhookForm(request.POST) if request.method == "POST" else WebhookForm(initial=given)
    if form.is_valid():
        try:
            actions.save_webhook(webhook=webhook, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            put_into_form(form, refusal)
        else:
            messages.success(request, gettext("Webhook sudah disimpan."))
            return redirect("notices:webhooks")
    context = {"form": form, "webhook": webhook}
    return render(request, "notices/webhook.html", context, status=422 if form.errors else 200)
