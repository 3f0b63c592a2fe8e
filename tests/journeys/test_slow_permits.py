"""Permits are slow: late cases and low scores become a signal, an evaluation, a measure by a team, an effect with its
interval, and residents hear of it. Time moves by the days that stand in the data."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.db.models import F
from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.learning.improvement import actions
from penata.learning.improvement.models import Effect, Evaluation, Signal
from penata.learning.improvement.tests import stories
from penata.public.cases.models import Case, Contact
from penata.public.cases.rules import digest_of, link_secret
from penata.public.forum import actions as forum
from penata.public.forum.rules.writing import PostDraft, TopicDraft
from penata.public.surveys import actions as surveys
from penata.public.surveys.actions import Sheet
from penata.public.surveys.rules.elements import ELEMENTS
from tests.journeys.story import field, follow, look, press, says, sign_in

BY = Actor.system("tests")
UNITS = ("DPU-JALAN", "DPU-AIR", "DLH-SAMPAH", "SETDA-TAPEM")
A_DAY = {"DPU-JALAN": 2}
BACK = 270  # days that are known


@pytest.fixture
def slow(open_city: Any) -> Any:
    """Nine months of cases: since the month before last six of ten about the service come late; and low scores."""
    today = timezone.localdate()
    month = today.replace(day=1)
    for _n in range(2):
        month = (month - timedelta(days=1)).replace(day=1)
    open_city.month = month
    bring(open_city, today - timedelta(days=BACK), today, late_since=month)
    late = Case.objects.filter(service=open_city.service, answered_at__gt=F("received_at") + timedelta(days=6))
    mine = late.filter(received_at__date__gte=month).order_by("received_at", "pk")[7]
    secret = link_secret(settings.SECRET_KEY, mine.submission)
    Case.objects.filter(pk=mine.pk).update(secret_digest=digest_of(secret))
    Contact.objects.create(case=mine, name="Joko", email="joko@example.com")
    open_city.link = f"/track/{secret}/"
    answer_survey(open_city, month, today)
    open_city.topic = talk(open_city)
    return open_city


def bring(city: Any, since: date, until: date, *, late_since: date | None) -> None:
    """The same number each day, so that nothing but lateness stands out."""
    rows = []
    for unit in UNITS:
        for day in range((until - since).days):
            for turn in range(A_DAY.get(unit, 1)):
                on, place = since + timedelta(days=day), day * A_DAY.get(unit, 1) + turn
                is_slow = unit == "DPU-JALAN" and late_since is not None and on >= late_since and place % 10 < 6
                days = 9 + place % 5 if is_slow or place % 10 == 9 else 1 + place % 3
                rows.append(stories.a_case(city, unit, on, days, service=city.service if unit == "DPU-JALAN" else None))
    Case.objects.bulk_create(rows)


def answer_survey(city: Any, since: date, today: date) -> None:
    at = timezone.make_aware(datetime.combine(since, datetime.min.time()))
    survey = surveys.make_survey(
        kind="satisfaction", title="SKM izin", unit=city.units["DPU-JALAN"], service=city.service, since=since,
        until=today + timedelta(days=30), population=400, by=BY, at=at,
    )  # fmt: skip
    survey = surveys.open_survey(survey, by=BY, at=at)
    scores = dict.fromkeys(ELEMENTS, "3") | {"U3": "1"}
    surveys.bring_in(survey, [Sheet(scores, since + timedelta(days=n)) for n in range(40)], by=BY, at=timezone.now())


def talk(city: Any) -> Any:
    """Siti writes of it in the forum."""
    at = timezone.now() - timedelta(days=20)
    siti = forum.confirm_participant(forum.take_part("Siti", "siti@example.com", at=at), at=at)
    draft = TopicDraft(
        PostDraft(uuid4(), "Izin saya menunggu sebulan."), title="Izin lama sekali", unit_id=city.units["DPU-JALAN"].pk
    )
    return forum.open_topic(draft, forum.Writer(siti), by=forum.RESIDENT, at=at).post.topic


def last_night_of(month: date) -> datetime:
    return stories.noon((month + timedelta(days=32)).replace(day=1) - timedelta(days=1))


def test_slow_permits_are_found_evaluated_mended_measured_and_told(
    slow: Any, open_page: Any, axe: Any, run_jobs: Any
) -> None:
    found = actions.find(at=last_night_of(slow.month))
    assert [signal.kind for signal in found] == [Signal.Kind.STANDARD]
    head = sign_in(open_page("desktop"), slow.head)
    open_an_evaluation(head, axe, slow)
    evaluation = Evaluation.objects.get()
    assert evaluation.counts["survey"] | {"title": ""} == evaluation.counts["survey"] | {
        "title": "", "element": "U3", "n": 40, "mean": 1.0,
    }  # fmt: skip
    officer = sign_in(open_page("desktop"), slow.officer)
    officer.goto(evaluation.get_absolute_url())
    take_in_what_was_said(officer, axe)
    find_the_causes(officer, axe)
    give_it_to_a_team(officer, axe, slow)
    fix_and_start(officer, axe)
    finish_the_task(sign_in(open_page("phone"), slow.technician))
    tell(officer, axe)
    Notice.objects.update(deliver_after=timezone.now() - timedelta(minutes=1))  # ten seconds are over
    run_jobs("notices.deliver")
    (letter,) = [message for message in mail.outbox if message.to == ["joko@example.com"]]
    assert "Izin kini selesai dalam tiga hari" in letter.subject
    assert slow.link in letter.body
    assert letter.subject in [message.subject for message in mail.outbox if message.to == ["siti@example.com"]]
    time_passes(slow)
    read_what_became_of_it(open_page("phone", scripts=False), slow)
    phone = open_page("phone")
    for name, address in (("tracking", slow.link), ("improved", "/improvement/improved/")):
        phone.goto(address)
        look(phone, f"slow-{name}", axe)
    follow(phone, "Izin kini selesai dalam tiga hari")
    look(phone, "slow-improved-one", axe)
    officer.goto(evaluation.get_absolute_url())
    says(officer, "Dibandingkan dengan pembandingnya")
    look(officer, "slow-evaluation-measured", axe)


def open_an_evaluation(page: Any, axe: Any, city: Any) -> None:
    page.goto("/improvement/")
    page.locator("[data-row]").first.click()
    look(page, "slow-signal", axe)
    follow(page, "Buka evaluasi")
    field(page, "Apa yang ingin diketahui?").fill("Mengapa izin terlambat?")
    field(page, "Mengapa perlu dievaluasi?").fill("Enam dari sepuluh lewat tenggat.")
    field(page, "Penanggung jawab").fill(city.persons["officer"].nip)
    due = timezone.localdate() + timedelta(days=30)
    field(page, "Sebab dan tindakannya ditetapkan paling lambat").fill(due.isoformat())
    look(page, "slow-open", axe)
    press(page, "Buka evaluasi")
    says(page, "Mencari sebab")


def take_in_what_was_said(page: Any, axe: Any) -> None:
    follow(page, "Pilih pembahasan")
    page.get_by_label("Izin lama sekali").check()
    look(page, "slow-discussions", axe)
    press(page, "Simpan")
    page.get_by_role("link", name="Izin lama sekali").wait_for()


def find_the_causes(page: Any, axe: Any) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name="Evaluasi: Mengapa izin terlambat?").first.click()
    follow(page, "Tambah sebab")
    field(page, "Golongan sebab").select_option(label="Prosedur")
    field(page, "Mengapa?").fill("Berkas menunggu tanda tangan")
    press(page, "Tambah sebab")
    page.get_by_role("link", name="Mengapa demikian: Berkas menunggu tanda tangan").click()
    field(page, "Mengapa demikian?").fill("Hanya seorang yang boleh menandatangani")
    press(page, "Tambah")
    follow(page, "Sebab ditemukan")
    field(page, "Bagaimana diketahui bahwa itulah sebabnya?").fill("Dari 40 berkas.")
    press(page, "Sebab ditemukan")
    says(page, "Sekarang tetapkan tindakannya.")


def give_it_to_a_team(page: Any, axe: Any, city: Any) -> None:
    follow(page, "Usulkan tindakan")
    field(page, "Tindakan").fill("Tanda tangan didelegasikan")
    press(page, "Usulkan tindakan")
    follow(page, "Buat tugas")
    today = timezone.localdate()
    field(page, "Dikerjakan dalam").select_option(label="Tim baru")
    field(page, "Nama tim baru").fill("Tim izin cepat")
    field(page, "Ketua tim baru").fill(city.persons["officer"].nip)
    field(page, "Hari terakhir tim baru").fill((today + timedelta(days=120)).isoformat())
    field(page, "Tugas").fill("Susun keputusan pendelegasian")
    field(page, "Pelaksana").fill(city.persons["technician"].nip)
    field(page, "Tenggat").fill((today + timedelta(days=7)).isoformat())
    look(page, "slow-task", axe)
    press(page, "Buat tugas")
    says(page, "Tim izin cepat")


def fix_and_start(page: Any, axe: Any) -> None:
    follow(page, "Tetapkan ukuran pengaruh")
    field(page, "Yang diperbaiki").select_option(label="Unit organisasi: Bidang Jalan dan Penerangan")
    field(page, "Tindakan mulai pada").fill(timezone.localdate().isoformat())
    field(page, "Minggu sebelumnya").fill("8")
    field(page, "Minggu sesudahnya").fill("6")
    press(page, "Cari pembanding")
    look(page, "slow-effect", axe)
    for unit in ("Bidang Drainase", "Bidang Kebersihan", "Bagian Tata Pemerintahan"):
        page.get_by_label(unit, exact=True).check()
    field(page, "Mengapa pembanding ini?").fill("Bidang lain dengan laporan sebanyak itu.")
    press(page, "Tetapkan")
    says(page, "Ukuran pengaruh ditetapkan.")
    follow(page, "Mulai tindakan")
    press(page, "Mulai tindakan")
    says(page, "Tindakan berjalan")
    look(page, "slow-evaluation", axe)


def finish_the_task(page: Any) -> None:
    page.goto("/plans/mine/")
    page.locator("a", has_text="Susun keputusan pendelegasian").first.click()
    page.locator("button.tap", has_text="100%").click()
    says(page, "Selesai")


def tell(page: Any, axe: Any) -> None:
    page.reload()
    says(page, "Tugas selesai (kemajuan 100%)")
    follow(page, "Kabari warga")
    field(page, "Judul untuk warga").fill("Izin kini selesai dalam tiga hari")
    field(page, "Apa yang dilakukan").fill("Kini dua orang boleh menandatangani izin.")
    press(page, "Kabari warga")
    says(page, "2 warga dikabari")


def time_passes(city: Any) -> None:
    """Six weeks of cases in time, four for the last answers, and the night after."""
    today = timezone.localdate()
    bring(city, today, today + timedelta(weeks=6), late_since=None)
    (effect,) = actions.measure_due(at=timezone.now() + timedelta(weeks=10, days=2))
    assert effect.verdict == Effect.Verdict.BETTER


def read_what_became_of_it(phone: Any, city: Any) -> None:
    phone.goto(city.link)
    says(phone, "Kini dua orang boleh menandatangani izin.")
    says(phone, "Dibandingkan dengan pembandingnya")
    phone.goto("/")
    follow(phone, "Semua perbaikan")
    follow(phone, "Izin kini selesai dalam tiga hari")
    says(phone, "poin persen lebih rendah")
    with phone.expect_download() as got:
        phone.get_by_role("link", name="Unduh sebagai CSV").click()
    assert got.value.suggested_filename.startswith("improvement-")
