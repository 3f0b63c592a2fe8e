from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from penata.foundation.accounts.models import Account
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import known_codes
from penata.foundation.tables.actions import in_words, run_import
from penata.organization.people import imports, queries
from penata.organization.people.actions.bulk import shuffled
from penata.organization.people.models import Absence, Holding, Person

BY = Actor.system("tests")
HEAD = "nip,name,status,rank,position,seat,kind,decree,since,until\n"
ANDI, BUDI = "199601012020121003", "199702022021011004"


def bring(importer, text, *, again=False, dry_run=False, **choices):
    return run_import(
        importer,
        text.encode(),
        file_name="berkas.csv",
        choices={name.replace("_", "-"): value for name, value in choices.items()},
        dry_run=dry_run,
        again=again,
        by=BY,
        at=timezone.now(),
    )


def figures(report):
    assert not report.findings, [in_words(f) for f in report.findings]
    return report.rows_new, report.rows_changed, report.rows_same


def codes(report):
    return {(f.row, f.code) for f in report.findings}


def test_persons_come_with_accounts_and_holdings_in_one_act(city):
    entries = Entry.objects.count()
    text = HEAD + f"{ANDI},Andi,,iii/A,KABID-AIR,,,Perda 3/2019,2026-01-01,\n{BUDI},Budi,pns,II/c,,,,,,\n"
    report = bring(imports.PERSONS, text, missing_decree="initial")
    assert figures(report) == (2, 0, 0)
    assert report.details == {"holdings_new": 1, "holdings_changed": 0, "accounts": 2}
    andi = Person.objects.get(nip=ANDI)
    assert (andi.rank, andi.status, andi.account.username) == ("III/a", "pns", ANDI)
    assert not andi.account.is_active
    found = queries.responder(city.positions["KABID-AIR"].pk, on=date(2026, 1, 1))
    assert (found.person_id, found.how) == (andi.pk, "holder")
    assert Entry.objects.count() == entries + 1


def test_the_same_file_again_changes_nothing(city):
    text = HEAD + f"{ANDI},Andi,pns,III/a,KABID-AIR,,,Perda 3/2019,2026-01-01,\n"
    bring(imports.PERSONS, text)
    count = Holding.objects.count()
    assert figures(bring(imports.PERSONS, text, again=True)) == (0, 0, 1)
    assert (Holding.objects.count(), Account.objects.filter(username=ANDI).count()) == (count, 1)


def test_a_newer_file_moves_people_from_its_day_on(city):
    bring(imports.PERSONS, HEAD + f"{ANDI},Andi,pns,III/a,KABID-AIR,,,Perda 3/2019,2026-01-01,\n")
    newer = HEAD + f"{ANDI},Andi Wijaya,pns,III/b,TEKNISI-JALAN,,,Perda 3/2019,2026-06-01,\n"
    assert figures(bring(imports.PERSONS, newer)) == (0, 1, 0)
    holdings = Holding.objects.as_known().filter(person__nip=ANDI)
    assert holdings.on(date(2026, 5, 31)).get().position.code == "KABID-AIR"
    now = holdings.on(date(2026, 6, 1)).get()
    assert (now.position.code, now.seat) == ("TEKNISI-JALAN", 2)
    assert Person.objects.get(nip=ANDI).name == "Andi Wijaya"


def test_a_file_without_a_column_leaves_it_as_it_is(city):
    bring(imports.PERSONS, "nip,name,email\n" + f"{ANDI},Andi,andi@kotalama.example\n")
    bring(imports.PERSONS, "nip,name\n" + f"{ANDI},Andi W\n")
    found = Person.objects.get(nip=ANDI)
    assert (found.name, found.email) == ("Andi W", "andi@kotalama.example")


def test_each_bad_row_of_persons_is_named(city):
    text = HEAD + (
        "198613262015051001,Salah,,,,,,,,\n"
        f"{ANDI},Andi,pns,V/z,,,,,,\n"
        f"{BUDI},Budi,pns,,NIHIL,,,Perda 3/2019,,\n"
        "199803032022032005,Citra,pns,,KADIS-PU,,,Perda 3/2019,2026-01-01,\n"
        "199904042023041006,Doni,pns,,KABID-AIR,2,,Perda 3/2019,2026-01-01,\n"
        "199804042022041007,Eka,pns,,LURAH-SARI,,plt,Perda 3/2019,2026-01-01,\n"
        "199804042022041008,Fani,pns,,LURAH-SARI,,,Perda 3/2019,2019-11-15,\n"
        "199804042022041009,Gita,pns,,LURAH-SARI,,,,2026-01-01,\n"
        "199804042022041010,Hari,pns,,LURAH-SARI,,,Perda 3/2019,2026-02-01,2026-01-01\n"
    )
    assert codes(bring(imports.PERSONS, text)) == {
        (2, "people.row_nip_birth"),
        (3, "people.row_rank_unknown"),
        (4, "people.row_position_unknown"),
        (5, "people.row_seats_full"),
        (6, "people.row_seat_unknown"),
        (7, "people.row_acting_needs_end"),
        (8, "people.row_outside_position"),
        (9, "structure.row_without_decree"),
        (10, "people.row_period_empty"),
    }
    assert not Person.objects.filter(nip=ANDI).exists()


def test_seats_are_given_in_order_and_no_more_than_there_are(city):
    text = HEAD + "".join(
        f"19980303202203{number}00{number},Orang,pns,,TEKNISI-JALAN,,,Perda 3/2019,2026-01-01,\n" for number in (1, 2)
    )
    assert codes(bring(imports.PERSONS, text)) == {(3, "people.row_seats_full")}  # Rudi has the other one


def test_two_who_change_places_in_one_file_do_not_meet(city):
    officer, technician = city.persons["officer"].nip, city.persons["technician"].nip
    text = (
        "nip,position,decree,since\n"
        f"{officer},TEKNISI-JALAN,Perda 3/2019,2026-06-01\n{technician},KABID-JALAN,Perda 3/2019,2026-06-01\n"
    )
    assert figures(bring(imports.HOLDINGS, text)) == (0, 2, 0)
    assert queries.responder(city.positions["KABID-JALAN"].pk, on=date(2026, 6, 1)).person_name == "Rudi Saputra"


def test_holdings_of_one_person_do_not_overlap_within_a_file(city):
    nip = city.persons["technician"].nip
    text = (
        "nip,position,kind,decree,since,until\n"
        f"{nip},KABID-AIR,,Perda 3/2019,2026-06-01,\n"
        f"{nip},LURAH-SARI,,Perda 3/2019,2026-07-01,\n"
        f"{nip},LURAH-SARI,Plt.,Perda 3/2019,2026-07-01,2026-08-01\n"
        "000,LURAH-SARI,,Perda 3/2019,2026-07-01,\n"
    )
    assert codes(bring(imports.HOLDINGS, text)) == {(3, "people.row_overlaps"), (5, "people.row_person_unknown")}


def test_absences_come_in_and_are_replaced_by_newer_ones(city):
    officer, technician = city.persons["officer"].nip, city.persons["technician"].nip
    text = f"nip,kind,substitute,since,until\n{officer},cuti,{technician},2026-11-20,2026-11-27\n"
    assert figures(bring(imports.ABSENCES, text)) == (1, 0, 0)
    assert queries.responder(city.positions["KABID-JALAN"].pk, on=date(2026, 11, 24)).how == "substitute"
    assert figures(bring(imports.ABSENCES, text, again=True)) == (0, 0, 1)
    newer = f"nip,kind,substitute,since,until\n{officer},dinas,,2026-11-24,2026-11-26\n"
    assert figures(bring(imports.ABSENCES, newer)) == (0, 1, 0)
    kinds = Absence.objects.as_known().order_by("valid").values_list("kind", flat=True)
    assert list(kinds) == ["cuti", "dinas", "cuti"]


def test_bad_rows_of_absences_are_named(city):
    nip = city.persons["officer"].nip
    text = (
        "nip,kind,substitute,since,until\n"
        f"{nip},cuti,{nip},2026-11-20,2026-11-27\n"
        f"{nip},cuti,123,2026-12-20,2026-12-20\n"
        f"{nip},cuti,,2026-11-21,2026-11-22\n"
    )
    assert codes(bring(imports.ABSENCES, text)) == {
        (2, "people.row_substitute_himself"),
        (3, "people.row_person_unknown"),
        (3, "people.row_period_empty"),
        (4, "people.row_overlaps"),
    }


@pytest.mark.parametrize("size", [0, 1, 2, 7919, 7920, 15838])
def test_shuffled_rows_are_the_same_rows(size):
    assert sorted(shuffled(range(size))) == list(range(size))


def test_every_finding_has_its_words():
    import re

    written = "".join(p.read_text() for p in Path(imports.__file__).parent.glob("*.py"))
    found = set(re.findall(r'"(people\.row_[a-z_]+)"', written))
    assert found
    assert found <= known_codes()
    assert {f"people.row_nip_{p}" for p in ("length", "birth", "entry", "age", "sex", "serial")} <= known_codes()
