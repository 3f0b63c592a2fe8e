"""Brings a city's own past in through COPY: cases, what was said, who had them, what happened; every law holds."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from penata.foundation.calendars.queries import calendar
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import kept
from penata.foundation.tables.actions import copy_rows
from penata.foundation.tables.rules import Progress
from penata.organization.structure import queries as structure
from penata.public.catalog.models import Standard
from penata.public.routing.actions import Told, tell_examples

from ..models import Assignment, Case, Contact, Handover, Step
from ..queries import intake_seat
from ..rules import Clocks, State, clocks_for, digest_of, due_day, is_reference, mask, plain_phone, reference
from ..rules.names import first_words, number_in

CASE = (
    "id", "reference", "secret_digest", "submission", "other_reference", "kind", "channel", "state", "is_anonymous",
    "is_confidential", "is_urgent", "is_published", "is_suspicious", "moderated_at", "title", "service_id",
    "function_id", "area_id", "latitude", "longitude", "position_id", "unit_id", "parent_id", "same_as_id",
    "archive_reason", "other_body", "received_at", "verified_at", "assigned_at", "started_at", "replied_at",
    "answered_at", "closed_at", "reopened_count", "handover_count", *Clocks.__slots__, "due_on", "escalation", "happy",
)  # fmt: skip
STATEMENT = ("case_id", "at", "words", "place", "public_words")
CONTACT = ("case_id", "name", "email", "phone", "address", "language", "device")
ASSIGNMENT = ("case_id", "position_id", "unit_id", "way", "since", "until", "by_label", "reason")
HANDOVER = (
    "case_id", "from_position_id", "from_unit_id", "to_position_id", "to_unit_id", "reason", "because", "article",
    "state", "proposed_at", "proposed_by", "decided_at", "decided_by", "answer",
)  # fmt: skip
PAUSE = ("case_id", "since", "until", "because", "state_before")
STEP = ("case_id", "at", "kind", "position_id", "by_label", "title_then", "text", "is_public", "facts")
BY = "Impor"
HISTORY = kept("cases.brought_in")


@dataclass(slots=True)
class Row:
    """A row that will be written. `values` are the sheet's, by column; the rest is resolved."""

    number: int
    values: dict[str, Any]
    submission: UUID
    state: str
    unit_name: str = ""  # of a unit that will be made
    unit_id: int | None = None
    position_id: int | None = None
    handed_unit_id: int | None = None
    handed_position_id: int | None = None
    area_id: int | None = None
    service_id: int | None = None
    function_id: int | None = None


class _Writer:
    """Rows on their way into the database."""

    def __init__(self, rows: list[Row], known: dict[str, int], *, at: datetime, learn: str) -> None:
        self.rows, self.learn = rows, learn
        self.on = timezone.localtime(at).date()
        seat = intake_seat(on=self.on)
        self.intake = (seat.position_id, seat.unit_id)
        for row in self.rows:
            if row.position_id is None:  # a unit without a head keeps what it did
                row.position_id, row.unit_id = self.intake[0], row.unit_id or self.intake[1]
        self.ids = _ids(len(self.rows))
        self.references = self._references()
        self.keys = known | {
            row.values["reference"]: key
            for row, key in zip(self.rows, self.ids, strict=True)
            if row.values["reference"]
        }
        self.shown = [
            mask(row.values["text"], (row.values["contact_name"],) if row.values["contact_name"] else ())
            for row in self.rows
        ]
        positions = {row.position_id for row in self.rows} | {row.handed_position_id for row in self.rows}
        titles = structure.position_titles([p for p in positions if p is not None], self.on)
        self.titles = {position: (title, unit) for position, (title, _id, unit) in titles.items()}
        promises = Standard.objects.as_known().on(self.on).values_list("service_id", "promise_days")
        self.promises: dict[int, int] = dict(promises)
        self.clocks_known: dict[tuple[Any, ...], Clocks] = {}
        self.calendar = calendar()

    def write(self, progress: Progress) -> int:
        total = len(self.rows)
        copy_rows(Case, CASE, self._watched(self._cases(), progress, total))
        self._write_statements()
        copy_rows(Contact, CONTACT, self._contacts())
        copy_rows(Assignment, ASSIGNMENT, self._assignments())
        copy_rows(Handover, HANDOVER, self._handovers())
        copy_rows("cases_pause", PAUSE, self._pauses())
        copy_rows(Step, STEP, self._steps())
        self._teach()
        return total

    def _watched(self, rows: Iterator[tuple[Any, ...]], progress: Progress, total: int) -> Iterator[tuple[Any, ...]]:
        for done, row in enumerate(rows, start=1):
            yield row
            if done % 1000 == 0 or done == total:
                progress(done, total)

    def _references(self) -> list[str]:
        """A number of our own kind stays, when it is free; all others get the next of their year."""
        wanted = [row.values["reference"].upper() for row in self.rows]
        taken = set(Case.objects.filter(reference__in=[w for w in wanted if w]).values_list("reference", flat=True))
        kept: dict[int, int] = defaultdict(int)
        found: list[str] = []
        for text in wanted:
            if text and text not in taken and is_reference(text) and len(text) <= 24:
                taken.add(text)
                year, number = number_in(text) or (0, 0)
                kept[year] = max(kept[year], number)
                found.append(text)
            else:
                found.append("")
        for year, number in kept.items():
            _advance(year, number)
        return self._numbered(found)

    def _numbered(self, found: list[str]) -> list[str]:
        years: dict[int, list[int]] = defaultdict(list)
        for place, text in enumerate(found):
            if not text:
                years[_day(self.rows[place].values["received_at"]).year].append(place)
        for year, places in years.items():
            places.sort(key=lambda place: self.rows[place].values["received_at"])
            for place, number in zip(places, _numbers(year, len(places)), strict=True):
                found[place] = reference(settings.CASE_PREFIX, year, number)
        return found

    def _clocks(self, row: Row) -> Clocks:
        values, on = row.values, _day(row.values["received_at"])
        promise = self.promises.get(row.service_id) if row.service_id else None
        key = (values["kind"], on, promise)
        clocks = self.clocks_known.get(key)
        if clocks is None:
            clocks = self.clocks_known[key] = clocks_for(values["kind"], on, self.calendar, promise)
        if values["finish_by"] and values["finish_by"] >= on:
            finish = values["finish_by"]
            return Clocks(
                min(clocks.verify_by, finish),
                min(clocks.answer_by, finish),
                finish,
                clocks.legal_reply_by,
                clocks.legal_by,
            )
        return clocks

    def _cases(self) -> Iterator[tuple[Any, ...]]:
        for row, key, number, shown in zip(self.rows, self.ids, self.references, self.shown, strict=True):
            values, clocks = row.values, self._clocks(row)
            answered = values["answered_at"]
            is_learned = row.state in {State.CLOSED, State.WITHDRAWN, State.ARCHIVED, State.NOT_OURS}
            yield (
                key, number, digest_of(secrets.token_urlsafe(16)), row.submission, self._other(row, number),
                values["kind"], values["channel"], row.state, bool(values["is_anonymous"]),
                bool(values["is_confidential"]), bool(values["is_urgent"]), False, False,
                values["received_at"] if is_learned else None, first_words(self._title(row, shown)), row.service_id,
                row.function_id, row.area_id, values["latitude"], values["longitude"], row.position_id, row.unit_id,
                self.keys.get(values["parent"]), self._same(row, key), values["archive_reason"],
                values["other_body"], values["received_at"], values["verified_at"], values["assigned_at"],
                values["started_at"], answered, answered, values["closed_at"], 1 if values["reopened_at"] else 0,
                1 if row.handed_position_id else 0, *[getattr(clocks, name) for name in Clocks.__slots__],
                due_day(row.state, clocks, has_reply=answered is not None), None,
                values["happy"] if row.state == State.CLOSED else None,
            )  # fmt: skip

    def _title(self, row: Row, shown: str) -> str:
        title = row.values["title"]
        return mask(title, (row.values["contact_name"],) if row.values["contact_name"] else ()) if title else shown

    def _other(self, row: Row, number: str) -> str:
        """The number elsewhere; a number of the file that could not stay our own is one."""
        own = row.values["reference"]
        return str(row.values["other_reference"] or (own if own and own.upper() != number else ""))[:60]

    def _same(self, row: Row, key: int) -> int | None:
        found = self.keys.get(row.values["same_as"])
        return found if found != key and row.state == State.ARCHIVED else None

    def _write_statements(self) -> None:
        """The words and what the search finds of them, in one pass."""
        with connection.cursor() as cursor:
            cursor.execute(
                "create temporary table if not exists import_said (case_id bigint, at timestamptz, words text,"
                " place text, public_words text) on commit drop; truncate import_said"
            )
        copy_rows("import_said", STATEMENT, self._statements())
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into cases_statement (case_id, at, words, place, public_words, search)"
                " select case_id, at, words, place, public_words, to_tsvector('indonesian', public_words)"
                " from import_said order by case_id"
            )

    def _statements(self) -> Iterator[tuple[Any, ...]]:
        for row, key, shown in zip(self.rows, self.ids, self.shown, strict=True):
            values = row.values
            title = f"{values['title']}\n\n" if values["title"] and values["title"] not in values["text"] else ""
            public = f"{first_words(self._title(row, shown))}\n\n{shown}" if title else shown
            yield key, values["received_at"], title + values["text"], values["place"], public

    def _contacts(self) -> Iterator[tuple[Any, ...]]:
        for row, key in zip(self.rows, self.ids, strict=True):
            name, phone, email = (row.values[f"contact_{part}"] for part in ("name", "phone", "email"))
            if name or phone or email:
                yield key, name, email if "@" in email else "", plain_phone(phone), "", "id", ""

    def _assignments(self) -> Iterator[tuple[Any, ...]]:
        """Intake, who had it first when it was handed over, who has it; the last one open unless the case ended."""
        for row, key in zip(self.rows, self.ids, strict=True):
            values = row.values
            end, spans = values["closed_at"], []
            if values["assigned_at"] is None:
                spans.append((row.position_id, row.unit_id, Assignment.Way.INTAKE, values["received_at"]))
            else:
                if values["assigned_at"] > values["received_at"]:
                    spans.append((*self.intake, Assignment.Way.INTAKE, values["received_at"]))
                way = Assignment.Way.SPLIT if values["parent"] else Assignment.Way.CHOSEN
                if row.handed_position_id:
                    spans.append((row.handed_position_id, row.handed_unit_id, way, values["assigned_at"]))
                    way = Assignment.Way.HANDED_OVER
                since = self._handed_at(row) if row.handed_position_id else values["assigned_at"]
                spans.append((row.position_id, row.unit_id, way, since))
            for place, (position, unit, way, since) in enumerate(spans):
                until = spans[place + 1][3] if place + 1 < len(spans) else end
                title, unit_name = self.titles.get(position or 0, ("", ""))
                seat = {"position_id": position, "title": title, "unit_id": unit, "unit_name": unit_name}
                article = values["handed_article"] if way == Assignment.Way.HANDED_OVER else ""
                reason = Jsonb({"because": HISTORY, "article": article, "seat": seat})
                yield key, position, unit, str(way), since, max(until, since) if until else None, BY, reason

    def _handed_at(self, row: Row) -> datetime:
        values = row.values
        at = max(values["handed_at"] or values["assigned_at"], values["assigned_at"])
        return min(at, values["closed_at"]) if values["closed_at"] else at

    def _handovers(self) -> Iterator[tuple[Any, ...]]:
        for row, key in zip(self.rows, self.ids, strict=True):
            if row.handed_position_id and row.handed_position_id != row.position_id:
                at, values = self._handed_at(row), row.values
                yield (
                    key, row.handed_position_id, row.handed_unit_id, row.position_id, row.unit_id,
                    Handover.Reason.NOT_MANDATE.value, values["handed_because"] or HISTORY, values["handed_article"],
                    Handover.State.ACCEPTED.value, at, BY, at, BY, "",
                )  # fmt: skip

    def _pauses(self) -> Iterator[tuple[Any, ...]]:
        for row, key in zip(self.rows, self.ids, strict=True):
            if row.state == State.INCOMPLETE:
                since = row.values["assigned_at"] or row.values["verified_at"] or row.values["received_at"]
                before = State.ASSIGNED if row.values["assigned_at"] else State.RECEIVED
                yield key, _day(since), None, HISTORY, str(before)

    def _steps(self) -> Iterator[tuple[Any, ...]]:
        for row, key in zip(self.rows, self.ids, strict=True):
            for at, kind, position, text, is_public, facts in sorted(self._happened(row), key=lambda step: step[0]):
                title = self.titles.get(position, ("", ""))[0] if position else ""
                yield key, at, str(kind), position, BY, title, text, is_public, Jsonb(facts)

    def _happened(self, row: Row) -> Iterator[tuple[Any, ...]]:
        values, kind, here = row.values, Step.Kind, row.position_id
        yield values["received_at"], kind.RECEIVED, None, "", True, {}
        if values["verified_at"]:
            yield values["verified_at"], kind.VERIFIED, None, "", True, {}
        if values["assigned_at"]:
            first = row.handed_position_id or here
            title, unit = self.titles.get(first or 0, ("", ""))
            yield values["assigned_at"], kind.ASSIGNED, first, "", True, {"to": title, "unit": unit}
        if row.handed_position_id:
            title, unit = self.titles.get(here or 0, ("", ""))
            facts = {"to": title, "unit": unit, "article": values["handed_article"]}
            facts["because"] = values["handed_because"]
            yield self._handed_at(row), kind.HANDOVER_ACCEPTED, here, "", True, facts
        if values["started_at"]:
            yield values["started_at"], kind.STARTED, here, "", True, {}
        if row.state == State.INCOMPLETE:
            yield values["assigned_at"] or values["received_at"], kind.ASKED, here, "", True, {}
        if values["answered_at"]:
            yield values["answered_at"], kind.ANSWERED, here, values["answer"], True, {}
        if values["reopened_at"]:
            yield values["reopened_at"], kind.REOPENED, here, "", True, {}
        end = {State.CLOSED: kind.CLOSED, State.WITHDRAWN: kind.WITHDRAWN, State.NOT_OURS: kind.NOT_OURS}
        if values["closed_at"]:
            facts = {"consent": values["closed_by"] == "consent"} if row.state == State.CLOSED else {}
            facts |= {"happy": values["happy"]} if facts and values["happy"] is not None else {}
            facts |= {"reason": values["archive_reason"]} if values["archive_reason"] else {}
            facts |= {"body": values["other_body"]} if values["other_body"] else {}
            text = values["answer"] if not values["answered_at"] else ""
            yield values["closed_at"], end.get(State(row.state), kind.ARCHIVED), None, text, True, facts

    def _teach(self) -> None:
        """What the router may learn from: who answered, or, when the user says so, who was addressed."""
        if self.learn == "none":
            return
        told = [
            Told(
                key=f"case:{key}",
                text=shown,
                function_id=row.function_id,
                unit_id=row.unit_id or 0,
                area_id=row.area_id,
                received_on=_day(row.values["received_at"]),
                was_handed_over=row.handed_position_id is not None,
                topic=row.values["topic"],
            )
            for row, key, shown in zip(self.rows, self.ids, self.shown, strict=True)
            if self._teaches(row)
        ]
        if told:
            tell_examples(told)

    def _teaches(self, row: Row) -> bool:
        if row.values["parent"] or row.position_id == self.intake[0]:
            return False
        return self.learn == "all" or row.values["answered_at"] is not None


def write_history(
    rows: list[Row], *, known: dict[str, int], by: Actor, at: datetime, learn: str, progress: Progress
) -> int:
    """Write rows of a file as cases with their whole history, in the caller's transaction and act.

    `known`: numbers that rows name as parent or same, and that exist here. `learn`: "answered", "all" or "none".
    Nobody is told: what happened, happened. Returns how many were written.
    """
    return _Writer(rows, known, at=at, learn=learn).write(progress) if rows else 0


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _ids(count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select nextval(pg_get_serial_sequence('cases_case', 'id')) from generate_series(1, %s)", [count]
        )
        return [row[0] for row in cursor.fetchall()]


def _numbers(year: int, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("select cases_next_number(%s) from generate_series(1, %s)", [year, count])
        return [row[0] for row in cursor.fetchall()]


def _advance(year: int, number: int) -> None:
    """The next number of the year comes after the ones that were brought in."""
    (taken,) = _numbers(year, 1)
    with connection.cursor() as cursor:
        cursor.execute("select setval(%s, %s)", [f"cases_number_{year}", max(taken, number)])
