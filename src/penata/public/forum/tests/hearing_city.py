"""Hearings and conversations of the small city, for tests."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils import timezone

from penata.foundation.journal.rules import Actor
from penata.public.forum import actions
from penata.public.forum.models import Conversation, Hearing, Statement, Vote, Voter
from penata.public.forum.queries.running import Voice

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
TODAY = date(2026, 11, 24)
SYSTEM = Actor.system("tests")
STATEMENTS = (
    "Loket buka sampai pukul tujuh malam.", "Semua syarat cukup difoto.", "Izin usaha kecil diputuskan kelurahan.",
    "Petugas menelepon bila berkas kurang.", "Antrean diambil dari rumah.",
)  # fmt: skip


def one(number: int, *, is_staff: bool = False) -> Voice:
    return Voice(f"browser:{number}", None, is_staff)


def make_conversation(city: Any, *, at: datetime = NOW, **facts: Any) -> Conversation:
    """Open, with five statements."""
    unit = city.units["DPU-JALAN"]
    made = actions.make_conversation(title="Loket kita", unit=unit, by=SYSTEM, at=at, **facts)
    for words in STATEMENTS:
        actions.put_statement(made, words, by=SYSTEM, at=at)
    return actions.open_conversation(made, by=SYSTEM, at=at)


def make_hearing(city: Any, *, at: datetime = NOW, **facts: Any) -> Hearing:
    """A draft with a part of two paragraphs, two scenarios, a phase for the public and one for the outcome."""
    by: dict[str, Any] = {"by": SYSTEM, "at": at}
    values = {"kind": "standard", "title": "Standar lampu jalan", "summary": "Lampu diperbaiki lebih cepat."} | facts
    made = actions.make_hearing(**values, unit=city.units["DPU-JALAN"], **by)
    actions.put_section(made, title="Waktu", text="Tiga hari kerja.\n\nDi jalan besar satu hari.", **by)
    for title in ("Loket siang", "Loket malam"):
        actions.put_section(made, title=title, text="Buka tiap hari.", kind="scenario", **by)
    since = timezone.localtime(at).date()
    public = ("comment", "state", "vote", "attend")
    facts = {"residents": public, "staff": public, "unit": ("conclude",)}
    actions.put_phase(made, title="Masukan", since=since, until=since + timedelta(days=14), **facts, **by)
    later = {"since": since + timedelta(days=14), "until": since + timedelta(days=21), "unit": ("conclude",)}
    actions.put_phase(made, title="Penetapan", **later, **by)
    return made


def publish(hearing: Hearing, *, at: datetime = NOW) -> Hearing:
    return actions.publish_hearing(hearing, by=SYSTEM, at=at)


def fill(conversation: Conversation, *, voters: int, statements: int, each: int, staff: float = 0.3) -> None:
    """Many votes at once, of three camps."""
    chance = random.Random(7)
    last = conversation.statements.count()
    Statement.objects.bulk_create(
        Statement(conversation=conversation, number=n, words=f"Pernyataan {n}", state="shown", made_at=NOW)
        for n in range(last + 1, statements + 1)
    )
    known = list(conversation.statements.order_by("number"))
    people = Voter.objects.bulk_create(
        Voter(conversation=conversation, digest=f"{n:064}", is_staff=n < voters * staff) for n in range(voters)
    )
    camps = [[0.97 if n % 7 == 0 or n % 3 == camp else 0.03 for n in range(len(known))] for camp in range(3)]
    votes = [
        Vote(
            conversation=conversation, statement=known[place], voter=voter, turn=1,
            mark=1 if chance.random() < camps[n % 3][place] else -1,
        )
        for n, voter in enumerate(people)
        for place in chance.sample(range(len(known)), each)
    ]  # fmt: skip
    Vote.objects.bulk_create(votes, batch_size=5_000)
