"""The pieces of work that are measured, each with the peers' figures and our limit (multiples of the baseline)."""

from __future__ import annotations

import random
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlencode

import xlsxwriter
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from penata.demo import loading
from penata.foundation.tables import queries as tables
from penata.foundation.tables.actions import run_import
from penata.organization.people.models import Holding
from penata.organization.structure.models import AreaVersion, Mandate, Position, UnitVersion
from penata.public.cases.actions import fold_counts
from penata.public.cases.models import Case, Step
from penata.public.catalog.models import Standard

from .city import BY, SEATS
from .forum import topic_of
from .hearings import poll_of
from .measuring import Request

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Work:
    name: str
    peers: str
    limit: float  # times the baseline
    make: Callable[[int], Request]
    count: int = 400
    most_ms: float = 0  # the limit is this p95 instead, of one client: how long someone waits


def works() -> list[Work]:
    """Needs the city in the database of this process."""
    today = timezone.localdate()
    codes = list(Standard.objects.on(today).as_known().values_list("service__code", flat=True))
    secrets = _secrets()
    mandates = Mandate.objects.on(date(2024, 1, 5)).as_known().filter(area__code="99.71", aspect="accountable")
    functions = list(mandates.values_list("function__code", flat=True))
    areas = list(AreaVersion.objects.on(today).as_known().filter(level="village").values_list("area__code", flat=True))
    cookie, mayor = _cookie(), _cookie("KOTA-K")
    busy = _busy_cases()
    unit = _unit_of(180)
    board, schedule = _plan_of(500), _plan_of(1_000)
    survey, poll, topic = survey_of(100_000), poll_of(50_000), topic_of(5_000)
    _tidy()
    return [
        Work("service page (HTML)", "7", 12, lambda n: Request(f"/services/{codes[n % len(codes)]}/")),
        Work("tracking page (HTML)", "7", 12, lambda n: Request(f"/track/{secrets[n % len(secrets)]}/")),
        Work("who answers for function X in place Y on date D (JSON)", "49", 6, lambda n: _answer(
            functions[n % len(functions)], areas[n % len(areas)], date(2024, 2, 5 + n % 20)), 1_000),
        Work("subtree of 180 units at a date (JSON)", "1,214", 20, lambda n: Request(
            f"/api/units/{unit}/subtree?on={date(2024, 1 + n % 12, 5)}"), 300),
        Work("submit a case: routed, assigned, journaled, notices queued", "30 (none of these); 168–207", 30, _submit),
        Work("officer's list, filtered, 25 rows (HTML)", "284 + 34; 1,184–1,344", 30, lambda n: Request(
            f"/desk/?state=in_progress&page={1 + n % 2}", headers=cookie)),
        Work("a case with its whole history (HTML)", "98 + 71; 108", 30, lambda n: Request(
            f"/cases/{busy[n % len(busy)]}/", headers=cookie)),
        Work("board of a plan with 500 tasks (HTML)", "", 60, lambda n: Request(
            f"/plans/{board}/", headers=cookie), 100),
        Work("schedule of a plan with 1,000 tasks, critical path (HTML)", "", 60, lambda n: Request(
            f"/plans/{schedule}/gantt/", headers=cookie), 60),
        Work("results of a survey with 100,000 answers (HTML)", "", 60, lambda n: Request(
            f"/surveys/manage/{survey}/", headers=cookie), 100),
        Work("results of a hearing's poll with 50,000 votes (HTML)", "", 60, lambda n: Request(
            f"/forum/opinions/{poll}/results/"), 100),
        Work("forum topic with 5,000 posts (HTML)", "", 60, lambda n: Request(
            f"/forum/t/{topic}/?page={1 + n % 160}"), 200),
        Work("mayor's dashboard at 1,000,000 cases (HTML)", "", 40, lambda n: Request("/dashboards/", headers=mayor)),
        Work("desk: what awaits from all rooms (HTML)", "", 40, lambda n: Request("/desk/", headers=cookie)),
        Work("search while typing: an agency's head, the mayor (HTML)", "", 0, lambda n: _typed(
            n, cookie if n % 2 else mayor), 300, most_ms=50),
        Work("chart of the organization, 3,000 units (HTML)", "4.2 s; 97 s", 0, lambda n: Request(
            f"/organization/?on={date(2024, 1 + n % 12, 5)}"), 24),
    ]  # fmt: skip


def _tidy() -> None:
    """What worker and database do by themselves within minutes, and would not yet have done after earlier runs."""
    fold_counts()
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")


WORDS = ("lampu jalan", "sampah", "lamppu", "jalan berlubang", "pohon tumbang", "kartu keluarga", "drainase", "kepala")


# A tenth of all cases, a hundredth, a handful and none hold these; with slips, and several together.
MANY_WORDS = (
    "jalan", "warga", "sampah", "lampu jalan", "jalan berlubang", "gelap", "masjid", "tirtamanis", "lamppu", "jalann",
    "gelapp masjd", "pohon tumbang", "kartu keluarga", "drainase", "kuantum", "daging sapi", "jalan gelap warga",
)  # fmt: skip


def search_of_a_million() -> Work:
    """Each word by the head of an agency and by the mayor, whole and while the last signs are missing."""
    head, mayor = _cookie(), _cookie("KOTA-K")
    _tidy()
    name = "search while typing at 1,000,000 cases: an agency's head, the mayor (HTML)"
    return Work(name, "", 0, lambda n: _typed(n // 2, (head, mayor)[n % 2], MANY_WORDS), 408, most_ms=50)


def _typed(number: int, headers: dict[str, str], choice: tuple[str, ...] = WORDS) -> Request:
    """What the box asks while someone types: another word each time, sometimes unfinished, sometimes with a slip."""
    words = choice[number % len(choice)]
    typed = {"HX-Request": "true", "HX-Target": "top-found"}
    return Request(f"/search/?{urlencode({'q': words[: len(words) - number % 3]})}", headers=headers | typed)


def _answer(function: str, area: str, on: date) -> Request:
    return Request(f"/api/answers?{urlencode({'function': function, 'area': area, 'on': on.isoformat()})}")


def _secrets() -> list[str]:
    """Links of cases made now, whose secrets are known."""
    from penata.foundation.journal.rules import Actor
    from penata.public.cases import actions
    from penata.public.cases.rules import Submission

    area = AreaVersion.objects.filter(level="village").values_list("area_id", flat=True).first()
    return [
        actions.submit(
            Submission(key=uuid.uuid4(), words=f"Lampu jalan padam di gang nomor {n}, gelap sekali.", area_id=area),
            by=Actor(None, "Pelapor"),
            at=timezone.now(),
        ).secret
        for n in range(20)
    ]


def _cookie(position: str = "DPU-K") -> dict[str, str]:
    """The session of a position's holder; without one, of a head of agency with many cases."""
    busiest = Holding.objects.on(timezone.localdate()).as_known().get(position__code=position)
    client = Client()
    client.force_login(busiest.person.account, backend="django.contrib.auth.backends.ModelBackend")
    return {"Cookie": f"sessionid={client.cookies['sessionid'].value}"}


def _busy_cases() -> list[str]:
    """Cases of that agency with the longest histories."""
    units = UnitVersion.objects.as_known().filter(unit__code__startswith="DPU").values("unit")
    handed = Step.objects.filter(kind="handover_accepted").values("case")
    rows = Case.objects.filter(unit__in=units, pk__in=handed).order_by("-received_at")
    return list(rows.values_list("reference", flat=True)[:50])


def _unit_of(size: int) -> str:
    """The unit whose subtree is nearest to this size."""
    from penata.organization.structure.queries import subtree

    today = timezone.localdate()
    candidates = (
        UnitVersion.objects.on(today).as_known().filter(parent__isnull=False).values_list("unit_id", "unit__code")
    )
    sizes = [(abs(len(subtree(key, on=today)) - size), code) for key, code in candidates[:400]]
    return min(sizes)[1]


def survey_of(size: int) -> int:
    """A satisfaction survey of that agency with so many answers; those of the last minute have not been counted."""
    from penata.organization.structure.models import Unit
    from penata.public.catalog.models import Service
    from penata.public.surveys import actions as surveys
    from penata.public.surveys.models import Survey
    from penata.public.surveys.rules.elements import ELEMENTS

    today, at, chance, title = timezone.localdate(), timezone.now(), random.Random(7), f"{size} jawaban"
    known = Survey.objects.filter(title=title).first()
    if known is not None:
        return known.pk
    survey = surveys.make_survey(
        kind="satisfaction",
        title=title,
        unit=Unit.objects.get(code="DPU"),
        service=Service.objects.order_by("code").first(),
        since=today - timedelta(days=100),
        until=today + timedelta(days=30),
        population=1_000_000,
        by=BY,
        at=at,
    )
    survey = surveys.open_survey(survey, by=BY, at=at)
    for count in (size - 100, 100):
        sheets = [
            surveys.Sheet(
                {code: str(chance.randint(1, 4)) for code in ELEMENTS} | {"USIA": "25", "KELAMIN": chance.choice("LP")},
                today - timedelta(days=chance.randrange(100)),
            )
            for _one in range(count)
        ]
        surveys.bring_in(survey, sheets, by=BY, at=at)
        if count > 100:
            surveys.fold(survey)
    return survey.pk


def _plan_of(size: int) -> int:
    """A plan of that agency: chains of ten tasks side by side, most of them open."""
    from penata.delivery.plans import actions as plans
    from penata.delivery.plans.models import Plan
    from penata.delivery.plans.rules.drafts import Brought, TaskDraft
    from penata.organization.structure.models import Unit

    today, at, title = timezone.localdate(), timezone.now(), f"{size} tugas"
    known = Plan.objects.filter(title=title, closed_at=None, due__gte=today).order_by("-pk").first()
    if known is not None:
        return known.pk
    people = list(Holding.objects.on(today).as_known().filter(position__code__startswith="DPU"))
    plan = plans.open_plan(
        title=title,
        unit=Unit.objects.get(code="DPU"),
        start=today,
        due=today + timedelta(days=120),
        by=BY,
        at=at,
    )
    rows = [
        Brought(
            n, TaskDraft(
                f"Tugas nomor {n} di ruas jalan kota", owner_id=people[n % len(people)].person_id, hours=8,
                start=today + timedelta(days=n % 10 * 10 - 20), due=today + timedelta(days=n % 10 * 10 - 12),
            ), 100 if n % 10 == 0 else 0, (n - 1,) if n % 10 else (),
        )
        for n in range(1, size + 1)
    ]  # fmt: skip
    plans.bring_tasks(plan.pk, rows, at=at)
    plans.agree(plan, by=BY, at=at)
    late = timedelta(days=2)  # every third has moved since
    moved = [replace(row, draft=replace(row.draft, due=row.draft.due + late)) for row in rows[::3]]
    plans.bring_tasks(plan.pk, moved, at=at)
    return plan.pk


def _submit(number: int) -> Request:
    words = random.Random(number).choice(
        ["Lampu jalan padam di gang kami", "Sampah menumpuk tidak diangkut", "Jalan berlubang di depan sekolah"]
    )
    fields = {
        "api_key": loading.API_KEY,
        "service_code": Standard.objects.values_list("service__code", flat=True)[0] if number < 0 else "lampu-jalan",
        "lat": f"{-6.95 + (number % 40) / 1000:.4f}",
        "long": f"{110.18 + (number % 37) / 1000:.4f}",
        "description": f"{words}, sudah {number} hari. {uuid.uuid4()}",
        "email": "warga@contoh.example",
    }
    return Request("/open311/v2/requests.json", "POST", urlencode(fields).encode(), FORM)


def import_persons(count: int = 20_000) -> tuple[float, float]:
    """(rows a second, seconds) for persons with holdings from XLSX: read, checked, written, journaled."""
    posts = list(Position.objects.filter(code__startswith="UK.").order_by("code").values_list("code", flat=True))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "persons.xlsx"
        with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            for row, values in enumerate([PERSON_COLUMNS, *_persons(count, posts)]):
                sheet.write_row(row, 0, values)
        start = time.perf_counter()
        with transaction.atomic():
            report = run_import(
                tables.importer("persons"), path, choices={"missing-decree": "initial"}, dry_run=False, by=BY
            )
            seconds = time.perf_counter() - start
            transaction.set_rollback(
                True
            )  # all was written and every constraint checked; the next run finds seats free
    if report.is_refused:
        raise RuntimeError("; ".join(str(finding) for finding in report.findings[:5]))
    return count / seconds, seconds


PERSON_COLUMNS = ("nip", "name", "status", "rank", "position", "seat", "kind", "since")


def _persons(count: int, posts: list[str]) -> list[tuple[str, ...]]:
    """Valid NIP of people born from 1970 on, twelve to a post."""
    rows = []
    base = uuid.uuid4().int % 800
    for n in range(count):
        born, joined = date(1970 + n % 25, 1 + n // 25 % 12, 1 + n // 300 % 28), 1995 + n % 25
        serial = 1 + (base + n // 8400) % 999
        nip = f"{born:%Y%m%d}{joined}{1 + n % 12:02}{1 + n % 2}{serial:03}"
        rows.append(
            (
                nip,
                f"Pegawai {n}",
                "pns",
                "III/a",
                posts[n // SEATS],
                str(1 + n % SEATS),
                "definitive",
                "2024-01-02",
            )
        )
    return rows


__all__ = ["Work", "import_persons", "search_of_a_million", "works"]
