from __future__ import annotations

from datetime import timedelta

import pytest

from .. import actions, queries
from ..models import Case, Contact
from ..rules import Place
from .conftest import NOW, RESIDENT, TODAY, hours

pytestmark = pytest.mark.django_db


@pytest.fixture
def see(standing):
    """What someone sees on the day of the tests."""
    return lambda code: queries.sight(standing(code), on=TODAY)


def references(seen) -> set[str]:
    return set(queries.visible_to(seen).values_list("reference", flat=True))


# Who sees what


@pytest.mark.parametrize("who", ["KABID-JALAN", "TEKNISI-JALAN", "KADIS-PU", "WALI-KOTA", "PENYALUR"])
def test_the_holder_his_unit_the_heads_above_and_who_routes_see_a_case(case, see, who):
    assert references(see(who)) == {case.reference}


@pytest.mark.parametrize("who", ["KABID-SAMPAH", "CAMAT-SUKA", "LURAH-MAJU"])
def test_other_units_do_not(case, see, who):
    assert references(see(who)) == set()


def test_someone_without_a_position_sees_nothing(case, city):
    from penata.organization.people.queries import standing

    assert not queries.visible_to(standing(city.base.outsider, TODAY)).exists()


def test_who_had_a_case_still_sees_it_after_a_handover(case, city, officer, see):
    actions.hand_over(
        case,
        to=city.positions["KABID-SAMPAH"].id,
        reason="not_mandate",
        because="x",
        article="y",
        by=officer,
        at=hours(1),
    )
    assert references(see("KABID-SAMPAH")) == {case.reference}  # proposed to him
    actions.accept_handover(case, by=city.actor("KABID-SAMPAH"), at=hours(2))
    assert references(see("KABID-JALAN")) == {case.reference}
    assert references(see("LURAH-MAJU")) == set()


# Who reported


@pytest.fixture
def anonymous(hand_in) -> Case:
    return hand_in(is_anonymous=True, words="Petugas meminta uang. Saya Zubaidah Wulandari, 081234567890.").case


@pytest.mark.parametrize("who", ["KABID-JALAN", "TEKNISI-JALAN", "KADIS-PU", "WALI-KOTA"])
def test_the_reporter_of_an_anonymous_case_is_hidden_from_the_units(anonymous, see, who):
    assert queries.reporter_of(anonymous, see(who)) == queries.Hidden("anonymous")
    (said,) = queries.said_in(anonymous, see(who))
    assert said.is_masked
    for secret in ("Zubaidah", "Wulandari", "0812"):
        assert secret not in said.words


def test_the_routing_officer_knows_the_reporter(anonymous, see):
    assert queries.reporter_of(anonymous, see("PENYALUR")).name == "Zubaidah Wulandari"


def test_a_right_to_identities_ends_at_ones_own_unit(anonymous, see, standing):
    from dataclasses import replace

    right = frozenset({"cases.see_identity"})
    own = queries.sight(replace(standing("KABID-JALAN"), permissions=right), on=TODAY)
    other = queries.sight(replace(standing("LURAH-MAJU"), permissions=right), on=TODAY)
    assert queries.reporter_of(anonymous, own) == queries.Hidden("anonymous")
    assert queries.reporter_of(anonymous, other).name == "Zubaidah Wulandari"


def test_the_holder_knows_the_reporter_of_an_open_report(case, see):
    assert queries.reporter_of(case, see("KABID-JALAN")).email == "zubaidah@example.com"


@pytest.mark.parametrize("words", ["Wulandari", "081234567890", "0812"])
def test_no_search_finds_a_report_by_who_wrote_it(anonymous, hand_in, see, words):
    hand_in(words="Lampu mati, hubungi 081234567890, Zubaidah Wulandari")
    for who in ("KABID-JALAN", "PENYALUR"):
        assert queries.listing(see(who), queries.Filters(q=words)).rows == []


def test_no_query_for_officers_reads_contacts_but_the_one(case):
    from pathlib import Path

    allowed = {"rights.py", "tracking.py", "published.py"}
    folder = Path(queries.__file__).parent
    readers = {path.name for path in folder.glob("*.py") if "Contact" in path.read_text()}
    assert readers <= allowed
    assert Contact.objects.exists()


# Lists


def test_words_numbers_and_other_numbers_are_found(hand_in, see):
    one = hand_in(words="Selokan di Jalan Kenanga tersumbat sampah plastik", other_reference="5512345").case
    hand_in()
    seen = see("PENYALUR")
    for q in ("selokan yang tersumbat", one.reference.lower(), "5512345", "menyumbat selokan"):
        assert [row.id for row in queries.listing(seen, queries.Filters(q=q)).rows][:1] == [one.id], q
    assert queries.listing(seen, queries.Filters(q="'; drop table x; --")).rows == []
    assert queries.listing(seen, queries.Filters(q="\x00")).rows == []


def test_search_is_limited_to_what_one_may_see(case, see):
    assert queries.listing(see("LURAH-MAJU"), queries.Filters(q="lampu")).rows == []
    assert queries.listing(see("KABID-JALAN"), queries.Filters(q="lampu")).rows


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({}, 2),
        ({"state": "ended"}, 1),
        ({"state": "assigned"}, 1),
        ({"due": "late"}, 0),
        ({"due": "soon"}, 2),
        ({"kind": "information"}, 1),
        ({"channel": "open311"}, 0),
        ({"urgent": True}, 0),
        ({"mine": True}, 1),
        ({"after": "nonsense"}, 2),
        ({"after": "x~1"}, 2),
        ({"sort": "new"}, 3),
    ],
)
def test_lists_are_narrowed_by_links(hand_in, see, filters, count):
    hand_in()
    hand_in(service_id=None, kind="information")
    actions.withdraw(hand_in().case, by=RESIDENT, at=hours(1))
    assert len(queries.listing(see("PENYALUR"), queries.Filters(**filters)).rows) == (count if filters else 2)


@pytest.mark.parametrize("sort", ["due", "new"])
def test_pages_follow_each_other_without_gap_or_repetition(hand_in, see, monkeypatch, sort):
    monkeypatch.setattr(queries.rows, "PAGE", 3)
    made = {hand_in(at=hours(n), service_id=None).case.id for n in range(8)}
    seen, after, found = see("PENYALUR"), "", []
    for _ in range(4):
        page = queries.listing(seen, queries.Filters(sort=sort, after=after))
        found += [row.id for row in page.rows]
        after = page.next_key
        if not after:
            break
    assert len(found) == len(set(found)) == 8
    assert set(found) == made


def test_the_queries_of_a_list_do_not_grow_with_its_rows(hand_in, see, django_assert_num_queries):
    seen = see("PENYALUR")
    hand_in()
    queries.listing(seen, queries.Filters())  # the names of areas stay in the process
    for rows in (4, 7):
        for _ in range(3):
            hand_in()
        with django_assert_num_queries(3):
            assert len(queries.listing(seen, queries.Filters()).rows) == rows


def test_a_desk_shows_what_awaits_me_by_group(hand_in, city, officer, see):
    late = hand_in(at=NOW - timedelta(days=20)).case
    today = hand_in(at=NOW - timedelta(days=3)).case  # three working days from Tuesday
    asked = hand_in().case
    actions.ask_reporter(asked, question="Di mana?", by=officer, at=hours(1))
    other = hand_in(service_id=None).case
    actions.assign(other, to=city.positions["KABID-SAMPAH"].id, by=city.actor("PENYALUR"), at=hours(1))
    actions.hand_over(
        other,
        to=city.positions["KABID-JALAN"].id,
        reason="not_mandate",
        because="x",
        article="y",
        by=officer,
        at=hours(2),
    )
    desk = queries.desk(see("KABID-JALAN"))
    assert [row.id for row in desk.groups["late"]] == [late.id]
    assert today.id in [row.id for row in desk.groups["today"] + desk.groups["week"]]
    assert [row.id for row in desk.groups["reporter"]] == [asked.id]
    assert [row.id for row in desk.handovers] == [other.id]
    assert desk.count == 4


def test_the_queries_of_a_desk_do_not_grow(hand_in, see, django_assert_max_num_queries):
    hand_in()
    seen = see("KABID-JALAN")
    for _ in range(2):
        for _ in range(3):
            hand_in()
        with django_assert_max_num_queries(6):
            queries.desk(seen)


def test_a_head_sees_the_load_of_the_units_below(hand_in, city, see):
    hand_in()
    hand_in(at=NOW - timedelta(days=20))
    (load,) = queries.loads(see("KADIS-PU"))
    assert (load.unit_id, load.open, load.late) == (city.units["DPU-JALAN"].id, 2, 1)
    assert queries.figures([city.units["DPU-JALAN"].id], TODAY).open == 2


def test_the_routing_officer_sees_words_and_proposals(hand_in, see):
    hand_in()
    waiting = hand_in(service_id=None).case
    (one,) = queries.routing_queue(see("PENYALUR"))
    assert one.row.id == waiting.id
    assert one.words.startswith("Lampu")
    assert one.reason["proposals"]
    assert queries.routing_queue(see("KABID-JALAN")) == []


# One case


def test_a_case_with_its_whole_history(case, officer, city, see, django_assert_max_num_queries):
    actions.note(case, text="Cek gudang", by=officer, at=hours(1))
    actions.answer(case, text="Sudah menyala.", by=officer, at=hours(2))
    seen = see("KABID-JALAN")
    queries.whole(queries.find(seen, case.reference), seen)
    with django_assert_max_num_queries(12):
        found = queries.find(seen, case.reference)
        whole = queries.whole(found, seen)
    assert [step.kind for step in whole.steps] == ["received", "assigned", "noted", "answered"]
    assert whole.reason["article"]
    assert whole.reporter.name == "Zubaidah Wulandari"
    assert whole.service_name == "Perbaikan lampu jalan"
    assert whole.area_name == "Sukamaju"
    assert "answer" in whole.acts


def test_a_stranger_does_not_find_it(case, see):
    assert queries.find(see("LURAH-MAJU"), case.reference) is None


def test_similar_past_cases_come_with_their_answers(hand_in, officer, see):
    past = hand_in(at=NOW - timedelta(days=60)).case
    actions.answer(past, text="Kami ganti lampunya.", by=officer, at=NOW - timedelta(days=59))
    case = hand_in(words="Lampu jalan di Jalan Melati padam").case
    (found,) = queries.similar(case, see("KABID-JALAN"))
    assert found.answer == "Kami ganti lampunya."


def test_the_same_report_nearby_is_proposed(hand_in, city, see):
    one = hand_in(latitude=-6.99, longitude=110.41).case
    place = Place(city.village.id, -6.9901, 110.4101)
    (twin,) = queries.nearby_same("lampu jalan mati di jalan mawar gelap", place, at=hours(2), seen=see("KABID-JALAN"))
    assert twin.id == one.id
    assert queries.nearby_same("lampu jalan mati di jalan mawar", place, at=hours(2)) == []  # not published
    assert queries.nearby_same("antrean KTP panjang sekali", place, at=hours(2), seen=see("KABID-JALAN")) == []


# The reporter's page


def test_the_link_shows_what_happened_who_and_by_when(hand_in, officer, django_assert_max_num_queries):
    done = hand_in()
    actions.note(done.case, text="rahasia dapur", by=officer, at=hours(1))
    with django_assert_max_num_queries(3):
        found = queries.track(done.secret, on=TODAY)
    assert [step.kind for step in found.steps] == ["received", "assigned"]
    assert found.position_title == "Kepala Bidang Jalan dan Penerangan"
    assert found.statements[0]["words"].startswith("Lampu")
    assert {"amend", "withdraw"} <= set(found.acts)
    assert "close" not in found.acts
    assert officer.label not in str(found.steps)


def test_a_joined_report_shows_what_becomes_of_the_other(hand_in, officer, django_assert_max_num_queries):
    main, same = hand_in().case, hand_in()
    actions.join_same(same.case, main=main, by=officer, at=hours(1))
    actions.answer(main, text="Sudah menyala.", by=officer, at=hours(2))
    with django_assert_max_num_queries(3):
        found = queries.track(same.secret, on=TODAY)
    assert "answered" in [step.kind for step in found.steps]


@pytest.mark.parametrize("secret", ["", "x", "a" * 22, "a" * 500, "\x00" * 22])
def test_no_other_link_opens_anything(case, secret):
    assert queries.track(secret) is None


# The public


def test_the_public_reads_masked_words_and_masked_answers(hand_in, officer, city):
    case = hand_in(words="Lampu mati. Saya Zubaidah Wulandari 081234567890").case
    actions.answer(case, text="Terima kasih Ibu Wulandari (081234567890).", by=officer, at=hours(1))
    assert not queries.published().exists()
    actions.publish(case, words="Lampu mati. Saya Zubaidah Wulandari", by=city.actor("WALI-KOTA"), at=hours(2))
    shown = queries.published().get().shown + " ".join(step.text for step in queries.published_steps(case))
    assert "Lampu mati" in shown
    for secret in ("Zubaidah", "Wulandari", "0812"):
        assert secret not in shown
        assert not queries.published_matching(secret).exists()


def test_figures_need_a_minimum_sample(hand_in, officer):
    span = {"since": TODAY - timedelta(days=1), "until": TODAY + timedelta(days=2)}
    for n in range(9):
        actions.answer(hand_in().case, text="Sudah.", by=officer, at=hours(n + 1))
    assert queries.statistics("service", **span) == []
    actions.answer(hand_in().case, text="Sudah.", by=officer, at=hours(1))
    (row,) = queries.statistics("service", **span)
    assert (row.received, row.answered, row.on_time) == (10, 10, 1.0)
    assert row.happy is None
    for by in ("area", "unit", "kind", "city"):
        assert queries.statistics(by, **span)[0].received == 10


def test_moderators_see_masked_words_of_anonymous_reports(anonymous, hand_in, standing):
    from dataclasses import replace

    hand_in(is_confidential=True)
    right = replace(standing("LURAH-MAJU"), permissions=frozenset({"cases.moderate"}))
    (one,) = queries.moderation_queue(queries.sight(right, on=TODAY))
    assert "Zubaidah" not in one.words
    assert "Zubaidah" not in one.public_words
