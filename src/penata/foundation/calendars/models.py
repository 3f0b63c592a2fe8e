from __future__ import annotations

from django.db import models


class CityDay(models.Model):
    """A day on which this city differs from the nation: free (a local holiday) or worked all the same.

    Rows are added and removed, never changed, so that the newest key and the number of rows tell a stale copy.
    """

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_working = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"
