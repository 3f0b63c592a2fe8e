"""Boundaries of areas from a GeoJSON file: no table, but checked, tried and reported as one."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from penata.foundation.journal.rules import Actor
from penata.foundation.refusals import Refused
from penata.foundation.tables.actions import stated_choices
from penata.foundation.tables.rules import Choice, Finding, Findings, Report

from .. import actions
from ..models import Area, Decree
from .reading import MISSING_DECREE, SINCE, Decrees, initial, since_findings, stated_day


class BoundariesImporter:
    """What the user states about a file of boundaries; the decree is one for all of them."""

    name = "boundaries"
    title = _("Batas wilayah")
    choices = (
        Choice("decree", _("Dasar hukum"), default="", help=_("Misalnya Perda 3/2019.")),
        Choice("article", _("Pasal"), default=""),
        MISSING_DECREE,
        SINCE,
    )

    def bring_in(
        self,
        data: bytes,
        *,
        file_name: str,
        code_property: str = "",
        choices: Mapping[str, str],
        dry_run: bool = True,
        because: str = "",
        by: Actor,
    ) -> Report:
        """Give areas their boundaries: all or none, one journal entry; a dry run writes and takes it back.

        What is wrong with features stands in the report, by their numbers. Refused: an unknown choice; a file that is
        no GeoJSON.
        """
        started = time.perf_counter()
        stated = stated_choices(self, choices)  # type: ignore[arg-type]
        report = Report(self.name, file_name[:200], hashlib.sha256(data).hexdigest(), stated, dry_run)
        source = Decrees(stated).find(stated["decree"])
        findings = Findings(since_findings(stated))
        if isinstance(source, str):
            findings.add(Finding(0, "decree", source, stated["decree"]))
        findings.extend(_wrong(data, code_property, report))
        if findings:
            report.refuse(findings)
            return report
        with transaction.atomic():
            first = source or initial(stated, at=timezone.now(), by=by)
            assert not isinstance(first, str)  # noqa: S101 found above
            try:
                changed, same = actions.bring_boundaries(
                    data,
                    code_property=code_property,
                    decree=Decree.objects.get(pk=first.decree_id),
                    article=stated["article"],
                    on=stated_day(stated) or first.day,
                    because=because,
                    by=by,
                )
                report.rows_changed, report.rows_same = changed, same
            except Refused as refusal:
                params = {name: str(value) for name, value in refusal.params.items()}
                report.refuse(Findings([Finding(0, refusal.field or "", refusal.code, params=params)]))
            transaction.set_rollback(dry_run or report.is_refused)
        report.seconds = round(time.perf_counter() - started, 2)
        return report


def _wrong(data: bytes, code_property: str, report: Report) -> list[Finding]:
    """What is wrong with each feature."""
    numbers: dict[str, int] = {}
    wrong: list[Finding] = []
    for number, code, geometry in actions.read_features(data, code_property):
        report.rows_read = number
        if isinstance(geometry, Refused):
            params = {name: str(value) for name, value in geometry.params.items()}
            wrong.append(Finding(0, "", geometry.code, code, params))
        else:
            numbers[code] = number
    known = set(Area.objects.filter(code__in=numbers).values_list("code", flat=True))
    unknown = [(number, code) for code, number in numbers.items() if code not in known]
    return wrong + [Finding(number, "", "structure.row_area_unknown", code) for number, code in unknown]


BOUNDARIES = BoundariesImporter()
