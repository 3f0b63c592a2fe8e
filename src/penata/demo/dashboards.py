"""What the leaders of Kota Lama want to reach, and two decisions: one whose result is known, one that is fresh."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding
from penata.organization.people.queries import actor_label
from penata.overview.dashboards import actions, queries
from penata.overview.dashboards.queries.sight import place_named
from penata.public.catalog.models import Service

TARGETS = (("on_time", 0.9), ("sent_in_time", 0.95), ("returned", 0.05), ("handed", 0.08), ("late", 10.0))
SLOW = "lampu-jalan"  # the service that got worse, see cases.book


def decide(on: date) -> None:
    """Targets since the year's beginning, a decision of ten weeks ago with its result, one of last week."""
    mayor, secretary = _actor("KOTA-K", on), _actor("SETDA-K", on)
    year = max(date(on.year, 1, 2), on - timedelta(days=300))
    for figure, value in TARGETS:
        actions.set_target(
            figure=figure, unit=None, value=value, since=year, because="Rencana Kerja Pemerintah Daerah",
            by=secretary, at=_at(year),
        )  # fmt: skip
    _sent_sooner(on, secretary)
    _two_ladders(on, mayor)


def _sent_sooner(on: date, by: Actor) -> None:
    day = on - timedelta(days=70)
    place = place_named("secretary", on=day, unit=None, service=None, area=None)
    made = actions.decide(
        place, "sent_in_time", title="Penyaluran dua kali sehari",
        words="Petugas penyaluran memeriksa laporan yang belum tersalur setiap pukul 09.00 dan 14.00, juga pada hari "
        "Jumat. Bila petugas berhalangan, penggantinya ditunjuk sehari sebelumnya.",
        decider="Rapat koordinasi Sekretariat Daerah", expected="Sekurangnya 95 persen laporan sampai kepada petugas "
        "sebelum tenggat verifikasi.", expected_value=0.95, expected_on=on - timedelta(days=14), by=by, at=_at(day),
    )  # fmt: skip
    actions.write_result(
        made, verdict="partly", by=by, at=_at(on - timedelta(days=13)),
        result="Laporan yang masuk pagi tersalur pada hari yang sama. Yang masuk Jumat sore masih menunggu sampai "
        "Senin; jadwal piket akhir pekan dibahas bulan depan.",
    )  # fmt: skip


def _two_ladders(on: date, by: Actor) -> None:
    service = Service.objects.filter(code=SLOW).values_list("pk", flat=True).first()
    if service is None:
        return
    day = on - timedelta(days=6)
    place = place_named("mayor", on=day, unit=None, service=service, area=None)
    actions.decide(
        place, "on_time", title="Satu mobil tangga tambahan untuk lampu jalan",
        words="Mobil tangga yang rusak diganti dengan mobil sewaan selama tiga bulan. Dinas mendahulukan gang tanpa "
        "penerangan lain.", decider=by.label, expected="Tumpukan laporan lampu jalan habis, dan jawaban kembali "
        "tepat waktu seperti semester lalu.", expected_value=0.85, expected_on=on + timedelta(days=36), by=by,
        at=_at(day),
    )  # fmt: skip
    queries.forget()


def _actor(position: str, on: date) -> Actor:
    holding = (
        Holding.objects.on(on).as_known().filter(position__code=position).select_related("person__account").first()
    )
    account = holding.person.account if holding else None
    return Actor(account.pk, actor_label(account, on)) if account else Actor.system("Kota Lama")


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=10)
