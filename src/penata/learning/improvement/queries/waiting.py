"""What awaits someone in improvement: causes to find, measures without tasks, what is to start, results to settle."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from penata.foundation.accounts.rules import Standing
from penata.foundation.awaiting import Awaiting

from ..models import Effect, Evaluation, Measure

MOST = 100


def _mine(standing: Standing) -> QuerySet[Evaluation]:
    return Evaluation.objects.filter(owner=standing.person_id).exclude(state=Evaluation.State.CLOSED)


def _stirs(person: int) -> bool:
    """Whether he owns one that runs: asked in plain words, for most people own none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists(select from improvement_evaluation where owner_id = %s and state <> 'closed')", [person]
        )
        return bool(cursor.fetchone()[0])


def awaiting(standing: Standing, on: date) -> list[Awaiting]:
    """Of the evaluations that he owns; four queries, one where he owns none."""
    if not standing.is_active or standing.person_id is None or not _stirs(standing.person_id):
        return []
    mine = list(_mine(standing).order_by("due", "pk")[:MOST])
    without = Measure.objects.filter(evaluation__in=mine, dropped_at=None, started_at=None)
    has_task = Exists(Measure.tasks.through.objects.filter(measure=OuterRef("pk")))
    empty = without.filter(~has_task | Q(effect=None)).select_related("evaluation").order_by("pk")
    starts = Effect.objects.filter(measure__in=without, starts_on__lte=on).select_related("measure__evaluation")
    return [
        *(_evaluation(one) for one in mine if one.state != Evaluation.State.RUNNING),
        *(_unready(one) for one in empty[:MOST]),
        *(_starting(one) for one in starts.order_by("starts_on", "pk")[:MOST]),
    ]


def _evaluation(one: Evaluation) -> Awaiting:
    whys = {
        "open": _("Cari sebabnya"),
        "reopened": _("Tindakan sebelumnya belum membantu; cari sebab yang lain"),
        "causes": _("Sebabnya ditemukan; tetapkan dan mulai tindakannya"),
        "measured": _("Pengaruhnya sudah terukur; kabari warga dan selesaikan, atau buka kembali"),
    }
    label = _("Evaluasi: %(question)s") % {"question": one.question}
    return Awaiting(
        kind="improvement.evaluation", label=label, why=whys[one.state], due=one.due, address=one.get_absolute_url(),
        at=one.sought_since,
    )  # fmt: skip


def _unready(one: Measure) -> Awaiting:
    return Awaiting(
        kind="improvement.measure", label=_("Tindakan: %(title)s") % {"title": one.title},
        why=_("Belum ada tugas, atau belum ditetapkan dengan apa pengaruhnya diukur"), due=one.evaluation.due,
        address=one.get_absolute_url(), at=one.proposed_at,
    )  # fmt: skip


def _starting(effect: Effect) -> Awaiting:
    return Awaiting(
        kind="improvement.start", label=_("Mulai tindakan: %(title)s") % {"title": effect.measure.title},
        why=_("Harinya sudah tiba; sesudah itu ukurannya tidak dapat diubah lagi"), due=effect.starts_on,
        address=effect.measure.get_absolute_url(), at=effect.fixed_at,
    )  # fmt: skip
