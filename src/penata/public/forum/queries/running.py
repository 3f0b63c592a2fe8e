"""Which hearings and conversations someone runs, and which all may read."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from penata.foundation.accounts.rules import Standing
from penata.organization.structure import queries as structure

from ..models import Conversation, Hearing, Phase
from ..rules import phases
from ..rules.phases import Act, Span, Who

MANAGE = "forum.hearings"


@dataclass(frozen=True, slots=True)
class Runner:
    """A standing with the units that he heads and all below them on a day."""

    standing: Standing
    below: frozenset[int]
    on: date

    @property
    def runs_all(self) -> bool:
        return self.standing.may(MANAGE)

    @property
    def may_make(self) -> bool:
        return self.runs_all or bool(self.below)

    def runs(self, unit_id: int) -> bool:
        return self.standing.is_active and (self.runs_all or unit_id in self.below)


def runner(standing: Standing, *, on: date) -> Runner:
    """One query for who heads a unit, none for others. Ask once in a request."""
    below = structure.subtree_ids(standing.heads, on) if standing.heads else ()
    return Runner(standing, frozenset(below), on)


def run_by(who: Runner) -> QuerySet[Hearing]:
    """THE queryset of hearings for list, pages and acts of those who run them."""
    if not who.standing.is_active:
        return Hearing.objects.none()
    return Hearing.objects.all() if who.runs_all else Hearing.objects.filter(unit__in=who.below)


def conversations_run_by(who: Runner) -> QuerySet[Conversation]:
    if not who.standing.is_active:
        return Conversation.objects.none()
    return Conversation.objects.all() if who.runs_all else Conversation.objects.filter(unit__in=who.below)


def public_hearings() -> QuerySet[Hearing]:
    """Published ones, cancelled ones among them: what was once said in public stays findable."""
    return Hearing.objects.filter(published_at__isnull=False)


def public_conversations(is_staff: bool) -> QuerySet[Conversation]:
    """Opened ones; those of staff only for staff, those of a hearing once it is published."""
    seen = Conversation.objects.filter(opened_at__isnull=False).filter(
        Q(hearing__isnull=True) | Q(hearing__published_at__isnull=False)
    )
    return seen if is_staff else seen.exclude(audience=Conversation.Audience.STAFF)


def spans_of(hearings: Iterable[int]) -> dict[int, list[Span]]:
    """The phases of hearings as the rule reads them; one query."""
    found: dict[int, list[Span]] = {pk: [] for pk in hearings}
    for phase in Phase.objects.filter(hearing__in=found).order_by("period"):
        found[phase.hearing_id].append(span_in(phase))
    return found


def span_in(phase: Phase) -> Span:
    parts = ((Who.RESIDENTS, phase.residents), (Who.STAFF, phase.staff), (Who.UNIT, phase.unit))
    allowed = frozenset((who, Act(act)) for who, acts in parts for act in acts)
    return Span(phase.period.lower, phase.period.upper, phase.title, allowed)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who takes part: an account, or a browser by the code in its cookie (`seed`)."""

    seed: str
    account_id: int | None = None
    is_staff: bool = False

    @property
    def who(self) -> Who:
        return Who.STAFF if self.is_staff else Who.RESIDENTS


def digest_in(scope: Hearing | Conversation, voice: Voice) -> str:
    """Of this voice in this hearing or conversation; only this server can make it."""
    text = f"forum.voice:{scope._meta.model_name}:{scope.pk}:{voice.seed}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def may_in_hearing(hearing: Hearing, act: Act, who: Who, on: date) -> bool:
    return hearing.is_running and phases.may(spans_of([hearing.pk])[hearing.pk], who, act, on)


def may_in_conversation(conversation: Conversation, act: Act, voice: Voice, on: date) -> bool:
    """Open, for people like this one, and within a hearing in a phase that allows it."""
    if not conversation.is_open or not concerns(conversation, voice):
        return False
    if act is Act.STATE and not conversation.takes_statements:
        return False
    return conversation.hearing is None or may_in_hearing(conversation.hearing, act, voice.who, on)


def concerns(conversation: Conversation, voice: Voice) -> bool:
    audiences = Conversation.Audience
    return conversation.audience == audiences.BOTH or (conversation.audience == audiences.STAFF) == voice.is_staff
