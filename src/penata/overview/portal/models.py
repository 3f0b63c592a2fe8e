from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from penata.organization.structure.models import Area
from penata.public.catalog.models import Service


class Draft(models.Model):
    """A report while it is being written, so that Back never loses a word. Emptied when handed in, gone after a day.

    Its key is the address of its pages and the key of the submission: handing in twice makes one case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_at = models.DateTimeField()
    words = models.TextField(blank=True)
    kind = models.CharField(max_length=12, default="complaint")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    has_place = models.BooleanField(default=False)  # the place was asked, though it may be unknown
    place = models.CharField(max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    photos = ArrayField(models.BigIntegerField(), default=list)  # keys of files.Attachment
    has_reporter = models.BooleanField(default=False)  # the question who reports was answered
    is_anonymous = models.BooleanField(default=False)
    is_confidential = models.BooleanField(default=False)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=5, default="id")
    is_suspicious = models.BooleanField(default=False)  # a trap was filled in: a person looks first
    handed_in_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.id)
