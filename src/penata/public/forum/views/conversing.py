"""Conversations for those who run them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from penata.foundation.accounts.models import Request as HttpRequest
from penata.foundation.accounts.rules import STAFF, opens_to
from penata.foundation.refusals import Refused, words_for
from penata.organization.structure.queries import unit_names

from .. import actions
from ..forms.hearings import BecauseForm
from ..forms.opinions import ConversationForm, StatementForm
from ..models import Conversation, Voter
from ..queries.running import run_by
from .hearing_opening import acting, fill_in, open_conversation, posted, runner_of

ACTS = {"open": actions.open_conversation, "close": actions.close_conversation}


def run_page(one: Conversation) -> str:
    return reverse("forum:run_conversation", args=[one.pk])


def at_conversation(one: Conversation, title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "back": run_page(one), "back_words": one.title, **more}


def _beside_the_list(title: str) -> dict[str, Any]:
    return {"title": title, "back": reverse("forum:running"), "back_words": _("Konsultasi publik")}


@opens_to(STAFF)
def new_conversation(request: HttpRequest) -> HttpResponse:
    """Alone, or within the hearing of the address."""
    who, asked = runner_of(request), request.GET.get("hearing", "")
    if not who.may_make:
        raise PermissionDenied
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 15
    hearing = run_by(who).filter(pk=int(asked)).first() if is_number else None
    form = ConversationForm(**posted(request), has_unit=hearing is not None)
    context = _beside_the_list(_("Buat jajak pendapat"))

    def act() -> str:
        unit = hearing.unit if hearing else form.cleaned_data["unit"]
        facts = form.cleaned_data | {"unit": unit, "hearing": hearing} | acting(request)
        return run_page(actions.make_conversation(**facts))

    return fill_in(request, form, act, context, done=_("Jajak pendapat dibuat. Tulis pernyataannya, lalu buka."))


@opens_to(STAFF)
def run_conversation(request: HttpRequest, pk: int) -> HttpResponse:
    """Its statements, those that wait first."""
    one, on = open_conversation(request, pk), timezone.localdate()
    context = {
        "conversation": one,
        "unit": unit_names([one.unit_id], on).get(one.unit_id, ""),
        "statements": sorted(one.statements.order_by("number")[:1_000], key=lambda s: s.state != "waiting"),
        "marked": Voter.objects.filter(conversation=one, is_marked=True).count(),
    }
    return render(request, "forum/running/conversation.html", context)


@opens_to(STAFF)
def change_conversation(request: HttpRequest, pk: int) -> HttpResponse:
    one = open_conversation(request, pk)
    names = ("title", "intro", "audience", "minimum_group", "takes_statements")
    form = ConversationForm(**posted(request), conversation=one, initial={name: getattr(one, name) for name in names})

    def act() -> str:
        return run_page(actions.change_conversation(one, **form.cleaned_data, **acting(request)))

    return fill_in(request, form, act, at_conversation(one, _("Ubah jajak pendapat")), done=_("Tersimpan."))


@opens_to(STAFF)
def put_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """A statement, then the next one."""
    one, form = open_conversation(request, pk), StatementForm(**posted(request))

    def act() -> str:
        actions.put_statement(one, **form.cleaned_data, **acting(request))
        return reverse("forum:put_statement", args=[one.pk])

    context = at_conversation(one, _("Tulis pernyataan"), hint=_("Sesudah disimpan, tulis yang berikutnya."))
    return fill_in(request, form, act, context, done=_("Tersimpan. Silakan pernyataan berikutnya."))


@opens_to(STAFF)
@require_POST
def conversation_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Open or close."""
    one = open_conversation(request, pk)
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](one, **acting(request))
        messages.success(request, _("Tersimpan."))
    except Refused as refusal:
        messages.error(request, words_for(refusal))
    return redirect(run_page(one))


@opens_to(STAFF)
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave marked voters out of the results, or count them again; with a reason."""
    one, form = open_conversation(request, pk), BecauseForm(**posted(request))
    back = one.aside_at is not None

    def act() -> str:
        return run_page(actions.set_voters_aside(one, **form.cleaned_data, back=back, **acting(request)))

    title = _("Hitung lagi peserta bertanda") if back else _("Sisihkan peserta bertanda")
    return fill_in(request, form, act, at_conversation(one, title), done=_("Tersimpan; hasilnya segera dihitung lagi."))
