"""What awaits someone: his own reports and answers, and what he decides for others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting
from penata.foundation.dated.queries import last_act

from ..models import Evaluation, Expectation, Invitation
from .figures import term
from .rights import Sight, appraisers, judge, seats_of, sight

MOST = 100
REPORT_DAYS = 10  # after the end of a period within which it is reported and decided: the house's habit, no law


class Stir(NamedTuple):
    """Where something waits at all, for one person on one day: most mornings nearly nowhere."""

    states: list[str]  # of his expectations of the year
    is_year_open: bool
    has_own: bool
    is_invited: bool
    proposed: list[int]  # superior positions with expectations to agree
    submitted: list[int]  # superior positions with evaluations to decide or to open again
    objected: list[int]  # positions of those who object

    @property
    def waits_above(self) -> bool:
        return bool(self.proposed or self.submitted or self.objected)


_STIR = """
select
    array(select state::text from performance_expectation where person_id = %(person)s and year = %(year)s),
    exists(select from performance_period where kind = 'yearly' and year = %(year)s),
    exists(select from performance_evaluation where person_id = %(person)s and state in ('open', 'decided'))
        or exists(select from performance_reopening asked join performance_evaluation own
            on own.id = asked.evaluation_id where asked.ended_at is null and own.person_id = %(person)s),
    exists(select from performance_invitation where person_id = %(person)s and not has_answered),
    array(select distinct superior_position_id from performance_expectation
        where state = 'proposed' and person_id <> %(person)s and superior_position_id is not null),
    array(select superior_position_id from performance_evaluation
        where state = 'submitted' and person_id <> %(person)s and superior_position_id is not null
        union select theirs.superior_position_id from performance_reopening asked
            join performance_evaluation theirs on theirs.id = asked.evaluation_id
            where asked.ended_at is null and theirs.superior_position_id is not null),
    array(select distinct position_id from performance_evaluation
        where state = 'objected' and person_id <> %(person)s)
"""


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """What awaits him in this room: one query when nothing does, about ten at most, however many people he has."""
    if not standing.is_active or standing.person_id is None:
        return []
    stir = _stir(standing.person_id, on)
    lines = [*_expectations(standing, on, stir)]
    if stir.has_own:
        lines += _own(standing, on)
    if stir.is_invited:
        lines += _invitations(standing, on)
    return lines + (_above(sight(standing, on=on), stir) if stir.waits_above and standing.heads else [])


def for_superior(seen: Sight) -> list[Awaiting]:
    """What he decides for others."""
    if seen.standing.person_id is None or not seen.below:
        return []
    return _above(seen, _stir(seen.standing.person_id, seen.on))


def _stir(person_id: int, on: date) -> Stir:
    with connection.cursor() as cursor:
        cursor.execute(_STIR, {"person": person_id, "year": on.year})
        return Stir(*cursor.fetchone())


def _own(standing: Standing, on: date) -> Iterator[Awaiting]:
    mine = Evaluation.objects.filter(person=standing.person_id).filter(
        Q(state="decided") | Q(state="open", period__until__lte=on + timedelta(days=7))
        | Q(reopenings__ended_at__isnull=True, reopenings__superior_at__isnull=False, state="closed")
    )  # fmt: skip
    days = term("objection_days", on)
    for one in mine.select_related("period", "appraisal").distinct().order_by("period__until", "pk")[:MOST]:
        yield _mine(one, days)


def _invitations(standing: Standing, on: date) -> Iterator[Awaiting]:
    asked = Invitation.objects.filter(person=standing.person_id, has_answered=False, survey__closes_on__gt=on)
    for invitation in asked.select_related("survey__evaluation__person").order_by("survey__closes_on")[:MOST]:
        survey = invitation.survey
        yield Awaiting(
            kind="performance.survey",
            label=_("Survei perilaku kerja: %(name)s") % {"name": survey.evaluation.person.name},
            why=_("Anda rekan kerja atau bawahannya; jawaban Anda tidak dapat dikenali"),
            due=survey.closes_on - timedelta(days=1),
            address=reverse("performance:survey", args=[survey.pk]),
            at=survey.opened_at,
        )


def _expectations(standing: Standing, on: date, stir: Stir) -> Iterator[Awaiting]:
    assert standing.person_id is not None  # noqa: S101 asked before
    if Expectation.State.DRAFT in stir.states:
        drafts = Expectation.objects.filter(person=standing.person_id, year=on.year, state=Expectation.State.DRAFT)
        for one in drafts.order_by("pk"):
            yield Awaiting(
                kind="performance.draft",
                label=_("SKP %(year)s belum diajukan") % {"year": one.year},
                why=_("Lengkapi hasil kerja dan indikatornya, lalu ajukan kepada atasan"),
                due=None,
                address=one.get_absolute_url(),
                at=None,
            )
    if stir.states or not stir.is_year_open:
        return
    if any(
        seat.since <= on and (seat.until is None or on < seat.until) for seat in seats_of(standing.person_id, on.year)
    ):
        yield Awaiting(
            kind="performance.begin",
            label=_("Susun SKP %(year)s") % {"year": on.year},
            why=_("Anda memangku jabatan dan belum mempunyai SKP tahun ini"),
            due=None,
            address=reverse("performance:mine"),
            at=None,
        )


def _mine(one: Evaluation, objection_days: int) -> Awaiting:
    words = {"period": str(one.period)}
    if one.state == Evaluation.State.DECIDED and one.appraisal is not None:
        label, why = (
            _("Tanggapi evaluasi %(period)s") % words,
            _("Atasan sudah memutuskan; terima atau ajukan keberatan"),
        )
        due, at = timezone.localdate(one.appraisal.at) + timedelta(days=objection_days), one.appraisal.at
    elif one.state == Evaluation.State.OPEN:
        label, why = _("Laporkan kinerja %(period)s") % words, _("Pilih bukti dan tuliskan hasilnya")
        due, at = one.period.until + timedelta(days=REPORT_DAYS), None
    else:
        label, why = _("Buka kembali evaluasi %(period)s?") % words, _("Atasan meminta tanda tangan Anda")
        due, at = None, None
    return Awaiting("performance.mine", label, why, due, one.get_absolute_url(), at)


# What he decides for others ---------------------------------------------------------------------------------------

_FALLEN = """
select distinct place.position_id from structure_positionversion place
where place.position_id = any(%(below)s) and place.is_head and place.valid @> %(on)s::date and upper_inf(place.recorded)
and (
    not exists (select from people_holding held where held.position_id = place.position_id
        and held.kind = 'definitive' and held.valid @> %(on)s::date and upper_inf(held.recorded)
        and not exists (select from people_absence absence where absence.person_id = held.person_id
            and absence.valid @> %(on)s::date and upper_inf(absence.recorded)))
    or exists (select from people_holding held where held.position_id = place.position_id
        and held.kind <> 'definitive' and held.valid @> %(on)s::date and upper_inf(held.recorded)))
"""


def _answered_positions(seen: Sight) -> set[int]:
    """The positions in whose place he may have to decide: his own, and those below where nobody plainly sits."""
    fallen = _fallen(connection.settings_dict["NAME"], last_act(), seen.below, seen.on) if seen.below else frozenset()
    return set(fallen | seen.standing.positions)


@lru_cache(maxsize=256)  # who holds a seat and who is away changes with structural acts alone
def _fallen(_database: str, _act: datetime | None, below: frozenset[int], on: date) -> frozenset[int]:
    with connection.cursor() as cursor:
        cursor.execute(_FALLEN, {"below": list(below), "on": on})
        return frozenset(row[0] for row in cursor.fetchall())


def _above(seen: Sight, stir: Stir) -> list[Awaiting]:
    """Expectations to agree, evaluations to decide, objections to answer, reopenings to sign."""
    me = seen.standing.person_id
    positions = _answered_positions(seen) if stir.proposed or stir.submitted else set()
    agree = Expectation.objects.filter(state="proposed", superior_position__in=positions & set(stir.proposed))
    decide = Evaluation.objects.filter(_TO_DECIDE, superior_position__in=positions & set(stir.submitted))
    proposed = list(agree.exclude(person=me).select_related("person").order_by("signed_at", "pk")[:MOST])
    evaluations = list(
        decide.exclude(person=me).select_related("person", "period").distinct().order_by("submitted_at", "pk")[:MOST]
    )
    pairs = {(one.superior_position_id, one.person_id) for one in proposed}
    pairs |= {(one.superior_position_id, one.person_id) for one in evaluations}
    mine = {pair for pair, who in appraisers(pairs, seen.on).items() if who.person_id == me} if pairs else set()
    lines = [_proposed(one) for one in proposed if (one.superior_position_id, one.person_id) in mine]
    lines += [_decide(one) for one in evaluations if (one.superior_position_id, one.person_id) in mine]
    return lines + _objections(seen, seen.below.intersection(stir.objected))


_TO_DECIDE = Q(state="submitted") | Q(
    state="closed", reopenings__ended_at__isnull=True, reopenings__person_at__isnull=False
)


def _objections(seen: Sight, positions: frozenset[int]) -> list[Awaiting]:
    if not positions:
        return []
    objected = Evaluation.objects.filter(state="objected", position__in=positions).exclude(
        person=seen.standing.person_id
    )
    lines = []
    for one in objected.select_related("person", "period", "appraisal").order_by("pk")[:MOST]:
        answering = judge(one, seen.on)
        if answering is not None and answering.person_id == seen.standing.person_id:
            words = {"name": one.person.name, "period": str(one.period)}
            lines.append(
                Awaiting(
                    "performance.objection",
                    _("Keberatan %(name)s, %(period)s") % words,
                    _("Anda atasan dari yang memutuskan"),
                    None,
                    one.get_absolute_url(),
                    None,
                )
            )
    return lines


def _proposed(one: Expectation) -> Awaiting:
    words = {"name": one.person.name, "year": one.year}
    return Awaiting(
        "performance.agree",
        _("SKP %(year)s %(name)s") % words,
        _("Anda atasannya atau menggantikan atasannya; tetapkan atau kembalikan"),
        None,
        one.get_absolute_url(),
        one.signed_at,
    )


def _decide(one: Evaluation) -> Awaiting:
    words = {"name": one.person.name, "period": str(one.period)}
    is_closed = one.state == Evaluation.State.CLOSED
    return Awaiting(
        "performance.reopen" if is_closed else "performance.decide",
        (_("Buka kembali evaluasi %(name)s, %(period)s?") if is_closed else _("Evaluasi %(name)s, %(period)s")) % words,
        _("Pegawai meminta tanda tangan Anda")
        if is_closed
        else _("Anda atasannya atau menggantikan atasannya; putuskan"),
        None if is_closed else one.period.until + timedelta(days=REPORT_DAYS),
        one.get_absolute_url(),
        one.submitted_at,
    )
