"""Kota Lama in small, for tests: made through the actions once in a process, then copied back for each test."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from penata.foundation.accounts.models import Account
from penata.foundation.journal.rules import Actor
from penata.organization.people import actions as people
from penata.organization.people.models import Person
from penata.organization.structure import actions as structure
from penata.organization.structure.models import Area, Decree, Function, Position, Unit

SINCE = date(2020, 1, 1)
BY = Actor.system("tests")
TODAY = date(2026, 11, 24)
PASSWORD = "Delima-merah-41"

UNITS = [  # code, name, kind, parent, area
    ("KL", "Pemerintah Kota Lama", "pemerintah", None, "99.71"),
    ("SETDA", "Sekretariat Daerah", "setda", "KL", None),
    ("SETDA-TAPEM", "Bagian Tata Pemerintahan", "bagian", "SETDA", None),
    ("DPU", "Dinas Pekerjaan Umum", "dinas", "KL", None),
    ("DPU-JALAN", "Bidang Jalan dan Penerangan", "bidang", "DPU", None),
    ("DPU-AIR", "Bidang Drainase", "bidang", "DPU", None),
    ("DLH", "Dinas Lingkungan Hidup", "dinas", "KL", None),
    ("DLH-SAMPAH", "Bidang Kebersihan", "bidang", "DLH", None),
    ("KEC-SUKA", "Kecamatan Sukaraja", "kecamatan", "KL", "99.71.01"),
    ("KEL-MAJU", "Kelurahan Sukamaju", "kelurahan", "KEC-SUKA", "99.71.01.1001"),
    ("KEL-SARI", "Kelurahan Sukasari", "kelurahan", "KEC-SUKA", "99.71.01.1002"),
]
POSITIONS = [  # code, unit, title, category, is head, seats
    ("WALI-KOTA", "KL", "Wali Kota", "politik", True, 1),
    ("SEKDA", "SETDA", "Sekretaris Daerah", "jpt", True, 1),
    ("KABAG-TAPEM", "SETDA-TAPEM", "Kepala Bagian Tata Pemerintahan", "administrator", True, 1),
    ("PENYALUR", "SETDA-TAPEM", "Petugas Penyaluran Laporan", "pelaksana", False, 1),
    ("KADIS-PU", "DPU", "Kepala Dinas Pekerjaan Umum", "jpt", True, 1),
    ("KABID-JALAN", "DPU-JALAN", "Kepala Bidang Jalan dan Penerangan", "administrator", True, 1),
    ("TEKNISI-JALAN", "DPU-JALAN", "Teknisi Penerangan Jalan", "pelaksana", False, 2),
    ("KABID-AIR", "DPU-AIR", "Kepala Bidang Drainase", "administrator", True, 1),
    ("KADIS-LH", "DLH", "Kepala Dinas Lingkungan Hidup", "jpt", True, 1),
    ("KABID-SAMPAH", "DLH-SAMPAH", "Kepala Bidang Kebersihan", "administrator", True, 1),
    ("CAMAT-SUKA", "KEC-SUKA", "Camat Sukaraja", "administrator", True, 1),
    ("LURAH-MAJU", "KEL-MAJU", "Lurah Sukamaju", "pengawas", True, 1),
    ("LURAH-SARI", "KEL-SARI", "Lurah Sukasari", "pengawas", True, 1),  # nobody holds it
]
WEST, EAST, SOUTH, NORTH = 110.40, 110.44, -7.00, -6.98  # Kecamatan Sukaraja; the kelurahan are its halves
AREAS = [  # code, name, level, parent, boundary west to east
    ("99.71", "Kota Lama", "city", None, (110.38, 110.50)),
    ("99.71.01", "Sukaraja", "district", "99.71", (WEST, EAST)),
    ("99.71.01.1001", "Sukamaju", "village", "99.71.01", (WEST, 110.42)),
    ("99.71.01.1002", "Sukasari", "village", "99.71.01", (110.42, EAST)),
]
IN_SUKAMAJU, IN_SUKASARI, OUTSIDE = (-6.99, 110.41), (-6.99, 110.43), (-6.5, 110.41)  # latitude, longitude
FUNCTIONS = [  # code, title, keywords, parent, who (position or unit), areas
    ("1.03", "Pekerjaan umum dan penataan ruang", "", None, "KADIS-PU", ("99.71",)),
    ("1.03.10", "Penyelenggaraan jalan kota", "jalan berlubang aspal rusak", "1.03", "KABID-JALAN", ("99.71",)),
    ("1.03.11", "Penerangan jalan umum", "lampu jalan mati padam gelap tiang", "1.03", "KABID-JALAN", ("99.71",)),
    ("1.03.06", "Drainase kota", "got selokan banjir tersumbat", "1.03", None, ()),  # its parent's mandate
    ("2.11", "Lingkungan hidup", "limbah polusi bau", None, "DLH", ("99.71",)),  # of a unit: its head
    ("2.11.11", "Pengelolaan persampahan", "sampah menumpuk tps", "2.11", "KABID-SAMPAH", ("99.71",)),
    (
        "7.01.01",
        "Surat pengantar dan keterangan",
        "surat pengantar domisili",
        None,
        "CAMAT-SUKA",
        ("99.71", "99.71.01"),
    ),
]
VILLAGE_MANDATES = [("7.01.01", "LURAH-MAJU", "99.71.01.1001"), ("7.01.01", "LURAH-SARI", "99.71.01.1002")]
PEOPLE = {  # who: NIP, name, status, rank, position
    "mayor": ("wali-kota", "Ratna Wijaya", "politik", "", "WALI-KOTA"),
    "secretary": ("196805051994031002", "Hendra Gunawan", "pns", "IV/d", "SEKDA"),
    "head": ("197503032001121002", "Bambang Hartono", "pns", "IV/c", "KADIS-PU"),
    "officer": ("198609262015051001", "Sari Puspita", "pns", "IV/a", "KABID-JALAN"),
    "technician": ("199003032019032007", "Rudi Saputra", "pns", "II/d", "TEKNISI-JALAN"),
    "colleague": ("199205082023082001", "Dewi Lestari", "pns", "III/b", "KABID-SAMPAH"),
    "routing_officer": ("198811152012031003", "Agus Salim", "pns", "III/c", "PENYALUR"),
    "administrator": ("198001202005011004", "Made Astawa", "pns", "IV/a", "KABAG-TAPEM"),
    "environment_head": ("197307072000031005", "Wayan Sudarma", "pns", "IV/b", "KADIS-LH"),
    "district_head": ("198002022005012003", "Siti Rahayu", "pns", "III/d", "CAMAT-SUKA"),
    "village_head": ("198403032010011004", "Tono Prasetyo", "pns", "III/c", "LURAH-MAJU"),
}
OUTSIDER = ("warga-1", "Joko Susilo")  # signed in, without a position
ROLES = {"administrator": ("",), "routing_officer": ("cases.route", "routing.")}  # beginnings of permissions


@dataclass
class City:
    """`city.officer` is an account, `city.persons["officer"]` its person; the rest by code."""

    mayor: Any = None
    secretary: Any = None
    head: Any = None
    officer: Any = None
    technician: Any = None
    colleague: Any = None  # an officer of another unit
    routing_officer: Any = None
    administrator: Any = None
    environment_head: Any = None
    district_head: Any = None
    village_head: Any = None
    outsider: Any = None
    decree: Any = None
    areas: dict[str, Area] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    functions: dict[str, Function] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        """The named one as actions and the journal know him."""
        account = getattr(self, who)
        return Actor(account.pk, account.name)


def build() -> City:
    """Make the city through the actions that people use."""
    city = City()
    city.decree = structure.add_decree(
        kind=Decree.Kind.CITY,
        number="3",
        year=2019,
        title="Pembentukan dan Susunan Perangkat Daerah",
        signed_on=date(2019, 11, 1),
        in_force_on=SINCE,
        by=BY,
    )
    by_decree: dict[str, Any] = {"decree": city.decree, "article": "Pasal 7", "on": SINCE, "by": BY}
    for code, name, level, parent, span in AREAS:
        city.areas[code] = structure.open_area(
            code=code, name=name, level=level, parent=city.areas.get(parent or ""), boundary=_box(*span), **by_decree
        )
    for code, name, kind, parent, area in UNITS:
        city.units[code] = structure.open_unit(
            code=code,
            name=name,
            kind=kind,
            parent=city.units.get(parent or ""),
            area=city.areas.get(area or ""),
            **by_decree,
        )
    for code, unit, title, category, is_head, seats in POSITIONS:
        city.positions[code] = structure.open_position(
            code=code,
            unit=city.units[unit],
            title=title,
            category=category,
            is_head=is_head,
            seats=seats,
            **by_decree,
        )
    _functions(city, by_decree)
    _people(city, by_decree)
    return city


def _functions(city: City, by_decree: dict[str, Any]) -> None:
    for code, title, keywords, parent, who, areas in FUNCTIONS:
        city.functions[code] = structure.open_function(
            code=code, title=title, keywords=keywords, parent=city.functions.get(parent or ""), **by_decree
        )
        for area in areas:
            _mandate(city, code, who or "", area, by_decree)
    for code, who, area in VILLAGE_MANDATES:
        _mandate(city, code, who, area, by_decree)


def _mandate(city: City, function: str, who: str, area: str, by_decree: dict[str, Any]) -> None:
    structure.give_mandate(
        function=city.functions[function],
        position=city.positions.get(who),
        unit=city.units.get(who),
        area=city.areas[area],
        **by_decree,
    )


def _people(city: City, by_decree: dict[str, Any]) -> None:
    from penata.foundation.accounts.actions import grant_role, save_role
    from penata.foundation.accounts.queries import permissions

    for who, (nip, name, status, rank, position) in PEOPLE.items():
        person = people.register_person(
            nip=nip, name=name, status=status, rank=rank, email=f"{who}@kotalama.example", by=BY
        )
        people.appoint(person, city.positions[position], **by_decree)
        city.persons[who] = person
        setattr(city, who, person.account)
    city.outsider = Account.objects.create_user(OUTSIDER[0], PASSWORD, name=OUTSIDER[1], email="joko@kotalama.example")
    for who in PEOPLE:
        account = getattr(city, who)
        account.set_password(PASSWORD)
        account.is_active = True
        account.save()
    every = [code for labels in permissions().values() for code in labels]
    for who, beginnings in ROLES.items():
        codes = [code for code in every if code.startswith(beginnings)]
        role = save_role(code=who, name=who, permissions=codes, by=BY)
        grant_role(account=getattr(city, who), role=role, since=SINCE, by=BY)


def _box(west: float, east: float) -> dict[str, Any]:
    corners = [[west, SOUTH], [east, SOUTH], [east, NORTH], [west, NORTH], [west, SOUTH]]
    return {"type": "Polygon", "coordinates": [corners]}


# A copy of the rows, so that only the first test of a process pays for the building.
_COPY: tuple[City, dict[str, bytes]] | None = None


def settle() -> City:
    """The city in the current test's database."""
    global _COPY  # noqa: PLW0603 one copy a process
    if _COPY is None:
        with transaction.atomic():
            city = build()
        _COPY = (copy.deepcopy(city), _take_rows())
        return city
    city, rows = _COPY
    with transaction.atomic():
        _put_rows(rows)
    return copy.deepcopy(city)


def _tables() -> list[str]:
    rooms = ("dated", "journal", "accounts", "structure", "people")
    return [m._meta.db_table for room in rooms for m in apps.get_app_config(room).get_models()]


def _take_rows() -> dict[str, bytes]:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            with cursor.copy(f'copy "{table}" to stdout (format binary)') as out:
                data = b"".join(bytes(block) for block in out)
            if len(data) > 21:  # more than the head and the end of the format
                rows[table] = data
    return rows


def _put_rows(rows: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        for table, data in rows.items():
            with cursor.copy(f'copy "{table}" from stdin (format binary)') as into:
                into.write(data)
        for table in rows:  # what comes next has a new key
            cursor.execute(
                "select setval(own, greatest(nextval(own), newest)) from"
                f" pg_get_serial_sequence(%s, 'id') as own, (select max(id) as newest from \"{table}\") as present",
                [table],
            )
