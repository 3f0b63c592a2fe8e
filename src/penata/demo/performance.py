"""A year of performance in two agencies: expectations, two quarters, an objection, a reopening; through the actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from penata.delivery.performance import actions, queries
from penata.delivery.performance.models import Evaluation, Expectation, Period
from penata.delivery.performance.rules import QUARTERLY
from penata.delivery.performance.rules.drafts import Chosen, Draft
from penata.foundation.accounts.models import Account
from penata.foundation.accounts.rules import Standing
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding, Person
from penata.organization.people.queries import standing as standing_of
from penata.organization.structure import queries as structure
from penata.organization.structure.models import PositionVersion, Unit

from .reading import dice
from .roles import PEOPLE_TO_TRY

AGENCIES, OF_EACH = ("DPU", "DISKOMINFO"), 23
BY = Actor.system("Kepegawaian Kota Lama")
WORDS = (
    "Target tercapai; dua kegiatan bergeser satu minggu karena cuaca.",
    "Semua pekerjaan selesai dalam tenggat, dan arsipnya sudah rapi.",
    "Sebagian besar tercapai. Sisanya dikerjakan triwulan berikutnya.",
)
TOLD = {
    ("as", "as"): "Sesuai harapan. Pertahankan ketepatan waktunya.",
    ("as", "above"): "Hasilnya sesuai, dan rekan-rekan terbantu. Terima kasih.",
    ("above", "as"): "Melampaui target. Bagikan caranya kepada rekan lain.",
    ("above", "above"): "Sangat baik: lebih cepat dari target, dan warga dilayani dengan ramah.",
    ("below", "as"): "Target belum tercapai. Mari kita susun ulang prioritasnya minggu depan.",
}
CHANCES = (
    [("as", "as")] * 9 + [("as", "above")] * 4 + [("above", "as")] * 3 + [("above", "above")] * 2 + [("below", "as")]
)
GOALS = {
    "jpt": ("Layanan {unit} tepat waktu dan tepercaya", "Laporan warga dijawab dalam tenggat", "95 persen"),
    "administrator": ("Program {unit} terlaksana sesuai rencana", "Kegiatan selesai sesuai jadwal", "100 persen"),
    "pengawas": ("Pekerjaan {unit} selesai sesuai standar", "Pekerjaan selesai sesuai jadwal", "98 persen"),
    "fungsional": ("Analisis dan layanan {unit} siap dipakai", "Dokumen disetujui tanpa perbaikan besar", "90 persen"),
    "pelaksana": ("Administrasi dan layanan {unit} tertib", "Berkas selesai pada hari yang sama", "95 persen"),
}


@dataclass
class Life:
    """What the acts of the year need to know again and again."""

    on: date
    chance: Any
    standings: dict[tuple[int, date], Standing] = field(default_factory=dict)

    def who(self, person: Person, when: datetime) -> dict[str, Any]:
        """`by`, `at` and `standing` of a civil servant; most have not claimed their accounts yet."""
        day = timezone.localdate(when)
        account = person.account or Account()
        account.is_active = True  # of the object, not of the row
        found = self.standings.get((person.pk, day)) or standing_of(account, day)
        self.standings[person.pk, day] = found
        return {"by": Actor(account.pk, found.label or person.name), "at": when, "standing": found}


def live_through_the_year(on: date) -> int:
    """Expectations and two evaluated quarters for two agencies and those whom visitors sign in as; how many people."""
    quarters = _quarters(on)
    years = sorted({day.year for day in (*quarters, on)})
    for year in years:
        actions.open_year(year, rhythm=QUARTERLY, first=quarters[0], by=BY, at=_at(date(year, 1, 2)))
    life = Life(on, dice("performance", on.isoformat()))
    held = _people(on)
    made = [
        one for holding, level in held for year in years if (one := _expect(life, holding, level, year)) is not None
    ]
    for number, since in enumerate(quarters):
        _evaluate(life, since, is_last=number == len(quarters) - 1)
    return len({one.person_id for one in made})


def _at(day: date, hour: int = 9) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _quarters(on: date) -> list[date]:
    """The first days of the two quarters that ended last."""
    index = on.year * 4 + (on.month - 1) // 3
    return [date(n // 4, n % 4 * 3 + 1, 1) for n in (index - 2, index - 1)]


def _people(on: date) -> list[tuple[Holding, str]]:
    """Who is rated, superiors first: the first of two agencies, and those to sign in as; with their category."""
    units = dict(Unit.objects.filter(code__in=AGENCIES).values_list("code", "pk"))
    below = {code: [row.unit_id for row in structure.subtree(units[code], on=on)] for code in AGENCIES}
    tried = [code for code, _what in PEOPLE_TO_TRY]
    places = PositionVersion.objects.on(on).as_known().exclude(category=PositionVersion.Category.ELECTED)
    category = dict(places.values_list("position_id", "category"))
    holdings = Holding.objects.on(on).as_known().filter(kind="definitive").select_related("person__account", "position")
    found: dict[int, Holding] = {}
    for code in AGENCIES:
        of_agency = set(places.filter(unit__in=below[code]).values_list("position_id", flat=True))
        of_heads = set(places.filter(unit__in=below[code], is_head=True).values_list("position_id", flat=True))
        rows = [one for one in holdings if one.position_id in of_agency]
        rows.sort(key=lambda one: (one.position_id not in of_heads, one.position.code, one.pk))
        found |= {one.person_id: one for one in rows[:OF_EACH]}
    found |= {one.person_id: one for one in holdings if one.position.code in tried}
    rated = [one for one in found.values() if one.position_id in category]
    rated.sort(key=lambda one: (one.position.code.count("."), not one.position.code.endswith("-K"), one.position.code))
    return [(one, category[one.position_id]) for one in rated]


def _expect(life: Life, holding: Holding, category: str, year: int) -> Expectation | None:
    """Someone's expectation, agreed by whoever rates him in those days; None when nobody is above him then."""
    since = max(holding.valid.lower, date(year, 1, 5))
    if since.year != year or since + timedelta(days=8) > life.on:
        return None
    when, person = _at(since + timedelta(days=3)), holding.person
    mine = life.who(person, when)
    made = actions.begin_expectation(position_id=holding.position_id, year=year, **mine)
    above = queries.results_above(made).values_list("pk", flat=True).first()
    _title, _unit, unit_name = structure.position_titles([holding.position_id], since)[holding.position_id]
    title, words, target = GOALS[category]
    indicators = {"time": (words, target), "quality": ("Keluhan yang berulang", "paling banyak 2 setiap triwulan")}
    actions.write_result(made, Draft(title.format(unit=unit_name), "main", above, indicators), **mine)
    if life.chance.random() < 0.4:
        team = {"quantity": ("Rapat tim yang dihadiri", "10 rapat")}
        actions.write_result(made, Draft("Anggota tim kerja lintas perangkat daerah", "additional", None, team), **mine)
    actions.propose(made, **mine)
    made.refresh_from_db()
    appraiser = _appraiser(made, since + timedelta(days=5))
    return actions.agree(made, **life.who(appraiser, _at(since + timedelta(days=5))))


def _appraiser(record: Expectation | Evaluation, day: date) -> Person:
    found = queries.appraiser(record, day)
    return Person.objects.select_related("account").get(pk=(found.person_id if found else None) or 0)


def _evaluate(life: Life, since: date, *, is_last: bool) -> None:
    """A quarter: reported, decided, accepted; in the last one the two who object and whose case is opened again."""
    period = Period.objects.get(kind="quarterly", since=since)
    day = period.until
    actions.open_evaluations(by=BY, at=_at(day))
    for code in AGENCIES:
        unit = Unit.objects.get(code=code)
        actions.set_unit_result(
            unit, period, value="good", because="Laporan kinerja yang sudah direviu", by=BY, at=_at(day)
        )
    rows = Evaluation.objects.filter(period=period).select_related(
        "person__account", "position", "period", "expectation"
    )
    for number, one in enumerate(rows.order_by("pk")):
        _report(life, one, day + timedelta(days=1 + number % 4))
        if is_last and one.position.code in {"DPU.1-K", "DPU.3-K"}:
            continue  # these two wait for the head of the agency
        levels = ("below", "as") if is_last and one.position.code == "DPU.2-K" else life.chance.choice(CHANCES)
        _decide(life, one, levels, day + timedelta(days=6))
        if is_last and one.position.code == "DPU.2-K":
            _object(life, one, day + timedelta(days=7))
            continue
        actions.accept(one, **life.who(one.person, _at(day + timedelta(days=8))))
        if is_last and one.position.code == "DISKOMINFO.1-K":
            _reopen(life, one, day + timedelta(days=12))


def _report(life: Life, one: Evaluation, day: date) -> None:
    mine = life.who(one.person, _at(day))
    results = list(one.expectation.results.values_list("pk", flat=True))
    works = queries.gather(one).works[:4]
    chosen = [Chosen(work.source, work.pk, results[0]) for work in works]
    said = {key: life.chance.choice(WORDS) for key in results}
    actions.choose(one, realizations=said, chosen=chosen, **mine)
    actions.submit(one, **mine)


def _decide(life: Life, one: Evaluation, levels: tuple[str, str], day: date) -> None:
    results, conduct = levels
    who = life.who(_appraiser(one, day), _at(day))
    actions.decide(one, results=results, conduct=conduct, words=TOLD[levels], **who)


def _object(life: Life, one: Evaluation, day: date) -> None:
    words = "Dua kegiatan ditunda atas perintah tertulis; tanpa itu targetnya tercapai. Suratnya terlampir pada rapat."
    actions.object_to(one, words=words, **life.who(one.person, _at(day)))
    one.refresh_from_db()
    found = queries.judge(one, day + timedelta(days=3))
    judge = Person.objects.select_related("account").get(pk=(found.person_id if found else None) or 0)
    answer = "Penundaan itu di luar kendali Anda. Hasil kerja dinilai sesuai ekspektasi."
    who = life.who(judge, _at(day + timedelta(days=3)))
    actions.answer_objection(one, answer=answer, results="as", conduct="as", **who)


def _reopen(life: Life, one: Evaluation, day: date) -> None:
    because = "Satu hasil kerja tambahan di tim lintas dinas belum dihitung ketika evaluasi ditutup."
    actions.ask_reopening(one, because=because, **life.who(one.person, _at(day)))
    actions.sign_reopening(one, **life.who(_appraiser(one, day), _at(day + timedelta(days=1))))
    _decide(life, one, ("above", "as"), day + timedelta(days=2))
    actions.accept(one, **life.who(one.person, _at(day + timedelta(days=3))))
