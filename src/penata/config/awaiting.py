"""The rooms that tell the desk what awaits someone: name → (its filter's label, `(standing, on) -> list[Awaiting]`).

A room that is added here stands on everyone's desk and in the daily letter; `kind` of its lines begins with its name.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AWAITING: dict[str, tuple[Promise, str]] = {
    "plans": (_("Tugas dalam rencana"), "penata.delivery.plans.queries.awaiting"),
    "teams": (_("Tim"), "penata.delivery.teams.queries.awaiting"),
    "performance": (_("Kinerja"), "penata.delivery.performance.queries.awaiting"),
    "improvement": (_("Evaluasi dan tindakan"), "penata.learning.improvement.queries.awaiting"),
    "surveys": (_("Survei pegawai"), "penata.public.surveys.queries.awaiting"),
    "forum": (_("Forum"), "penata.public.forum.queries.awaiting"),
    "dashboards": (_("Hasil keputusan"), "penata.overview.dashboards.queries.awaiting"),
}
