"""A full desk: what an officer of road maintenance has before him on a usual morning, through the actions of all."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta

from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding
from penata.organization.structure.models import AreaVersion, Position
from penata.public.cases import actions
from penata.public.cases.models import Case
from penata.public.cases.rules import Submission

from .days import calendar, moment
from .recent import KEYS, OFFICER, RESIDENT

PLACE = "DPU.2.1-K"  # whose desk is full (`roles.PEOPLE_TO_TRY`); who sits there differs from day to day
COUNT = 34
ROUTER = Actor.system("Petugas penyaluran Kota Lama")
TROUBLES = (
    "Jalan aspal di {street} berlubang besar di dekat tikungan, sudah dua motor terjatuh minggu ini.",
    "Tambalan aspal di {street} lepas lagi, batunya berserakan sampai ke halaman warga.",
    "Bahu jalan {street} ambles setelah hujan semalam, mobil harus bergantian lewat.",
    "Permukaan jalan {street} bergelombang di depan sekolah, anak-anak sering terpeleset.",
    "Trotoar di {street} pecah dan ubinnya hilang, kursi roda tidak bisa lewat.",
    "Lubang bekas galian di {street} belum ditutup kembali, malam hari tidak terlihat.",
)
STREETS = ("Jalan Beringin", "Jalan Cempaka", "Jalan Flamboyan", "Jalan Kenanga", "Jalan Merpati", "Jalan Teratai")
QUESTION = "Di sebelah mana tepatnya, dan sejak kapan? Sebutkan nomor rumah atau bangunan terdekat."
BOTH = "Jalan {street} berlubang dan sampah bekas galian menumpuk di tepinya, mohon dibereskan dua-duanya."


def fill(on: date) -> int:
    """Hand in the reports of the last days, send them to him, and begin with some; how many."""
    seat = Position.objects.values_list("pk", flat=True).get(code=PLACE)
    known = AreaVersion.objects.on(on).as_known().filter(level="village").order_by("area__code")
    villages = list(known.values_list("area_id", flat=True)[:12])
    worked = calendar(on.year)
    days = [day for day in (on - timedelta(days=back) for back in range(14, 0, -1)) if worked.is_working(day)]
    for number in range(COUNT):
        at = moment(days[number * len(days) // COUNT], 7.5 + number / 5)
        street = STREETS[number % len(STREETS)]
        words = (BOTH if number in {9, 20} else TROUBLES[number % len(TROUBLES)]).format(street=street)
        case = _hand_in(number, words, street=street, area=villages[number % len(villages)], on=on, at=at)
        if case.position_id != seat:
            actions.assign(case, to=seat, by=ROUTER, at=at + timedelta(minutes=20))
        _work(case, number, seat, on, at + timedelta(hours=3))
    return COUNT


def _hand_in(number: int, words: str, *, street: str, area: int, on: date, at: datetime) -> Case:
    submission = Submission(
        key=uuid.uuid5(KEYS, f"desk{on}{number}"),
        words=words,
        area_id=area,
        place=f"{street} nomor {3 + 2 * number}",
        is_anonymous=number % 11 == 5,
        name="" if number % 11 == 5 else "Warga Kota Lama",
        email=f"warga{number}@contoh.example",
    )
    return actions.submit(submission, by=RESIDENT, at=at).case


def _work(case: Case, number: int, seat: int, on: date, at: datetime) -> None:
    """Two hold two jobs and are split; some are begun, and some wait for the reporter."""
    if number in {9, 20}:
        held = Holding.objects.on(on).as_known().filter(position__code__startswith="DLH", kind="definitive")
        other = held.order_by("position__code").values_list("position_id", flat=True)[0]
        parts = [actions.Part(seat, "Tambal lubang jalannya"), actions.Part(other, "Angkut sampah bekas galian")]
        actions.split(case, parts=parts, because="Dua pekerjaan, dua dinas", by=OFFICER, at=at)
    elif number % 4 == 1:
        actions.start(case, by=OFFICER, at=at)
    elif number % 9 == 4:
        actions.ask_reporter(case, question=QUESTION, by=OFFICER, at=at)
