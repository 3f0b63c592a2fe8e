from __future__ import annotations

from datetime import date

import pytest

from penata.foundation.dated.queries import last_act
from penata.foundation.journal.models import Entry
from penata.foundation.refusals import Refused
from penata.organization.people import actions, queries
from penata.organization.people.models import Holding
from tests.city import TODAY

DAY = date(2026, 1, 1)


@pytest.fixture
def cited(city):
    return {"decree": city.decree, "by": city.actor("administrator")}


def held(city, who, on=TODAY):
    return [
        h.position.code
        for h in Holding.objects.on(on)
        .as_known()
        .filter(person=city.persons[who])
        .select_related("position")
        .order_by("id")
    ]


def test_a_person_comes_with_an_account_that_nobody_can_use_yet(city):
    person = actions.register_person(
        nip="199601012020121003", name="Andi Saputra", status="pns", rank="iii/a", by=city.actor("administrator")
    )
    assert (person.account.username, person.rank) == ("199601012020121003", "III/a")
    assert not person.account.is_active
    assert not person.account.has_usable_password()
    assert Entry.objects.latest("id").act == "people.register_person"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nip": "198609262015051001"}, "people.nip_taken"),
        ({"nip": "198613262015051001"}, "people.nip_birth"),
        ({"nip": "123"}, "people.nip_length"),
        ({"name": "  "}, "people.name_missing"),
        ({"rank": "V/z"}, "people.rank_unknown"),
    ],
)
def test_wrong_data_of_a_person_are_refused(city, change, code):
    data = {"nip": "199601012020121003", "name": "Andi", "status": "pns", "by": city.actor("administrator")}
    with pytest.raises(Refused) as refusal:
        actions.register_person(**data | change)
    assert refusal.value.code == code


def test_who_is_appointed_leaves_his_former_position_that_day(city, cited):
    actions.appoint(city.persons["technician"], city.positions["KABID-AIR"], on=DAY, **cited)
    assert held(city, "technician") == ["KABID-AIR"]
    assert held(city, "technician", date(2025, 12, 31)) == ["TEKNISI-JALAN"]
    assert Entry.objects.latest("id").details["left"] == ["TEKNISI-JALAN"]


def test_the_first_free_seat_is_taken_and_a_full_position_refuses_with_names(city, cited):
    actions.appoint(city.persons["colleague"], city.positions["TEKNISI-JALAN"], on=DAY, **cited)
    assert city.persons["colleague"].holdings.filter(recorded__upper_inf=True).latest("id").seat == 2
    with pytest.raises(Refused, match="Semua kursi jabatan TEKNISI-JALAN terisi: Rudi Saputra, Dewi Lestari"):
        actions.appoint(city.persons["village_head"], city.positions["TEKNISI-JALAN"], on=DAY, **cited)


def test_a_refused_appointment_leaves_everything_as_it_was(city, cited):
    count = Entry.objects.count()
    with pytest.raises(Refused):
        actions.appoint(city.persons["technician"], city.positions["KADIS-PU"], on=DAY, **cited)
    assert held(city, "technician") == ["TEKNISI-JALAN"]
    assert Entry.objects.count() == count


def test_the_same_position_twice_is_refused(city, cited):
    with pytest.raises(Refused, match="sudah memangku"):
        actions.appoint(city.persons["officer"], city.positions["KABID-JALAN"], on=DAY, **cited)


def test_an_appointment_needs_a_decree_and_a_position_that_is_there(city, cited):
    with pytest.raises(Refused) as refusal:
        actions.appoint(city.persons["technician"], city.positions["KABID-AIR"], on=DAY, **cited | {"decree": None})
    assert refusal.value.code == "structure.decree_missing"
    with pytest.raises(Refused, match="Tanggal berakhir harus sesudah"):
        actions.appoint(city.persons["technician"], city.positions["KABID-AIR"], on=DAY, until=DAY, **cited)


def test_acting_needs_an_end_and_an_empty_seat(city, cited):
    def act(who, position, **more):
        given = {"since": DAY, "until": date(2026, 4, 1)} | more
        return actions.appoint_acting(city.persons[who], city.positions[position], **given, **cited)

    with pytest.raises(Refused, match="harus memiliki tanggal berakhir"):
        act("officer", "LURAH-SARI", until=None)
    with pytest.raises(Refused, match="dipangku Bambang Hartono"):
        act("officer", "KADIS-PU")
    with pytest.raises(Refused, match="memangku jabatan itu sendiri"):
        act("officer", "KABID-JALAN", kind="plh")
    act("officer", "LURAH-SARI")
    with pytest.raises(Refused, match="Sudah ada Plt"):
        act("colleague", "LURAH-SARI")
    act("officer", "KADIS-PU", kind="plh")
    assert held(city, "officer", date(2026, 2, 1)) == ["KABID-JALAN", "LURAH-SARI", "KADIS-PU"]


def test_a_holding_ends_with_a_reason(city, cited):
    holding = city.persons["officer"].holdings.get()
    with pytest.raises(Refused, match="Tuliskan alasannya"):
        actions.end_holding(holding, on=DAY, because="", by=cited["by"])
    actions.end_holding(holding, on=DAY, because="Mutasi", **cited)
    assert held(city, "officer") == []
    assert held(city, "officer", date(2025, 12, 31)) == ["KABID-JALAN"]


def test_a_corrected_holding_keeps_what_was_believed_before(city, cited):
    before = last_act()
    actions.correct_holding(
        city.persons["officer"].holdings.get(), since=date(2021, 1, 1), because="SK salah baca", by=cited["by"]
    )
    day = date(2020, 6, 1)
    position = city.positions["KABID-JALAN"].pk
    assert queries.responder(position, on=day).how == "superior"
    assert queries.responder(position, on=day, at=before).how == "holder"


def test_an_absence_needs_an_end_and_a_substitute_who_is_someone_else(city):
    officer, by = city.persons["officer"], city.actor("officer")
    with pytest.raises(Refused, match="hari ia kembali bekerja"):
        actions.record_absence(officer, kind="cuti", since=TODAY, until=None, by=by)
    with pytest.raises(Refused, match="Pilih pegawai lain"):
        actions.record_absence(officer, kind="cuti", since=TODAY, until=date(2026, 12, 1), substitute=officer, by=by)


def test_a_cancelled_absence_is_believed_no_more(city):
    officer, by = city.persons["officer"], city.actor("officer")
    absence = actions.record_absence(officer, kind="cuti", since=TODAY, until=date(2026, 12, 1), by=by)
    assert queries.responder(city.positions["KABID-JALAN"].pk, on=TODAY).how == "superior"
    actions.cancel_absence(absence, because="Batal cuti", by=by)
    assert queries.responder(city.positions["KABID-JALAN"].pk, on=TODAY).how == "holder"
    with pytest.raises(Refused):
        actions.cancel_absence(absence, by=by)


def test_who_leaves_today_holds_nothing_and_cannot_sign_in(city, cited):
    from django.utils import timezone

    today = timezone.localdate()
    actions.leave(city.persons["officer"], on=today, because="Pensiun", by=cited["by"])
    city.officer.refresh_from_db()
    assert not city.officer.is_active
    assert held(city, "officer", today) == []
    with pytest.raises(Refused, match="sudah berhenti"):
        actions.leave(city.persons["officer"], on=today, because="Pensiun", by=cited["by"])


def test_who_leaves_later_works_until_then_and_his_account_closes_that_day(city, cited):
    from procrastinate.contrib.django.models import ProcrastinateJob

    day = date(2099, 1, 1)
    actions.leave(city.persons["officer"], on=day, because="Pensiun", by=cited["by"])
    city.officer.refresh_from_db()
    assert city.officer.is_active
    assert held(city, "officer") == ["KABID-JALAN"]
    assert ProcrastinateJob.objects.filter(task_name="people.close_account_of").count() == 1
    assert actions.close_accounts_of_left(on=date(2098, 12, 31), by=cited["by"]) == 0
    assert actions.close_accounts_of_left(on=day, by=cited["by"]) == 1
    city.officer.refresh_from_db()
    assert city.officer.closed_at is not None


def test_changed_data_of_a_person_reach_the_account_and_not_the_journal(city):
    officer = city.persons["officer"]
    actions.change_person(officer, name="Sari Puspita Dewi", phone="0812", by=city.actor("administrator"))
    officer.account.refresh_from_db()
    assert officer.account.name == "Sari Puspita Dewi"
    assert Entry.objects.latest("id").details == {"fields": ["name", "phone"]}
