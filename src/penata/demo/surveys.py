"""Surveys of Kota Lama: last year's, published with what came of them, and this year's, which are being answered."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.organization.structure.models import Unit
from penata.organization.structure.queries import accountable
from penata.public.catalog.models import Standard
from penata.public.surveys import actions, queries
from penata.public.surveys.models import Survey
from penata.public.surveys.rules.elements import ELEMENTS

BY = Actor.system("Kota Lama")
SLOW = "lampu-jalan"  # the service that got worse: its time of completion fell most
TOPICS = ("permit", "document", "health", "help")
SEEDS = 20
SHARES = (0.03, 0.12, 0.55, 0.30)  # of the answers 1 to 4 of a service as it should be
WORDS: dict[str, tuple[str, ...]] = {
    "U3": ("Antreannya lama sekali.", "Tiga kali datang baru selesai.", "Tolong lebih cepat, saya izin dari kerja."),
    "U7": ("Petugasnya ramah.", "Dilayani dengan senyum.", "Petugas loket agak judes."),
    "SARPRAS": ("Kursi tunggunya kurang.", "Ruangannya panas.", "Parkirnya sempit."),
    "U2": ("Alurnya membingungkan, tidak ada petunjuk.", "Pendaftaran daring memudahkan."),
    "U1": ("Syaratnya banyak, fotokopi berkali-kali.",),
    "": ("Terima kasih, pertahankan.", "Sudah bagus."),
}
PLANS = {
    "U3": "Loket kedua dibuka pukul 07.30 sampai 10.00, saat warga paling banyak datang.",
    "SARPRAS": "Dua puluh kursi dan satu kipas ditambahkan di ruang tunggu.",
    "U2": "Alur layanan dipasang di pintu masuk, dengan gambar.",
}


def ask_all(on: date) -> int:
    """Surveys of five services in two years; how many answers."""
    with transaction.atomic():
        return sum(_ask(standard, number, on) for number, standard in enumerate(_services(on)))


def _services(on: date) -> list[Standard]:
    found = Standard.objects.on(on).as_known().select_related("service").order_by("service__code")
    chosen = {standard.topic: standard for standard in reversed(found.filter(topic__in=TOPICS))}
    return [*found.filter(service__code=SLOW), *(chosen[topic] for topic in TOPICS if topic in chosen)]


def _ask(standard: Standard, number: int, on: date) -> int:
    answering = accountable(standard.service.function_id, None, on=on)
    if answering is None or answering.unit_id is None:
        return 0
    unit, chance = Unit.objects.get(pk=answering.unit_id), random.Random(SEEDS + number)
    is_slow = standard.service.code == SLOW
    last = _open(standard, unit, on - timedelta(days=425), on - timedelta(days=335), 900 + 150 * number)
    sheets = _sheets(chance, 240, last.since, 90, penalty={})
    taken = actions.bring_in(last, sheets, by=BY, at=_noon(last.last_day))
    ended = _noon(last.last_day + timedelta(days=1))
    last = actions.close_survey(last, by=BY, at=ended)
    if queries.satisfaction(last).index is not None:
        actions.publish_survey(last, by=BY, at=ended + timedelta(days=9))
        _follow_up(last, ended + timedelta(days=14))
    now = _open(standard, unit, on - timedelta(days=60), on + timedelta(days=31), 1_100 + 150 * number)
    sheets = _sheets(chance, 190, now.since, 60, penalty={"U3": 0.45, "ADUAN": 0.2} if is_slow else {"SARPRAS": 0.1})
    taken += actions.bring_in(now, sheets, by=BY, at=_noon(on))
    for label in ("Loket 1", "Tablet ruang tunggu"):
        kind = "kiosk" if label.startswith("Tablet") else "link"
        actions.add_point(now, kind=kind, label=label, by=BY, at=_noon(now.since))
    actions.fold(now)
    return taken


def _open(standard: Standard, unit: Unit, since: date, until: date, population: int) -> Survey:
    at = _noon(since)
    survey = actions.make_survey(
        kind=Survey.Kind.SATISFACTION, title=f"SKM {standard.name} {since.year}",
        title_en=f"Satisfaction survey {since.year}: {standard.name}", unit=unit, service=standard.service,
        intro="Bagaimana layanan ini menurut Anda? Sekitar dua menit; jawaban Anda anonim.",
        intro_en="How was this service? About two minutes; your answers are anonymous.",
        since=since, until=until, population=population, invites=True, by=BY, at=at,
    )  # fmt: skip
    return actions.open_survey(survey, by=BY, at=at)


def _sheets(chance: random.Random, most: int, since: date, days: int, penalty: dict[str, float]) -> list[actions.Sheet]:
    return [
        actions.Sheet(
            _answers(chance, penalty), since + timedelta(days=chance.randrange(days)),
            marks=("fast",) if chance.random() < 0.015 else (),
        )
        for _one in range(most)
    ]  # fmt: skip


def _answers(chance: random.Random, penalty: dict[str, float]) -> dict[str, str]:
    mood = chance.gauss(0, 0.5)
    answers = {}
    for code in ELEMENTS:
        value = chance.choices((1, 2, 3, 4), SHARES)[0] + (mood > 0.7) - (mood < -0.8)
        value -= 1 if chance.random() < penalty.get(code, 0) else 0
        answers[code] = str(min(4, max(1, value)))
    if chance.random() < 0.8:
        answers |= {
            "KELAMIN": chance.choice("LP"),
            "USIA": chance.choices(("17", "25", "35", "45", "60"), (2, 4, 4, 3, 1))[0],
        }
        answers["PENDIDIKAN"] = chance.choices(("SD", "SMP", "SMA", "D", "S1", "S2"), (1, 2, 6, 2, 4, 1))[0]
        answers["PEKERJAAN"] = chance.choices(("PNS", "SWASTA", "USAHA", "PELAJAR", "LAIN"), (1, 4, 3, 1, 3))[0]
    if chance.random() < 0.3:
        lowest = min(ELEMENTS, key=lambda code: (answers[code], chance.random()))
        answers["SARAN"] = chance.choice(WORDS.get(lowest, WORDS[""]))
    return answers


def _follow_up(survey: Survey, at: datetime) -> None:
    """The lowest elements get a plan; the first of them was carried out."""
    lowest = [row.code for row in queries.satisfaction(survey).lowest if row.code in PLANS] or ["U3"]
    for place, code in enumerate(lowest):
        due = timezone.localdate(at) + timedelta(days=90)
        plan = actions.plan_follow_up(survey, element=code, words=PLANS[code], unit=survey.unit, due=due, by=BY, at=at)
        if place == 0:
            done = at + timedelta(days=75)
            actions.finish_follow_up(plan, result="Dilaksanakan; antrean pagi berkurang.", by=BY, at=done)


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=12)
