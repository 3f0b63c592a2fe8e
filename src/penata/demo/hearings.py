"""Hearings of Kota Lama: a draft standard on which people are asked now, and a reorganization that was decided."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.organization.structure.models import Unit
from penata.public.forum import actions
from penata.public.forum.models import Conversation, Hearing, Section, Statement, Vote, Voter
from penata.public.forum.queries.running import Voice, digest_in

from .hearing_words import ADDED, COMMENTS, PARTS, SCENARIOS, STATEMENTS, WAITING

BY = Actor.system("Kota Lama")
SEED = 31
PEOPLE = (74, 66, 58)  # traders, neighbors, civil servants
COMING = (("Wati Suryani", "user"), ("Danu Prasetya", "society"), ("Radio Kota", "media"))
PUBLIC = ("comment", "state", "vote", "attend")


def hold_all(on: date) -> int:
    """Two hearings and the votes of some two hundred people; how many votes."""
    permits, works = Unit.objects.filter(code="DPMPTSP").first(), Unit.objects.filter(code="DPU").first()
    with transaction.atomic():
        if works is not None:
            _decided(works, on)
        return _asked(permits, on) if permits is not None else 0


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=12)


def _draft(unit: Unit, kind: str, title: str, summary: str, at: datetime) -> Hearing:
    return actions.make_hearing(kind=kind, title=title, summary=summary, unit=unit, by=BY, at=at)


def _phases(hearing: Hearing, since: date, days: tuple[int, int], at: datetime) -> None:
    """The public is asked for some days, then the unit decides for some."""
    by: dict[str, Any] = {"by": BY, "at": at}
    middle, end = since + timedelta(days=days[0]), since + timedelta(days=sum(days))
    actions.put_phase(
        hearing, title="Masukan, suara, dan pertemuan", since=since, until=middle, residents=PUBLIC, staff=PUBLIC, **by
    )
    actions.put_phase(hearing, title="Penetapan hasil", since=middle, until=end, unit=("conclude",), **by)


def _asked(unit: Unit, on: date) -> int:
    """The draft standard of permits: comments come in, votes too, a meeting is called."""
    since, chance = on - timedelta(days=9), random.Random(SEED)
    at = _noon(since)
    by: dict[str, Any] = {"by": BY, "at": at}
    hearing = _draft(
        unit, Hearing.Kind.STANDARD, "Rancangan standar pelayanan izin usaha mikro dan kecil",
        "Izin usaha mikro akan selesai dalam satu hari kerja, tanpa fotokopi. Syarat, waktu, jam loket, dan cara "
        "mengadu masih dapat diubah: beri masukan pada tiap alinea, atau nilai pernyataan warga lain.", at,
    )  # fmt: skip
    for title, text in PARTS:
        actions.put_section(hearing, title=title, text=text, **by)
    for title, text in SCENARIOS:
        actions.put_section(hearing, title=title, text=text, kind=Section.Kind.SCENARIO, **by)
    _phases(hearing, since, (16, 14), at)
    hearing = actions.publish_hearing(hearing, **by)
    _comment(hearing, on)
    for n, scenario in enumerate(
        chance.choices(hearing.sections.filter(kind="scenario").order_by("place"), (3, 6, 4), k=60)
    ):
        actions.prefer(scenario, voice=Voice(f"browser:demo-{n}"), at=at)
    day = min(calendar().add(on, 2), on + timedelta(days=5))  # on a working day, while people are asked
    start = _noon(day) - timedelta(hours=3)
    meeting = actions.call_meeting(
        hearing, title="Forum konsultasi publik izin usaha", place="Aula Mal Pelayanan Publik, lantai 2",
        starts_at=start, ends_at=start + timedelta(hours=3), seats=60, **by,
    )  # fmt: skip
    for n, (name, side) in enumerate(COMING):
        voice = Voice(f"browser:demo-{n}")
        actions.register(meeting, name=name, side=side, key=UUID(int=9_100 + n), voice=voice, at=at)
    return _poll(hearing, chance, on)


def _comment(hearing: Hearing, on: date) -> None:
    """Those who came first were read; the last two wait."""
    for n, (place, paragraph, name, words) in enumerate(COMMENTS):
        section = hearing.sections.get(place=place)
        given = actions.comment(
            section, words, paragraph=section.paragraphs.get(place=paragraph), key=UUID(int=9_000 + n), name=name,
            voice=Voice(f"browser:demo-{n}"), at=_noon(on - timedelta(days=8 - n)),
        )  # fmt: skip
        if n < len(COMMENTS) - 2:
            actions.show(given, by=BY, at=_noon(on - timedelta(days=7 - n)))


def _poll(hearing: Hearing, chance: random.Random, on: date) -> int:
    """The opinion poll, with the votes of three camps written at once."""
    at = _noon(on - timedelta(days=9))
    poll = actions.make_conversation(
        title="Izin usaha yang cepat: dengan syarat apa?", unit=hearing.unit, hearing=hearing, by=BY, at=at,
        intro="Nilai pernyataan satu per satu; dua menit sudah berarti. Kelompok pendapat dan kesepakatannya dibahas "
        "dalam forum konsultasi publik.",
    )  # fmt: skip
    for words, *_chances in STATEMENTS:
        actions.put_statement(poll, words, by=BY, at=at)
    poll = actions.open_conversation(poll, by=BY, at=at)
    for n, (words, *_chances) in enumerate(ADDED):
        given = actions.add_statement(poll, words, voice=Voice(f"browser:demo-{n}"), at=at + timedelta(days=2))
        actions.show(given, by=BY, at=at + timedelta(days=3))
    for n, words in enumerate(WAITING):
        actions.add_statement(poll, words, voice=Voice(f"browser:demo-{n + 9}"), at=_noon(on - timedelta(days=1)))
    cast = _vote(poll, chance)
    actions.group(poll, at=min(_noon(on), timezone.now()))  # votes of today bring the next one
    return cast


def _vote(poll: Conversation, chance: random.Random) -> int:
    statements = list(Statement.objects.filter(conversation=poll, state="shown").order_by("number"))
    known = [chances for _words, *chances in (*STATEMENTS, *ADDED)]
    camps = [camp for camp, size in enumerate(PEOPLE) for _one in range(size)]
    chance.shuffle(camps)
    voters = Voter.objects.bulk_create(
        Voter(conversation=poll, digest=digest_in(poll, Voice(f"demo:{n}")), is_staff=camp == 2)
        for n, camp in enumerate(camps)
    )
    votes: list[Vote] = []
    for voter, camp in zip(voters, camps, strict=True):
        for place in chance.sample(range(len(statements)), min(len(statements), chance.choice((5, 18, 26, 34, 40)))):
            mark = 0 if chance.random() < 0.08 else 1 if chance.random() < known[place][camp] else -1
            votes.append(
                Vote(conversation=poll, statement=statements[place], voter=voter, mark=mark, turn=len(votes) + 1)
            )
    Vote.objects.bulk_create(votes, batch_size=2_000)
    with connection.cursor() as cursor:
        cursor.execute("select setval('forum_vote_turn', %s)", [len(votes)])
    return len(votes)


def _decided(unit: Unit, on: date) -> None:
    """A reorganization that was discussed in spring: a meeting, its minutes, and an answer to each contribution."""
    since = on - timedelta(days=120)
    by: dict[str, Any] = {"by": BY, "at": _noon(since)}
    hearing = _draft(
        unit, Hearing.Kind.REORGANIZATION, "Rancangan penggabungan urusan drainase dan jalan lingkungan",
        "Urusan drainase dan jalan lingkungan digabung dalam satu bidang, agar genangan di jalan ditangani satu pintu.",
        _noon(since),
    )  # fmt: skip
    section = actions.put_section(
        hearing, title="Susunan baru", **by,
        text="Bidang Jalan dan Bidang Drainase menjadi satu bidang dengan dua seksi.\n\n"
        "Laporan warga tentang genangan masuk ke satu jabatan.",
    )  # fmt: skip
    _phases(hearing, since, (21, 14), _noon(since))
    hearing = actions.publish_hearing(hearing, **by)
    said = (
        "Setuju, selama ini saling melempar.",
        "Jangan kurangi petugas drainase di musim hujan.",
        "Sebut tenggatnya.",
    )
    given = []
    for n, words in enumerate(said):
        facts: dict[str, Any] = {"key": UUID(int=9_200 + n), "voice": Voice(f"browser:demo-{n}")}
        paragraph, at = section.paragraphs.get(place=1 + n // 2), _noon(since + timedelta(days=3 + n))
        given.append(actions.comment(section, words, paragraph=paragraph, at=at, **facts))
        actions.show(given[-1], by=BY, at=_noon(since + timedelta(days=4 + n)))
    _minuted(hearing, since)
    at = _noon(since + timedelta(days=28))
    theme = actions.put_theme(
        hearing, title="Petugas lapangan", decided="Jumlah petugas drainase tetap; regu genangan dibentuk.",
        because="Genangan terbanyak terjadi pada malam hari, ketika satu bidang sekarang tidak berjaga.", by=BY, at=at,
    )  # fmt: skip
    answers = (("accepted", "Itulah tujuan penggabungan ini."), ("accepted", "Jumlah petugas tidak dikurangi."),
               ("partly", "Tenggat mengikuti standar pelayanan yang disusun sesudah penataan."))  # fmt: skip
    for one, (fate, because) in zip(given, answers, strict=True):
        actions.decide(hearing, [one.pk], [], fate=fate, because=because, theme=theme, by=BY, at=at)
    words = "Rancangan diteruskan dengan satu perubahan: jumlah petugas drainase tetap dan regu genangan dibentuk."
    actions.conclude_hearing(hearing, outcome=words, by=BY, at=at)


def _minuted(hearing: Hearing, since: date) -> None:
    start = _noon(since + timedelta(days=14)) - timedelta(hours=3)
    by: dict[str, Any] = {"by": BY, "at": start + timedelta(hours=4)}
    meeting = actions.call_meeting(
        hearing, title="Forum konsultasi publik penataan bidang", place="Pendopo Dinas Pekerjaan Umum",
        starts_at=start, ends_at=start + timedelta(hours=3), by=BY, at=_noon(since),
    )  # fmt: skip
    rows = (("Slamet Riyadi", "user", "RW 03 Sukamaju"), ("Endang Lestari", "society", "LPMK Sukasari"),
            ("Rahmat Hidayat", "expert", "Politeknik Kota Lama"), ("Nina Marlina", "stakeholder", "PDAM"))  # fmt: skip
    actions.enter_list(meeting, rows, **by)
    actions.write_minutes(
        meeting, chair="Sekretaris Dinas Pekerjaan Umum", secretary="Kepala Subbagian Umum",
        discussed="Warga meminta satu pintu untuk genangan dan menanyakan jumlah petugas. Ahli menyarankan regu malam.",
        agreed="Urusan genangan satu pintu.\nJumlah petugas drainase tidak dikurangi.",
        follow_up="Dinas menyusun standar pelayanan genangan, dua bulan sesudah penataan.", **by,
    )  # fmt: skip
    actions.sign_minutes(meeting, **by)
