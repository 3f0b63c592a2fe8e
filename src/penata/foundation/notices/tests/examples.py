"""What the walk over all pages needs of this room."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from penata.foundation.notices.models import Notice, Webhook


def prepare(city: Any) -> None:
    now = timezone.now()
    Webhook.objects.get_or_create(url="https://example.org/walk", defaults={"name": "x", "is_active": False})
    if not Notice.objects.filter(act="walk").exists():
        Notice.objects.create(
            act="walk", kind="x", channel="inapp", recipient=city.officer, created_at=now, deliver_after=now
        )


def _webhook(city: Any) -> dict[str, Any]:
    return {"pk": Webhook.objects.get(url="https://example.org/walk").pk}


def _own(city: Any) -> Any:
    from examples import Example

    return Example({"pk": Notice.objects.get(act="walk").pk}, seen_by={"officer"})


EXAMPLES = {"notices:open": _own, "notices:webhook": _webhook, "notices:remove_webhook": _webhook}
