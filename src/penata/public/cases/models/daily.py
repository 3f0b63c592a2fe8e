"""How many cases, each day; kept by triggers in the transaction of every change (docs/decisions/0010)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ..rules.counting import Grain


class DailyCount(models.Model):
    """Part of a day's count; the count is the sum of its rows. Written by the database alone.

    Keys are 0 where the grain does not ask, or the case has none: no foreign keys, so that no act waits for another.
    """

    day = models.DateField()
    grain = models.SmallIntegerField(choices=[(grain.value, grain.name) for grain in Grain])
    unit = models.BigIntegerField(default=0)
    service = models.BigIntegerField(default=0)
    area = models.BigIntegerField(default=0)
    is_folded = models.BooleanField(default=False)  # False: a change that the next folding adds to its day
    received = models.IntegerField(default=0)
    intake_left = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)
    sent_in_time = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    answer_days = models.IntegerField(default=0)
    handed = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)
    not_ours = models.IntegerField(default=0)
    judged = models.IntegerField(default=0)
    happy = models.IntegerField(default=0)
    late_begun = models.IntegerField(default=0)
    late_over = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "day", "unit", "service", "area"],
                condition=Q(is_folded=True),
                name="daily_count_folded_once",
            )
        ]
        indexes = [
            models.Index(fields=["grain", "unit", "day"], name="daily_count_of"),
            models.Index(fields=["id"], name="daily_count_to_fold", condition=Q(is_folded=False)),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {Grain(self.grain).name}"
