"""The database itself refuses what must never be false: each test tries to break it with SQL."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from ..models import Assignment, Case, Handover, Pause, Step
from ..rules import clocks_for
from .conftest import NOW, TODAY


@pytest.fixture
def case(city):
    from penata.foundation.calendars.rules import WorkingCalendar

    clocks = clocks_for("complaint", TODAY, WorkingCalendar())
    with transaction.atomic():
        one = Case.objects.create(
            reference="KL-2026-000001",
            secret_digest="0" * 64,
            submission=uuid4(),
            channel="portal",
            state="assigned",
            title="Lampu mati",
            position=city.positions["KABID-JALAN"],
            unit=city.units["DPU-JALAN"],
            received_at=NOW,
            assigned_at=NOW,
            **{name: getattr(clocks, name) for name in clocks.__slots__},
        )
        Assignment.objects.create(
            case=one, position=one.position, unit=one.unit, way="routed", since=NOW, by_label="Penata"
        )
        Step.objects.create(case=one, at=NOW, kind="received", by_label="Penata", text="")
    check()
    return one


def check() -> None:
    """What is checked at the end of the transaction, now."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def refuses(sql: str, *values) -> None:
    def attempt() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
            check()

    with pytest.raises(IntegrityError):
        attempt()


def test_an_open_case_cannot_lose_its_assignment(case):
    refuses("update cases_assignment set until = %s where case_id = %s", NOW, case.id)


def test_an_assignment_cannot_be_deleted(case):
    refuses("delete from cases_assignment where case_id = %s", case.id)


def test_a_case_cannot_have_two_open_assignments(case, city):
    refuses(
        "insert into cases_assignment (case_id, position_id, unit_id, way, since, by_label, reason)"
        " values (%s, %s, %s, 'chosen', %s, 'x', '{}')",
        case.id,
        city.positions["KABID-SAMPAH"].id,
        city.units["DLH-SAMPAH"].id,
        NOW,
    )


def test_a_case_cannot_say_another_position_than_its_assignment(case, city):
    refuses("update cases_case set position_id = %s where id = %s", city.positions["KABID-SAMPAH"].id, case.id)


def test_an_ended_case_cannot_keep_an_open_assignment(case):
    refuses("update cases_case set state = 'closed', closed_at = %s, answered_at = %s where id = %s", NOW, NOW, case.id)


def test_a_case_without_any_assignment_cannot_be_made(case):
    refuses(
        "insert into cases_case select (jsonb_populate_record(c, jsonb_build_object('id', 999999, 'reference', 'x',"
        " 'secret_digest', 'x', 'submission', %s::text))).* from cases_case c where id = %s",
        str(uuid4()),
        case.id,
    )


def test_one_submission_is_one_case(case):
    refuses("update cases_case set submission = %s where id = %s", None, case.id)
    refuses(
        "insert into cases_case select (jsonb_populate_record(c, jsonb_build_object('id', 999999, 'reference', 'x',"
        " 'secret_digest', 'x'))).* from cases_case c where id = %s",
        case.id,
    )


@pytest.mark.parametrize(
    "column", ["text = 'lain'", "at = now()", "kind = 'closed'", "facts = '{\"a\": 1}'", "is_public = false"]
)
def test_a_step_stays_as_it_was(case, column):
    refuses(f"update cases_step set {column} where case_id = %s", case.id)


def test_a_step_cannot_be_deleted_but_its_words_can_be_erased(case):
    refuses("delete from cases_step where case_id = %s", case.id)
    with connection.cursor() as cursor:
        cursor.execute("update cases_step set text = '' where case_id = %s", [case.id])


@pytest.mark.parametrize("column", ["reason = '{\"a\": 1}'", "since = now()", "by_label = 'lain'", "way = 'chosen'"])
def test_an_assignment_keeps_its_reason_and_its_beginning(case, column):
    refuses(f"update cases_assignment set {column} where case_id = %s", case.id)


def test_a_deadline_cannot_move_silently(case):
    for column in ("verify_by", "answer_by", "finish_by", "legal_by"):
        refuses(f"update cases_case set {column} = {column} + 1 where id = %s", case.id)


def test_a_deadline_moves_with_a_step_that_says_so(case):
    names = ("verify_by", "answer_by", "finish_by", "legal_reply_by", "legal_by")
    after = {name: getattr(case, name) for name in names} | {"finish_by": case.finish_by + timedelta(days=3)}
    with transaction.atomic():
        Case.objects.filter(id=case.id).update(finish_by=after["finish_by"])
        facts = {"clocks": {"after": {name: day.isoformat() for name, day in after.items()}}}
        Step.objects.create(case=case, at=NOW, kind="extended", by_label="x", facts=facts)
        check()


def test_a_case_is_answered_only_after_it_was_assigned(case):
    refuses(
        "update cases_case set state = 'answered', answered_at = %s, assigned_at = null where id = %s", NOW, case.id
    )
    refuses("update cases_case set state = 'answered' where id = %s", case.id)


def test_a_closed_case_has_a_closing_state_and_reasons_are_typed(case):
    refuses("update cases_case set closed_at = %s where id = %s", NOW, case.id)
    refuses("update cases_case set state = 'archived', closed_at = %s where id = %s", NOW, case.id)
    refuses("update cases_case set state = 'not_ours', closed_at = %s where id = %s", NOW, case.id)


def test_a_confidential_case_cannot_be_published(case):
    refuses("update cases_case set is_confidential = true, is_published = true where id = %s", case.id)


def test_a_decided_handover_and_an_ended_pause_stay(case, city):
    handover = Handover.objects.create(
        case=case,
        from_position=city.positions["KABID-JALAN"],
        from_unit=city.units["DPU-JALAN"],
        to_position=city.positions["KABID-SAMPAH"],
        to_unit=city.units["DLH-SAMPAH"],
        reason="not_mandate",
        because="bukan kami",
        article="Perda 3/2019 pasal 9",
        proposed_at=NOW,
        proposed_by="x",
    )
    refuses("update cases_handover set because = 'lain' where id = %s", handover.id)
    refuses("update cases_handover set to_position_id = %s where id = %s", city.positions["WALI-KOTA"].id, handover.id)
    Handover.objects.filter(id=handover.id).update(state="returned", decided_at=NOW, decided_by="y")
    refuses("update cases_handover set state = 'accepted' where id = %s", handover.id)
    pause = Pause.objects.create(case=case, since=TODAY, because="bertanya", state_before="assigned")
    Pause.objects.filter(id=pause.id).update(until=TODAY)
    refuses("update cases_pause set until = %s where id = %s", TODAY + timedelta(days=9), pause.id)
    refuses("delete from cases_pause where id = %s", pause.id)


def test_numbers_of_a_year_are_never_given_twice(db):
    with connection.cursor() as cursor:
        cursor.execute("select cases_next_number(2031) from generate_series(1, 5)")
        first = [row[0] for row in cursor.fetchall()]
        cursor.execute("select cases_next_number(2032), cases_next_number(2031)")
        assert cursor.fetchone() == (first[0] if first[0] == 1 else 1, first[-1] + 1)
    assert len(set(first)) == 5
