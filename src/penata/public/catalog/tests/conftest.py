from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import transaction

from penata.foundation.dated.actions import begin_act, replace
from penata.foundation.journal.rules import Actor
from penata.foundation.periods import Period
from penata.organization.structure.models import Decree, Function, FunctionVersion
from penata.public.catalog import actions, queries
from penata.public.catalog.models import Service

DAY = date(2026, 3, 3)
SECRETARY = Actor(None, "Dewi, Sekretaris Daerah")


@pytest.fixture(autouse=True)
def fresh_lexicon() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def decree(db) -> Decree:
    return Decree.objects.create(
        kind="perwali",
        number="12",
        year=2024,
        title="Standar Pelayanan",
        signed_on=date(2024, 1, 2),
        in_force_on=date(2024, 1, 2),
    )


@pytest.fixture
def give_function(decree) -> Callable[..., Function]:
    def give(code: str, title: str, keywords: str = "") -> Function:
        with transaction.atomic():
            at = begin_act(f"function {code}")
            function = Function.objects.create(code=code)
            replace(
                FunctionVersion,
                subject={"function": function},
                period=Period(date(2020, 1, 1)),
                values={"title": title, "keywords": keywords, "decree": decree},
                at=at,
            )
        return function

    return give


@pytest.fixture
def lights(give_function) -> Function:
    return give_function("PJU", "Pemeliharaan penerangan jalan umum", "lampu jalan padam gelap")


@pytest.fixture
def records(give_function) -> Function:
    return give_function("CAPIL", "Pencatatan sipil", "akta kelahiran akte lahir")


def contents(**changes) -> actions.Contents:
    values = {
        "name": "Perbaikan lampu jalan",
        "summary": "Kami memperbaiki lampu jalan yang padam atau rusak.",
        "topic": "complaint",
        "promise_days": 3,
        "keywords": "lampu mati gelap penerangan",
        "cost_text": "Gratis",
        "components": {
            "requirements": "- Lokasi lampu\n- Nomor tiang bila ada",
            "procedure": "1. Lapor\n2. Diperbaiki",
        },
    }
    return actions.Contents(**values | changes)


@pytest.fixture
def give_service(decree) -> Callable[..., Service]:
    def give(code: str, function: Function, on: date = date(2025, 1, 1), **changes) -> Service:
        return actions.open_service(
            code=code,
            function=function,
            contents=contents(**changes),
            decree=decree,
            article="Pasal 4",
            on=on,
            by=SECRETARY,
        )

    return give


@pytest.fixture
def lamp_service(give_service, lights) -> Service:
    return give_service("lampu-jalan", lights)


@pytest.fixture
def birth_service(give_service, records) -> Service:
    return give_service(
        "akta-kelahiran",
        records,
        name="Akta kelahiran",
        summary="Kami menerbitkan kutipan akta bagi bayi yang baru lahir.",
        topic="document",
        promise_days=2,
        keywords="akte lahir surat bayi",
        components={},
    )
