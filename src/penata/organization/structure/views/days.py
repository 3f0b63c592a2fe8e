from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone


def asked_day(request: HttpRequest, name: str = "on") -> date | None:
    """A day in the address; None when there is none or it cannot be read."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def day_of(request: HttpRequest) -> date:
    """The day that a page is asked for, or today."""
    return asked_day(request) or timezone.localdate()


def words_of(request: HttpRequest, name: str = "q", most: int = 200) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:most]
