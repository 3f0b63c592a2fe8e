"""A mayor's morning: a signal on the dashboard, the rows behind it, a decision, and later what came of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from penata.foundation.notices.models import Notice
from penata.overview.dashboards import actions, queries
from penata.overview.dashboards.models import Decision
from penata.public.cases.models import Case
from tests.journeys.story import field, follow, look, press, says, sign_in


@pytest.fixture
def year_of_lamps(open_city: Any) -> Any:
    """A year of answers about street lamps, nearly all in time; in the last two weeks twelve of twenty too late."""
    queries.forget()
    answered(open_city, weeks=range(2, 52), late=2)
    answered(open_city, weeks=range(2), late=12)
    yield open_city
    queries.forget()


def answered(city: Any, *, weeks: range, late: int, count: int = 20) -> None:
    Case.objects.bulk_create(
        _case(city, timezone.localdate() - timedelta(days=7 * week + 1), number < late)
        for week in weeks
        for number in range(count)
    )


def _case(city: Any, day: date, is_late: bool) -> Case:
    at = timezone.make_aware(datetime.combine(day, datetime.min.time())) + timedelta(hours=3)
    due, key = day + timedelta(days=-1 if is_late else 1), uuid4()
    return Case(
        reference=f"U-{key.hex[:12]}", secret_digest=key.hex, submission=key, channel="portal", state="closed",
        title="Lampu jalan padam di depan pasar", position=city.positions["KABID-JALAN"], unit=city.units["DPU-JALAN"],
        service=city.service, area=city.areas["99.71.01.1001"], received_at=at - timedelta(days=5),
        assigned_at=at - timedelta(days=5), answered_at=at, closed_at=at, verify_by=due, answer_by=due, finish_by=due,
        legal_reply_by=due, legal_by=due,
    )  # fmt: skip


def test_a_mayor_sees_a_signal_drills_down_decides_and_sees_what_came_of_it(year_of_lamps, open_page, axe):
    city = year_of_lamps
    page = sign_in(open_page(), city.mayor)
    page.goto("/desk/")
    follow(page, "Dasbor")
    assert says(page, "jawaban tepat waktunya turun di luar kebetulan")
    assert page.locator(".board-figure").count() == 6
    look(page, "mayor-dashboard", axe)

    follow(page, "Layanan yang memburuk")
    assert says(page, "Sinyal: memburuk")
    page.locator("tbody a").first.click()
    assert says(page, "Ini sinyal memburuk, bukan kebetulan")
    assert page.locator(".row-link").count() == 12
    look(page, "mayor-figure", axe)

    follow(page, "Catat keputusan")
    assert says(page, "tidak dapat diubah lagi")
    field(page, "Judul").fill("Satu mobil tangga tambahan")
    field(page, "Apa yang diputuskan").fill("Sewa satu mobil tangga selama tiga bulan.")
    field(page, "Hasil yang diharapkan").fill("Jawaban kembali tepat waktu.")
    field(page, "Angka yang diharapkan").fill("85")
    in_a_month = timezone.localdate() + timedelta(days=30)
    field(page, "Dinilai pada").fill(in_a_month.isoformat())
    look(page, "mayor-decides", axe)
    press(page, "Catat keputusan")
    assert says(page, "Keputusan sudah dicatat bersama angkanya.")
    look(page, "mayor-decision", axe)

    made = Decision.objects.get()
    answered(city, weeks=range(1), late=0, count=80)  # the crew has caught up
    actions.remind_due(at=timezone.now() + timedelta(days=30))
    assert Notice.objects.filter(kind="dashboards.result_due", recipient=city.mayor).exists()

    page = sign_in(open_page("phone"), city.mayor)
    page.goto(made.get_absolute_url())
    page.get_by_label("Tercapai", exact=True).check()
    field(page, "Apa yang terjadi").fill("Tumpukan habis dalam tiga pekan.")
    press(page, "Tuliskan hasil")
    assert says(page, "Tumpukan habis dalam tiga pekan.")
    assert page.locator(".board-value").all_inner_texts() == ["40%", "88%"]
    look(page, "mayor-result", axe)
