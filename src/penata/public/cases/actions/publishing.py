"""What the public may read: masked words that a person has looked at; and who follows them."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from penata.foundation.accounts.rules import Standing
from penata.foundation.files import actions as files
from penata.foundation.journal.rules import Actor
from penata.foundation.notices import actions as notices
from penata.foundation.refusals import Refused
from penata.public.routing.actions import forget_examples

from ..models import Case, Contact, Follower, Statement, Step
from ..rules import Act, clean, mask
from ..rules.names import ERASED_TITLE, ERASED_WORDS
from .keeping import begin, required, write_journal, write_step
from .learning import example_key
from .submitting import search_vector

# Steps in which an officer writes freely to the reporter, or of him. Reasons of decisions are not among them.
QUOTING = (
    Step.Kind.ASKED,
    Step.Kind.NOTED,
    Step.Kind.REPLIED,
    Step.Kind.ANSWERED,
    Step.Kind.NOT_OURS,
    Step.Kind.ARCHIVED,
)


@transaction.atomic
def publish(case: Case, *, words: str, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """Open the report to the public in these words; they are masked once more, whatever the moderator left in.

    Refused("cases.confidential") for a confidential report.
    """
    words = required(clean(words), "cases.text_missing", "words")
    begin(case, Act.PUBLISH, standing=standing, at=at)
    if case.is_confidential:
        raise Refused("cases.confidential")
    names = tuple(filter(None, Contact.objects.filter(case=case).values_list("name", flat=True)))
    first = Statement.objects.filter(case=case).order_by("at", "id").first()
    if first is not None:
        first.public_words = mask(words, names)
        first.search = search_vector(first.public_words)
        first.save(update_fields=["public_words", "search"])
    case.is_published, case.moderated_at = True, at
    case.save(update_fields=["is_published", "moderated_at"])
    write_step(case, Step.Kind.PUBLISHED, by=by, at=at)
    write_journal(case, Act.PUBLISH, by=by, at=at)
    return case


@transaction.atomic
def unpublish(case: Case, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """Keep the report from the public, or take it back from there, with a reason."""
    because = required(because, "cases.because_missing", "because")
    begin(case, Act.UNPUBLISH, standing=standing, at=at)
    case.is_published, case.moderated_at = False, at
    case.save(update_fields=["is_published", "moderated_at"])
    write_step(case, Step.Kind.UNPUBLISHED, by=by, at=at, text=because, is_public=False)
    write_journal(case, Act.UNPUBLISH, by=by, at=at, because=because)
    return case


@transaction.atomic
def follow(case: Case, *, email: str, language: str = "id", at: datetime) -> None:
    """Someone wants to hear what becomes of a published case. Asking twice changes nothing."""
    email = email.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("cases.email_bad", field="email") from error
    if not case.is_published:
        raise Refused("cases.not_published")
    Follower.objects.bulk_create(
        [Follower(case=case, email=email.lower(), language=language, since=at)], ignore_conflicts=True
    )


@transaction.atomic
def erase(case: Case, *, because: str, by: Actor, at: datetime, standing: Standing | None = None) -> Case:
    """Take away what the resident wrote and who he is, when the law says so. History and figures stay.

    Officers' answers, questions and notes may quote him: their words go too, of the parts as well; that they were
    given, when, by which position and with which deadlines stays (docs/decisions/0010).
    """
    because = required(because, "cases.because_missing", "because")
    begin(case, Act.ERASE, standing=standing, at=at)
    Statement.objects.filter(case=case).update(words="", place="", public_words="", search=None, erased_at=at)
    blank = {"name": "", "email": "", "phone": "", "address": "", "device": "", "erased_at": at}
    Contact.objects.filter(case=case).update(**blank)
    files.erase([one.attachment for one in case.attached.filter(by_reporter=True).select_related("attachment")], at=at)
    case.title, case.is_published = ERASED_TITLE, False
    case.latitude = case.longitude = None
    case.save(update_fields=["title", "is_published", "latitude", "longitude"])
    parts = list(case.children.all())
    for part in parts:
        part.latitude = part.longitude = None
        part.save(update_fields=["latitude", "longitude"])
    for one in (case, *parts):
        notices.erase(about=("cases.case", one.pk))
        Step.objects.filter(case=one, kind__in=QUOTING).exclude(text="").update(text=ERASED_WORDS)
    forget_examples([example_key(one) for one in (case, *parts)])
    write_step(case, Step.Kind.ERASED, by=by, at=at, text=because, is_public=False)
    write_journal(case, Act.ERASE, by=by, at=at, because=because)
    return case
