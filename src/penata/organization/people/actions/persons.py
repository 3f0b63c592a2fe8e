from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from penata.foundation import queue
from penata.foundation.accounts.actions import NewAccount, close, create_accounts
from penata.foundation.accounts.models import Account
from penata.foundation.dated.actions import begin_act, end
from penata.foundation.journal.actions import record
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.organization.structure.actions import act
from penata.organization.structure.actions.acts import day_in_words

from ..models import Absence, Holding, Person
from ..rules.identity import nip_problem
from ..rules.ranks import rank_of


@transaction.atomic
def register_person(
    *,
    nip: str,
    name: str,
    status: str,
    rank: str = "",
    education: str = "",
    email: str = "",
    phone: str = "",
    by: Actor,
) -> Person:
    """A civil servant and, with him, his account, which nobody can use until it is claimed.

    An elected official has no NIP: any code of at most 18 characters identifies him.
    Refused: `people.nip_taken`, `people.nip_<reason>`, `people.name_missing`, `people.rank_unknown`.
    """
    nip = nip.strip()
    values = _checked(nip, status, name=name, rank=rank)
    if Person.objects.filter(nip=nip).exists():
        raise Refused("people.nip_taken", field="nip")
    values |= {"education": education.strip(), "email": email.strip(), "phone": phone.strip()}
    create_accounts(accounts=[NewAccount(nip, values["name"], values["email"])], by=by, is_own_act=False)
    person = Person(nip=nip, status=status, **values)
    person.account_id = _account_of(nip)
    person.save()
    record(by=by, act="people.register_person", about=person, status=status, rank=values["rank"])
    return person


@transaction.atomic
def change_person(person: Person, *, because: str = "", by: Actor, **changes: Any) -> None:
    """Personal data (name, status, rank, education, e-mail, phone). The journal names the fields, not their contents.

    Refused: `structure.nothing_changes`, `people.name_missing`, `people.rank_unknown`.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    merged = {"name": person.name, "rank": person.rank, "status": person.status} | changes
    changes |= _checked(person.nip, merged["status"], name=merged["name"], rank=merged["rank"])
    changed = [name for name, value in changes.items() if getattr(person, name) != value]
    if not changed:
        raise Refused("structure.nothing_changes")
    for name in changed:
        setattr(person, name, changes[name])
    if "name" in changed:
        begin_act(f"rename {person.nip}")  # what processes keep of who answers is good until the next act
    person.save(update_fields=changed)
    if person.account is not None and {"name", "email"} & set(changed):
        person.account.name, person.account.email = person.name, person.email
        person.account.save(update_fields=["name", "email"])
    record(by=by, act="people.change_person", about=person, because=because, fields=sorted(changed))


def leave(person: Person, *, on: date, because: str, by: Actor) -> None:
    """From the day on he is no civil servant of the city: no holding, no absence, and his account closes that day.

    Refused: `people.left_already`, `people.reason_missing`.
    """
    if not because.strip():
        raise Refused("people.reason_missing", field="because")
    with act(f"leave {person.nip}") as at:
        person = Person.objects.select_for_update(of=("self",)).select_related("account").get(pk=person.pk)
        if person.left_on is not None and person.left_on <= on:
            raise Refused("people.left_already", left_on=day_in_words(person.left_on))
        ended = [str(h.position) for h in _later(Holding.objects.filter(person=person), on).select_related("position")]
        for version in [*_later(Holding.objects.filter(person=person), on)]:
            end(Holding, subject={"id": version.pk}, on=on, at=at)
        for absence in _later(Absence.objects.filter(person=person), on):
            end(Absence, subject={"id": absence.pk}, on=on, at=at)
        person.left_on = on
        person.save(update_fields=["left_on"])
        record(by=by, act="people.leave", about=person, because=because, at=at, on=on.isoformat(), positions=ended)
        if person.account is not None and person.account.closed_at is None:
            if on <= timezone.localdate(at):
                close(account=person.account, because=because, on=on, by=by, at=at)
            else:
                midnight = timezone.make_aware(datetime.combine(on, time()))
                queue.defer("people.close_account_of", at=midnight, person_id=person.pk)


def close_accounts_of_left(*, on: date, by: Actor, people: Iterable[int] | None = None) -> int:
    """Close the accounts of those who left by the day; how many. Safe to repeat."""
    left = Person.objects.filter(left_on__lte=on, account__closed_at=None, account__isnull=False)
    if people is not None:
        left = left.filter(pk__in=list(people))
    count = 0
    for person in left.select_related("account"):
        assert person.account is not None  # noqa: S101 filtered
        assert person.left_on is not None  # noqa: S101 filtered
        close(account=person.account, because="Tidak lagi bekerja pada pemerintah kota", on=person.left_on, by=by)
        count += 1
    return count


def _checked(nip: str, status: str, *, name: str, rank: str) -> dict[str, str]:
    if not name.strip():
        raise Refused("people.name_missing", field="name")
    problem = "" if status == Person.Status.ELECTED else nip_problem(nip)
    if problem:
        raise Refused(f"people.nip_{problem}", field="nip")
    known = rank_of(rank) if rank.strip() else ""
    if known is None:
        raise Refused("people.rank_unknown", field="rank", rank=rank.strip())
    return {"name": name.strip(), "rank": known}


def _account_of(nip: str) -> int:
    return int(Account.objects.values_list("pk", flat=True).get(username=nip))


def _later(versions: Any, on: date) -> Any:
    return versions.filter(recorded__upper_inf=True, valid__overlap=DateRange(on, None))
