"""Laws 4 to 6 and 9 as properties: whatever is done to a case in whatever order, they hold after each step."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.structure.models import PositionVersion

from .. import actions
from ..models import Case, Handover, Pause, Step
from ..rules import ENDED, OPEN, Submission
from ..rules.names import ERASED_WORDS
from .conftest import NOW, RESIDENT, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
OFFICER = Actor(None, "Petugas")
CODES = ["KABID-JALAN", "TEKNISI-JALAN", "KABID-SAMPAH", "LURAH-MAJU", "PENYALUR", "LURAH-SARI"]
ACTS = [
    "verify", "assign", "start", "ask", "amend", "note", "reply", "answer", "close", "silence", "reopen", "hand_over",
    "accept", "return", "extend", "split", "join", "not_ours", "archive", "withdraw", "publish", "unpublish", "undo",
    "escalate", "erase",
]  # fmt: skip
steps = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(CODES), st.integers(0, 12 * 24)), min_size=4, max_size=12
)


def do(act: str, case: Case, city, code: str, at, by: Actor) -> None:
    to = city.positions[code].id
    last = case.steps.order_by("-at", "-pk").first()
    calls = {
        "verify": lambda: actions.verify(case, kind="information", by=by, at=at),
        "assign": lambda: actions.assign(case, to=to, by=by, at=at),
        "start": lambda: actions.start(case, by=by, at=at),
        "ask": lambda: actions.ask_reporter(case, question="Di mana?", by=by, at=at),
        "amend": lambda: actions.amend(case, words="Di depan Zubaidah punya warung", by=RESIDENT, at=at),
        "note": lambda: actions.note(case, text="catatan", by=by, at=at),
        "reply": lambda: actions.answer(case, text="Kami periksa", is_final=False, by=by, at=at),
        "answer": lambda: actions.answer(case, text="Sudah", by=by, at=at),
        "close": lambda: actions.close(case, happy=False, by=RESIDENT, at=at),
        "silence": lambda: actions.close_silent(at=at),
        "reopen": lambda: actions.reopen(case, because="Belum, kata Zubaidah", by=RESIDENT, at=at),
        "hand_over": lambda: actions.hand_over(
            case, to=to, reason="not_mandate", because="bukan kami", article="pasal 7", by=by, at=at
        ),
        "accept": lambda: actions.accept_handover(case, by=by, at=at),
        "return": lambda: actions.return_handover(case, because="bukan juga", by=by, at=at),
        "extend": lambda: actions.extend(case, working_days=3, because="menunggu", by=by, at=at),
        "split": lambda: actions.split(case, parts=[actions.Part(to, "satu"), actions.Part(to, "dua")], by=by, at=at),
        "join": lambda: actions.join_same(case, main=Case.objects.exclude(pk=case.pk).first(), by=by, at=at),
        "not_ours": lambda: actions.set_not_ours(case, body="PLN", by=by, at=at),
        "archive": lambda: actions.archive(case, reason="too_general", by=by, at=at),
        "withdraw": lambda: actions.withdraw(case, by=RESIDENT, at=at),
        "publish": lambda: actions.publish(case, words="Lampu mati, kata Zubaidah Wulandari", by=by, at=at),
        "unpublish": lambda: actions.unpublish(case, because="x", by=by, at=at),
        "undo": lambda: actions.undo(last, by=by, at=at),
        "escalate": lambda: actions.escalate_due(at=at),
        "erase": lambda: actions.erase(case, because="diminta", by=by, at=at),
    }
    calls[act]()


def clocks(case: Case) -> tuple:
    return (case.verify_by, case.answer_by, case.finish_by, case.legal_reply_by, case.legal_by)


def check_laws(case: Case, before: tuple, known: dict[int, tuple]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")
    for one in Case.objects.all():
        opened = list(one.assignments.filter(until=None))
        if one.state in OPEN:  # law 4
            assert [(a.position_id, a.unit_id) for a in opened] == [(one.position_id, one.unit_id)]
            assert PositionVersion.objects.on(TODAY).as_known().filter(position=one.position_id).exists()
        else:
            assert one.state in ENDED
            assert opened == []
            assert not Handover.objects.filter(case=one, state="proposed").exists()
            assert one.due_on is None
        assert Pause.objects.filter(case=one, until=None).exists() == (one.state == "incomplete")
    if clocks(case) != before:  # law 5
        assert case.steps.filter(facts__has_key="clocks").exists()
    now = {step.pk: (step.at, step.kind, step.text, str(step.facts)) for step in Step.objects.all()}
    is_erased = Step.objects.filter(kind="erased").exists()
    for key, (at, kind, text, facts) in known.items():  # law 6: words may be erased, and nothing else
        assert now[key] == (at, kind, text, facts) or (is_erased and now[key] == (at, kind, ERASED_WORDS, facts))
    known |= now
    said = " ".join(str(row) for row in Entry.objects.filter(subject_kind="cases.case").values_list())
    said += " ".join(str(row) for row in Step.objects.values_list("facts", "text", "by_label", "title_then"))
    said += " ".join(Notice.objects.exclude(recipient=None).values_list("body", flat=True)) + case.title
    for secret in ("Zubaidah", "Wulandari", "0812", "example.com"):  # law 9
        assert secret not in said


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=steps, is_sure=st.booleans())
def test_the_laws_hold_whatever_is_done(city, plan, is_sure):
    with transaction.atomic():
        made = [
            actions.submit(
                Submission(
                    key=uuid4(),
                    words="Lampu mati sejak kemarin, saya Zubaidah Wulandari 081234567890",
                    area_id=city.village.id,
                    service_id=city.service.id if is_sure else None,
                    is_anonymous=True,
                    name="Zubaidah Wulandari",
                    email="zubaidah@example.com",
                ),
                by=RESIDENT,
                at=NOW,
            ).case
            for _ in range(2)
        ]
        case, at, known = made[1], NOW, {}
        check_laws(case, clocks(case), known)
        for act, code, hours in plan:
            at += timedelta(hours=hours)
            before, state = clocks(case), case.state
            try:
                with transaction.atomic():
                    do(act, case, city, code, at, OFFICER)
            except Refused:
                case.refresh_from_db()
                assert (clocks(case), case.state) == (before, state)
            case.refresh_from_db()
            if act in {"hand_over", "accept", "return", "assign", "note", "start", "reply", "answer"}:
                is_named = act == "assign" and case.service_id
                assert clocks(case) == before or is_named  # a handover never resets
            check_laws(case, before, known)
        transaction.set_rollback(True)
