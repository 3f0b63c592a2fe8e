"""Who hears what was done: whoever stands behind an evaluation, and left something by which he can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from penata.public.cases.models import Case, Contact, Follower
from penata.public.forum.queries.voices import reachable
from penata.public.surveys.models import Response

from ..models import Evaluation


@dataclass(frozen=True, slots=True)
class Hearer:
    """By his account, or else by an address in his language; a reporter with his own case."""

    account_id: int | None = None
    email: str = ""
    language: str = "id"
    case: Case | None = None

    @property
    def key(self) -> str:
        """The same for everything that one brought: nobody is told twice."""
        return f"account:{self.account_id}" if self.account_id else self.email.lower()


def hearers(evaluation: Evaluation) -> dict[str, Hearer]:
    """Each once. Of one who spoke in several ways the last way counts: reporters last, for the link to their case."""
    everyone = (*_respondents(evaluation), *_voices(evaluation), *_of_cases(evaluation))
    return {one.key: one for one in everyone}


def _respondents(evaluation: Evaluation) -> Iterator[Hearer]:
    """Those who answered its survey by name; of an anonymous one nobody is known."""
    if evaluation.survey_id is not None:
        rows = Response.objects.filter(survey=evaluation.survey_id, respondent__isnull=False)
        for account in rows.order_by("respondent").values_list("respondent", flat=True).distinct():
            yield Hearer(account)


def _voices(evaluation: Evaluation) -> Iterator[Hearer]:
    """Those who spoke in its discussions, or follow them."""
    rows = list(evaluation.discussions.values_list("topic", "hearing", "conversation"))
    topics, hearings, conversations = ([row[place] for row in rows if row[place]] for place in range(3))
    for one in reachable(topics, hearings, conversations):
        yield Hearer(one.account_id, one.email, one.language)


def _of_cases(evaluation: Evaluation) -> Iterator[Hearer]:
    """Followers, then reporters, of its cases and of those joined to them."""
    keys = evaluation.behind.values("case")
    followers = Follower.objects.filter(case__in=keys).order_by("pk")
    for email, language in followers.values_list("email", "language"):
        yield Hearer(None, email, language)
    contacts = Contact.objects.filter(Q(case__in=keys) | Q(case__same_as__in=keys), erased_at=None).exclude(email="")
    for contact in contacts.select_related("case").order_by("pk").iterator(2_000):
        yield Hearer(None, contact.email, contact.language, contact.case)
