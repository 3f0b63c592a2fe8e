"""Loads Kota Lama through the imports and actions that a real city uses, and says who can sign in."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from penata.foundation.accounts import actions as accounts
from penata.foundation.accounts.models import Account
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.tables import queries as tables
from penata.foundation.tables.actions import run_import
from penata.foundation.tables.rules import OPERATORS
from penata.organization.people import actions as people
from penata.organization.people.models import Holding
from penata.organization.structure import actions as structure
from penata.organization.structure.models import Decree, Position
from penata.public.routing import actions as routing

from . import dashboards, desk, forum, hearings, improvement, performance, plans, processes, recent, surveys, teams
from .export import write_csv
from .roles import DESKS, PEOPLE_TO_TRY, ROLES

PASSWORD = "kota-lama"  # noqa: S105 of a made-up city
BY = Actor.system("Kota Lama")
API_KEY = "demo"
SINCE = date(2020, 1, 1)


def start_anew() -> None:
    """Empty the demonstration's database: history cannot be deleted, so the schema is dropped.

    Raises RuntimeError where this is not a demonstration.
    """
    if not settings.IS_DEMO:
        raise RuntimeError("only the demonstration city may be built anew")
    with connection.cursor() as cursor:
        cursor.execute("drop schema public cascade; create schema public")
    connection.close()


def ensure_city(*, on: date | None, size: str) -> None:
    """Build the city unless it stands. Says so when it was built for another day or in another size."""
    built = Entry.objects.filter(act="demo.build").order_by("at").values_list("details", flat=True).first()
    day = on or timezone.localdate()
    if built is None:
        if Decree.objects.exists():  # a building that was broken off
            start_anew()
            call_command("migrate", interactive=False, verbosity=0)
        build(on=day, size=size)
    elif built["on"] != day.isoformat() or built["size"] != size:
        print(f"  Kota Lama stands as built for {built['on']} ({built['size']}); DEMO=--fresh builds it anew.")  # noqa: T201


def build(*, on: date, size: str) -> None:
    """The whole city, in about a minute; `city` size takes some minutes."""
    from penata.foundation.journal.actions import record

    start = time.monotonic()
    with _unhurried_disk(), bar() as progress, tempfile.TemporaryDirectory() as folder:
        line = progress.add_task("Kota Lama", total=None)
        files = [name for name in write_csv(Path(folder), on, size) if name.endswith(".csv")]
        progress.update(line, total=len(files) + 10)
        for name in files:
            progress.update(line, description=name)
            _bring_in(Path(folder) / name, on)
            progress.advance(line)
        _finish(progress, line, on)
        record(by=BY, act="demo.build", about=("demo.city", "", settings.PENATA_CITY), on=on.isoformat(), size=size)
    print(f"  Kota Lama … {time.monotonic() - start:.0f} s")  # noqa: T201


@contextmanager
def _unhurried_disk() -> Iterator[None]:
    """No commit waits for the disk: a city whose building was broken off is built anew anyway."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("reset synchronous_commit")


@contextmanager
def bar() -> Iterator[Progress]:
    columns = (TextColumn("  {task.description:<18}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        yield progress


def _bring_in(file: Path, on: date) -> None:
    """One file through the import that a city uses; a refused one shows its first findings."""
    importer = tables.importer(file.stem.split("-", maxsplit=1)[0])
    report = run_import(
        importer, file, dry_run=False, by=BY, because="Kota Lama, kota percontohan", at=_first(on), limits=OPERATORS
    )
    if report.is_refused:
        findings = "; ".join(str(finding) for finding in report.findings[:5])
        raise RuntimeError(f"the demonstration's {file.name} was refused: {findings}")
    if file.stem == "areas":
        _draw_boundaries(file.parent)


def _first(on: date) -> datetime:
    """Noon of the day: all that is imported was known then."""
    return timezone.make_aware(datetime.combine(on, datetime.min.time())) + timedelta(hours=6)


def _draw_boundaries(folder: Path) -> None:
    decree = Decree.objects.filter(kind=Decree.Kind.CITY).order_by("in_force_on").first()
    data = (folder / "areas.geojson").read_bytes()
    structure.bring_boundaries(data, decree=decree, article="Pasal 2", on=SINCE, by=BY)


def _finish(progress: Progress, line: TaskID, on: date) -> None:
    """Roles, sign-in, the last days' cases through the actions, and the router's first lesson."""
    progress.update(line, description="roles")
    with connection.cursor() as cursor:
        cursor.execute("analyze")  # the planner has seen none of it yet
    with transaction.atomic():
        _give_roles()
        _claim_accounts(on)
    accounts.issue_key(name="Aplikasi percontohan", permissions=["cases.submit"], since=SINCE, by=BY, text=API_KEY)
    progress.advance(line)
    progress.update(line, description="router")
    routing.learn(by=BY, at=timezone.now())
    progress.advance(line)
    progress.update(line, description="recent cases")
    desk.fill(on)
    recent.live_through_the_last_days(on)
    progress.update(line, description="teams")
    teams.form_all(on)
    progress.advance(line)
    progress.update(line, description="plans")
    plans.live(on)
    progress.advance(line)
    progress.update(line, description="performance")
    performance.live_through_the_year(on)
    progress.advance(line)
    progress.update(line, description="surveys")
    surveys.ask_all(on)
    progress.update(line, description="forum")
    forum.talk_all(on)
    progress.advance(line)
    progress.update(line, description="hearings")
    hearings.hold_all(on)
    progress.advance(line)
    progress.update(line, description="decisions")
    dashboards.decide(on)
    progress.advance(line)
    progress.update(line, description="signals")
    improvement.look()
    processes.bring(on, unit="DPMPTSP")
    progress.advance(line)


def _give_roles() -> None:
    roles = {
        code: accounts.save_role(code=code, name=name, permissions=permissions, by=BY)
        for code, (name, permissions) in ROLES.items()
    }
    for code, role in DESKS:
        position = Position.objects.get(code=code)
        people.give_role(position=position, role=roles[role], by=BY)
        if role == "routing":
            routing.set_routing_position(position=position, by=BY, at=timezone.now())


def _claim_accounts(on: date) -> None:
    """The people to try have a password; all others claim theirs with a letter."""
    kept = make_password(PASSWORD)  # the same for all of them, and slow to make on purpose
    for position, _who in PEOPLE_TO_TRY:
        account = _holder(position, on)
        if account is not None:
            account.password = kept
            account.is_active, account.claimed_at = True, timezone.now()
            account.save()


def _holder(position: str, on: date) -> Account | None:
    holding = (
        Holding.objects.on(on).as_known().filter(position__code=position).select_related("person__account").first()
    )
    return holding.person.account if holding else None


def people_to_try() -> list[tuple[str, str]]:
    """(user name, who that is) of those who can sign in with the demonstration's password."""
    found = []
    for position, who in PEOPLE_TO_TRY:
        account = _holder(position, timezone.localdate())
        if account is not None:
            found.append((account.username, f"{account.name}, {who}"))
    return found
