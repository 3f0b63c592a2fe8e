"""Surveys of Kota Lama: last year's, published with what came of them, and this year's, which are being answered."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.organization.structure.models import Unit, UnitVersion
from penata.organization.structure.queries import accountable
from penata.public.catalog.models import Standard
from penata.public.surveys import actions, queries
from penata.public.surveys.models import Survey
from penata.public.surveys.rules.elements import ELEMENTS
from penata.public.surveys.rules.questions import Kind, Option, Question

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


def _options(*words: tuple[str, str, str]) -> tuple[Option, ...]:
    return tuple(Option(key, {"id": indonesian, "en": english}) for key, indonesian, english in words)


AGREE = _options(
    ("1", "Tidak setuju", "Disagree"), ("2", "Kurang setuju", "Rather not"), ("3", "Setuju", "Agree"),
    ("4", "Sangat setuju", "Strongly agree"),
)  # fmt: skip
EXPECTED = {"id": "Saya tahu apa yang diharapkan dari saya.", "en": "I know what is expected of me."}
LOAD = {"id": "Beban kerja saya wajar.", "en": "My workload is reasonable."}
PARKS = [
    Question(
        "P1", Kind.CHOICE, {"id": "Seberapa sering Anda ke taman?", "en": "How often do you go to a park?"}, 1,
        _options(("sering", "Tiap minggu", "Every week"), ("kadang", "Kadang-kadang", "At times"),
                 ("tidak", "Tidak pernah", "Never")),
        is_required=True, is_segment=True,
    ),
    Question(
        "P2", Kind.CHOICES, {"id": "Mengapa tidak?", "en": "Why not?"}, 2,
        _options(("jauh", "Terlalu jauh", "Too far"), ("gelap", "Gelap", "Dark"), ("rusak", "Rusak", "Broken")),
        after="P1", when=("tidak",),
    ),
    Question(
        "P3", Kind.MATRIX, {"id": "Taman di dekat rumah saya", "en": "The park near my home is"}, 3, AGREE,
        rows=_options(("teduh", "teduh", "shady"), ("aman", "aman", "safe"), ("bersih", "bersih", "clean")),
    ),
    Question("P4", Kind.NUMBER, {"id": "Berapa menit ke taman terdekat?", "en": "Minutes on foot?"}, 4),
    Question("P5", Kind.TEXT, {"id": "Apa yang kurang?", "en": "What is missing?"}, 5),
]  # fmt: skip
PULSE = [
    Question("P1", Kind.SCALE, EXPECTED, 1, AGREE, is_required=True),
    Question("P2", Kind.SCALE, LOAD, 2, AGREE, is_required=True),
]  # fmt: skip


def ask_all(on: date) -> int:
    """Surveys of five services in two years, a questionnaire and a pulse; how many answers."""
    with transaction.atomic():
        taken = sum(_ask(standard, number, on) for number, standard in enumerate(_services(on)))
        return taken + _ask_about_parks(on) + _feel_the_pulse(on)


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


def _ask_about_parks(on: date) -> int:
    """A questionnaire to residents that is open: kinds of questions, a branch, two languages."""
    unit, chance = Unit.objects.filter(code="DLH").first(), random.Random(SEEDS - 1)
    if unit is None:
        return 0
    since, at = on - timedelta(days=20), _noon(on - timedelta(days=20))
    survey = actions.make_survey(
        kind=Survey.Kind.QUESTIONNAIRE, title="Taman kota: apa yang Anda butuhkan?",
        title_en="City parks: what do you need?",
        unit=unit, since=since, until=on + timedelta(days=40), by=BY, at=at,
    )  # fmt: skip
    survey = actions.open_survey(actions.put_questions(survey, PARKS, by=BY, at=at), by=BY, at=at)
    sheets = [actions.Sheet(_about_parks(chance), since + timedelta(days=chance.randrange(20))) for _one in range(160)]
    taken = actions.bring_in(survey, sheets, by=BY, at=_noon(on))
    actions.fold(survey)
    return taken


def _about_parks(chance: random.Random) -> dict[str, object]:
    comes = chance.choices(("sering", "kadang", "tidak"), (3, 4, 3))[0]
    answers: dict[str, object] = {
        "P1": comes,
        "P3": {row: chance.choice("1234") for row in ("teduh", "aman", "bersih")},
    }
    if comes == "tidak":
        answers["P2"] = chance.sample(["jauh", "gelap", "rusak"], chance.randint(1, 2))
    if chance.random() < 0.25:
        answers["P5"] = chance.choice(("Tambah bangku.", "Lampunya mati.", "Toiletnya rusak.", "Terima kasih, bagus."))
    return answers | {"P4": chance.randint(1, 60)}


def _feel_the_pulse(on: date) -> int:
    """A pulse of an agency that was closed: parts of few people are not shown."""
    unit = Unit.objects.filter(code="DPU").first()
    if unit is None:
        return 0
    chance, since = random.Random(SEEDS - 2), on - timedelta(days=45)
    survey = actions.make_survey(
        kind=Survey.Kind.PULSE, title="Denyut Dinas Pekerjaan Umum", unit=unit, since=since,
        until=since + timedelta(days=14),
        by=BY, at=_noon(since),
    )  # fmt: skip
    survey = actions.open_survey(actions.put_questions(survey, PULSE, by=BY, at=_noon(since)), by=BY, at=_noon(since))
    parts = list(
        UnitVersion.objects.on(on).as_known().filter(parent=unit).order_by("unit_id").values_list("unit_id", flat=True)
    )
    sheets = [
        actions.Sheet({"P1": chance.choice("2334"), "P2": chance.choice("1234")}, since, unit_id=part)
        for place, part in enumerate(parts)
        for _one in range(3 if place == 0 else 8 + place)
    ]
    taken = actions.bring_in(survey, sheets, by=BY, at=_noon(since + timedelta(days=13)))
    actions.close_survey(survey, by=BY, at=_noon(since + timedelta(days=14)))
    return taken


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=12)
