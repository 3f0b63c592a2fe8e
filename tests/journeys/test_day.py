"""A civil servant's day begins at one desk: what awaits from all rooms, a search with the keyboard, and the digest."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.delivery.plans import actions as plans
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from tests.journeys.story import field, follow, look, press, says, sign_in

BY = Actor.system("tests")


def lay(city: Any) -> str:
    """A report and a late task on the officer's desk; gives the report's number."""
    today, at = timezone.localdate(), timezone.now()
    area = city.areas["99.71.01.1001"].pk
    submission = Submission(key=uuid4(), words="Lampu Jalan Mawar mati.", area_id=area, service_id=city.service.pk)
    case = cases.submit(submission, by=Actor(None, "Pelapor"), at=at).case
    plan = plans.open_plan(
        title="Perbaikan Jalan Mawar", unit=city.units["DPU-JALAN"], start=today - timedelta(days=9),
        due=today + timedelta(days=60), by=BY, at=at,
    )  # fmt: skip
    draft = TaskDraft(
        "Ukur Jalan Mawar", owner_id=city.persons["officer"].pk, start=today - timedelta(days=9),
        due=today - timedelta(days=2),
    )  # fmt: skip
    plans.add_task(plan, draft, by=BY, at=at)
    return case.reference


def test_one_desk_shows_what_awaits_from_all_rooms_and_leads_there(open_city, open_page, axe):
    number = lay(open_city)
    page = sign_in(open_page(), open_city.officer)
    page.goto("/desk/")
    says(page, "Tugas Anda dalam Perbaikan Jalan Mawar")
    assert page.locator(".desk-row .row-title").all_inner_texts()[0] == "Ukur Jalan Mawar"  # the overdue first
    assert page.locator(f"[data-case='{number}']").count() == 1
    page.get_by_text("Yang berubah sejak kemarin").click()
    says(page, "Yang dikabarkan kepada Anda sejak")
    look(page, "day-desk", axe)
    page.get_by_text("Saring").click()
    page.get_by_role("link", name="Tugas dalam rencana 1").click()
    page.wait_for_url("**room=plans*")
    page.get_by_role("link", name="Ukur Jalan Mawar").click()
    page.wait_for_url("**/plans/tasks/*/")


def test_ctrl_k_finds_a_report_and_a_task_with_the_keyboard_alone(open_city, open_page, axe):
    number = lay(open_city)
    page = sign_in(open_page(), open_city.officer)
    keys = page.keyboard
    page.goto("/organization/")  # a page for residents: no box, but the way to it
    keys.press("Control+k")
    page.wait_for_url("**/search/*")
    keys.press("Control+k")
    keys.type("lamppu")  # a slip
    page.locator(f"#top-found [role=option][href*='{number}']").wait_for()
    box = page.locator("#top-search")
    assert box.get_attribute("aria-expanded") == "true"
    says(page.locator("#top-told"), "hasil")
    look(page, "day-search", axe)
    keys.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == "found-1"
    keys.press("Enter")
    page.wait_for_url(f"**/cases/{number}/")
    keys.press("Control+k")
    keys.type("ukur maw")
    page.locator("#top-found [role=option][href*='/plans/tasks/']").wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_url("**/plans/tasks/*/")
    keys.press("Control+k")
    keys.type("mawar")
    page.locator("#top-found [role=option]").first.wait_for()
    keys.press("Escape")
    assert page.locator("#top-found").is_hidden()


def test_a_part_of_the_menu_unfolds_and_folds_again_with_the_keyboard(open_city, open_page, axe):
    page = sign_in(open_page(), open_city.officer)
    page.goto("/desk/")
    part = page.locator(".desk-menu summary", has_text="Organisasi")
    part.press("Enter")
    look(page, "day-menu", axe)
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".desk-menu .menu-group[open]").count() == 0
    part.press("Enter")
    page.locator(".desk-menu").get_by_role("link", name="Pegawai", exact=True).click()
    page.wait_for_url("**/people/")


def test_without_scripts_the_search_is_a_page(open_city, open_page, axe):
    number = lay(open_city)
    page = sign_in(open_page("phone", scripts=False), open_city.officer)
    page.goto("/desk/")
    page.locator("#top-search").fill("lampu mawar")
    page.locator("#top-search").press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.get_by_role("link", name=number).count() == 1


def test_the_digest_is_chosen_on_a_phone(open_city, open_page, axe):
    lay(open_city)
    page = sign_in(open_page("phone"), open_city.officer)
    page.goto("/desk/")
    look(page, "day-phone", axe)
    page.get_by_text("Yang berubah sejak kemarin").click()
    follow(page, "Ringkasan harian lewat surel")
    field(page, "Jam pengiriman").select_option(label="06.00")
    look(page, "day-digest", axe)
    press(page, "Simpan")
    says(page, "Ringkasan dikirim setiap hari kerja pukul 06.00.")
