"""Surveys that ask a civil servant, and whether he has answered."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting

from ..models import Response, Spent, Survey
from .answering import for_staff


def spent_digest(survey_id: int, account_id: int) -> str:
    """That this account has answered this survey; only this server can make it."""
    text = f"surveys.spent:{survey_id}:{account_id}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def answered(surveys: Iterable[Survey], account_id: int) -> set[int]:
    """Those of the surveys that this account has answered; two queries at most."""
    anonymous, named = {}, []
    for survey in surveys:
        if survey.is_anonymous:
            anonymous[spent_digest(survey.pk, account_id)] = survey.pk
        else:
            named.append(survey.pk)
    found: set[int] = set()
    if anonymous:
        spent = Spent.objects.filter(pk__in=anonymous).values_list("pk", flat=True)
        found |= {anonymous[digest] for digest in spent}
    if named:
        mine = Response.objects.filter(survey__in=named, respondent=account_id)
        found |= set(mine.values_list("survey_id", flat=True))
    return found


def spent_by(survey: Survey, account_id: int) -> bool:
    """Whether this account has answered."""
    return bool(answered([survey], account_id))


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """The surveys of his unit, and of those above it, that he has not answered; one query where none of staff is
    open, six at most."""
    if not standing.is_active or standing.account_id is None or not _has_any(on):
        return []
    surveys = for_staff(standing, on)
    done = answered(surveys, standing.account_id)
    return [_line(survey) for survey in surveys if survey.pk not in done]


def _has_any(on: date) -> bool:
    """Whether a survey of staff is open anywhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists(select from surveys_survey where audience = 'staff' and opened_at is not null"
            " and closed_at is null and period @> %s::date)",
            [on],
        )
        return bool(cursor.fetchone()[0])


def _line(survey: Survey) -> Awaiting:
    title = (survey.title_en if get_language() == "en" else "") or survey.title
    promise = _("Anda pegawai unit itu; jawaban Anda anonim")
    return Awaiting(
        kind="surveys.answer",
        label=_("Survei: %(title)s") % {"title": title},
        why=promise if survey.is_anonymous else _("Anda pegawai unit itu; jawaban Anda tercatat dengan nama"),
        due=survey.last_day,
        address=reverse("surveys:begin_of_staff", args=[survey.pk]),
        at=survey.opened_at,
    )
