from collections.abc import Iterable, Mapping
from datetime import datetime

import pytest

from penata.foundation.accounts.models import Role
from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused, put_into_words
from penata.foundation.tables.rules import Choice, Column, Counts, Finding, Layout, Progress, Sheet

put_into_words(
    {
        "roles.unknown": lambda: "peran “%(value)s” belum ada.",
        "roles.unknown.repair": lambda: "Buat perannya dahulu.",
        "roles.never": lambda: "Tidak pernah.",
    }
)


class RoleImporter:
    """The smallest importer: new roles by code; a role without a name is refused, named so, or left out."""

    name = "roles"
    title = "Peran"
    layout = Layout(
        "roles",
        (
            Column("code", "code", required=True, unique=True, aliases=("kode",)),
            Column("name", aliases=("nama",)),
            Column("description", "prose"),
        ),
    )
    choices = (
        Choice(
            "missing-name",
            "Peran tanpa nama",
            {"refuse": "Tolak", "code": "Pakai kodenya", "leave-out": "Lewati"},
        ),
    )

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> tuple[list[tuple], Iterable[Finding]]:
        rows, findings = [], []
        policy = choices["missing-name"]
        for row, number in zip(sheet.rows, sheet.numbers, strict=True):
            if row[0] and not row[1] and policy != "code":
                leave_out = policy == "leave-out"
                findings.append(Finding(number, "name", "roles.unknown", row[0], is_left_out=leave_out))
            else:
                rows.append(row)
        return rows, findings

    def apply(
        self, rows: list[tuple], choices: Mapping[str, str], *, by: Actor, at: datetime, progress: Progress
    ) -> Counts:
        counts = Counts()
        known = set(Role.objects.values_list("code", flat=True))
        for place, (code, name, description) in enumerate(rows):
            progress(place + 1, len(rows))
            if code in known:
                counts.same += 1
            elif code == "never":
                raise Refused("roles.never", field="code")
            else:
                Role.objects.create(code=code, name=name or code, description=description)
                counts.new += 1
        return counts


ROLES = RoleImporter()


@pytest.fixture
def roles(settings) -> RoleImporter:
    settings.IMPORTERS = {"roles": "penata.foundation.tables.tests.conftest.ROLES"}
    return ROLES
