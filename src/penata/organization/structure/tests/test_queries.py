from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction

from penata.foundation.dated.queries import last_act
from penata.organization.structure import actions, queries
from penata.organization.structure.rules.coverage import Claim, answering
from tests.city import IN_SUKAMAJU, IN_SUKASARI, OUTSIDE, TODAY


def test_who_answers_is_one_query_whatever_the_place(city, django_assert_num_queries):
    for area in (None, *(a.pk for a in city.areas.values())):
        with django_assert_num_queries(1):
            assert queries.accountable(city.functions["1.03.11"].pk, area, on=TODAY) is not None


def test_the_answer_names_article_and_decree(city):
    found = queries.accountable(city.functions["1.03.11"].pk, None, on=TODAY)
    assert (found.article, found.decree_label) == ("Pasal 7", "Peraturan Daerah 3/2019")
    assert (found.function_title, found.unit_id) == ("Penerangan jalan umum", city.units["DPU-JALAN"].pk)


def test_many_functions_are_asked_in_one_query(city, django_assert_num_queries):
    ids = [f.pk for f in city.functions.values()]
    with django_assert_num_queries(1):
        found = queries.accountable_many(ids, city.areas["99.71.01.1001"].pk, on=TODAY)
    assert found == {i: queries.accountable(i, city.areas["99.71.01.1001"].pk, on=TODAY) for i in ids}


def test_before_the_decree_nobody_answered(city):
    assert queries.accountable(city.functions["1.03.11"].pk, None, on=date(2019, 12, 31)) is None


def test_as_known_before_a_correction_the_old_answer_stands(city):
    function, before = city.functions["1.03.11"], last_act()
    actions.correct(
        function.mandates.get(),
        position=city.positions["KADIS-PU"],
        because="Salah baca pasal",
        by=city.actor("administrator"),
    )
    now = queries.accountable(function.pk, None, on=TODAY)
    then = queries.accountable(function.pk, None, on=TODAY, at=before)
    assert now.position_id == city.positions["KADIS-PU"].pk
    assert then.position_id == city.positions["KABID-JALAN"].pk


def test_the_database_agrees_with_the_pure_rule_everywhere(city):
    from penata.organization.structure.models import AreaVersion, FunctionVersion, Mandate

    claims = [
        Claim(m.function_id, m.area_id, m.position_id or city.positions["KADIS-LH"].pk) for m in Mandate.objects.all()
    ]
    above_function = dict(FunctionVersion.objects.values_list("function_id", "parent_id"))
    above_area = dict(AreaVersion.objects.values_list("area_id", "parent_id"))
    for function in city.functions.values():
        for area in city.areas.values():
            expected = answering(
                function.pk, area.pk, claims=claims, above_function=above_function, above_area=above_area
            )
            found = queries.accountable(function.pk, area.pk, on=TODAY)
            assert [c.position for c in expected] == ([found.position_id] if found else [])


def test_the_chart_has_every_unit_after_the_one_above_it(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = queries.chart(TODAY)
    assert [(r.code, r.depth) for r in rows][:4] == [("KL", 0), ("DLH", 1), ("DLH-SAMPAH", 2), ("DPU", 1)]
    assert len(rows) == len(city.units)
    assert rows[3].head_title == "Kepala Dinas Pekerjaan Umum"


def test_a_subtree_starts_at_its_unit(city, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = queries.subtree(city.units["DPU"].pk, on=TODAY)
    assert [(r.code, r.depth) for r in rows] == [("DPU", 0), ("DPU-AIR", 1), ("DPU-JALAN", 1)]
    assert queries.subtree(city.units["DPU"].pk, on=date(2010, 1, 1)) == []
    assert queries.subtree_ids([city.units["DPU"].pk], TODAY) == {r.unit_id for r in rows}


def test_the_chart_as_known_before_shows_the_old_name(city):
    before = last_act()
    actions.correct(city.units["DLH"].versions.get(), name="Dinas LH", because="x", by=city.actor("administrator"))
    assert "Dinas LH" in {r.name for r in queries.chart(TODAY)}
    assert "Dinas LH" not in {r.name for r in queries.chart(TODAY, before)}


def test_the_superior_is_the_head_and_of_a_head_the_head_above(city):
    def above(code):
        return queries.superior_position(city.positions[code].pk, on=TODAY)

    assert above("TEKNISI-JALAN") == city.positions["KABID-JALAN"].pk
    assert above("KABID-JALAN") == city.positions["KADIS-PU"].pk
    assert above("LURAH-MAJU") == city.positions["CAMAT-SUKA"].pk
    assert above("WALI-KOTA") is None


def test_titles_of_closed_positions_stay_readable(city):
    actions.close_position(
        city.positions["KABID-AIR"], on=date(2026, 1, 1), reason="ended", decree=city.decree, by=city.actor("secretary")
    )
    found = queries.position_titles([city.positions["KABID-AIR"].pk], TODAY)
    assert found == {
        city.positions["KABID-AIR"].pk: ("Kepala Bidang Drainase", city.units["DPU-AIR"].pk, "Bidang Drainase")
    }


def test_a_point_lies_in_the_smallest_area_around_it(city):
    assert queries.area_at(*IN_SUKAMAJU, on=TODAY) == city.areas["99.71.01.1001"].pk
    assert queries.area_at(*IN_SUKASARI, on=TODAY) == city.areas["99.71.01.1002"].pk
    assert queries.area_at(-6.99, 110.49, on=TODAY) == city.areas["99.71"].pk
    assert queries.area_at(*OUTSIDE, on=TODAY) is None


def test_areas_are_offered_by_kecamatan_and_follow_a_change(city):
    choice = queries.areas_for_choice(TODAY)
    assert [(c.name, [name for _id, name in c.villages]) for c in choice] == [("Sukaraja", ["Sukamaju", "Sukasari"])]
    actions.change_area(
        city.areas["99.71.01"], name="Suka Raja", on=TODAY, decree=city.decree, by=city.actor("administrator")
    )
    assert [c.name for c in queries.areas_for_choice(TODAY)] == ["Suka Raja"]
    assert queries.area_path(city.areas["99.71.01.1001"].pk, TODAY) == [
        city.areas[code].pk for code in ("99.71.01.1001", "99.71.01", "99.71")
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("lampu jalan di depan rumah saya mati", "1.03.11"),
        ("sampahnya menumpuk!!!", "2.11.11"),
        ("minta surat keterangan domisili", "7.01.01"),
    ],
)
def test_words_of_residents_find_the_function(city, words, code):
    assert queries.match_functions(words, 3, on=TODAY)[0].code == code


@pytest.mark.parametrize("words", ["", "   ", "' & | ! :* <->", "yang di", "xyzzy", "a" * 20000, "<script>", "😀"])
def test_words_that_mean_nothing_find_nothing_and_break_nothing(city, words):
    assert queries.match_functions(words, 3, on=TODAY) == []


@pytest.mark.parametrize(
    ("typed", "code", "instead"),
    [
        ("lmpu padm", "1.03.11", "lampu padam"),
        ("smapah menumpk", "2.11.11", "sampah menumpuk"),
        ("lampu padam", "1.03.11", ""),
        ("sampahnya", "2.11.11", ""),
    ],
)
def test_a_typing_error_is_forgiven_when_functions_are_searched(city, typed, code, instead):
    found = queries.search_functions(typed, 3, on=TODAY)
    assert (found.matches[0].code, found.instead) == (code, instead)


def test_a_word_that_a_function_was_given_a_moment_ago_is_known(city):
    assert queries.search_functions("ketapng", 3, on=TODAY).matches == []
    actions.change_function(
        city.functions["2.11.11"],
        keywords="sampah ketapang",
        on=TODAY,
        decree=city.decree,
        by=city.actor("administrator"),
    )
    assert queries.search_functions("ketapng", 3, on=TODAY).matches[0].code == "2.11.11"


@pytest.mark.parametrize("words", ["", "\x00", "' & | ! :* <->", "yang di", "a" * 20000, "😀"])
def test_no_text_breaks_the_search_for_functions(city, words):
    assert queries.search_functions(words, 3, on=TODAY) == queries.FunctionsFound([], "")


def test_searching_functions_takes_two_queries_once_their_words_are_known(city, django_assert_num_queries):
    queries.search_functions("lampu", 3, on=TODAY)
    with django_assert_num_queries(2):
        queries.search_functions("lmpu", 3, on=TODAY)


def test_there_is_no_gap_while_everything_has_an_answer(city):
    assert queries.gaps_and_overlaps(TODAY) == []


def test_a_gap_is_listed_for_each_place_and_the_days_it_lasts(city):
    by = {"decree": city.decree, "by": city.actor("administrator")}
    mandate = city.functions["2.11.11"].mandates.get()
    actions.end_mandate(mandate, on=date(2026, 1, 1), **by)
    assert queries.gaps_and_overlaps(TODAY) == []  # its parent's answers
    actions.end_mandate(city.functions["2.11"].mandates.get(), on=date(2026, 3, 1), **by)
    found = [g for g in queries.gaps(date(2026, 1, 1), date(2027, 1, 1)) if g.function_code == "2.11.11"]
    assert [(g.code, g.area_name, g.since, g.until) for g in found] == [
        ("no_mandate", "Sukamaju", date(2026, 3, 1), date(2027, 1, 1)),
        ("no_mandate", "Sukasari", date(2026, 3, 1), date(2027, 1, 1)),
    ]


@pytest.mark.slow
def test_the_planner_takes_the_indexes_of_lookups_at_sixty_thousand_mandates(city):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into structure_function (code) select 'M' || i from generate_series(1, 300) i;"
            "insert into structure_area (code) select 'A' || i from generate_series(1, 200) i;"
        )
        cursor.execute(
            "insert into structure_mandate (function_id, aspect, position_id, area_id, valid, recorded, decree_id,"
            " article) select f.id, 'accountable', %s, a.id, daterange('2020-01-01', null),"
            " tstzrange((select max(instant) from dated_act), null), %s, ''"
            " from structure_function f, structure_area a where f.code like 'M%%' and a.code like 'A%%'",
            [city.positions["KADIS-PU"].pk, city.decree.pk],
        )
        cursor.execute("analyze structure_mandate")
        for where, index in (
            ("function_id = %(f)s and area_id = any(array[%(a)s, 1, 2])", "mandate_function_area"),
            ("position_id = 1", "structure_mandate_position_id"),
        ):
            cursor.execute("select max(function_id), max(area_id) from structure_mandate")
            function, area = cursor.fetchone()
            cursor.execute(
                "explain select * from structure_mandate where valid @> date '2026-11-24' and upper_inf(recorded)"
                f" and aspect = 'accountable' and {where}",
                {"f": function, "a": area},
            )
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert index in plan, plan
            assert "Seq Scan" not in plan, plan
        transaction.set_rollback(True)  # the laws are not asked: these functions have no versions
