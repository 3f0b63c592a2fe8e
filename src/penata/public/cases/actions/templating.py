from __future__ import annotations

from datetime import datetime

from django.db import transaction

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor

from ..models import ReplyTemplate


@transaction.atomic
def save_template(
    template: ReplyTemplate | None, *, name: str, text: str, is_active: bool, by: Actor, at: datetime
) -> ReplyTemplate:
    """Write a template that all may start an answer from, or change one."""
    template = ReplyTemplate.objects.get(pk=template.pk) if template else ReplyTemplate()
    template.name, template.text, template.is_active = name, text, is_active
    template.save()
    record(by=by, act="cases.save_template", about=("cases.replytemplate", template.pk, name), at=at)
    return template
