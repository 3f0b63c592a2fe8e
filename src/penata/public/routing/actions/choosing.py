"""Which model is used, and above which confidence a case goes its way unaided."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor, name_acts
from penata.foundation.refusals import Refused, kept, put_into_words
from penata.organization.structure.models import Position

from ..models import LearnedModel, Outcome, RoutingSettings
from ..queries import forget, in_use
from ..rules.watching import WEEKS_WATCHED, raised_threshold

name_acts(
    {
        "routing.ask_to_learn": gettext_lazy("Meminta pelatihan penyaluran"),
        "routing.learn": gettext_lazy("Melatih model penyaluran"),
        "routing.put_in_use": gettext_lazy("Memakai model penyaluran"),
        "routing.refuse": gettext_lazy("Menolak calon model"),
        "routing.set_threshold": gettext_lazy("Menetapkan ambang penyaluran"),
        "routing.raise_threshold": gettext_lazy("Menaikkan ambang penyaluran"),
        "routing.set_routing_position": gettext_lazy("Menetapkan jabatan petugas penyalur"),
        "routing.add_trial": gettext_lazy("Menambah kalimat uji"),
        "routing.remove_trial": gettext_lazy("Menghapus kalimat uji"),
    }
)

put_into_words(
    {
        "routing.threshold_bad": lambda: _("Ambang adalah angka dari 50 sampai 100 persen."),
        "routing.because_missing": lambda: _("Tuliskan alasannya, agar orang lain kelak memahaminya."),
        "routing.content_gone": lambda: _("Isi model ini sudah tidak disimpan. Pilih model lain, atau latih ulang."),
        "routing.already_in_use": lambda: _("Model ini sedang dipakai."),
        "routing.not_a_candidate": lambda: _("Hanya calon model yang dapat ditolak."),
        "routing.right_too_seldom": lambda: _("Ketepatan delapan pekan terakhir %(right)s%% di bawah 95%%."),
        "routing.nothing_changed": lambda: _("Belum ada yang diubah."),
    }
)


@transaction.atomic
def set_threshold(
    *, threshold: float | None, is_automatic: bool, because: str, by: Actor, at: datetime
) -> RoutingSettings:
    """Choose the threshold (None: the model's own), or switch automatic assignment off.

    Refused: `routing.threshold_bad`, `routing.because_missing`, `routing.nothing_changed`.
    """
    if threshold is not None and not 0.5 <= threshold <= 1:
        raise Refused("routing.threshold_bad", field="threshold")
    if not because.strip():
        raise Refused("routing.because_missing", field="because")
    chosen = _locked()
    if (chosen.threshold, chosen.is_automatic) == (threshold, is_automatic):
        raise Refused("routing.nothing_changed")
    before = {"threshold": chosen.threshold, "is_automatic": chosen.is_automatic}
    chosen.threshold, chosen.is_automatic = threshold, is_automatic
    chosen.save()
    after = {"threshold": threshold, "is_automatic": is_automatic}
    _journal(by, "routing.set_threshold", because, at, before=before, after=after)
    return chosen


@transaction.atomic
def set_routing_position(*, position: Position, because: str = "", by: Actor, at: datetime) -> RoutingSettings:
    """Choose the position whose holder is the routing officer: cases that nobody is sure of lie there."""
    chosen = _locked()
    chosen.routing_position = position
    chosen.save()
    _journal(by, "routing.set_routing_position", because, at, position=position.code)
    return chosen


@transaction.atomic
def put_in_use(model: LearnedModel, *, because: str, by: Actor, at: datetime) -> LearnedModel:
    """Route with this model from now on; the one before is kept as replaced.

    Refused: `routing.already_in_use`, `routing.content_gone`, `routing.because_missing`.
    """
    if not because.strip():
        raise Refused("routing.because_missing", field="because")
    _locked()
    model = LearnedModel.objects.select_for_update().get(pk=model.pk)
    if model.state == LearnedModel.State.IN_USE:
        raise Refused("routing.already_in_use")
    if not model.content:
        raise Refused("routing.content_gone")
    LearnedModel.objects.filter(state=LearnedModel.State.IN_USE).update(state=LearnedModel.State.RETIRED)
    model.state = LearnedModel.State.IN_USE
    model.save(update_fields=["state"])
    record(by=by, act="routing.put_in_use", about=model, because=because, at=at, threshold=model.threshold)
    _forget()
    return model


@transaction.atomic
def refuse(model: LearnedModel, *, because: str, by: Actor, at: datetime) -> LearnedModel:
    """Do not use a candidate. Refused: `routing.not_a_candidate`, `routing.because_missing`."""
    if not because.strip():
        raise Refused("routing.because_missing", field="because")
    model = LearnedModel.objects.select_for_update().get(pk=model.pk)
    if model.state != LearnedModel.State.CANDIDATE:
        raise Refused("routing.not_a_candidate")
    model.state = LearnedModel.State.REFUSED
    model.save(update_fields=["state"])
    record(by=by, act="routing.refuse", about=model, because=because, at=at)
    return model


@transaction.atomic
def keep_watch(*, on: date, by: Actor, at: datetime) -> float | None:
    """Raise the threshold when unaided assignments of the last weeks were right less than 95 times in 100.

    Returns the new threshold, or None when it stays.
    """
    chosen = _locked()
    used = in_use()
    if used is None or not chosen.is_automatic:
        return None
    watched = Outcome.objects.filter(decided_on__gt=on - timedelta(weeks=WEEKS_WATCHED), decided_on__lte=on)
    threshold = chosen.threshold if chosen.threshold is not None else used.threshold
    outcomes = list(watched.filter(confidence__gte=threshold).values_list("confidence", "is_right"))
    raised = raised_threshold(outcomes, threshold)
    if raised is None or raised <= threshold:
        return None
    right = sum(is_right for _, is_right in outcomes) / len(outcomes)
    chosen.threshold = raised
    chosen.save()
    because = kept("routing.right_too_seldom", right=round(right * 100, 1))
    _journal(by, "routing.raise_threshold", because, at, before=threshold, after=raised, watched=len(outcomes))
    return raised


def _locked() -> RoutingSettings:
    """The one row of choices, locked; made when nobody chose yet."""
    RoutingSettings.objects.get_or_create(pk=1)
    return RoutingSettings.objects.select_for_update().get(pk=1)


def _journal(by: Actor, act: str, because: str, at: datetime, **details: object) -> None:
    about = ("routing.routingsettings", 1, _("Pengaturan penyaluran"))
    record(by=by, act=act, about=about, because=because, at=at, **details)
    _forget()


def _forget() -> None:
    forget()
    transaction.on_commit(forget)
