from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from penata.foundation.accounts import actions as accounts
from penata.foundation.files import actions as files
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.public.cases import actions as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Act, Submission

from . import rules
from .models import Draft
from .queries import progress_of
from .widgets import is_solved

KEPT = timedelta(days=1)
HOUR = timedelta(hours=1)
OFTEN, OFTEN_LIMIT = 5, 30  # reports an hour from one network address
RESIDENT = Actor(None, "Pelapor")


def begin(*, at: datetime, **answers: Any) -> Draft:
    """A new draft with its first answers. Drafts are not journaled: nothing was said to the city yet."""
    return Draft.objects.create(started_at=at, **answers)


def answer(draft: Draft, **answers: Any) -> None:
    """Keep answers. Raises Refused("portal.handed_in") when the report has been handed in."""
    if not Draft.objects.filter(pk=draft.pk, handed_in_at__isnull=True).update(**answers):
        raise Refused("portal.handed_in")
    for field, value in answers.items():
        setattr(draft, field, value)


def add_photos(draft: Draft, uploads: list[Any], *, at: datetime) -> None:
    """Keep photographs, re-encoded. Raises Refused("portal.too_many_photos") and what `files` refuses."""
    if len(draft.photos) + len(uploads) > rules.PHOTOS_MOST:
        raise Refused("portal.too_many_photos", field="photos", most=rules.PHOTOS_MOST)
    with transaction.atomic():
        kept = [files.keep_image(upload, at=at).pk for upload in uploads]
        answer(draft, photos=[*draft.photos, *kept])


def remove_photo(draft: Draft, photo: int) -> None:
    """Take a photograph off the draft; the file goes with other unused ones after a day."""
    answer(draft, photos=[key for key in draft.photos if key != photo])


@transaction.atomic
def hand_in(draft: Draft, *, at: datetime, needs_review: bool = False) -> cases.Submitted:
    """Make the case, once however often it is asked for, and empty the draft.

    Raises Refused("portal.unfinished") when a question is still open.
    """
    locked = Draft.objects.select_for_update().get(pk=draft.pk)
    if locked.handed_in_at is not None:
        return cases.again(locked.pk)
    if not rules.may_check(progress_of(locked)):
        raise Refused("portal.unfinished")
    submitted = cases.submit(_submission(locked, needs_review), by=RESIDENT, at=at)
    Draft.objects.filter(pk=draft.pk).update(
        handed_in_at=at, words="", place="", name="", email="", phone="", photos=[], latitude=None, longitude=None
    )
    return submitted


def _submission(draft: Draft, needs_review: bool) -> Submission:
    return Submission(
        key=draft.pk,
        words=draft.words,
        kind=draft.kind,
        channel="portal",
        place=draft.place,
        area_id=draft.area_id,
        latitude=draft.latitude,
        longitude=draft.longitude,
        service_id=draft.service_id,
        is_anonymous=draft.is_anonymous,
        is_confidential=draft.is_confidential,
        name=draft.name,
        email=draft.email,
        phone=draft.phone,
        language=draft.language,
        attachments=tuple(draft.photos),
        needs_review=needs_review or draft.is_suspicious,
    )


def count_draft(address: str) -> None:
    """Count a report begun from a network address. Raises Refused("accounts.too_often") when it fills the store."""
    accounts.count_attempt(kind="draft", key=address, limit=rules.DRAFTS_AN_HOUR, per=HOUR)


def count_photos(address: str, photos: int) -> None:
    """Count photographs sent from a network address; each is drawn anew. Raises Refused("accounts.too_often")."""
    accounts.count_attempt(kind="photo", key=address, limit=rules.PHOTOS_AN_HOUR, per=HOUR, adds=photos)


def count_act(secret: str) -> None:
    """Count what a reporter does with one link: an officer is told of each. Raises Refused("accounts.too_often")."""
    accounts.count_attempt(kind="follow-up", key=secret, limit=rules.ACTS_AN_HOUR, per=HOUR)


def reports_often(address: str, draft: Draft) -> bool:
    """Count a report from a network address: more than five an hour make a visitor suspicious.

    A second click on the same draft counts nothing.
    Raises Refused("accounts.too_often") at more than thirty an hour.
    """
    adds = 1 if _is_within("report-once", str(draft.pk), 1) else 0
    accounts.count_attempt(kind="report", key=address, limit=OFTEN_LIMIT, per=HOUR, adds=adds)
    return not _is_within("report-soft", address, OFTEN, adds=adds)


def _is_within(kind: str, key: str, limit: int, adds: int = 1) -> bool:
    try:
        accounts.count_attempt(kind=kind, key=key, limit=limit, per=HOUR, adds=adds)
    except Refused:
        return False
    return True


def has_solved(payload: str) -> bool:
    """Whether a challenge was solved; each solution counts once."""
    if not payload or not is_solved(payload):
        return False
    return _is_within("challenge", payload[:500], 1)


def drop_old(*, at: datetime) -> int:
    """Remove drafts older than a day. Returns how many."""
    return Draft.objects.filter(started_at__lt=at - KEPT).delete()[0]


def report_again(case: Case, act: Act, said: dict[str, Any], *, at: datetime) -> None:
    """What the reporter does with his own case. Raises what `cases` and `files` refuse."""
    with transaction.atomic():
        if act is Act.AMEND:
            kept = tuple(files.keep_image(upload, at=at).pk for upload in said["photos"][: rules.PHOTOS_MOST])
            cases.amend(case, words=said["words"], by=RESIDENT, at=at, attachments=kept)
        elif act is Act.CLOSE:
            cases.close(case, happy=said["happy"] == "yes", by=RESIDENT, at=at)
        elif act is Act.REOPEN:
            cases.reopen(case, because=said["because"], by=RESIDENT, at=at)
        elif act is Act.WITHDRAW:
            cases.withdraw(case, by=RESIDENT, at=at)


def send_links(email: str, phone: str, *, at: datetime) -> None:
    """Send the tracking links again to the address that the reports were made with."""
    cases.recover(email=email, phone=phone, by=RESIDENT, at=at)
