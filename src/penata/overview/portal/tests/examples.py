"""A draft, a case with its link, and a published report for the walk over all pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from penata.foundation.files import actions as files
from penata.foundation.journal.rules import Actor
from penata.overview.portal import actions
from penata.public.cases import actions as cases
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

from .pictures import photo

DRAFT = UUID("00000000-0000-4000-8000-00000000d4af")
PUBLISHED = UUID("00000000-0000-4000-8000-0000000000b1")
SECRET: list[str] = []
PHOTO: list[int] = []


def prepare(city: Any) -> None:
    at = timezone.now() - timedelta(days=1)
    words = "Got di Jalan Melati tersumbat dan airnya meluap setiap hujan."
    PHOTO[:] = [files.keep(photo(), at=at).pk, files.keep(photo("blue"), at=at).pk]
    actions.begin(
        id=DRAFT, at=timezone.now(), words=words, has_place=True, is_anonymous=True, has_reporter=True, photos=PHOTO[:1]
    )
    area = city.areas["99.71.01.1001"].pk
    said = Submission(key=PUBLISHED, words=words, area_id=area, attachments=(PHOTO[1],))
    done = cases.submit(said, by=Actor.system(), at=at)
    cases.publish(done.case, words=words, by=Actor.system(), at=at)
    SECRET[:] = [done.secret]


def _draft(**parts: Any) -> Any:
    return lambda city: {"key": DRAFT, **parts}


def _tracked(**parts: Any) -> Any:
    return lambda city: {"secret": SECRET[0], **parts}


EXAMPLES = {
    "portal:words": _draft(),
    "portal:place": _draft(),
    "portal:photos": _draft(),
    "portal:photo": lambda city: {"key": DRAFT, "photo": PHOTO[0]},
    "portal:remove_photo": lambda city: {"key": DRAFT, "photo": PHOTO[0]},
    "portal:reporter": _draft(),
    "portal:check": _draft(),
    "portal:track": _tracked(),
    "portal:track_new": _tracked(),
    "portal:receipt": _tracked(),
    "portal:track_photo": lambda city: {"secret": SECRET[0], "photo": PHOTO[1]},
    "portal:act": _tracked(act="amend"),
    "portal:published_one": lambda city: {"reference": Case.objects.get(submission=PUBLISHED).reference},
    "portal:guide": lambda city: {"name": "warga"},
    "portal:statistics_file": lambda city: {"form": "areas"},
}
