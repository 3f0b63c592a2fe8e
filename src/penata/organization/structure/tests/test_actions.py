from __future__ import annotations

from datetime import date

import pytest

from penata.foundation.dated.queries import last_act
from penata.foundation.journal.models import Entry
from penata.foundation.refusals import Refused, known_codes
from penata.organization.structure import actions, queries
from penata.organization.structure.models import UnitClosure, UnitVersion
from tests.city import TODAY

DAY = date(2026, 1, 1)


@pytest.fixture
def by(city):
    return city.actor("administrator")


def name_of(unit, on=TODAY, at=None):
    return UnitVersion.objects.on(on).as_known(at).filter(unit=unit).values_list("name", flat=True).first()


def test_a_change_holds_from_its_day_and_earlier_days_stay(city, by):
    unit = city.units["DLH"]
    actions.change_unit(
        unit, on=DAY, name="Dinas Lingkungan Hidup dan Kebersihan", decree=city.decree, article="Pasal 8", by=by
    )
    assert name_of(unit) == "Dinas Lingkungan Hidup dan Kebersihan"
    assert name_of(unit, date(2025, 12, 31)) == "Dinas Lingkungan Hidup"


def test_a_change_reaches_the_versions_that_are_already_planned_for_later(city, by):
    unit = city.units["DLH"]
    actions.change_unit(unit, on=date(2027, 1, 1), type_class="A", decree=city.decree, by=by)
    actions.change_unit(unit, on=DAY, name="Dinas LH", decree=city.decree, by=by)
    later = UnitVersion.objects.on(date(2027, 6, 1)).as_known().get(unit=unit)
    assert (later.name, later.type_class) == ("Dinas LH", "A")


def test_a_future_change_needs_no_job_to_become_true(city, by):
    unit = city.units["DLH"]
    actions.change_unit(unit, on=date(2030, 1, 1), name="Baru", decree=city.decree, by=by)
    assert (name_of(unit), name_of(unit, date(2030, 1, 1))) == ("Dinas Lingkungan Hidup", "Baru")


def test_a_correction_keeps_what_was_believed_before(city, by):
    unit, before = city.units["DLH"], last_act()
    actions.correct(unit.versions.get(), name="Dinas Lingkungan", because="Salah ketik", by=by)
    assert name_of(unit) == "Dinas Lingkungan"
    assert name_of(unit, at=before) == "Dinas Lingkungan Hidup"


def test_a_correction_may_move_the_days_and_needs_a_reason(city, by):
    version = city.units["DPU-AIR"].versions.get()
    with pytest.raises(Refused, match="Tuliskan mengapa"):
        actions.correct(version, name="x", because=" ", by=by)
    with pytest.raises(Refused) as refusal:
        actions.correct(version, since=date(2019, 1, 1), because="SK lama", by=by)
    assert refusal.value.code == "structure.unit_outside_parent"
    with pytest.raises(Refused) as refusal:
        actions.correct(version, because="tanpa perubahan", by=by)
    assert refusal.value.code == "structure.nothing_changes"


def test_the_same_version_is_corrected_once(city, by):
    version = city.units["DPU-AIR"].versions.get()
    actions.correct(version, name="Bidang Air", because="Salah ketik", by=by)
    with pytest.raises(Refused) as refusal:
        actions.correct(version, name="Bidang Banyu", because="Salah ketik", by=by)
    assert refusal.value.code == "structure.already_corrected"


def test_each_act_is_one_entry_with_who_when_why_and_the_decree(city, by):
    count = Entry.objects.count()
    actions.change_unit(
        city.units["DLH"], on=DAY, name="DLH", decree=city.decree, article="Pasal 8", because="Penyederhanaan", by=by
    )
    entry = Entry.objects.latest("id")
    assert Entry.objects.count() == count + 1
    assert (entry.act, entry.actor_id, entry.because) == ("structure.change_unit", by.id, "Penyederhanaan")
    assert entry.details["changes"] == {"name": ["Dinas Lingkungan Hidup", "DLH"]}
    assert (entry.details["decree"], entry.details["article"]) == ("Peraturan Daerah 3/2019", "Pasal 8")


def test_a_change_without_a_decree_or_before_its_force_is_refused(city, by):
    with pytest.raises(Refused) as refusal:
        actions.change_unit(city.units["DLH"], on=DAY, name="x", decree=None, by=by)
    assert (refusal.value.code, refusal.value.field) == ("structure.decree_missing", "decree")
    with pytest.raises(Refused, match="baru berlaku 1 Januari 2020"):
        actions.change_unit(city.units["DLH"], on=date(2019, 12, 31), name="x", decree=city.decree, by=by)


def test_a_unit_in_use_is_not_closed_and_says_what_is_in_the_way(city, by):
    def close(code):
        actions.close_unit(city.units[code], on=DAY, reason="ended", decree=city.decree, by=by)

    with pytest.raises(Refused, match="Masih ada 2 unit di bawahnya: Bidang Drainase, Bidang Jalan"):
        close("DPU")
    with pytest.raises(Refused, match="Masih ada 1 jabatan di unit ini: Kepala Bidang Drainase"):
        close("DPU-AIR")


def test_a_unit_is_closed_with_a_typed_reason_and_its_successor(city, by):
    cited = {"decree": city.decree, "by": by}
    air, road = city.units["DPU-AIR"], city.units["DPU-JALAN"]
    actions.close_position(city.positions["KABID-AIR"], on=DAY, reason="ended", **cited)
    with pytest.raises(Refused, match="Pilih penerusnya"):
        actions.close_unit(air, on=DAY, reason="merged", **cited)
    actions.close_unit(air, on=DAY, reason="merged", successor=road, **cited)
    closure = UnitClosure.objects.on(TODAY).as_known().get(unit=air)
    assert (closure.reason, closure.successor) == ("merged", road)
    assert name_of(air) is None
    assert name_of(air, date(2025, 1, 1)) == "Bidang Drainase"


def test_a_closed_unit_comes_back_under_its_code(city, by):
    cited = {"decree": city.decree, "by": by}
    air = city.units["DPU-AIR"]
    actions.close_position(city.positions["KABID-AIR"], on=DAY, reason="ended", **cited)
    actions.close_unit(air, on=DAY, reason="ended", **cited)
    with pytest.raises(Refused, match="sudah dipakai"):
        actions.open_unit(code="DPU-AIR", name="x", on=date(2025, 1, 1), parent=city.units["DPU"], **cited)
    again = actions.open_unit(
        code="DPU-AIR", name="Bidang Air", on=date(2026, 7, 1), parent=city.units["DPU"], kind="bidang", **cited
    )
    assert again == air
    assert not UnitClosure.objects.on(TODAY).as_known().filter(unit=air).exists()
    assert UnitClosure.objects.on(date(2026, 3, 1)).as_known().filter(unit=air).exists()


def test_a_position_that_someone_holds_is_not_closed(city, by):
    actions.give_mandate(
        function=city.functions["2.11.11"],
        position=city.positions["KADIS-LH"],
        area=city.areas["99.71"],
        on=DAY,
        decree=city.decree,
        article="Pasal 9",
        by=by,
    )
    with pytest.raises(Refused) as refusal:
        actions.close_position(city.positions["KABID-SAMPAH"], on=DAY, reason="ended", decree=city.decree, by=by)
    assert refusal.value.code == "people.holding_outside_position"
    assert "Dewi Lestari memangku jabatan KABID-SAMPAH sejak 1 Januari 2020" in str(refusal.value)


def test_a_position_that_answers_for_something_is_not_closed(city, by):
    with pytest.raises(Refused, match=r"masih menjawab untuk 2 tugas: 1\.03\.10, 1\.03\.11"):
        actions.close_position(city.positions["KABID-JALAN"], on=DAY, reason="ended", decree=city.decree, by=by)


def test_a_unit_cannot_be_moved_below_itself(city, by):
    with pytest.raises(Refused) as refusal:
        actions.change_unit(city.units["DPU"], on=DAY, parent=city.units["DPU-JALAN"], decree=city.decree, by=by)
    assert refusal.value.code == "structure.unit_cycle"
    assert name_of(city.units["DPU"]) == "Dinas Pekerjaan Umum"


def test_a_unit_has_one_head(city, by):
    with pytest.raises(Refused, match="sudah memiliki jabatan kepala"):
        actions.open_position(
            code="KADIS-2", unit=city.units["DPU"], title="Kepala", is_head=True, on=DAY, decree=city.decree, by=by
        )


def test_a_mandate_goes_to_another_position_from_a_day_on(city, by):
    function, city_area = city.functions["1.03.11"], city.areas["99.71"]
    actions.give_mandate(
        function=function,
        position=city.positions["KADIS-PU"],
        area=city_area,
        on=DAY,
        decree=city.decree,
        article="Pasal 9",
        by=by,
    )
    before = queries.accountable(function.pk, None, on=date(2025, 12, 31))
    after = queries.accountable(function.pk, None, on=DAY)
    assert before.position_id == city.positions["KABID-JALAN"].pk
    assert (after.position_id, after.article) == (city.positions["KADIS-PU"].pk, "Pasal 9")
    assert Entry.objects.latest("id").details["instead_of"] == ["KABID-JALAN"]


def test_a_mandate_cites_its_article(city, by):
    with pytest.raises(Refused, match="Sebutkan pasalnya"):
        actions.give_mandate(
            function=city.functions["1.03.11"],
            position=city.positions["KADIS-PU"],
            area=city.areas["99.71"],
            on=DAY,
            decree=city.decree,
            by=by,
        )


def test_a_position_of_several_seats_is_not_accountable(city, by):
    with pytest.raises(Refused, match="TEKNISI-JALAN memiliki lebih dari satu kursi"):
        actions.give_mandate(
            function=city.functions["1.03.11"],
            position=city.positions["TEKNISI-JALAN"],
            area=city.areas["99.71"],
            on=DAY,
            decree=city.decree,
            article="Pasal 9",
            by=by,
        )


def test_a_mandate_ends_and_its_parents_answers_again(city, by):
    function = city.functions["1.03.11"]
    actions.end_mandate(function.mandates.get(), on=DAY, decree=city.decree, article="Pasal 9", by=by)
    found = queries.accountable(function.pk, None, on=TODAY)
    assert found.is_inherited
    assert found.position_id == city.positions["KADIS-PU"].pk


def test_a_decree_is_registered_once_and_not_in_force_before_it_is_signed(city, by):
    given = {"kind": "perda", "number": "3", "year": 2019, "title": "x", "by": by}
    with pytest.raises(Refused, match="sudah ada"):
        actions.add_decree(signed_on=DAY, in_force_on=DAY, **given)
    with pytest.raises(Refused, match="tidak boleh sebelum"):
        actions.add_decree(signed_on=DAY, in_force_on=date(2025, 1, 1), **given | {"number": "4"})


def test_facts_of_the_time_before_have_one_initial_decree(city, by):
    first = actions.initial_decree(on=date(2015, 1, 1), by=by)
    assert actions.initial_decree(on=date(2016, 1, 1), by=by) == first


def test_areas_and_functions_in_use_are_not_closed(city, by):
    with pytest.raises(Refused, match="Wilayah ini masih dipakai: Sukamaju, Sukasari"):
        actions.close_area(city.areas["99.71.01"], on=DAY, decree=city.decree, by=by)
    with pytest.raises(Refused, match="Tugas ini masih dipakai"):
        actions.close_function(city.functions["1.03"], on=DAY, decree=city.decree, by=by)


def test_every_law_of_the_database_has_its_words(city):
    import re
    from pathlib import Path

    rooms = Path(actions.__file__).parents[2]
    written = "".join(p.read_text() for p in rooms.glob("*/migrations/0002_guard.py"))
    codes = set(re.findall(r"constraint = '([a-z_.]+)'", written)) | {
        f"structure.{noun}_{law}" for noun in ("area", "unit", "function") for law in ("outside_parent", "cycle")
    }
    assert codes
    assert codes <= known_codes()
