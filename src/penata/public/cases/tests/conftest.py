"""A small named city: a mayor, two agencies, a routing officer, a kelurahan; who may see what, and who may not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from penata.foundation.accounts.models import Account
from penata.foundation.dated.actions import begin_act
from penata.foundation.journal.rules import Actor
from penata.organization.people.models import Holding, Person
from penata.organization.structure.models import (
    Area,
    AreaVersion,
    Decree,
    Function,
    FunctionVersion,
    Mandate,
    Position,
    PositionVersion,
    Unit,
    UnitVersion,
)
from penata.public.catalog.models import Service, Standard
from penata.public.routing.models import RoutingSettings

SINCE = date(2020, 1, 1)
TODAY = date(2026, 11, 20)  # a Friday
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta

UNITS = [
    ("KOTA", "Pemerintah Kota Lama", "pemerintah", None),
    ("KOMINFO", "Dinas Komunikasi dan Informatika", "dinas", "KOTA"),
    ("PU", "Dinas Pekerjaan Umum", "dinas", "KOTA"),
    ("PU-JALAN", "Bidang Jalan dan Penerangan", "bidang", "PU"),
    ("LH", "Dinas Lingkungan Hidup", "dinas", "KOTA"),
    ("KEC", "Kecamatan Sukaraja", "kecamatan", "KOTA"),
    ("KEL", "Kelurahan Sukamaju", "kelurahan", "KEC"),
]
POSITIONS = [  # code, unit, title, is head
    ("MAYOR", "KOTA", "Wali Kota", True),
    ("KOMINFO-1", "KOMINFO", "Kepala Dinas Komunikasi dan Informatika", True),
    ("ROUTER", "KOMINFO", "Petugas Penyaluran Laporan", False),
    ("PU-1", "PU", "Kepala Dinas Pekerjaan Umum", True),
    ("PU-2", "PU-JALAN", "Kepala Bidang Jalan dan Penerangan", True),
    ("PU-3", "PU-JALAN", "Pengadministrasi Umum", False),
    ("LH-1", "LH", "Kepala Dinas Lingkungan Hidup", True),
    ("KEC-1", "KEC", "Camat Sukaraja", True),
    ("KEL-1", "KEL", "Lurah Sukamaju", True),
]
AREAS = [
    ("99.71", "Kota Lama", "city", None),
    ("99.71.01", "Sukaraja", "district", "99.71"),
    ("99.71.01.1001", "Sukamaju", "village", "99.71.01"),
]
FUNCTIONS = [  # code, title, keywords, position
    ("PJU", "Penerangan jalan umum", "lampu jalan mati padam gelap tiang", "PU-2"),
    ("SAMPAH", "Pengangkutan sampah", "sampah menumpuk bau tps", "LH-1"),
    ("SURAT", "Surat pengantar", "surat pengantar domisili", "KEL-1"),
]


@pytest.fixture
def city(db) -> SimpleNamespace:
    with transaction.atomic():
        return build_city()


def build_city() -> SimpleNamespace:
    at = begin_act("kota uji")
    span = {"valid": DateRange(SINCE, None), "recorded": DateTimeTZRange(at, None)}
    decree = Decree.objects.create(
        kind="perda", number="3", year=2019, title="Susunan Perangkat Daerah", signed_on=SINCE, in_force_on=SINCE
    )
    told = span | {"decree": decree, "article": "pasal 7"}
    areas = {code: Area.objects.create(code=code) for code, *_ in AREAS}
    AreaVersion.objects.bulk_create(
        AreaVersion(area=areas[code], name=name, level=level, parent=areas.get(parent), **told)
        for code, name, level, parent in AREAS
    )
    units = {code: Unit.objects.create(code=code) for code, *_ in UNITS}
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=units[code], name=name, kind=kind, parent=units.get(parent), **told)
        for code, name, kind, parent in UNITS
    )
    positions = {code: Position.objects.create(code=code) for code, *_ in POSITIONS}
    PositionVersion.objects.bulk_create(
        PositionVersion(
            position=positions[code], unit=units[unit], title=title, is_head=head, category="administrator", **told
        )
        for code, unit, title, head in POSITIONS
    )
    functions = {code: Function.objects.create(code=code) for code, *_ in FUNCTIONS}
    FunctionVersion.objects.bulk_create(
        FunctionVersion(function=functions[code], title=title, keywords=words, **told)
        for code, title, words, _ in FUNCTIONS
    )
    Mandate.objects.bulk_create(
        Mandate(function=functions[code], position=positions[position], area=areas["99.71"], **told)
        for code, _, _, position in FUNCTIONS
    )
    accounts, people = {}, {}
    for number, (code, _, title, _) in enumerate(POSITIONS):
        accounts[code] = Account.objects.create(username=f"u-{code.lower()}", name=f"Nama {title}")
        people[code] = Person.objects.create(
            nip=f"19900101201501{number:04d}", name=f"Nama {title}", status="pns", account=accounts[code]
        )
        Holding.objects.create(person=people[code], position=positions[code], decree=decree, **span)
    service = Service.objects.create(code="lampu-jalan", function=functions["PJU"])
    Standard.objects.create(
        service=service,
        name="Perbaikan lampu jalan",
        summary="Kami perbaiki.",
        topic="complaint",
        promise_days=3,
        **told,
    )
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": positions["ROUTER"]})
    return SimpleNamespace(
        decree=decree,
        areas=areas,
        units=units,
        positions=positions,
        functions=functions,
        accounts=accounts,
        people=people,
        service=service,
        village=areas["99.71.01.1001"],
        actor=lambda code: Actor(accounts[code].id, f"Nama {code}"),
    )


RESIDENT = Actor(None, "Pelapor")


def hours(count: float) -> datetime:
    return NOW + timedelta(hours=count)
