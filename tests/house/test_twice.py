"""Twice is once: a double click, two tabs, a client's retry, two officers at the same time; with real transactions."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from penata.delivery.performance import actions as performance
from penata.delivery.performance.models import Expectation
from penata.delivery.performance.tests import life
from penata.delivery.plans import actions as plans
from penata.delivery.plans.models import Blocker, CheckIn, Plan, Task, Update
from penata.delivery.plans.rules.drafts import TaskDraft
from penata.delivery.teams import actions as teams
from penata.delivery.teams.models import Membership, Request
from penata.foundation.accounts import actions as accounts
from penata.foundation.accounts.models import Attempt
from penata.foundation.accounts.queries import standing_of
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.structure import actions as structure
from penata.organization.structure.models import UnitVersion
from penata.overview.desk import actions as desk
from penata.overview.portal import actions as portal
from penata.public.cases import actions as cases
from penata.public.cases.models import Assignment, Attached, Case, Contact, Handover, Statement, Step
from penata.public.routing.models import RoutingSettings

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4
WORDS = "Lampu jalan di Jalan Mawar mati sejak tiga hari, gelap sekali."


@pytest.fixture
def town(transactional_db: None, city: Any) -> Any:
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    return city


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run them at the same moment, each with a connection of its own; what each gave, or what it raised."""
    outcomes: list[Any] = [None] * len(acts)
    gate = Barrier(len(acts), timeout=30)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait()
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def split(outcomes: list[Any]) -> tuple[list[Any], list[Refused]]:
    """Those that won and those that were told no; anything else is a fault."""
    refused = [one for one in outcomes if isinstance(one, Refused)]
    broken = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, Refused)]
    assert not broken, broken
    return [one for one in outcomes if one not in refused], refused


def a_draft(city: Any, **more: Any) -> Any:
    answers = {
        "words": WORDS, "has_place": True, "area_id": city.areas["99.71.01.1001"].pk, "has_reporter": True,
        "name": "Siti Rahmawati", "email": "siti@example.com",
    }  # fmt: skip
    return portal.begin(at=timezone.now(), **answers | more)


def once(cases_before: int = 0) -> Case:
    """One case was made, whole: one of each of its rows, and one set of notices."""
    assert Case.objects.count() == cases_before + 1
    case = Case.objects.latest("pk")
    assert Statement.objects.filter(case=case).count() == 1
    assert Contact.objects.filter(case=case).count() == 1
    assert Assignment.objects.filter(case=case, until__isnull=True).count() == 1
    assert Step.objects.filter(case=case, kind="received").count() == 1
    assert Entry.objects.filter(act="cases.submit", subject_key=str(case.pk)).count() == 1
    told = Notice.objects.filter(about_key=str(case.pk), about_kind="cases.case")
    addressed = list(told.values_list("channel", "recipient_id", "address", "kind"))
    assert addressed
    assert len(addressed) == len(set(addressed)), addressed
    return case


def test_clicks_and_tabs_on_the_last_page_make_one_case(town):
    for n in range(3):
        draft = a_draft(town, email=f"siti{n}@example.com")
        path, before = f"/report/{draft.pk}/check/", Case.objects.count()
        answers = at_once(*[lambda path=path: Client().post(path) for _ in range(AT_ONCE)])
        assert [answer.status_code for answer in answers] == [302] * AT_ONCE, answers
        assert len({answer["Location"] for answer in answers}) == 1
        once(before)
        again = Client().post(path)
        assert (again.status_code, again["Location"]) == (302, answers[0]["Location"])
        assert Case.objects.count() == before + 1


def test_an_answer_sent_while_the_report_is_handed_in_never_stays_behind(town):
    """A second tab that still saves the reporter page must not put a name back into an emptied draft."""
    reporter = {"who": "named", "name": "Siti Rahmawati", "email": "siti@example.com", "phone": "081234567890"}
    for _ in range(5):
        draft = a_draft(town)
        answers = at_once(
            lambda draft=draft: Client().post(f"/report/{draft.pk}/check/"),
            lambda draft=draft: Client().post(f"/report/{draft.pk}/reporter/", reporter),
            lambda draft=draft: Client().post(f"/report/{draft.pk}/words/", {"words": WORDS + " Tolong."}),
        )
        assert [answer.status_code for answer in answers] == [302] * 3, answers
        draft.refresh_from_db()
        if draft.handed_in_at is not None:
            assert (draft.words, draft.name, draft.email, draft.phone) == ("", "", "", "")


def test_a_client_that_sends_again_gets_the_same_request(town):
    made = accounts.issue_key(
        name="Aplikasi", permissions=["cases.submit"], since=date(2020, 1, 1), by=Actor.system("tests")
    )
    body = urlencode(
        {
            "api_key": made if isinstance(made, str) else made[1], "service_code": _service(town), "description": WORDS,
            "lat": "-6.99", "long": "110.41", "email": "siti@example.com",
        }
    )  # fmt: skip
    kind = "application/x-www-form-urlencoded"
    answers = at_once(
        *[lambda: Client().post("/open311/v2/requests.json", body, content_type=kind) for _ in range(AT_ONCE)]
    )
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE, [a.content for a in answers]
    assert len({answer.json()[0]["service_request_id"] for answer in answers}) == 1
    once()


def _service(city: Any) -> str:
    from django.db import transaction

    from penata.public.catalog import actions as catalog

    with transaction.atomic():
        contents = catalog.Contents(name="Lampu jalan", summary="Lampu.", topic="complaint", promise_days=3)
        catalog.open_service(
            code="lampu-jalan", function=city.functions["1.03.11"], contents=contents, decree=city.decree,
            article="Pasal 4", on=date(2024, 1, 1), by=Actor.system("tests"),
        )  # fmt: skip
    return "lampu-jalan"


def waiting(city: Any) -> Case:
    """A case that waits for the routing officer."""
    draft = a_draft(city, words="Mohon bantuannya segera ditindaklanjuti ya admin.", area_id=None)
    return portal.hand_in(draft, at=timezone.now()).case


def given(city: Any, to: str = "KABID-JALAN") -> Case:
    case = waiting(city)
    cases.assign(case, to=city.positions[to].pk, by=Actor.system(), at=timezone.now())
    return case


def test_two_routing_officers_choose_for_one_case_and_one_is_told(town):
    case, standing = waiting(town), standing_of(town.routing_officer, timezone.localdate())
    waits_as = Assignment.objects.get(case=case, until__isnull=True).pk

    def choose(to: str) -> Callable[[], Any]:
        return lambda: desk.choose(
            Case.objects.get(pk=case.pk), waits_as=waits_as, to=town.positions[to].pk, by=town.actor("routing_officer"),
            at=timezone.now(), standing=standing,
        )  # fmt: skip

    won, told = split(at_once(*[choose(to) for to in ("KABID-JALAN", "KABID-SAMPAH", "KABID-AIR", "KADIS-PU")]))
    assert (len(won), [one.code for one in told]) == (1, ["desk.taken_meanwhile"] * 3)
    case.refresh_from_db()
    assert Assignment.objects.get(case=case, until__isnull=True).position_id == case.position_id == won[0].position_id
    assert Step.objects.filter(case=case, kind="assigned").count() == 1
    assert Entry.objects.filter(act="cases.assign", subject_key=str(case.pk)).count() == 1


def test_a_handover_accepted_twice_and_returned_at_once_is_decided_once(town):
    case = given(town)
    cases.hand_over(
        case, to=town.positions["KABID-SAMPAH"].pk, reason=Handover.Reason.values[0], because="Bukan tugas kami.",
        article="Pasal 7", by=town.actor("officer"), at=timezone.now(),
    )  # fmt: skip
    who, standing = town.actor("colleague"), standing_of(town.colleague, timezone.localdate())

    def one() -> Case:
        return Case.objects.get(pk=case.pk)

    won, told = split(
        at_once(
            lambda: cases.accept_handover(one(), by=who, at=timezone.now(), standing=standing),
            lambda: cases.accept_handover(one(), by=who, at=timezone.now(), standing=standing),
            lambda: cases.return_handover(one(), because="Tidak.", by=who, at=timezone.now(), standing=standing),
        )
    )
    assert (len(won), len(told)) == (1, 2)
    handover, case = Handover.objects.get(case=case), one()
    assert handover.state in {"accepted", "returned"}
    assert case.handover_count == (1 if handover.state == "accepted" else 0)
    assert Assignment.objects.get(case=case, until__isnull=True).position_id == case.position_id
    decided = Step.objects.filter(case=case, kind__in=("handover_accepted", "handover_returned"))
    assert [step.kind for step in decided] == [f"handover_{handover.state}"]


def test_an_answer_and_a_withdrawal_at_once_leave_one_end(town):
    case, by = given(town), town.actor("officer")
    split(
        at_once(
            lambda: cases.answer(Case.objects.get(pk=case.pk), text="Sudah.", is_final=True, by=by, at=timezone.now()),
            lambda: cases.withdraw(Case.objects.get(pk=case.pk), by=by, at=timezone.now()),
            lambda: cases.withdraw(Case.objects.get(pk=case.pk), by=by, at=timezone.now()),
        )
    )
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert Step.objects.filter(case=case, kind="withdrawn").count() == 1
    assert not Assignment.objects.filter(case=case, until__isnull=True).exists()


def test_a_consent_given_twice_and_refused_at_once_makes_one_letter_or_none(town):
    span = {"since": date(2026, 1, 1), "until": date(2099, 1, 1)}
    who, at = town.actor("officer"), timezone.now()
    team = teams.form_team(name="Tim", purpose="Uji.", unit=town.units["DPU-JALAN"], by=who, at=at, **span)
    asked = teams.invite(team, person=town.persons["colleague"], words="Perlu.", hours=4, by=who, at=at, **span)
    chief = {"by": town.actor("environment_head"), "at": timezone.now()}
    won, told = split(
        at_once(
            lambda: teams.consent(Request.objects.get(pk=asked.pk), **chief),
            lambda: teams.consent(Request.objects.get(pk=asked.pk), **chief),
            lambda: teams.refuse(Request.objects.get(pk=asked.pk), because="Tidak.", **chief),
        )
    )
    assert (len(won), [one.code for one in told]) == (1, ["teams.request_ended"] * 2)
    asked.refresh_from_db()
    assert Membership.objects.count() == (1 if asked.state == "assigned" else 0)


def test_taps_on_a_task_at_once_are_one(town):
    """Progress, a line of the checklist, what blocks, the week: four taps, one row, one entry, one notice."""
    by, at, today = town.actor("officer"), timezone.now(), timezone.localdate()
    plan = plans.open_plan(title="Jalan Mawar", unit=town.units["DPU-JALAN"], start=today, by=by, at=at)
    task = plans.add_task(plan, TaskDraft("Survei", owner_id=town.persons["officer"].pk), by=by, at=at)
    item = plans.add_items(task, "Ukur lebar", by=by, at=at)[0]
    who = {"by": by, "at": timezone.now(), "standing": standing_of(town.officer, today)}
    waits = town.persons["colleague"]

    def is_said_once(act: str, say: Callable[[], Any]) -> None:
        split(at_once(*[say] * AT_ONCE))
        assert Entry.objects.filter(act=f"plans.{act}").count() == 1, act

    is_said_once("block", lambda: plans.block(task, words="Menunggu truk", waits_for=waits, **who))
    told = list(Notice.objects.filter(kind="plans.blocked").values_list("channel", flat=True))
    assert (Blocker.objects.filter(task=task).count(), len(told)) == (1, len(set(told)))
    is_said_once("check_item", lambda: plans.check_item(item, is_done=True, **who))
    is_said_once("progress", lambda: plans.progress(task, percent=50, **who))
    assert Update.objects.filter(task=task).count() == 1
    is_said_once("close", lambda: plans.close_plan(_dropped(plan, task, who), because="Selesai.", **who))
    split(at_once(*[lambda: plans.check_in(waits, done="Ya", next_words="", blocked={}, **who)] * AT_ONCE))
    assert CheckIn.objects.filter(person=waits).count() == 1


def _dropped(plan: Plan, task: Task, who: dict[str, Any]) -> Plan:
    with suppress(Refused):
        plans.drop_task(task, because="Tidak perlu lagi", **who)
    return plan


def test_an_evaluation_submitted_decided_and_accepted_twice_is_so_once(town):
    life.open_the_year(town)
    life.expect(town, "officer", "head")
    performance.open_evaluations(by=town.actor("administrator"), at=life.at(10, 1))
    one, officer, head = life.evaluation_of(town, "officer"), *(
        life.acting(town, who, life.at(10, 2)) for who in ("officer", "head")
    )  # fmt: skip
    performance.choose(one, realizations={}, chosen=[], words="Selesai.", **officer)
    rated = {"results": "as", "conduct": "as", "words": "Terima kasih."}
    for act, once_done in (
        ("submit", lambda: performance.submit(one, **officer)),
        ("decide", lambda: performance.decide(one, **rated, **head)),
        ("accept", lambda: performance.accept(one, **officer)),
    ):
        won, told = split(at_once(*[once_done] * AT_ONCE))
        assert (len(won), {refusal.code for refusal in told}) == (1, {"performance.not_yours"}), act
        assert Entry.objects.filter(act=f"performance.{act}").count() == 1
    assert one.appraisals.count() == 1
    split(at_once(*[lambda: life.expect(town, "colleague", None)] * AT_ONCE))
    assert Expectation.objects.filter(person=town.persons["colleague"]).count() == 1


def test_two_corrections_of_one_unit_at_once_keep_one_and_tell_the_other(town):
    unit, by = town.units["DPU-AIR"], town.actor("administrator")
    version = UnitVersion.objects.get(unit=unit, recorded__upper_inf=True)

    def correct(name: str) -> Callable[[], Any]:
        return lambda: structure.correct(version, because="Salah ketik.", name=name, by=by)

    won, told = split(at_once(*[correct(f"Bidang Drainase {n}") for n in range(AT_ONCE)]))
    assert (len(won), [one.code for one in told]) == (1, ["structure.already_corrected"] * (AT_ONCE - 1))
    assert UnitVersion.objects.get(unit=unit, recorded__upper_inf=True).name == won[0].name
    assert Entry.objects.filter(act="structure.correct").count() == 1


def test_photos_sent_at_once_belong_to_their_case_alone(town):
    from penata.overview.portal.tests.pictures import photo

    draft = a_draft(town)
    at_once(*[lambda: Client().post(f"/report/{draft.pk}/photos/", {"photos": photo()}) for _ in range(AT_ONCE)])
    Client().post(f"/report/{draft.pk}/check/")
    case = once()
    attached = list(Attached.objects.filter(case=case).values_list("attachment_id", flat=True))
    assert 1 <= len(attached) == len(set(attached)) <= 5


def test_a_limit_holds_however_many_try_at_once(town):
    from datetime import timedelta

    def attempt() -> None:
        for _ in range(10):
            accounts.count_attempt(kind="test", key="198.51.100.7", limit=25, per=timedelta(hours=1))

    def counted() -> int:
        done = 0
        for _ in range(10):
            try:
                accounts.count_attempt(kind="test", key="198.51.100.7", limit=25, per=timedelta(hours=1))
            except Refused:
                continue
            done += 1
        return done

    assert sum(at_once(*[counted] * AT_ONCE)) == 25
    assert Attempt.objects.get(kind="test").count == 40
    assert isinstance(at_once(attempt)[0], Refused)


@pytest.mark.parametrize("year", range(2041, 2045))
def test_the_first_reports_of_a_year_come_in_at_once(transactional_db, year):
    def number() -> int:
        with connection.cursor() as cursor:
            cursor.execute("select cases_next_number(%s)", [year])
            return int(cursor.fetchone()[0])

    assert sorted(at_once(*[number] * AT_ONCE)) == [1, 2, 3, 4]
