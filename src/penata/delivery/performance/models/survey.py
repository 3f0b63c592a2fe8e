"""The survey of someone's conduct among peers and subordinates. No row holds what one of them answered."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from penata.organization.people.models import Person

from ..rules.surveying import HIGHEST, LEAST_MINIMUM, LOWEST
from .evaluation import Evaluation
from .expectation import Value


class Survey(models.Model):
    """Opened by the superior for one evaluation. The minimum is set before it opens, and never changed."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.PROTECT, related_name="survey")
    minimum = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=200)
    closes_on = models.DateField()  # the first day on which nobody answers any more
    answers = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minimum__gte=LEAST_MINIMUM), name="performance_survey_hides"),
        ]


class Invitation(models.Model):
    """Who is asked, and whether he has answered: not when, and not what."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "person"], name="performance_invited_once")]


class Tally(models.Model):
    """How many gave a score to a value. An answer only adds one to seven of these."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tallies")
    value = models.CharField(max_length=14, choices=Value)
    score = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "value", "score"], name="performance_tally_once"),
            models.CheckConstraint(condition=Q(score__range=(LOWEST, HIGHEST)), name="performance_score_1_to_5"),
        ]
