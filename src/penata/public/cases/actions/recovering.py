"""A lost link is sent again to the address that the report was made with; nobody learns whether there is one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from penata.foundation.journal.rules import Actor

from ..models import Case, Contact
from ..queries import intake_seat
from ..rules import digest_of, new_secret, plain_phone
from .keeping import day, write_journal
from .telling import Said, recovery_message, send, to_position, tracking_link

SEARCHED_BACK = timedelta(days=366)
MOST = 5


@transaction.atomic
def recover(*, email: str = "", phone: str = "", by: Actor, at: datetime) -> None:
    """Send the links of the newest reports with this address or number. Says nothing, whatever it finds.

    With a number alone there is no way to send: the routing officer is asked to call back.
    """
    found = list(_contacts(email.strip(), plain_phone(phone), at=at))
    for contact in found:
        case = contact.case
        if contact.email:
            link = tracking_link(case) or _renewed(case)
            message = recovery_message(case, link=link, email=contact.email, language=contact.language)
            send(case, [message], by=by, at=at)
        else:
            send(
                case,
                to_position(case, "lost_link", intake_seat(on=day(at)).position_id, Said(), on=day(at)),
                by=by,
                at=at,
            )
        write_journal(case, "recover", by=by, at=at)


def _contacts(email: str, phone: str, *, at: datetime) -> list[Contact]:
    wanted = Q(pk__in=[])
    if email:
        wanted |= Q(address_lower=email.lower())
    if len(phone) >= 8:
        wanted |= Q(phone=phone)
    return list(
        Contact.objects.annotate(address_lower=Lower("email"))
        .filter(wanted, case__received_at__gte=at - SEARCHED_BACK)
        .select_related("case")
        .order_by("-case__received_at")[:MOST]
    )


def _renewed(case: Case) -> str:
    """A new secret, when the old one can no longer be computed."""
    secret = new_secret()
    case.secret_digest = digest_of(secret)
    case.save(update_fields=["secret_digest"])
    return settings.TRACKING_PATH.format(secret=secret)
