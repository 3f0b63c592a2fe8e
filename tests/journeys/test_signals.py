"""A head reads what stands out in his unit's reports, and says why it may wait."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.learning.improvement.tests.examples import signal
from tests.journeys.story import look, sign_in

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_head_puts_a_signal_off_and_it_waits_with_its_reason(open_city: Any, open_page: Any, axe: Any, size: str):
    signal(open_city)
    page = open_page(size)
    sign_in(page, open_city.head)
    page.goto("/improvement/")
    look(page, f"signals-list-{size}", axe)
    page.get_by_text("70 laporan pada November 2026").click()
    look(page, f"signals-one-{size}", axe)
    page.get_by_role("link", name="Tunda").click()
    look(page, f"signals-asked-{size}", axe)
    page.get_by_label("Lihat lagi pada").fill((timezone.localdate() + timedelta(days=14)).isoformat())
    page.get_by_label("Mengapa ditunda?").fill("Menunggu rapat dengan kelurahan.")
    page.get_by_role("button", name="Tunda sinyal").click()
    page.get_by_text("Menunggu rapat dengan kelurahan.").wait_for()
    look(page, f"signals-put-off-{size}", axe)
