from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from . import actions
from .models import Conversation


@app.task(name="forum.group", pass_context=False)
def group(conversation: int) -> None:
    """Votes came: the groups are found anew."""
    found = Conversation.objects.filter(pk=conversation).first()
    if found is not None:
        actions.group(found, at=timezone.now())
