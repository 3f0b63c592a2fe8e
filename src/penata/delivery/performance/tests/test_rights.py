"""Who may read what: the person, his superior line, the personnel agency, and nobody else."""

from __future__ import annotations

from datetime import date

import pytest

from penata.delivery.performance import actions, exports, queries
from penata.delivery.performance.models import Evaluation
from penata.delivery.performance.tests.life import YEAR, acting, at, closed, evaluation_of, standing
from penata.foundation.journal.rules import Actor
from penata.organization.people import actions as people

pytestmark = pytest.mark.django_db
ON = date(YEAR, 10, 7)
BY = Actor.system("tests")
READERS = {"officer", "head", "mayor", "administrator"}
OTHERS = {
    "technician": "his subordinate",
    "colleague": "a colleague of another unit",
    "environment_head": "the head of another agency",
    "secretary": "the secretary, above nobody of this agency",
    "routing_officer": "who routes reports",
    "district_head": "a district",
    "outsider": "someone without a position",
}


def seen_by(city, who, on=ON):
    return queries.sight(standing(city, who, at(on.month, on.day)), on=on)


def written(city, who):
    return exports.evaluation_rows(queries.visible_evaluations(seen_by(city, who)), ON)


@pytest.mark.parametrize("who", sorted(READERS))
def test_the_person_his_line_and_personnel_read(year, who):
    one = closed(year)
    assert queries.find_evaluation(seen_by(year, who), one.pk) == one
    assert queries.find_expectation(seen_by(year, who), one.expectation_id) == one.expectation


@pytest.mark.parametrize("who", sorted(OTHERS), ids=lambda who: OTHERS[who].replace(" ", "-"))
def test_nobody_else_reads(year, who):
    one = closed(year)
    assert queries.find_evaluation(seen_by(year, who), one.pk) is None
    assert queries.find_expectation(seen_by(year, who), one.expectation_id) is None
    assert not queries.visible_evaluations(seen_by(year, who)).filter(person=year.persons["officer"]).exists()


def test_a_head_does_not_read_what_his_own_superior_thinks_of_others_beside_him(year):
    mine = queries.visible_evaluations(seen_by(year, "officer")).values_list("person", flat=True)
    assert set(mine) == {year.persons["officer"].pk, year.persons["technician"].pk}


def test_who_moves_below_another_brings_his_past_and_the_line_of_the_position_keeps_it(year):
    one = closed(year)
    holding = year.persons["officer"].holdings.get(recorded__upper_inf=True)
    people.end_holding(holding, on=date(YEAR, 10, 20), because="Mutasi.", by=BY)
    people.appoint(
        year.persons["officer"], year.positions["LURAH-SARI"], decree=year.decree, article="Pasal 1",
        on=date(YEAR, 10, 20), by=BY,
    )  # fmt: skip
    after = date(YEAR, 10, 25)
    for who in ("head", "mayor", "district_head", "officer"):
        assert queries.find_evaluation(seen_by(year, who, after), one.pk) == one
    for who in ("village_head", "colleague", "technician"):
        assert queries.find_evaluation(seen_by(year, who, after), one.pk) is None


def test_a_substitute_reads_while_he_stands_in_and_not_after(year):
    one = closed(year)
    people.record_absence(
        year.persons["head"], kind="cuti", since=date(YEAR, 10, 10), until=date(YEAR, 10, 12),
        substitute=year.persons["environment_head"], by=BY,
    )  # fmt: skip
    found = [
        queries.find_evaluation(seen_by(year, "environment_head", day), one.pk)
        for day in (date(YEAR, 10, 9), date(YEAR, 10, 10), date(YEAR, 10, 12))
    ]
    assert found == [None, one, None]
    of_head = Evaluation.objects.filter(person=year.persons["head"]).first()
    assert queries.find_evaluation(seen_by(year, "environment_head", date(YEAR, 10, 10)), of_head.pk) is None


def test_the_export_holds_only_what_the_reader_may_see(year):
    closed(year)
    for who, rows in (("administrator", 1), ("head", 1), ("technician", 0), ("environment_head", 0)):
        assert len(list(written(year, who))) == rows


def test_the_export_says_it_in_the_fields_and_codes_of_siasn(year):
    closed(year, results="above", conduct="above")
    [row] = written(year, "administrator")
    said = dict(zip(exports.EVALUATIONS, row, strict=True))
    assert said["nip"] == "198609262015051001"
    assert (said["hasilKinerjaNilai"], said["perilakuKerjaNilai"], said["kuadranKinerjaNilai"]) == (1, 1, 1)
    assert (said["bulanMulaiPenilaian"], said["bulanSelesaiPenilaian"], said["tahun"]) == (7, 9, YEAR)
    assert (said["penilaiNipNrp"], said["penilaiJabatanNama"]) == ("197503032001121002", "Kepala Dinas Pekerjaan Umum")
    assert said["koefisienId"] is None  # not a functional position


# What awaits -----------------------------------------------------------------------------------------------------


def kinds(city, who, on):
    return [one.kind for one in queries.awaiting(standing(city, who, at(on.month, on.day)), on)]


def test_a_report_awaits_the_person_and_then_his_superior_and_then_the_person(year):
    actions.open_evaluations(by=BY, at=at(10, 1))
    day = date(YEAR, 10, 1)
    assert kinds(year, "officer", day).count("performance.mine") == 3
    one = evaluation_of(year, "officer")
    actions.choose(one, realizations={}, chosen=[], words="Selesai.", **acting(year, "officer", at(10, 2)))
    actions.submit(one, **acting(year, "officer", at(10, 2)))
    assert "performance.decide" in kinds(year, "head", date(YEAR, 10, 2))
    assert "performance.decide" not in kinds(year, "mayor", date(YEAR, 10, 2))
    people.record_absence(
        year.persons["head"], kind="cuti", since=date(YEAR, 10, 3), until=date(YEAR, 10, 9),
        substitute=year.persons["environment_head"], by=BY,
    )  # fmt: skip
    assert "performance.decide" in kinds(year, "environment_head", date(YEAR, 10, 3))
    assert "performance.decide" not in kinds(year, "head", date(YEAR, 10, 3))


def test_an_objection_awaits_who_stands_above(year):
    one = closed(year, who="technician", by="officer")
    assert one.state == "closed"
    other = evaluation_of(year, "technician", "Triwulan I 2026")
    actions.choose(other, realizations={}, chosen=[], words="Selesai.", **acting(year, "technician", at(10, 2)))
    actions.submit(other, **acting(year, "technician", at(10, 2)))
    decide = {"results": "below", "conduct": "as", "words": "Kurang."}
    actions.decide(other, **decide, **acting(year, "officer", at(10, 3)))
    actions.object_to(other, words="Tidak tepat.", **acting(year, "technician", at(10, 4)))
    assert "performance.objection" in kinds(year, "head", date(YEAR, 10, 5))
    assert "performance.objection" not in kinds(year, "officer", date(YEAR, 10, 5))


def test_who_holds_a_position_and_has_no_expectation_is_asked_to_begin(year):
    assert kinds(year, "colleague", ON) == ["performance.begin"]
    assert kinds(year, "outsider", ON) == []


def test_the_queries_of_what_awaits_do_not_grow_with_the_people(year, django_assert_max_num_queries):
    closed(year)
    who = standing(year, "head", at(10, 7))
    with django_assert_max_num_queries(14):
        queries.awaiting(who, ON)
