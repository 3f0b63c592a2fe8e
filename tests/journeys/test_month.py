"""A civil servant's month: assigned to a team of another agency, she plans, progresses, answers a resident, checks in,
reports with evidence that gathered itself, is evaluated, and takes it to e-Kinerja."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from penata.delivery.performance import actions
from penata.delivery.performance.models import Evaluation, Evidence
from penata.delivery.plans.models import Plan, Task
from penata.delivery.teams.models import Team
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from tests.journeys.story import answer, field, follow, look, press, says, sign_in

BY = Actor.system("tests")
TEAM, TASK = "Tim Kali Bersih", "Ukur gorong-gorong Jalan Mawar"
WORDS = "Air Jalan Mawar tidak mengalir, sampah menyumbat salurannya."


@pytest.fixture
def month(open_city: Any) -> Any:
    """The year is open, the officer's expectation is agreed upon, and a resident's report lies on her desk."""
    city, at = open_city, timezone.now()
    actions.open_year(timezone.localdate().year, rhythm="monthly", by=BY, at=at)
    acts = {"by": city.actor("officer"), "at": at, "standing": standing_of(city.officer, timezone.localdate())}
    made = actions.begin_expectation(position_id=city.positions["KABID-JALAN"].pk, year=at.year, **acts)
    indicators = {"time": ("Dijawab dalam tenggat", "95 persen")}
    actions.write_result(made, actions.Draft("Jalan bebas genangan", "main", None, indicators), **acts)
    actions.propose(made, **acts)
    head = {"by": city.actor("head"), "at": at, "standing": standing_of(city.head, timezone.localdate())}
    actions.agree(made, **head)
    said = Submission(key=uuid4(), words=WORDS, area_id=city.areas["99.71.01.1001"].pk)
    city.case = cases.submit(said, by=Actor(None, "Pelapor"), at=at).case
    cases.assign(city.case, to=city.positions["KABID-JALAN"].pk, by=BY, at=at)
    return city


def test_a_civil_servants_month_from_the_team_to_ekinerja(month, open_page, axe):
    is_asked_by_another_agency(month, sign_in(open_page(), month.environment_head), axe)
    head = sign_in(open_page(), month.head)
    consents(head)
    officer, phone = sign_in(open_page(), month.officer), sign_in(open_page("phone"), month.officer)
    plans(officer, month.persons["officer"].pk, axe)
    progresses(phone, axe)
    answer(officer, month.case.reference, "Saluran sudah dikeruk; air mengalir lagi.")
    checks_in(phone)
    reports(phone, month.case.reference, axe)
    is_evaluated(head, phone, axe)
    takes_it_to_ekinerja(phone, sign_in(open_page(), month.administrator))


def is_asked_by_another_agency(city: Any, page: Any, axe: Any) -> None:
    page.goto("/teams/")
    follow(page, "Bentuk tim")
    field(page, "Nama tim").fill(TEAM)
    field(page, "Untuk apa tim ini").fill("Kali dan saluran tanpa sampah sebelum musim hujan.")
    field(page, "Hari terakhir").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    press(page, "Simpan")
    page.goto(f"/teams/{Team.objects.get().pk}/invite/{city.persons['officer'].pk}/")
    assert says(page, "Bebannya sekarang")
    field(page, "Peran").select_option(label="Ketua tim")
    field(page, "Mengapa dia").fill("Saluran di tepi jalan ada di bidangnya.")
    look(page, "month-invite", axe)
    press(page, "Kirim permintaan")
    assert says(page, "Permintaan tercatat.")


def consents(page: Any) -> None:
    page.goto("/teams/consents/")
    page.get_by_role("link", name="Sari Puspita untuk tim Kali Bersih").click()
    press(page, "Setujui; surat tugas terbit")
    assert says(page, "Jawaban Anda tercatat.")


def plans(page: Any, owner: int, axe: Any) -> None:
    today = timezone.localdate()
    page.goto("/plans/")
    follow(page, "Rencana baru")
    field(page, "Milik siapa").select_option(label=f"Tim: {TEAM}")
    field(page, "Judul rencana").fill("Kali bersih bulan ini")
    press(page, "Simpan")
    assert says(page, "Kali bersih bulan ini")
    page.goto(f"/plans/{Plan.objects.get().pk}/tasks/new/")
    field(page, "Tugas").fill(TASK)
    field(page, "Pelaksana").select_option(value=str(owner))  # her name with her load
    field(page, "Mulai").fill(today.isoformat())
    field(page, "Tenggat").fill((today + timedelta(days=5)).isoformat())
    look(page, "month-task", axe)
    press(page, "Simpan")
    assert says(page, TASK)


def progresses(page: Any, axe: Any) -> None:
    page.goto("/plans/mine/")
    assert says(page, TEAM)
    press(page, "50%")
    assert says(page, f"Tercatat: {TASK}, 50%.")
    page.goto(Task.objects.get().get_absolute_url())
    press(page, "100%")
    assert says(page, f"Tercatat: {TASK}, 100%.")
    look(page, "month-task-phone", axe)


def checks_in(page: Any) -> None:
    page.goto("/plans/mine/check-in/")
    field(page, "Apa yang selesai minggu ini?").fill("Semua gorong-gorong sudah diukur.")
    press(page, "Simpan")
    assert says(page, "Catatan minggu ini tersimpan.")


def reports(page: Any, reference: str, axe: Any) -> None:
    page.goto(this_month().get_absolute_url())
    assert says(page, "1 laporan warga dijawab")
    assert says(page, "Tugas yang selesai, dari semua tim dan unit: 1")
    follow(page, "Isi laporan dan pilih bukti")
    field(page, "Jalan bebas genangan").fill("Saluran Jalan Mawar diukur dan dikeruk.")
    for name, comment in ((TASK, "Untuk tim lintas dinas."), (reference, "Dijawab pada hari yang sama.")):
        page.get_by_label(f"Pakai {name}").check()
        page.get_by_label(f"Hasil kerja untuk {name}").select_option(label="Jalan bebas genangan")
        page.get_by_label(f"Komentar tentang {name}").fill(comment)
    look(page, "month-evidence-phone", axe)
    press(page, "Simpan laporan")
    assert says(page, "Untuk tim lintas dinas.")
    follow(page, "Serahkan laporan")
    press(page, "Tanda tangani dan serahkan")
    assert {one.source for one in Evidence.objects.all()} == {"case", "task"}


def is_evaluated(page: Any, hers: Any, axe: Any) -> None:
    page.goto(this_month().get_absolute_url())
    assert says(page, TASK)
    look(page, "month-report", axe)
    follow(page, "Putuskan evaluasi")
    page.get_by_role("radio", name="hasil kerja di atas ekspektasi, perilaku sesuai ekspektasi").check()
    field(page, "Untuk pegawai").fill("Terima kasih; saluran mengalir lagi.")
    press(page, "Tanda tangani keputusan")
    hers.goto(this_month().get_absolute_url())
    follow(hers, "Terima hasil evaluasi")
    press(hers, "Tanda tangani dan terima")
    assert says(hers, "Evaluasi ditutup.")
    look(hers, "month-closed-phone", axe)


def takes_it_to_ekinerja(page: Any, personnel: Any) -> None:
    with page.expect_download() as waiting:
        follow(page, "CSV")
    said = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "Saluran Jalan Mawar diukur dan dikeruk." in said
    assert TASK in said
    personnel.goto(f"/performance/overview/?period={this_month().period_id}")
    with personnel.expect_download() as waiting:
        follow(personnel, "CSV")
    assert "Di atas ekspektasi" in waiting.value.path().read_text(encoding="utf-8-sig")


def this_month() -> Evaluation:
    today = timezone.localdate()
    return Evaluation.objects.get(person__nip="198609262015051001", period__kind="monthly", period__number=today.month)
