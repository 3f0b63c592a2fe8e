"""Whoever's case about a service was closed is asked how it was. No officer learns who was asked or who answered."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.notices.actions import tell
from penata.foundation.notices.rules import Message, name_kinds
from penata.public.cases.models import Case, Contact

from ..models import Invited, Point, Survey, Ticket
from .answering import ticket_digest
from .keeping import day

BACK = timedelta(days=7)  # a case closed longer ago is not asked about any more


def _subject(title: str) -> str:
    return _("Bagaimana pelayanan kami? %(title)s") % {"title": title}


def _body() -> str:
    return _(
        "Laporan Anda sudah selesai. Sembilan pertanyaan singkat, sekitar dua menit. Jawaban Anda anonim: petugas yang"
        " menangani laporan tidak tahu siapa yang menjawab."
    )


_later_subject, _later_body = lazy(_subject, str), lazy(_body, str)
name_kinds({"surveys.invited": gettext_lazy("Undangan survei kepuasan")})


def invite_all(*, at: datetime) -> int:
    """Invite for every survey that wants it; how many. Not journaled by person: only the number of tickets grows."""
    wanting = Survey.objects.filter(
        invites=True, service__isnull=False, opened_at__isnull=False, closed_at=None, period__contains=day(at)
    )
    return sum(_invite(survey, at) for survey in wanting)


@transaction.atomic
def _invite(survey: Survey, at: datetime) -> int:
    """One invitation for each address, whatever the number of its cases."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    since = max(at - BACK, survey.opened_at or at)
    closed = Contact.objects.filter(
        case__service=survey.service_id, case__state=Case.State.CLOSED, case__closed_at__gte=since
    ).exclude(email="")
    addresses = {_digest(survey, contact.email): contact for contact in closed.order_by("pk")[:2_000]}
    known = set(Invited.objects.filter(survey=survey, contact__in=addresses).values_list("contact", flat=True))
    new = {digest: contact for digest, contact in addresses.items() if digest not in known}
    if not new:
        return 0
    code = _point(survey).code
    messages, tickets = [], []
    for contact in new.values():
        secret = secrets.token_urlsafe(18)
        tickets.append(Ticket(digest=ticket_digest(secret), survey=survey))
        link = reverse("surveys:begin", args=[code]) + f"?undangan={secret}"
        messages.append(
            Message("surveys.invited", _later_subject(survey.title), _later_body(), link,
                    email=contact.email, language=contact.language)
        )  # fmt: skip
    Ticket.objects.bulk_create(sorted(tickets, key=lambda ticket: ticket.digest))
    Invited.objects.bulk_create(Invited(survey=survey, contact=digest) for digest in sorted(new))
    tell(messages, about=("surveys.survey", survey.pk), at=at)
    return len(new)


def _digest(survey: Survey, email: str) -> str:
    text = f"surveys.invited:{survey.pk}:{email.casefold()}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def _point(survey: Survey) -> Point:
    return Point.objects.get_or_create(
        survey=survey, kind=Point.Kind.INVITATION, defaults={"label": "Undangan", "code": f"U{secrets.token_hex(6)}"}
    )[0]
