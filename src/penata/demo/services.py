"""Services of the city with the 14 components of their standard (UU 25/2009 art. 21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from .functions import Function, by_slug
from .law import Decree
from .reading import lines, sections

NOT_REPORTED = frozenset({"permit", "document", "education"})  # asked for, not reported
STAFF = {"complaint": 6, "permit": 5, "document": 8, "help": 6, "health": 12, "education": 5, "information": 3}


@dataclass(frozen=True, slots=True)
class Service:
    code: str
    function: str
    name: str
    summary: str
    topic: str
    keywords: str
    is_reportable: bool
    promise_days: int
    cost_text: str
    legal_basis: str
    requirements: str
    procedure: str
    duration: str
    cost: str
    product: str
    facilities: str
    competence: str
    supervision: str
    complaints: str
    staff: str
    guarantee: str
    safety: str
    evaluation: str
    decree: Decree
    article: str
    since: date
    slug: str


def _part(heading: str) -> str:
    return "\n".join(sections("standard.txt")[heading])


def _basis(function: Function) -> str:
    law = "Peraturan Daerah" if function.decree.kind == "perda" else "Peraturan Wali Kota"
    titles = [
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
        "Peraturan Pemerintah Nomor 96 Tahun 2012",
        f"{law} Nomor {function.decree.number} Tahun {function.decree.year}, {function.article}",
    ]
    return "\n".join(titles)


def _service(line: str, known: dict[str, Function]) -> Service:
    code, slug, topic, days, cost, name, product, needs, summary, words = (part.strip() for part in line.split(" | "))
    function = known[slug]
    duration = f"{days} hari kerja sejak {'laporan' if topic == 'complaint' else 'berkas'} lengkap"
    return Service(
        code=code, function=function.code, name=name, summary=summary, topic=topic, keywords=words,
        is_reportable=topic not in NOT_REPORTED, promise_days=int(days), cost_text=cost,
        legal_basis=_basis(function), requirements="\n".join(part.strip() for part in needs.split(";")),
        procedure=_part(f"prosedur {topic}"), duration=duration, cost=cost, product=product,
        facilities=_part("sarana"), competence=_part("kompetensi"), supervision=_part("pengawasan"),
        complaints=_part("pengaduan"), staff=f"Sedikitnya {STAFF[topic]} orang", guarantee=_part("jaminan"),
        safety=_part("keamanan"), evaluation=_part("evaluasi"), decree=function.decree, article=function.article,
        since=function.since, slug=slug,
    )  # fmt: skip


@cache
def services(on: date) -> tuple[Service, ...]:
    known = by_slug(on)
    return tuple(_service(line, known) for line in lines("services.txt"))


@cache
def of_function(on: date) -> dict[str, tuple[Service, ...]]:
    """slug → its services; the one that residents report first."""
    found: dict[str, list[Service]] = {}
    for service in services(on):
        found.setdefault(service.slug, []).append(service)
    return {slug: tuple(sorted(own, key=lambda service: not service.is_reportable)) for slug, own in found.items()}
