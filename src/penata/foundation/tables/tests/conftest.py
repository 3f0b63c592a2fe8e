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

    def check(self, sheet: Sheet, choices: Mapping[str, str]) -> Iterable[Finding]:
        for (code, name, _), number in zip(sheet.rows, sheet.numbers, strict=True):
            if code and not name and choices["missing-name"] == "refuse":
                yield Finding(number, "name", "roles.unknown", code)

    def apply(
        self,
        sheet: Sheet,
        choices: Mapping[str, str],
        *,
        because: str,
        by: Actor,
        at: datetime,
        progress: Progress,
    ) -> Counts:
        counts = Counts()
        known = set(Role.objects.values_list("code", flat=True))
        for place, (code, name, description) in enumerate(sheet.rows):
            progress(place + 1, len(sheet.rows))
            if not name and choices["missing-name"] == "leave-out":
                counts.left_out.append(Finding(sheet.number(place), "name", "roles.unknown", code))
            elif code in known:
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
