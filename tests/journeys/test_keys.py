"""An officer's morning without a mouse: the list, a case, its acts, and the list of keys."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.cases import actions as cases
from penata.public.cases.rules import Submission
from tests.journeys.story import look, says, sign_in


def test_the_desk_is_worked_through_without_a_mouse(open_city, open_page, axe):
    first, second = reported(open_city, "Lampu jalan Mawar mati sejak Senin."), reported(open_city, "Lampu gang mati.")
    page = sign_in(open_page(), open_city.officer)
    page.goto("/desk/")
    pane = page.locator("#desk-case")
    number = pane.locator(".step-of")  # the page of a report may name the other one too, as a possible duplicate
    says(number, first)
    press = page.keyboard.press
    press("?")
    assert says(page, "limpahkan laporan yang dibuka")
    look(page, "keys-list", axe)
    press("?")
    press("j")
    press("j")
    press("Enter")
    says(number, second)
    press("x")
    assert page.locator(".desk-row input:checked").count() == 1

    press("n")  # folded away among the other acts
    pane.get_by_role("textbox", name="Catatan internal").focus()
    page.keyboard.type("Jadwalkan bersama tiang sebelah.")
    press("Tab")
    press("Enter")
    assert says(pane, "Jadwalkan bersama tiang sebelah.")
    press("h")
    assert says(pane, "Jabatan yang dituju")
    press("k")
    press("Enter")
    says(number, first)
    press("a")
    pane.get_by_label("Jawaban untuk pelapor").focus()
    page.keyboard.type("Sudah menyala.")
    assert page.url.endswith(f"open={first}")  # letters that are typed are words


def reported(city: Any, words: str) -> str:
    area = city.areas["99.71.01.1001"].pk
    submission = Submission(key=uuid4(), words=words, area_id=area, service_id=city.service.pk)
    return cases.submit(submission, by=Actor(None, "Pelapor"), at=timezone.now()).case.reference
