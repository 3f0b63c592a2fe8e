"""Daily counts equal the cases, whatever was done to them."""

import random
from contextlib import suppress
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused

from .. import actions, queries
from ..models import Case, DailyCount
from ..queries import Scope
from ..queries.counting import EVERYTHING
from ..rules import Grain, Submission
from .conftest import NOW, RESIDENT, TODAY, WORDS, hours

pytestmark = pytest.mark.django_db
BY = Actor.system("tests")


def tally(on: date = TODAY, scope: Scope = EVERYTHING, days: int = 1):
    return queries.course(scope, until=on, days=days, count=1).spans[0]


def test_a_new_case_counts_on_its_day_in_its_unit_area_and_service(case, city):
    for scope in (
        Scope(),
        Scope(units=frozenset([case.unit_id])),
        Scope(area=case.area_id),
        Scope(service=city.service.pk),
    ):
        assert tally(scope=scope).received == 1
    assert tally(scope=Scope(frozenset([case.unit_id]), city.service.pk)).sent == 1
    assert tally(scope=Scope(units=frozenset([case.unit_id + 999]))).received == 0
    assert tally(TODAY - timedelta(days=1)).received == 0


def test_an_answer_counts_on_the_day_of_the_answer_and_knows_whether_it_was_in_time(case, officer):
    actions.answer(case, text="Lampu sudah diganti.", is_final=True, by=officer, at=hours(24 * 3))
    there = tally(TODAY + timedelta(days=3))
    assert (there.answered, there.in_time, there.answer_days) == (1, 1, 3)
    assert queries.count_differences() == 0


def test_a_late_case_stands_from_the_day_after_its_deadline_to_the_day_before_its_answer(case, officer):
    due = case.finish_by
    actions.answer(case, text="Lampu sudah diganti.", is_final=True, by=officer, at=hours(24 * 30))
    answered = TODAY + timedelta(days=30)

    def late(on: date) -> int:
        course = queries.course(Scope(), until=on, days=1, count=1)
        whole = course.before.plus(course.spans[0])
        return whole.late_begun - whole.late_over

    days = [due, due + timedelta(days=1), answered - timedelta(days=1), answered]
    assert [late(day) for day in days] == [0, 1, 1, 0]
    assert [queries.behind("late", since=day, until=day).count() for day in days] == [0, 1, 1, 0]


def test_an_hour_before_midnight_is_the_citys_day(hand_in):
    hand_in(at=hours(14.9))  # 23.54 in Jakarta
    hand_in(at=hours(15.1))
    assert (tally().received, tally(TODAY + timedelta(days=1)).received) == (1, 1)


ACTS = ("submit", "start", "answer", "reply", "ask", "amend", "reopen", "close", "withdraw", "archive", "not_ours",
        "hand_over", "erase", "correct", "copy", "delete", "fold", "recount")  # fmt: skip


@pytest.mark.slow
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 10_000)), min_size=5, max_size=25))
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],  # an example takes a second: what fails is told as it is
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_counts_equal_the_cases_after_any_acts_corrections_copies_and_deletions(city, acts):
    with transaction.atomic():
        for number, (act, seed) in enumerate(acts):
            with transaction.atomic():
                _do(act, city, hours(7 * number), random.Random(seed))
            assert queries.count_differences() == 0, (act, acts[: number + 1])
            assert queries.find_differences() == 0, (act, acts[: number + 1])
        _agree_with_the_rows()
        transaction.set_rollback(True)


def _agree_with_the_rows() -> None:
    """What is counted is what is shown below the number."""
    for measure, read in (
        ("received", lambda t: t.received), ("answered", lambda t: t.answered), ("sent", lambda t: t.sent),
        ("in_time", lambda t: t.in_time), ("out_of_time", lambda t: t.answered - t.in_time),
        ("handed", lambda t: t.handed), ("returned", lambda t: t.returned), ("ended", lambda t: t.ended),
        ("not_ours", lambda t: t.not_ours), ("judged", lambda t: t.judged), ("unhappy", lambda t: t.judged - t.happy),
    ):  # fmt: skip
        until = TODAY + timedelta(days=3)
        counted = read(tally(until, days=9))
        assert queries.behind(measure, since=until - timedelta(days=8), until=until).count() == counted, measure
    for measure, more, less in (("open", "received", "ended"), ("intake", "received", "intake_left"),
                                ("late", "late_begun", "late_over")):  # fmt: skip
        for on in (TODAY, TODAY + timedelta(days=4), TODAY + timedelta(days=40)):
            whole = queries.course(Scope(), until=on, days=1, count=1)
            stands = whole.before.plus(whole.spans[0])
            assert queries.behind(measure, since=on, until=on).count() == getattr(stands, more) - getattr(stands, less)


def _do(act: str, city, at, chance: random.Random) -> None:
    """One act on some case; an act that its state does not allow changes nothing."""
    known = list(Case.objects.order_by("pk"))
    case = chance.choice(known) if known else None
    if act == "submit" or case is None:
        service = chance.choice([city.service.pk, None])
        area = chance.choice([city.village.pk, None])
        submission = Submission(key=uuid4(), words=f"{WORDS} {uuid4()}", area_id=area, service_id=service)
        actions.submit(submission, by=RESIDENT, at=at)
        return
    officer = city.actor("KABID-JALAN")
    with connection.cursor() as cursor:
        if act == "correct":  # a late correction by hand: another service, another day
            cursor.execute(
                "update cases_case set received_at = received_at - interval '3 days', service_id = %s, area_id = null"
                " where id = %s",
                [chance.choice([city.service.pk, None]), case.pk],
            )
            return
        if act == "copy":
            _copy(cursor, case, chance)
            return
        if act == "delete":
            _delete_copies(cursor)
            return
    with suppress(Refused), transaction.atomic():
        _act(act, case, city, officer, at, chance)


def _act(act, case, city, officer, at, chance) -> None:
    match act:
        case "start":
            actions.start(case, by=officer, at=at)
        case "answer" | "reply":
            actions.answer(case, text="Sudah kami kerjakan.", is_final=act == "answer", by=officer, at=at)
        case "ask":
            actions.ask_reporter(case, question="Di sebelah mana tepatnya?", by=officer, at=at)
        case "amend":
            actions.amend(case, words="Di depan masjid, sebelah kiri jalan.", by=RESIDENT, at=at)
        case "reopen":
            actions.reopen(case, because="Masih padam juga.", by=RESIDENT, at=at)
        case "close":
            actions.close(case, happy=chance.choice([True, False, None]), by=RESIDENT, at=at)
        case "withdraw":
            actions.withdraw(case, by=RESIDENT, at=at)
        case "archive":
            actions.archive(case, reason="too_general", because="Terlalu umum.", by=BY, at=at)
        case "not_ours":
            actions.set_not_ours(case, body="PLN", how="Hubungi PLN.", by=BY, at=at)
        case "hand_over":
            to = chance.choice(["KABID-SAMPAH", "KADIS-PU"])
            actions.hand_over(
                case,
                to=city.positions[to].pk,
                reason="not_mandate",
                because="Bukan urusan kami.",
                article="Pasal 9",
                by=officer,
                at=at,
            )
            actions.accept_handover(case, by=Actor(None, to), at=at)
        case "erase":
            actions.erase(case, because="Permintaan pelapor", by=BY, at=at)
        case "fold":
            actions.fold_counts()
        case "recount":
            actions.recount(by=BY, at=at)


def _copy(cursor, case: Case, chance: random.Random) -> None:
    """Ended copies of a case through COPY, as an import of years brings them."""
    columns = [f.column for f in Case._meta.concrete_fields if f.column != "id"]
    cursor.execute("create temp table if not exists bring (like cases_case) on commit drop")
    cursor.execute("truncate bring")
    cursor.execute(f"insert into bring select * from cases_case where id = {case.pk}")
    names = ", ".join(columns)
    with cursor.copy(f"copy bring ({names}) to stdout") as out:
        line = b"".join(bytes(block) for block in out)
    values = dict(zip(columns, line.rstrip(b"\n").split(b"\t"), strict=True))
    values |= {
        "state": b"archived",
        "archive_reason": b"duplicate",
        "closed_at": values["received_at"],
        "parent_id": b"\\N",
    }
    with cursor.copy(f"copy cases_case ({names}) from stdin") as into:
        for _ in range(chance.randint(1, 4)):
            values |= {"reference": f"SALIN-{uuid4().hex[:12]}".encode(), "submission": str(uuid4()).encode()}
            values |= {"secret_digest": uuid4().hex.encode()}
            into.write(b"\t".join(values[column] for column in columns) + b"\n")


def _delete_copies(cursor) -> None:
    cursor.execute("delete from cases_case where reference like 'SALIN-%' and id % 2 = 0")


def test_an_import_of_cases_is_counted(city, hand_in):
    before = DailyCount.objects.count()
    with connection.cursor() as cursor:
        _copy(cursor, hand_in().case, random.Random(1))
    assert DailyCount.objects.count() > before
    assert queries.count_differences() == 0


def test_folding_leaves_one_row_a_key_and_the_same_sums(hand_in, officer):
    cases = [hand_in(at=hours(n)).case for n in range(4)]
    actions.answer(cases[0], text="Sudah.", is_final=True, by=officer, at=hours(30))
    before = tally(days=30)
    actions.fold_counts()
    actions.fold_counts()
    assert not DailyCount.objects.filter(is_folded=False).exists()
    keys = list(DailyCount.objects.values_list("grain", "day", "unit", "service", "area"))
    assert len(keys) == len(set(keys))
    assert tally(days=30) == before
    assert queries.count_differences() == 0


def test_a_change_that_counts_nothing_adds_no_row(case, officer):
    before = DailyCount.objects.count()
    actions.note(case, text="Menunggu suku cadang.", by=officer, at=hours(1))
    assert DailyCount.objects.count() == before


def test_counts_that_were_spoiled_by_hand_are_found_and_made_anew(case):
    assert actions.recount(by=BY, at=NOW) == 0
    with connection.cursor() as cursor:
        cursor.execute("update cases_dailycount set received = received + 1 where grain = 0 and received > 0")
    assert queries.count_differences() > 0
    assert actions.recount(by=BY, at=NOW) > 0
    assert queries.count_differences() == 0
    assert Entry.objects.filter(act="cases.recount").count() == 1


def test_what_is_read_of_a_year_is_read_from_counts_not_from_cases(hand_in, django_assert_num_queries):
    hand_in()
    with django_assert_num_queries(1) as captured:
        queries.course(Scope(), until=TODAY, days=7, count=52)
    assert "cases_case" not in captured[0]["sql"]


def test_the_grains_agree_with_each_other(hand_in, city):
    for n in range(6):
        hand_in(at=hours(5 * n), service_id=city.service.pk if n % 2 else None)
    sums = {grain: sum(DailyCount.objects.filter(grain=grain).values_list("received", flat=True)) for grain in Grain}
    assert set(sums.values()) == {6}
