"""The letter of assignment as PDF, and the list of teams as a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from penata.foundation.files.exports import Paper, moment
from penata.foundation.ui.rules import full_day, plain_day

from . import queries
from .models import STATE_WORDS, Membership, Team

COLUMNS = [
    gettext_lazy("Nama tim"),
    gettext_lazy("Unit"),
    gettext_lazy("Ketua"),
    gettext_lazy("Anggota"),
    gettext_lazy("Unit asal anggota"),
    gettext_lazy("Hari pertama"),
    gettext_lazy("Hari terakhir"),
    gettext_lazy("Keadaan"),
]


def table(teams: list[Team], on: date) -> Iterator[tuple[Any, ...]]:
    """The lines of a list, as its page shows them."""
    for row in queries.rows_of(teams, on):
        yield (
            row.name,
            row.unit,
            row.leader,
            row.members,
            row.units,
            row.since,
            row.last_day,
            str(STATE_WORDS[row.state]),
        )


def letter(member: Membership, seat: queries.Colleague | None, unit: str) -> bytes:
    """Who is assigned to what, from when to when, on whose consent, signed by the head of the team's unit
    (PermenPANRB 7/2022: assignment across units is by letter)."""
    team, request = member.team, member.request
    paper = Paper(_("Surat tugas"))
    paper.facts([(_("Nomor"), member.letter_number), (_("Tanggal"), full_day(member.letter_on))])
    paper.section(_("Dasar"))
    if team.decree is not None:
        paper.prose(f"{team.decree}, {team.decree.title}")
    paper.prose(_("Peraturan Menteri PANRB Nomor 7 Tahun 2022 tentang Sistem Kerja."))
    if request.superior_id is not None:
        words = {"by": request.decided_by, "at": moment(request.decided_at)}
        paper.prose(_("Persetujuan %(by)s, %(at)s.") % words)
    paper.section(_("Menugaskan"))
    paper.facts(
        [
            (_("Nama"), member.person.name),
            ("NIP", member.person.nip),
            (_("Golongan"), member.person.rank),
            (_("Jabatan"), seat.title if seat else ""),
            (_("Unit"), seat.unit if seat else ""),
        ]
    )
    paper.section(_("Untuk"))
    paper.facts(
        [
            (_("Nama tim"), team.name),
            (_("Untuk apa tim ini"), team.purpose),
            (_("Peran"), member.get_role_display()),
            (_("Yang dikerjakan"), member.part),
            (_("Cara penugasan"), member.get_way_display()),
            (_("Waktu"), _("%(hours)s jam seminggu") % {"hours": member.hours}),
            (_("Masa tugas"), f"{plain_day(member.since)} – {plain_day(member.last_day)}"),
        ]
    )
    paper.section(_("Ditetapkan oleh"))
    paper.facts([(_("Jabatan"), member.signed_title or unit), (_("Nama"), member.signed_name)])
    return paper.made()
