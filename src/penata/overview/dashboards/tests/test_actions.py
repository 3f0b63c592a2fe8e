"""Decisions keep their data, targets their makers, and a dashboard is sent once to who may see it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from penata.foundation.accounts.models import RoleGrant
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused

from .. import actions, queries
from ..models import Decision, Limits, Subscription, Target

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def decided(city, place, **changes) -> Decision:
    values = {
        "title": "Satu mobil tangga", "words": "Sewa tiga bulan.", "decider": "Wali Kota", "expected": "Membaik.",
        "expected_value": 0.9, "expected_on": TODAY() + timedelta(days=30), "by": city.actor("mayor"),
        "at": timezone.now(),
    }  # fmt: skip
    return actions.decide(place("mayor", "mayor", service=city.service.pk), "on_time", **values | changes)


def test_a_decision_keeps_the_figure_as_it_was_seen(city, place, a_year, answered):
    made = decided(city, place)
    assert made.frozen["value"] == 0.4
    assert made.frozen["verdict"] == "worse"
    assert made.frozen["service"] == "Perbaikan lampu jalan"
    answered(100)  # the rows go on
    made.refresh_from_db()
    assert made.frozen["value"] == 0.4
    entry = Entry.objects.get(act="dashboards.decide")
    assert (entry.actor_label, entry.details["value"]) == (city.mayor.name, 0.4)


@pytest.mark.parametrize(
    "sql",
    [
        "update dashboards_decision set frozen = '{}'",
        "update dashboards_decision set words = 'Lain.'",
        "update dashboards_decision set expected_on = expected_on + 1",
        "delete from dashboards_decision",
        "update dashboards_target set value = 0.1",
        "delete from dashboards_target",
        "delete from dashboards_limits",
    ],
)
def test_the_database_refuses_to_change_what_was_decided(city, place, sql):
    decided(city, place)
    common = {"figure": "on_time", "unit": None, "since": TODAY(), "because": "RKPD", "by": city.actor("mayor")}
    actions.set_target(value=0.9, at=timezone.now(), **common)
    actions.set_limits(at=timezone.now(), **common)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_what_came_of_it_is_written_once_with_the_figure_of_that_day(city, place, a_year, answered):
    made = decided(city, place)
    answered(180)
    by = city.actor("mayor")
    made = actions.write_result(made, verdict="reached", result="Tumpukan habis.", by=by, at=timezone.now())
    assert made.result_frozen["value"] > 0.9 > made.frozen["value"]
    with pytest.raises(Refused, match="sudah dituliskan"):
        actions.write_result(made, verdict="missed", result="Tidak.", by=by, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update dashboards_decision set result = 'Lain.'")
    assert Entry.objects.filter(act="dashboards.write_result").count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"expected_on": TODAY()}, "dashboards.result_too_early"),
        ({"decided_on": TODAY() + timedelta(days=1)}, "dashboards.decided_later"),
    ],
)
def test_a_decision_out_of_time_is_refused(city, place, changes, code):
    with pytest.raises(Refused) as refusal:
        decided(city, place, **changes)
    assert refusal.value.code == code
    assert not Decision.objects.exists()


def test_on_the_day_its_writer_is_asked_once_what_came_of_it(city, place, viewer):
    made = decided(city, place)
    assert actions.remind_due(at=timezone.now()) == 0
    day = timezone.now() + timedelta(days=30)
    assert [actions.remind_due(at=day), actions.remind_due(at=day)] == [1, 0]
    assert Notice.objects.filter(kind="dashboards.result_due", recipient=city.mayor, channel="inapp").count() == 1
    assert Entry.objects.filter(act="dashboards.remind").count() == 1
    standing = viewer("mayor").seen.standing
    assert [one.label for one in queries.awaiting(standing, TODAY() + timedelta(days=30))] == [made.title]
    assert queries.awaiting(standing, TODAY()) == []


def test_the_newest_target_in_force_counts_and_says_who_set_it(city, place):
    common = {"figure": "on_time", "unit": None, "because": "RKPD", "by": city.actor("mayor"), "at": timezone.now()}
    actions.set_target(value=0.8, since=TODAY() - timedelta(days=90), **common)
    actions.set_target(value=0.9, since=TODAY() - timedelta(days=9), **common)
    actions.set_target(value=0.95, since=TODAY() + timedelta(days=9), **common)
    assert queries.in_force(place("mayor", "mayor")).targets["on_time"].value == 0.9
    before = place("mayor", "mayor", on=TODAY() - timedelta(days=30))
    assert queries.in_force(before).targets["on_time"].value == 0.8
    assert Entry.objects.filter(act="dashboards.set_target", actor_label=city.mayor.name).count() == 3


def test_the_citys_target_of_a_count_is_not_a_units(city, place):
    for figure, value in (("late", 10), ("on_time", 0.9)):
        actions.set_target(
            figure=figure,
            unit=None,
            value=value,
            since=TODAY(),
            because="RKPD",
            by=city.actor("mayor"),
            at=timezone.now(),
        )
    assert set(queries.in_force(place("head", "unit")).targets) == {"on_time"}
    actions.set_target(
        figure="on_time", unit=city.units["DPU"], value=0.7, since=TODAY(), because="Renja", by=city.actor("mayor"),
        at=timezone.now(),
    )  # fmt: skip
    assert queries.in_force(place("head", "unit")).targets["on_time"].value == 0.7


def test_limits_are_data_with_who_set_them(city, place, a_year):
    since = TODAY() - timedelta(days=70)
    actions.set_limits(
        figure="on_time", unit=None, since=since, because="Cara kerja baru", by=city.actor("mayor"), at=timezone.now()
    )
    assert queries.in_force(place("mayor", "mayor")).limits["on_time"].by_label == city.mayor.name
    assert Limits.objects.get().since == since


@pytest.mark.parametrize(("figure", "value"), [("speed_of_persons", 0.5), ("on_time", 1.5)])
def test_a_target_that_says_nothing_is_refused(city, figure, value):
    with pytest.raises(Refused):
        actions.set_target(
            figure=figure, unit=None, value=value, since=TODAY(), because="x", by=city.actor("mayor"), at=timezone.now()
        )
    assert not Target.objects.exists()


def ordered(city, place, who="secretary", board="secretary") -> Subscription:
    where = place(who, board)
    account = getattr(city, who)
    long_ago = timezone.now() - timedelta(days=40)
    return actions.subscribe(where, account_id=account.pk, rhythm="weekly", by=city.actor(who), at=long_ago)


def test_a_dashboard_is_sent_in_words_through_the_queue_once(city, place, a_year, run_jobs):
    ordered(city, place)
    assert actions.queue_due(at=timezone.now()) == 1
    run_jobs("dashboards.send")
    letter = Notice.objects.get(kind="dashboards.sent", recipient=city.secretary, channel="email")
    assert "Perbaikan lampu jalan" in letter.body
    assert "Dijawab tepat waktu: 40" in letter.body
    assert letter.link == "/dashboards/secretary/"
    assert actions.queue_due(at=timezone.now()) == 0


def test_who_may_no_longer_see_it_is_sent_nothing_more(city, place):
    row = ordered(city, place)
    RoleGrant.objects.filter(account=city.secretary).update(until=TODAY())
    assert actions.send(row.pk, at=timezone.now()) is False
    row.refresh_from_db()
    assert row.ended_at is not None
    assert not Notice.objects.filter(kind="dashboards.sent").exists()
    assert Entry.objects.filter(act="dashboards.unsubscribe").count() == 1


def test_the_same_dashboard_is_ordered_once(city, place):
    row = ordered(city, place)
    with pytest.raises(Refused, match="sudah dikirimkan"):
        ordered(city, place)
    actions.unsubscribe(row, by=city.actor("secretary"), at=timezone.now())
    ordered(city, place)
