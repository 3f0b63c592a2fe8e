"""What the database refuses, whoever writes."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from penata.delivery.teams.models import Membership, Request, Team

pytestmark = pytest.mark.django_db
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))


@pytest.fixture
def team(city) -> Team:
    at = timezone.now()
    return Team.objects.create(
        name="Tim Banjir", purpose="Genangan surut", unit=city.units["DPU"], period=YEAR, formed_at=at, formed_by="x"
    )


@pytest.fixture
def request_of(city, team):
    def made(who: str = "colleague", **values) -> Request:
        facts = {
            "state": "asked", "way": "appointed", "words": "x", "asked_at": timezone.now(), "asked_by": "x",
            "superior": city.positions["KADIS-LH"], "hours": 4, "period": YEAR,
        }  # fmt: skip
        return Request.objects.create(team=team, person=city.persons[who], **facts | values)

    return made


@pytest.fixture
def member(team, request_of):
    def made(who: str = "colleague", **values) -> Membership:
        asked = request_of(who, state="assigned", decided_at=timezone.now(), decided_by="x")
        facts = {"way": "appointed", "hours": 4, "period": YEAR, "letter_on": YEAR.lower, "signed_title": "x"}
        number = f"{Membership.objects.count() + 1}/ST"
        return Membership.objects.create(
            team=team, person=asked.person, request=asked, letter_number=number, **facts | values
        )

    return made


def refused(write, **values) -> str:
    """The constraint that a write breaks, at once or at commit."""

    def written() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            write(**values)
            cursor.execute("set constraints all immediate")

    with pytest.raises(IntegrityError) as error:
        written()
    return error.value.__cause__.diag.constraint_name


def test_two_leaders_at_once_are_refused_and_one_after_the_other_is_not(member):
    member("colleague", role="leader", period=DateRange(date(2026, 1, 1), date(2026, 7, 1)))
    member("technician", role="leader", period=DateRange(date(2026, 7, 1), date(2027, 1, 1)))
    assert refused(member, who="officer", role="leader") == "one_leader_at_a_time"


def test_nobody_is_twice_in_a_team_at_once(member):
    member("colleague")
    assert refused(member, who="colleague", period=DateRange(date(2026, 6, 1), date(2026, 7, 1))) == (
        "member_once_at_a_time"
    )


def test_a_membership_lies_within_the_days_of_its_team(member, team):
    outside = DateRange(date(2026, 6, 1), date(2027, 2, 1))
    assert refused(member, period=outside) == "teams.outside_period"
    member("colleague")

    def shorten() -> None:
        Team.objects.filter(pk=team.pk).update(period=DateRange(date(2026, 1, 1), date(2026, 2, 1)))

    assert refused(shorten) == "teams.outside_period"


@pytest.mark.parametrize(
    ("values", "law"),
    [
        ({"superior": None}, "request_consent_has_a_superior"),
        ({"state": "refused", "decided_at": timezone.now(), "decided_by": "x"}, "no_has_a_reason"),
        ({"decided_at": timezone.now()}, "request_decided_at_by"),
        ({"decided_at": timezone.now(), "decided_by": "x"}, "request_open_or_decided"),
        ({"state": "assigned"}, "request_open_or_decided"),
        ({"state": "offered"}, "only_volunteers_offer"),
        ({"way": "volunteered"}, "volunteer_was_welcomed"),
        ({"welcomed_by": "x"}, "request_welcomed_at_by"),
        ({"hours": 0}, "request_hours"),
        ({"hours": 41}, "request_hours"),
        ({"period": DateRange(None, date(2026, 2, 1))}, "request_period_holds"),
        ({"period": DateRange(date(2026, 2, 1), date(2026, 2, 1))}, "request_period_holds"),
    ],
)
def test_a_request_says_who_decided_when_and_why(request_of, values, law):
    assert refused(request_of, **values) == law


def test_someone_has_one_open_request_for_a_team(request_of):
    request_of("colleague")
    assert refused(request_of, who="colleague") == "request_open_once"


@pytest.mark.parametrize(
    "values", [{"dissolved_on": date(2026, 6, 1)}, {"report": "x"}, {"dissolved_at": timezone.now()}]
)
def test_a_team_is_dissolved_with_a_report_a_day_and_who_accepted_it(team, values):
    found = refused(lambda: Team.objects.filter(pk=team.pk).update(**values))
    assert found in {"team_dissolved_with_a_report", "team_dissolved_at_by", "team_report_is_whole"}


def test_a_dissolved_team_has_no_open_request(team, request_of):
    request_of("colleague")
    ended = {"dissolved_on": date(2026, 6, 1), "dissolved_at": timezone.now(), "dissolved_by": "x"}

    def dissolve() -> None:
        Team.objects.filter(pk=team.pk).update(outcome="met", report="Surut.", **ended)

    assert refused(dissolve) == "teams.dissolved"
