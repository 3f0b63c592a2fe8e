"""What stands out in the cases of Kota Lama, found as each night; one signal that was put off; and four evaluations:
one open, one whose measure has just started, one that helped and one that did not, both told to residents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from penata.delivery.plans import actions as plans
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.journal.rules import Actor
from penata.learning.improvement import actions, queries
from penata.learning.improvement.models import Evaluation, Measure, Signal
from penata.learning.improvement.rules.metrics import Metric
from penata.organization.people.models import Person
from penata.organization.people.queries import seats_of
from penata.organization.structure.models import Unit
from penata.organization.structure.queries import accountable
from penata.public.catalog.models import Service
from penata.public.surveys.actions import plan_follow_up
from penata.public.surveys.models import FollowUp, Survey
from penata.public.surveys.queries import open_follow_ups, satisfaction

from .cases.book import EASED_DAYS

BY = Actor.system("Kota Lama")


@dataclass(frozen=True)
class Story:
    """A question, its chain of whys, what was done, and what residents read of it."""

    service: str
    question: str
    because: str
    category: str
    whys: tuple[tuple[str, str], ...]  # words, from where it is known
    others: tuple[tuple[str, str], ...]  # category, words
    kind: str
    measure: str
    tasks: tuple[str, ...]
    title: str = ""
    words: str = ""
    ended: str = ""
    talked: str = ""  # words by which a topic of the forum about it is found
    metric: Metric = Metric.LATE


PERMITS = Story(
    "bantuan-nib", "Mengapa perizinan berusaha melewati janji waktunya?",
    "Enam dari sepuluh laporan tentang perizinan berusaha dijawab sesudah tenggat.", "procedure",
    (
        ("Berkas menunggu tanda tangan tiga sampai enam hari", "42 berkas bulan itu"),
        ("Hanya kepala dinas yang boleh menandatangani", "Keputusan pendelegasian tahun 2019"),
        ("Pendelegasian tidak diperbarui sejak izin menjadi daring", "Wawancara dengan Bagian Hukum"),
    ),
    (("data", "Pemohon mengisi data usaha dua kali"), ("means", "Pemindai di loket rusak dua minggu")),
    "procedure", "Kepala bidang menandatangani izin berisiko rendah",
    ("Susun keputusan pendelegasian", "Latih petugas loket memilah risiko"),
    "Izin usaha berisiko rendah tidak lagi menunggu kepala dinas",
    "Anda mengeluh bahwa izin usaha terlalu lama. Ternyata berkas menunggu satu tanda tangan. Kini kepala bidang boleh "
    "menandatangani izin berisiko rendah, dan petugas loket memilahnya sejak berkas masuk.",
    "Pendelegasian berhasil; dipertahankan dan ditinjau setiap tahun.",
)  # fmt: skip
WASTE = Story(
    "angkut-sampah", "Mengapa keluhan sampah tidak terangkut tidak berkurang?",
    "Warga menyampaikan hal yang sama setiap minggu.", "people",
    (("Awak truk tidak tahu gang mana yang terlewat", "Catatan harian rute"),
     ("Keluhan tidak diteruskan kepada awak", "Wawancara dengan mandor")),
    (("surroundings", "Gang ditutup untuk pasar pagi"),),
    "training", "Awak truk dilatih membaca laporan warga setiap pagi",
    ("Latih awak enam truk", "Tempel daftar laporan di pangkalan"),
    "Awak truk sampah membaca laporan Anda setiap pagi",
    "Awak truk kini membaca laporan warga sebelum berangkat. Pengaruhnya kami ukur dan kami tulis di sini, juga bila "
    "belum terlihat.",
    metric=Metric.REPORTS, talked="sampah pasar",
)  # fmt: skip
LAMPS = Story(
    "lampu-jalan", "Mengapa lampu jalan semakin lama diperbaiki?", "Jawaban terlambat bertambah sejak dua bulan ini.",
    "means", (("Satu dari dua mobil tangga rusak", "Laporan bengkel"), ("Suku cadangnya dipesan tiap triwulan", "")),
    (("policy", "Pengadaan kecil pun melalui lelang"),),
    "system", "Suku cadang dipesan begitu stok di bawah batas", ("Tetapkan batas stok", "Buat daftar pesan otomatis"),
    talked="lampu gang",
)  # fmt: skip


def look() -> None:
    """The night's look; the last of its signals waits until next month. Then the evaluations."""
    at = timezone.now()
    found = actions.find(at=at)
    if len(found) > 1:
        actions.put_off(
            found[-1], until=timezone.localdate(at) + timedelta(days=30),
            because="Sudah dibahas dengan dinasnya; kita lihat sebulan lagi.", by=BY, at=at,
        )  # fmt: skip
    with transaction.atomic():
        evaluate(timezone.localdate(at), found)


def evaluate(on: date, found: list[Signal]) -> None:
    """Each through the actions, on the days when it happened."""
    for story, days, weeks in ((PERMITS, EASED_DAYS, (18, 10)), (WASTE, 175, (16, 20))):
        measure = _acted(story, on - timedelta(days=days), weeks=weeks, on=on)
        if measure is not None:
            told = actions.measure_effect(measure.effect, at=_noon(measure.effect.due), by=BY)
            evaluation = Evaluation.objects.get(pk=measure.evaluation_id)
            actions.tell_residents(
                evaluation,
                title=story.title,
                words=story.words,
                by=BY,
                at=_noon(measure.effect.due + timedelta(days=1)),
            )
            if story.ended and told.verdict == "better":
                closed = _noon(measure.effect.due + timedelta(days=2))
                actions.close_evaluation(evaluation, because=story.ended, by=BY, at=closed)
    about = [
        one for one in found if one.service and one.service.code == LAMPS.service and one.state == Signal.State.OPEN
    ]
    kinds = (Signal.Kind.STANDARD, Signal.Kind.LATE, Signal.Kind.SURGE)
    lamps = next((one for kind in kinds for one in about if one.kind == kind), None)
    _acted(LAMPS, on, weeks=(16, 12), on=on, signal=lamps)
    _ask_about_survey(on)


def _acted(
    story: Story, start: date, *, weeks: tuple[int, int], on: date, signal: Signal | None = None
) -> Measure | None:
    """From the question to the day on which the measure starts; None where the city has no such service or nobody."""
    service = Service.objects.filter(code=story.service).first()
    answering = accountable(service.function_id, None, on=on) if service else None
    owner = _head(answering.unit_id, on) if answering and answering.unit_id else None
    if service is None or answering is None or answering.unit_id is None or owner is None:
        return None
    unit, asked = Unit.objects.get(pk=answering.unit_id), _noon(start - timedelta(days=28 if start < on else 0))
    subject = queries.Subject(
        unit=unit, service=service, since=start - timedelta(days=120), last_day=start - timedelta(days=29)
    )
    evaluation = actions.open_evaluation(
        question=story.question, because=story.because, owner=owner, due=timezone.localdate(asked) + timedelta(days=30),
        subject=subject, signal=signal, by=BY, at=asked,
    )  # fmt: skip
    if story.talked:
        topics = [one.key for one in queries.offered(evaluation, story.talked) if one.key.startswith("topic:")]
        actions.choose_discussions(evaluation, topics[:2], by=BY, at=asked)
    measure = _measure(evaluation, story, owner, asked)
    wanted = _compared(story.metric, unit, start, weeks, on=timezone.localdate(asked))
    if wanted is None:
        return None
    actions.fix_effect(measure, wanted, by=BY, at=asked)
    return actions.start_measure(measure, by=BY, at=_noon(start))


def _measure(evaluation: Evaluation, story: Story, owner: Person, at: datetime) -> Measure:
    """The causes as a fish, and the measure with its tasks; of one that started long ago they are done."""
    cause = None
    for words, proof in story.whys:
        cause = actions.add_cause(
            evaluation, words=words, category=story.category, parent=cause, proof=proof, by=BY, at=at
        )
    for category, words in story.others:
        actions.add_cause(evaluation, words=words, category=category, by=BY, at=at)
    actions.find_causes(evaluation, because="Berkas diperiksa bersama petugasnya.", by=BY, at=at)
    if cause is None:
        raise ValueError("a story has whys")
    measure = actions.propose_measure(evaluation, cause=cause, kind=story.kind, title=story.measure, by=BY, at=at)
    day, where = timezone.localdate(at), None
    for place, title in enumerate(story.tasks):
        due = day + timedelta(days=14 + 7 * place)
        task = actions.give_task(
            measure, TaskDraft(title, owner_id=owner.pk, start=day, due=due), where=where, by=BY, at=at
        )
        where = task.plan
        if story.words:
            plans.progress(task, percent=100, by=BY, at=_noon(due))
    return measure


def _compared(metric: Metric, unit: Unit, start: date, weeks: tuple[int, int], *, on: date) -> actions.Fixed | None:
    """Beside whom, as the rule proposes it; None where it proposes too few."""
    proposal, names = queries.proposal(metric, "unit", str(unit.pk), weeks=weeks[0], on=on)
    alike = [one.key for one in proposal.alike] if proposal else []
    if proposal is None or len(alike) < 3:
        return None
    why = queries.why_alike(metric, proposal, names)
    return actions.Fixed(metric.value, "unit", str(unit.pk), alike, why, start, *weeks)


def _ask_about_survey(on: date) -> None:
    """An evaluation that seeks causes, of a low element of a survey."""
    plan = open_follow_ups().exclude(survey__service=None).order_by("-due", "-pk").first() or _plan(on)
    owner = _head(plan.unit_id, on) if plan else None
    if plan is None or owner is None:
        return
    survey = plan.survey
    evaluation = actions.open_evaluation(
        question="Mengapa warga menunggu lama di loket?", because=plan.words, owner=owner,
        due=on + timedelta(days=21), follow_up=plan, by=BY, at=_noon(on - timedelta(days=3)),
        subject=queries.Subject(
            unit=plan.unit, service=survey.service, since=survey.since, last_day=survey.last_day
        ),
    )  # fmt: skip
    actions.add_cause(
        evaluation, words="Warga datang bersamaan pada pagi hari", category="surroundings", proof="Hitungan antrean",
        by=BY, at=_noon(on - timedelta(days=1)),
    )  # fmt: skip


def _plan(on: date) -> FollowUp | None:
    """What is planned about the lowest element of the survey that is being answered."""
    found = Survey.objects.filter(kind="satisfaction", closed_at=None, opened_at__isnull=False)
    survey = found.exclude(service=None).order_by("pk").first()
    lowest = satisfaction(survey).elements[:1] if survey else ()
    if survey is None or not lowest:
        return None
    return plan_follow_up(
        survey, element=lowest[0].code, words="Loket kedua dibuka pada pagi hari, dan sebab antrean dicari.",
        unit=survey.unit, due=on + timedelta(days=60), by=BY, at=_noon(on - timedelta(days=4)),
    )  # fmt: skip


def _head(unit_id: int | None, on: date) -> Person | None:
    """Who heads a unit, or is at least in it."""
    seats = [seat for seat in seats_of([unit_id], on) if seat.person_id is not None] if unit_id else []
    first = next((seat for seat in seats if seat.is_head), seats[0] if seats else None)
    return Person.objects.get(pk=first.person_id) if first and first.person_id else None


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=12)
