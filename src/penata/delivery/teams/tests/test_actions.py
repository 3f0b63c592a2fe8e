"""From asking to the letter, on the real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from penata.delivery.teams import actions, queries
from penata.delivery.teams.models import Membership, Request, Role, Team
from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.people import actions as people

from .conftest import NOW, SINCE, TODAY, UNTIL, told

pytestmark = pytest.mark.django_db


def code(act, *args, **values) -> str:
    """Why an act says no."""
    with pytest.raises(Refused) as refusal:
        act(*args, **values)
    assert str(refusal.value) != refusal.value.code
    return refusal.value.code


def member(who) -> Membership:
    return Membership.objects.get(person__email__startswith=f"{who}@")


def away(city, who: str, substitute: str | None = None) -> None:
    people.record_absence(
        city.persons[who],
        kind="cuti",
        since=TODAY,
        until=TODAY + timedelta(days=5),
        substitute=city.persons.get(substitute or ""),
        by=city.actor("administrator"),
    )


def test_heads_of_units_form_teams_for_their_units_and_those_below(form, standing):
    assert form(standing=standing("officer")).unit.code == "DPU-JALAN"
    assert form(standing=standing("head")).unit.code == "DPU-JALAN"
    for stranger in ("technician", "colleague", "environment_head"):
        assert code(form, standing=standing(stranger)) == "teams.not_yours_to_form"


def test_a_holder_of_the_permission_forms_teams_for_any_unit(form, standing):
    assert form(unit="DLH", standing=standing("administrator"))


def test_a_team_has_a_name_a_purpose_and_days(form):
    assert code(form, name=" ") == "teams.name_missing"
    assert code(form, purpose=" ") == "teams.purpose_missing"
    assert code(form, until=SINCE) == "teams.period_empty"


def test_someone_of_the_teams_own_unit_is_assigned_at_once_with_a_letter(city, team, ask):
    request = ask("technician", role=Role.LEADER, part="Memimpin survei")
    assert (request.state, request.superior_id) == ("assigned", None)
    found = member("technician")
    assert (found.role, found.letter_number) == ("leader", f"01/ST-TIM{team.pk}/2026")
    assert (found.signed_title, found.signed_name) == ("Kepala Bidang Jalan dan Penerangan", "Sari Puspita")
    assert told("assigned") == {"technician"}  # the officer acted himself


def test_across_units_the_superior_is_asked_and_consent_makes_the_letter(city, team, ask, standing):
    request = ask("colleague")
    assert (request.state, request.superior) == ("asked", city.positions["KADIS-LH"])
    assert told("asked") == {"environment_head"}
    assert told("invited") == {"colleague"}
    assert not Membership.objects.exists()
    made = actions.consent(request, by=city.actor("environment_head"), at=NOW, standing=standing("environment_head"))
    assert made.letter_number.startswith("01/")
    assert told("assigned") == {"colleague", "officer"}
    assert code(actions.consent, request, by=city.actor("environment_head"), at=NOW) == "teams.request_ended"
    acts = Entry.objects.filter(subject_kind="teams.team").order_by("id").values_list("act", flat=True)
    assert list(acts) == ["teams.form_team", "teams.invite", "teams.assign"]


def test_a_refusal_has_a_reason_which_the_asker_and_the_person_read(city, ask, standing):
    request = ask("colleague")
    chief = {"by": city.actor("environment_head"), "at": NOW, "standing": standing("environment_head")}
    assert code(actions.refuse, request, because=" ", **chief) == "teams.reason_missing"
    actions.refuse(request, because="Sedang menangani TPA.", **chief)
    request.refresh_from_db()
    assert (request.state, request.answer) == ("refused", "Sedang menangani TPA.")
    assert told("refused") == {"colleague", "officer"}
    assert ask("colleague").state == "asked"  # one may ask again


@pytest.mark.parametrize("stranger", ["officer", "colleague", "head", "mayor", "technician", "administrator"])
def test_only_the_superior_who_is_asked_consents(city, ask, standing, stranger):
    request, who = ask("colleague"), {"by": city.actor(stranger), "at": NOW, "standing": standing(stranger)}
    assert code(actions.consent, request, **who) == "teams.not_your_consent"
    assert code(actions.refuse, request, because="x", **who) == "teams.not_your_consent"


def test_while_the_superior_is_away_his_substitute_consents(city, ask, standing):
    away(city, "environment_head", "district_head")
    request = ask("colleague")
    assert told("asked") == {"district_head"}
    assert queries.consents(standing("district_head"), TODAY).get() == request
    assert actions.consent(request, by=city.actor("district_head"), at=NOW, standing=standing("district_head"))


def test_when_nobody_is_there_who_stands_above_consents(city, ask, standing):
    away(city, "environment_head")
    request = ask("colleague")
    assert queries.consents(standing("mayor"), TODAY).get() == request
    assert actions.consent(request, by=city.actor("mayor"), at=NOW, standing=standing("mayor"))


def test_nobody_consents_to_his_own_work_as_a_substitute_of_his_superior(city, ask, standing):
    away(city, "environment_head", "colleague")
    request = ask("colleague")
    assert not queries.consents(standing("colleague"), TODAY).exists()
    who = {"by": city.actor("colleague"), "at": NOW, "standing": standing("colleague")}
    assert code(actions.consent, request, **who) == "teams.not_your_consent"
    assert queries.consents(standing("mayor"), TODAY).get() == request


def test_a_leader_asks_too_and_then_every_superior_consents(city, ask, standing, team):
    ask("technician", role=Role.LEADER)
    request = ask("officer", by=city.actor("technician"), standing=standing("technician"))
    assert (request.state, request.superior) == ("asked", city.positions["KADIS-PU"])
    assert code(ask, "head", by=city.actor("colleague"), standing=standing("colleague")) == "teams.not_yours"


def test_a_volunteer_is_welcomed_then_consented_to(city, form, offer, standing):
    team = form(takes_volunteers=True)
    request = offer(team)
    assert request.state == "offered"
    assert told("offered") == {"officer"}
    who = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    request = actions.welcome(request, **who)
    assert (request.state, request.superior) == ("asked", city.positions["KADIS-LH"])
    assert told("welcomed") == {"colleague"}
    made = actions.consent(request, by=city.actor("environment_head"), at=NOW, standing=standing("environment_head"))
    assert (made.way, made.person) == ("volunteered", city.persons["colleague"])


def test_a_volunteer_of_the_own_unit_is_assigned_when_the_head_welcomes_him(city, form, offer, standing):
    request = offer(form(takes_volunteers=True), "technician")
    who = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    assert actions.welcome(request, **who).state == "assigned"
    assert member("technician")


def test_a_volunteer_is_declined_with_a_reason_or_takes_his_offer_back(city, form, offer, standing):
    team = form(takes_volunteers=True)
    head = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    assert code(actions.decline, offer(team), because="", **head) == "teams.reason_missing"
    request = Request.objects.get()
    assert actions.decline(request, because="Sudah cukup.", **head).state == "declined"
    again, own = offer(team), {"by": city.actor("colleague"), "at": NOW, "standing": standing("colleague")}
    assert code(actions.welcome, again, **own) == "teams.not_yours"
    assert actions.withdraw(again, **own).state == "withdrawn"


def test_a_head_does_not_answer_his_own_offer(city, form, offer, standing):
    request = offer(form(takes_volunteers=True), "officer")
    who = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    assert code(actions.welcome, request, **who) == "teams.own_request"


def test_a_team_without_a_call_takes_no_volunteers(team, offer):
    assert code(offer, team) == "teams.no_volunteers"


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"hours": 0}, "teams.hours"),
        ({"hours": 41}, "teams.hours"),
        ({"words": " "}, "teams.words_missing"),
        ({"since": date(2026, 10, 1)}, "teams.outside_period"),
        ({"until": date(2027, 4, 1)}, "teams.outside_period"),
        ({"until": SINCE}, "teams.period_empty"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(ask, values, why):
    assert code(ask, "colleague", **values) == why


def test_someone_is_asked_once_and_works_once(city, ask):
    ask("colleague")
    assert code(ask, "colleague") == "teams.asked_already"
    ask("technician")
    assert code(ask, "technician") == "teams.member_already"


def test_a_second_leader_is_refused_until_the_lead_is_handed_over(city, team, ask):
    ask("technician", role=Role.LEADER)
    assert code(ask, "officer", role=Role.LEADER) == "teams.has_leader"
    ask("officer")
    by = {"by": city.actor("officer"), "at": NOW}
    new = actions.hand_lead(team, to=member("officer"), on=TODAY, because="Bergantian", **by)
    assert (new.role, new.since, new.letter_number) == ("leader", TODAY, f"04/ST-TIM{team.pk}/2026")
    roles = queries.members_on([team.pk], TODAY).values_list("person__name", "role")
    assert set(roles) == {("Sari Puspita", "leader"), ("Rudi Saputra", "member")}
    before = queries.members_on([team.pk], TODAY - timedelta(days=1)).values_list("person__name", "role")
    assert set(before) == {("Sari Puspita", "member"), ("Rudi Saputra", "leader")}
    assert code(actions.hand_lead, team, to=new, on=TODAY, because="x", **by) == "teams.leads_already"


def test_the_mayor_has_nobody_above_who_could_consent(ask):
    assert code(ask, "mayor") == "teams.nobody_above"


def test_who_holds_no_position_is_not_asked(city, ask):
    people.end_holding(
        city.persons["colleague"].holdings.get(), on=TODAY, because="Mutasi", by=city.actor("administrator")
    )
    assert code(ask, "colleague") == "teams.no_position"


def test_a_member_stops_before_his_time(city, team, ask, standing):
    ask("technician")
    found, head = member("technician"), {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    stranger = {"by": city.actor("colleague"), "at": NOW, "standing": standing("colleague")}
    assert code(actions.end_membership, found, on=TODAY, because="x", **stranger) == "teams.not_yours"
    assert code(actions.end_membership, found, on=UNTIL, because="x", **head) == "teams.membership_ended"
    actions.end_membership(found, on=TODAY, because="Pindah tugas.", **head)
    assert queries.load_of([found.person_id], TODAY) == {found.person_id: 0}
    assert queries.load_of([found.person_id], TODAY - timedelta(days=1)) == {found.person_id: 4}
    assert told("ended") == {"technician"}


def test_the_head_of_his_own_unit_calls_a_member_back(city, team, ask, standing):
    actions.consent(ask("colleague"), by=city.actor("environment_head"), at=NOW)
    found = member("colleague")
    head = {"by": city.actor("environment_head"), "at": NOW, "standing": standing("environment_head")}
    himself = {"by": city.actor("colleague"), "at": NOW, "standing": standing("colleague")}
    assert code(actions.end_membership, found, on=TODAY, because="x", **himself) == "teams.not_yours"
    actions.end_membership(found, on=TODAY, because="Musim hujan: dibutuhkan di unit.", **head)
    assert told("ended") == {"colleague", "officer"}


def change(city, team: Team, **values) -> Team:
    facts = {"name": team.name, "purpose": team.purpose, "since": SINCE, "until": UNTIL, "because": "Perlu."}
    return actions.change_team(team, by=city.actor("officer"), at=NOW, **facts | values)


def test_a_longer_team_carries_on_only_those_who_needed_no_consent(city, team, ask):
    ask("technician")
    actions.consent(ask("colleague"), by=city.actor("environment_head"), at=NOW)
    change(city, team, until=date(2027, 6, 1))
    assert (member("technician").until, member("colleague").until) == (date(2027, 6, 1), UNTIL)


def test_a_shorter_team_ends_memberships_with_it(city, team, ask):
    ask("technician")
    ask("officer", since=date(2027, 1, 1))
    change(city, team, until=date(2026, 12, 31), skills=["Teknik Elektro"])
    assert member("technician").until == date(2026, 12, 31)
    assert not Membership.objects.filter(person=city.persons["officer"]).exists()
    assert [skill.words for skill in team.skills.all()] == ["Teknik Elektro"]


def test_a_team_is_dissolved_with_its_result_and_everyone_hears_of_it(city, team, ask, standing):
    ask("technician", role=Role.LEADER)
    waiting = ask("colleague")
    leader = {"by": city.actor("technician"), "at": NOW, "standing": standing("technician")}
    assert code(actions.dissolve, team, outcome="met", report="x", **leader) == "teams.not_yours"
    head = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    assert code(actions.dissolve, team, outcome="met", report=" ", **head) == "teams.report_missing"
    late = TODAY + timedelta(days=9)
    assert code(actions.dissolve, team, outcome="met", report="x", on=late, **head) == "teams.dissolved_later"
    actions.dissolve(team, outcome="met", report="410 lampu diganti.", **head)
    team.refresh_from_db()
    assert (team.state(TODAY), team.until, member("technician").until) == ("dissolved", TODAY, TODAY)
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"
    assert told("dissolved") == {"technician"}
    assert code(ask, "district_head") == "teams.dissolved"


def test_a_team_that_never_began_is_dissolved_too(city, form, ask):
    team = form(since=date(2027, 1, 1))
    ask("technician", team=team, since=date(2027, 1, 1))
    actions.dissolve(team, outcome="missed", report="Anggaran batal.", by=city.actor("officer"), at=NOW)
    assert not Membership.objects.exists()
    team.refresh_from_db()
    assert team.state(TODAY) == "dissolved"


def test_the_leader_reports_and_the_head_accepts_what_he_wrote(city, team, ask, standing):
    ask("technician", role="leader")
    leader = {"by": city.actor("technician"), "at": NOW, "standing": standing("technician")}
    head = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    assert code(actions.report, team, outcome="met", report="x", **head) == "teams.not_yours"
    assert code(actions.report, team, outcome="met", report=" ", **leader) == "teams.report_missing"
    actions.report(team, outcome="met", report="410 lampu diganti.", **leader)
    assert Notice.objects.filter(kind="teams.reported", recipient=city.officer).exists()
    actions.return_report(team, because="Sebutkan sisanya.", **head)
    assert Notice.objects.filter(kind="teams.report_returned", recipient=city.technician).exists()
    assert code(actions.return_report, team, because="Lagi.", **head) == "teams.not_reported"
    actions.report(team, outcome="partly", report="410 lampu diganti, 40 tersisa.", **leader)
    ended = actions.dissolve(team, outcome="partly", report="lain", **head)
    assert (ended.report, ended.reported_by) == ("410 lampu diganti, 40 tersisa.", leader["by"].label)
    assert code(actions.report, team, outcome="met", report="x", **leader) == "teams.dissolved"
