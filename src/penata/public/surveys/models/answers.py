"""What was answered, and what lets everyone answer once. Of an anonymous survey nothing here leads to a person:
an answer has a key by chance, a day and no time; that someone has answered stands elsewhere, as a digest.
"""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from penata.foundation.accounts.models import Account
from penata.organization.structure.models import Unit

from .survey import Point, Survey


class Response(models.Model):
    """One sheet of answers. Its key was made where it was written, so that sending it again changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses", db_index=False)
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()  # of a pulse its first day, so that the day tells nothing
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answers = models.JSONField()  # code → option, list of options, {row: option}, number or day; never free words
    state = models.SmallIntegerField()  # rules.marks: as it is, marked, incomplete
    marks = ArrayField(models.CharField(max_length=10), default=list)
    is_counted = models.BooleanField(default=False)  # its share is in the tallies
    respondent = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(null=True)  # both only where the survey says names

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "respondent"], condition=Q(respondent__isnull=False), name="named_answers_once"
            ),
            models.CheckConstraint(
                condition=Q(respondent__isnull=True, at__isnull=True) | Q(respondent__isnull=False, at__isnull=False),
                name="answer_named_whole",
            ),
            models.CheckConstraint(condition=~Q(state=1) | ~Q(marks=[]), name="marked_answer_says_why"),
        ]
        indexes = [
            models.Index(fields=["survey", "day"], name="response_of"),
            models.Index(fields=["survey"], condition=Q(is_counted=False), name="response_to_count"),
        ]


class Remark(models.Model):
    """Free words of an answer, apart from the rest so that they can be erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="remarks")
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="remarks", db_index=False)
    code = models.CharField(max_length=40)
    words = models.TextField()
    topic = models.CharField(max_length=10)  # rules.topics

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "code"], name="remark_once")]
        indexes = [models.Index(fields=["survey", "code", "topic"], name="remark_of")]


class Tally(models.Model):
    """How often each answer was given, of the answers that are counted: by all, and by each thing to compare by.

    What has not been counted yet is added when it is read; together they always equal the answers.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", db_index=False)
    segment = models.CharField(max_length=40)  # "" all; @month, @point, @unit, or a question's code
    key = models.CharField(max_length=40)
    state = models.SmallIntegerField()
    code = models.CharField(max_length=82)  # a question's, with .row of a matrix; @ the sheets, @score their sums
    value = models.CharField(max_length=40)
    n = models.BigIntegerField()
    total = models.DecimalField(max_digits=30, decimal_places=6)
    squares = models.DecimalField(max_digits=60, decimal_places=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["survey", "segment", "key", "state", "code", "value"], name="tally_once")
        ]


class Ticket(models.Model):
    """An invitation that has not been used: a digest of its secret. Answering removes it, and nothing else is kept."""

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="tickets")


class Invited(models.Model):
    """Whose case was closed and who was asked, so that nobody is asked twice. It does not lead to the ticket."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+", db_index=False)
    contact = models.CharField(max_length=64)  # digest of the address that was written to

    class Meta:
        constraints = [models.UniqueConstraint(fields=["survey", "contact"], name="invited_once")]


class Spent(models.Model):
    """That someone of the staff has answered an anonymous survey: a digest that only this server can make."""

    digest = models.CharField(max_length=64, primary_key=True)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")


class Draft(models.Model):
    """Answers that are being given, page by page. Emptied when they are handed in, gone after a day."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField(default=dict)
    ticket = models.CharField(max_length=64, blank=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, related_name="+")
    same_device = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    handed_in = models.BooleanField(default=False)
