from datetime import date
from itertools import pairwise

import pytest
from shapely.geometry import Point, shape

from penata.demo import territory
from penata.demo.functions import answering, by_slug, functions, mandates, unit_for
from penata.demo.positions import positions
from penata.demo.structure import current, units

ON = date(2026, 11, 24)


def test_the_city_has_16_kecamatan_and_about_170_kelurahan_with_names_of_their_own():
    levels = [area.level for area in territory.areas()]
    assert levels.count("district") == 16
    assert 165 <= levels.count("village") <= 175
    names = [area.name for area in territory.villages()]
    assert len(set(names)) == len(names)


def test_boundaries_tile_the_city_without_gap_or_overlap():
    drawn = {code: shape(boundary) for code, boundary in territory.boundaries().items()}
    assert all(polygon.is_valid and polygon.geom_type == "Polygon" for polygon in drawn.values())
    city = drawn[territory.CITY_CODE]
    for level in (2, 3):
        parts = sum(polygon.area for code, polygon in drawn.items() if code.count(".") == level)
        assert parts == pytest.approx(city.area, rel=1e-9)
    for area in territory.villages():
        assert drawn[area.parent].covers(drawn[area.code])


def test_a_point_drawn_in_a_kelurahan_lies_in_it():
    drawn = territory.boundaries()
    for area in territory.villages()[::7]:
        polygon = shape(drawn[area.code])
        for chance in (0.0, 0.31, 0.77, 0.999):
            assert polygon.covers(Point(territory.point_in(area.code, chance, 1 - chance, chance)))


def test_units_form_a_tree_on_every_day():
    for day in (date(2018, 1, 1), date(2024, 6, 1), ON):
        valid = {u.code: u for u in units(ON) if u.since <= day and (u.until is None or u.until > day)}
        for unit in valid.values():
            seen = set()
            above = unit
            while above.parent:
                assert above.code not in seen
                seen.add(above.code)
                above = valid[above.parent]
            assert above.code == "KOTA"


def test_versions_of_a_unit_follow_each_other_without_overlap():
    spans: dict[str, list] = {}
    for unit in units(ON):
        spans.setdefault(unit.code, []).append(unit)
    changed = [found for found in spans.values() if len(found) > 1]
    assert len(changed) >= 3
    for found in changed:
        for before, after in pairwise(found):
            assert before.until == after.since


def test_the_structure_has_the_size_of_a_real_city():
    kinds = [unit.kind for unit in current(ON).values()]
    assert 28 <= kinds.count("dinas") + kinds.count("badan") <= 34
    assert kinds.count("kecamatan") == 16
    assert 2_350 <= len(positions(ON)) <= 2_650
    assert 280 <= len(functions(ON)) <= 350


def test_each_unit_has_exactly_one_head_with_one_seat():
    heads = [position for position in positions(ON) if position.is_head and position.until is None]
    assert len(heads) == len({position.unit for position in heads}) == len(current(ON))
    assert all(position.seats == 1 for position in heads)


def test_codes_of_positions_are_unique_in_time():
    for day in (date(2024, 1, 1), ON):
        valid = [p.code for p in positions(ON) if p.since <= day and (p.until is None or p.until > day)]
        assert len(valid) == len(set(valid))


def test_each_public_function_has_exactly_one_accountable_unit_for_each_area_and_day():
    since: dict[tuple[str, str], list] = {}
    for mandate in mandates(ON):
        if mandate.aspect == "accountable":
            since.setdefault((mandate.function, mandate.area), []).append(mandate)
    for found in since.values():
        found.sort(key=lambda mandate: mandate.since)
        for before, after in pairwise(found):
            assert before.until == after.since
        assert found[-1].until is None
    known = {unit.code for unit in units(ON)}
    assert all(mandate.unit in known for mandate in mandates(ON))
    for function in functions(ON):
        if function.is_public:
            for area in territory.areas():
                assert unit_for(function.code, area.code, ON, ON) in known


def test_a_function_moved_between_agencies_is_answered_by_the_new_one_from_its_day():
    code = by_slug(ON)["penerangan-lingkungan"].code
    days = [since for since, _ in answering(ON)[code, territory.CITY_CODE]]
    assert len(days) == 2
    village = territory.villages()[3].code
    assert unit_for(code, village, date(2026, 1, 1), ON).startswith("PERKIM")
    assert unit_for(code, village, ON, ON).startswith("DISHUB")


def test_parents_of_functions_come_before_them():
    seen = {""}
    for function in functions(ON):
        assert function.parent in seen
        assert function.code not in seen
        seen.add(function.code)
