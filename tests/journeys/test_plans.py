"""A plan out of a template, seen in every way; on a phone one tap, and a week that says who is waited for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.delivery.plans import actions
from penata.delivery.plans.models import Blocker, Plan, Task
from penata.delivery.plans.rules.drafts import TaskDraft
from tests.journeys.story import field, follow, look, press, says, sign_in


@pytest.fixture
def last_year(transactional_db: None, city: Any) -> Any:
    """What was done once, kept as a template."""
    today = timezone.localdate()
    by: dict[str, Any] = {"by": city.actor("officer"), "at": timezone.now()}
    plan = actions.open_plan(title="Jalan Mawar", unit=city.units["DPU-JALAN"], start=today, **by)
    before: tuple[int, ...] = ()
    for title, start, due in (("Survei", 0, 2), ("Penambalan", 3, 9), ("Serah terima", 10, 10)):
        days = {"start": today + timedelta(days=start), "due": today + timedelta(days=due)}
        task = actions.add_task(plan, TaskDraft(title, hours=12, needs=before, **days), **by)
        before = (task.pk,)
    actions.save_template(plan, name="Perbaikan jalan", **by)
    return city


def test_a_plan_from_a_template_appears_on_board_schedule_and_calendar(
    last_year: Any, open_page: Any, axe: Any
) -> None:
    page = sign_in(open_page("desktop"), last_year.officer)
    page.goto("/plans/templates/")
    page.get_by_role("link", name="Perbaikan jalan").click()
    follow(page, "Rencana baru dari contoh ini")
    field(page, "Milik siapa").select_option(label="Bidang Jalan dan Penerangan")
    field(page, "Judul rencana").fill("Jalan Melati")
    look(page, "plan-new", axe)
    press(page, "Simpan")
    says(page, "Jalan Melati")
    look(page, "plan-board", axe)
    plan = Plan.objects.get(title="Jalan Melati")
    task = Task.objects.get(plan=plan, title="Survei")
    for tab in ("Papan", "Daftar", "Jadwal"):
        page.locator(".tabs").get_by_role("link", name=tab).click()
        page.locator("main").get_by_text("Survei").first.wait_for()  # the menu says it too
        look(page, f"plan-{tab.lower()}", axe)
    says(page, "kritis")
    page.goto(f"/plans/{plan.pk}/month/?month={task.due:%Y-%m}")
    page.locator("main").get_by_text("Survei").first.wait_for()
    look(page, "plan-month", axe)


def test_one_tap_on_a_phone_and_a_week_that_is_blocked_by_someone(last_year: Any, open_page: Any, axe: Any) -> None:
    task = Task.objects.get(title="Survei")
    draft = TaskDraft("Survei", owner_id=last_year.persons["technician"].pk, start=task.start, due=task.due, hours=12)
    actions.change_task(task, draft, by=last_year.actor("officer"), at=timezone.now())

    phone = sign_in(open_page("phone"), last_year.technician)
    phone.goto("/plans/mine/")
    look(phone, "plan-mine", axe)
    press(phone, "50%")
    says(phone, "Tercatat: Survei, 50%.")
    assert Task.objects.get(pk=task.pk).progress == 50

    follow(phone, "Isi catatan mingguan")
    field(phone, "Apa yang selesai minggu ini?").fill("Separuh ruas sudah diukur.")
    phone.locator("summary", has_text="Survei").click()
    field(phone, "Survei: terhambat oleh apa?").fill("Menunggu truk sampah dipindahkan")
    phone.locator(f"#id_by_{task.pk}").fill("Dewi Lestari")
    look(phone, "plan-check-in", axe)
    press(phone, "Simpan")
    says(phone, "Catatan minggu ini tersimpan.")
    assert Blocker.objects.get().by == last_year.persons["colleague"]

    colleague = sign_in(open_page("phone"), last_year.colleague)
    colleague.goto("/plans/mine/")
    says(colleague, "Menunggu truk sampah dipindahkan")
    colleague.get_by_role("link", name="Survei").click()
    look(colleague, "plan-waited-for", axe)
    press(colleague, "Tidak terhambat lagi")
    says(colleague, "Hambatannya sudah berakhir.")
