from __future__ import annotations

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Person

from ..models import Feed
from ..rules.secrets import digest_of, feed_secret


@transaction.atomic
def renew_feed(person: Person, *, by: Actor, at: datetime) -> Feed:
    """A new secret address for someone's calendar; the one before opens nothing any more."""
    key = uuid.uuid4()
    digest = digest_of(feed_secret(settings.SECRET_KEY, key))
    feed, _is_new = Feed.objects.update_or_create(
        person=person, defaults={"key": key, "secret_digest": digest, "since": at}
    )
    record(by=by, act="plans.renew_feed", about=person, at=at)
    return feed
