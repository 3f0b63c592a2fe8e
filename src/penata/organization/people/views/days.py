from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def day_of(request: HttpRequest) -> date:
    """The day that a page is asked for, or today."""
    try:
        return date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return timezone.localdate()
