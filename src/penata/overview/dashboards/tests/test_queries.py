"""Who sees what; what the numbers are made of."""

from datetime import timedelta

import pytest
from django.utils import timezone

from penata.public.cases.models import Case
from penata.public.cases.rules import Tally

from .. import queries
from ..rules import FIGURES, reading, spanned

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.mark.parametrize(
    ("who", "boards"),
    [
        ("mayor", ("mayor", "secretary", "bureau", "unit")),
        ("secretary", ("secretary", "mayor", "bureau", "unit")),
        ("head", ("unit",)),
        ("routing_officer", ("routing",)),
        ("technician", ()),
        ("outsider", ()),
    ],
)
def test_each_has_his_own_screens_first(city, viewer, who, boards):
    assert viewer(who).boards == boards


def test_a_head_sees_his_subtree_and_nothing_else(city, place):
    assert place("head", "unit").unit_name == "Dinas Pekerjaan Umum"
    assert place("head", "unit", unit=city.units["DPU-JALAN"].pk) is not None
    assert place("head", "unit", unit=city.units["DLH"].pk) is None
    assert place("head", "unit", unit=city.units["KL"].pk) is None
    assert place("head", "mayor") is None
    assert place("head", "unit", area=city.areas["99.71.01.1001"].pk) is None
    assert place("mayor", "unit", unit=city.units["DLH"].pk).units == {
        city.units["DLH"].pk,
        city.units["DLH-SAMPAH"].pk,
    }


def test_a_unit_that_went_elsewhere_is_no_longer_shown_to_its_former_head(city, place):
    from penata.foundation.journal.rules import Actor
    from penata.organization.structure import actions as structure

    on = TODAY() - timedelta(days=10)
    structure.change_unit(
        city.units["DPU-AIR"], parent=city.units["DLH"], decree=city.decree, article="Pasal 8", on=on, by=Actor.system()
    )
    before = place("head", "unit", on=on - timedelta(days=5))
    assert city.units["DPU-AIR"].pk not in before.units
    everything = place("mayor", "unit", unit=city.units["DPU"].pk, on=on - timedelta(days=5))
    assert city.units["DPU-AIR"].pk in everything.units


def test_the_number_and_its_rows_are_the_same_cases(city, place, viewer, a_year):
    where = place("mayor", "mayor")
    read = queries.one(where, FIGURES["on_time"])
    assert (read.value, read.verdict) == (0.4, "worse")
    rows = queries.rows(where, read, viewer("mayor").seen, 1)
    assert (rows.total, rows.may_open) == (12, 12)
    assert rows.total == read.sizes[-1] - read.parts[-1]
    late = queries.one(where, FIGURES["late"])
    assert queries.rows(where, late, viewer("mayor").seen, 1).total == late.value


def test_who_may_not_open_a_case_sees_that_it_is_counted_not_which_it_is(city, place, viewer, a_year):
    where = place("secretary", "secretary")
    rows = queries.rows(where, queries.one(where, FIGURES["on_time"]), viewer("secretary").seen, 1)
    assert (rows.total, rows.may_open, rows.rows) == (12, 0, [])


def test_as_of_a_day_nothing_later_is_counted(city, place, a_year):
    before = queries.board(place("mayor", "mayor", on=TODAY() - timedelta(days=28)))
    now = queries.board(place("mayor", "mayor"))
    on_time = [next(r for r in found.readings if r.figure.code == "on_time") for found in (before, now)]
    assert on_time[0].value > 0.85 > on_time[1].value
    assert before.worse == []
    assert [name for _key, name in now.worse] == ["Perbaikan lampu jalan"]


def test_the_parts_add_up_to_the_whole(city, place, answered):
    answered(30, late=3)
    answered(20, position="KABID-SAMPAH", service=None)
    where = place("mayor", "mayor")
    read = queries.one(where, FIGURES["on_time"])
    for by in ("unit", "area"):
        lines = queries.breakdown(where, read, by)
        assert (sum(line.size for line in lines), sum(line.part for line in lines)) == (read.sizes[-1], read.parts[-1])
    names = [line.name for line in queries.breakdown(where, read, "unit")]
    assert names == ["Dinas Lingkungan Hidup", "Dinas Pekerjaan Umum"]  # the order of the chart, not of speed


def test_the_city_is_compared_by_what_each_had_to_do(city, viewer, answered):
    answered(60, late=6)
    answered(40, late=30, position="KABID-SAMPAH", service=None)
    found = queries.comparison(viewer("mayor"), figure="on_time", kind="dinas", on=TODAY())
    assert [name for name, _one in found.lines] == ["Dinas Lingkungan Hidup", "Dinas Pekerjaan Umum"]
    assert {one.verdict for _name, one in found.lines} == {"like"}  # each alone has its sort of work
    assert queries.comparison(viewer("head"), figure="on_time", kind="dinas", on=TODAY()).kind == "bidang"


def test_a_screen_asks_as_often_whatever_there_is(city, place, answered, django_assert_num_queries):
    where = place("mayor", "mayor")
    answered(5)
    queries.board(where)
    for _ in range(2):
        with django_assert_num_queries(3):
            queries.board(where)
        answered(60)


def test_no_figure_names_a_person(city, place, a_year):
    found = queries.board(place("mayor", "mayor"))
    said = " ".join(queries.sentences(found)) + str(list(queries.series(found.readings)))
    for who in ("officer", "technician", "head"):
        assert getattr(city, who).name not in said
    assert Case.objects.exists()


@pytest.mark.parametrize(
    ("in_time", "target", "said"),
    [(896, 0.9, "89,6%"), (896, 0.8, "90%"), (900, 0.9, "90%"), (904, 0.9, "90,4%"), (896, None, "90%")],
)
def test_a_share_is_rounded_but_never_onto_a_target_that_it_misses(in_time, target, said):
    week = Tally(*(in_time if name == "in_time" else 1_000 if name == "answered" else 0 for name in Tally._fields))
    read = reading(
        FIGURES["on_time"], spanned(Tally(*[0] * len(Tally._fields)), [week] * 52), until=TODAY(), target=target
    )
    assert queries.present(read) == said
