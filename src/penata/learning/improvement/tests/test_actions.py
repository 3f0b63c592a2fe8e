"""Signals are found in the city's own cases, kept up while they last, put away with a reason, and come back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from penata.foundation.accounts.actions import grant_role, save_role
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.learning.improvement import actions, queries
from penata.learning.improvement.models import Signal
from penata.learning.improvement.rules import comes_back
from penata.learning.improvement.tests.conftest import NOW, more

BY = Actor(None, "Bagian Organisasi")
LATER = NOW + timedelta(hours=24)


@pytest.fixture
def found(city: Any, months: Any) -> Signal:
    months(surge=70)
    (signal,) = actions.find(at=NOW)
    return signal


def test_a_surge_is_found_with_its_cases(city, found):
    assert (found.kind, found.unit, found.observed) == ("surge", city.units["DPU-JALAN"], 70)
    assert found.month == found.since == date(2026, 11, 1)
    assert found.cases.count() == 50
    assert Entry.objects.filter(act="improvement.find").count() == 1


def test_months_like_the_others_say_nothing(months):
    months()
    assert actions.find(at=NOW) == []
    assert not Entry.objects.filter(act="improvement.find").exists()


def test_what_lasts_is_the_same_signal_the_next_night(city, found):
    more(city, 6)
    (again,) = actions.find(at=LATER)
    assert again.pk == found.pk
    assert (again.observed, again.seen_at, again.found_at) == (76, LATER, NOW)


def test_a_dismissed_signal_stays_away_until_it_has_grown(city, found):
    actions.dismiss(found, because="Pendataan jalan oleh kelurahan.", by=BY, at=NOW)
    assert actions.find(at=LATER)[0].state == Signal.State.DISMISSED
    more(city, 60)
    back = actions.find(at=LATER)[0]
    assert (back.state, back.came_back_at) == (Signal.State.OPEN, LATER)
    assert back.because == "Pendataan jalan oleh kelurahan."


def test_a_signal_that_was_put_off_asks_again_on_its_day(found):
    day = timezone.localdate(NOW) + timedelta(days=3)
    actions.put_off(found, until=day, because="Menunggu rapat.", by=BY, at=NOW)
    assert actions.wake(at=NOW + timedelta(days=2)) == 0
    assert actions.wake(at=NOW + timedelta(days=3)) == 1
    found.refresh_from_db()
    assert found.state == Signal.State.OPEN


@pytest.mark.parametrize("days", [0, 400])
def test_it_is_put_off_to_a_day_of_the_next_year(found, days):
    with pytest.raises(Refused, match="Pilih hari sesudah hari ini"):
        actions.put_off(found, until=timezone.localdate(NOW) + timedelta(days=days), because="x", by=BY, at=NOW)


def test_what_was_decided_is_not_decided_again(found):
    actions.dismiss(found, because="Pendataan.", by=BY, at=NOW)
    with pytest.raises(Refused, match="sudah diputuskan"):
        actions.dismiss(found, because="Pendataan.", by=BY, at=NOW)


def test_the_database_puts_no_signal_away_without_a_reason(found):
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.filter(pk=found.pk).update(state=Signal.State.DISMISSED)


def test_heads_see_the_signals_of_their_units_and_the_permission_all(city, found):
    on = queries.today()
    role = save_role(code="bureau", name="Bagian Organisasi", permissions=["improvement.see"], by=BY)
    grant_role(account=city.secretary, role=role, since=date(2020, 1, 1), by=BY)
    seen = {
        who: queries.visible_to(standing_of(getattr(city, who), on), on=on).count()
        for who in ("officer", "head", "technician", "colleague", "secretary")
    }
    assert seen == {"officer": 1, "head": 1, "technician": 0, "colleague": 0, "secretary": 1}


def test_of_the_cases_behind_a_signal_one_sees_those_that_one_may_open(city, found):
    on = queries.today()
    assert queries.cases_behind(found, standing_of(city.colleague, on)).count() == 0


def test_a_fallen_element_is_shown_with_its_months_and_its_survey(city, sign_in):
    from penata.learning.improvement.tests import examples

    one = examples.fallen(city)
    page = sign_in(city.head).get(one.get_absolute_url()).content.decode()
    assert "Nilai rata-rata turun menjadi 2,50 dari 40 jawaban pada November 2026; biasanya sekitar 3,25." in page
    assert "Waktu penyelesaian" in page


def test_the_database_has_an_element_for_satisfaction_alone(found):
    with pytest.raises(IntegrityError), transaction.atomic():
        Signal.objects.filter(pk=found.pk).update(element="U3")


@pytest.mark.parametrize(
    ("observed", "until", "is_back"),
    [(149, None, False), (150, None, True), (10, date(2026, 12, 1), True), (10, date(2026, 12, 2), False)],
)
def test_it_comes_back_when_it_grew_by_half_or_its_day_has_come(observed, until, is_back):
    assert comes_back(observed, when_decided=100, put_off_until=until, on=date(2026, 12, 1)) is is_back
