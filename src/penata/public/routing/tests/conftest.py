"""A small named city: an agency with two divisions, two kelurahan of one kecamatan, and who sits where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

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
from penata.public.catalog import queries as catalog
from penata.public.catalog.models import Service, Standard
from penata.public.routing import actions, queries
from penata.public.routing.actions import Told

DAY = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 2, 0, tzinfo=UTC)
SINCE = date(2024, 1, 1)
OFFICER = Actor(None, "Sari, Petugas Penyaluran")

AREAS = [
    ("99.71", "Kota Lama", "city", None),
    ("99.71.01", "Timur", "district", "99.71"),
    ("99.71.01.1", "Melati", "village", "99.71.01"),
    ("99.71.01.2", "Mawar", "village", "99.71.01"),
]
UNITS = [  # code, name, kind, parent, area
    ("KOTA", "Pemerintah Kota Lama", "pemerintah", None, None),
    ("PU", "Dinas Pekerjaan Umum", "dinas", "KOTA", None),
    ("PJU", "Bidang Penerangan", "bidang", "PU", None),
    ("LH", "Dinas Lingkungan Hidup", "dinas", "KOTA", None),
    ("TIMUR", "Kecamatan Timur", "kecamatan", "KOTA", "99.71.01"),
    ("MELATI", "Kelurahan Melati", "kelurahan", "TIMUR", "99.71.01.1"),
    ("MAWAR", "Kelurahan Mawar", "kelurahan", "TIMUR", "99.71.01.2"),
]
HEADS = {
    "KOTA": "Wali Kota",
    "PU": "Kepala Dinas Pekerjaan Umum",
    "PJU": "Kepala Bidang Penerangan",
    "LH": "Kepala Dinas Lingkungan Hidup",
    "TIMUR": "Camat Timur",
    "MELATI": "Lurah Melati",
    "MAWAR": "Lurah Mawar",
}
FUNCTIONS = [  # code, title, keywords, units with their areas
    ("LAMPU", "Penerangan jalan umum", "lampu jalan padam gelap tiang", [("PJU", "99.71")]),
    ("SAMPAH", "Pengangkutan sampah", "sampah menumpuk bau tps", [("LH", "99.71")]),
    ("SURAT", "Surat pengantar", "surat pengantar domisili", [("MELATI", "99.71.01.1"), ("MAWAR", "99.71.01.2")]),
]


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    queries.forget()
    catalog.forget()
    yield
    queries.forget()


@pytest.fixture
def city(db) -> SimpleNamespace:
    with transaction.atomic():
        return build_city()


def build_city() -> SimpleNamespace:
    at = begin_act("kota uji")
    span = {"valid": DateRange(SINCE, None), "recorded": DateTimeTZRange(at, None)}
    decree = Decree.objects.create(
        kind="perwali", number="7", year=2023, title="Tugas dan Fungsi", signed_on=SINCE, in_force_on=SINCE
    )
    told = span | {"decree": decree, "article": "Pasal 5"}
    areas = {code: Area.objects.create(code=code) for code, *_ in AREAS}
    for code, name, level, parent in AREAS:
        AreaVersion.objects.create(area=areas[code], name=name, level=level, parent=areas.get(parent), **told)
    units, positions, people = {}, {}, {}
    for number, (code, name, kind, parent, area) in enumerate(UNITS):
        units[code] = Unit.objects.create(code=code)
        UnitVersion.objects.create(
            unit=units[code], name=name, kind=kind, parent=units.get(parent), area=areas.get(area), **told
        )
        positions[code] = Position.objects.create(code=f"{code}-1")
        PositionVersion.objects.create(
            position=positions[code],
            unit=units[code],
            title=HEADS[code],
            category="administrator",
            is_head=True,
            **told,
        )
        people[code] = Person.objects.create(
            nip=f"198001012005011{number + 1:03d}", name=f"Nama {number}", status="pns"
        )
        Holding.objects.create(person=people[code], position=positions[code], decree=decree, **span)
    functions = {}
    for code, title, keywords, holders in FUNCTIONS:
        functions[code] = Function.objects.create(code=code)
        FunctionVersion.objects.create(function=functions[code], title=title, keywords=keywords, **told)
        for unit, area in holders:
            Mandate.objects.create(function=functions[code], unit=units[unit], area=areas[area], **told)
    service = Service.objects.create(code="lampu-jalan", function=functions["LAMPU"])
    values = {"name": "Perbaikan lampu jalan", "summary": "Kami perbaiki.", "topic": "complaint", "promise_days": 3}
    Standard.objects.create(service=service, **values, **told)
    return SimpleNamespace(
        decree=decree,
        areas=areas,
        units=units,
        positions=positions,
        people=people,
        functions=functions,
        service=service,
    )


SAYINGS = {
    "LAMPU": ["lampu jalan {} padam", "penerangan {} gelap sekali", "tiang lampu {} mati total"],
    "SAMPAH": ["sampah {} menumpuk", "bau tumpukan sampah {}", "tps {} penuh belum diangkut"],
    "SURAT": ["surat domisili {} lama", "minta surat pengantar {}", "pengantar {} belum jadi"],
}
ANSWERED = {"LAMPU": "PJU", "SAMPAH": "LH", "SURAT": "MELATI"}


@pytest.fixture
def tell(city) -> Callable[..., None]:
    """Tell `number` closed cases of each function, spread over the months before `until`."""

    def tell(
        number: int, until: date = date(2026, 3, 1), days: int = 400, labels: dict[str, str] | None = None
    ) -> None:
        told = []
        for code, sayings in SAYINGS.items():
            for index in range(number):
                said = sayings[index % len(sayings)].format(f"blok {chr(97 + index % 26)}")
                label = (labels or {}).get(code, code)
                told.append(
                    Told(
                        key=f"{until}:{code}:{index}",
                        text=said,
                        function_id=city.functions[label].pk,
                        unit_id=city.units[ANSWERED[label]].pk,
                        area_id=city.areas["99.71.01.1"].pk,
                        received_on=until - timedelta(days=1 + index * days // number),
                    )
                )
        actions.tell_examples(told)

    return tell
