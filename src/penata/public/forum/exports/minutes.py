"""The minutes of a public consultation forum (berita acara, PermenPANRB 16/2017) as PDF."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from penata.foundation.files.exports import Paper
from penata.foundation.ui.rules import clock, full_day, plain_day

from ..models import Attendee, Meeting
from ..queries.hearings import attendance


def minutes(meeting: Meeting, unit: str, *, with_names: bool) -> bytes:
    """`with_names`: with the list of who came and room for signatures, for the file of those who run it."""
    paper = Paper(_("Berita Acara Forum Konsultasi Publik"))
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    paper.facts(
        [
            (_("Nomor"), meeting.minutes_number or _("(belum disahkan)")),
            (_("Tentang"), meeting.hearing.title), (_("Acara"), meeting.title), (_("Penyelenggara"), unit),
            (_("Hari"), full_day(start.date())), (_("Waktu"), f"{clock(start)} – {clock(end)}"),
            (_("Tempat"), meeting.place), (_("Pimpinan"), meeting.chair), (_("Notulis"), meeting.secretary),
        ]
    )  # fmt: skip
    paper.prose(
        _(
            "Dasar: Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik dan Peraturan Menteri PANRB Nomor 16 "
            "Tahun 2017 tentang Pedoman Penyelenggaraan Forum Konsultasi Publik."
        )
    )
    seen = attendance(meeting)
    paper.section(_("Kehadiran"))
    paper.facts([(_("Hadir"), seen.came), (_("Mendaftar"), seen.registered), *seen.sides])
    for title, text in (
        (_("Jalannya pembahasan"), meeting.discussed),
        (_("Kesepakatan"), numbered(meeting.agreed)),
        (_("Rencana tindak lanjut"), numbered(meeting.follow_up)),
    ):
        paper.section(title)
        paper.prose(text)
    if meeting.minutes_at is not None:
        on = plain_day(timezone.localtime(meeting.minutes_at).date())
        paper.prose(_("Disahkan %(on)s oleh %(by)s.") % {"on": on, "by": meeting.minutes_by})
    if with_names:
        _signatures(paper, meeting)
    else:
        paper.prose(_("Daftar hadir bertanda tangan disimpan penyelenggara; nama peserta tidak diumumkan."))
    return paper.made()


def numbered(text: str) -> str:
    """A line each, with its number."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))


def _signatures(paper: Paper, meeting: Meeting) -> None:
    """Those who lead and who represent sign below; then the list of who came."""
    paper.section(_("Tanda tangan"))
    date_line = f"{settings.PENATA_CITY}, {plain_day(timezone.localtime(meeting.starts_at).date())}"
    paper.prose(date_line)
    paper.facts(
        (name, f"{who}\n\n\n{'.' * 40}")
        for name, who in ((_("Pimpinan"), meeting.chair), (_("Notulis"), meeting.secretary), (_("Wakil peserta"), " "))
    )
    paper.section(_("Daftar hadir"))
    names = dict(Attendee.Side.choices)
    came = meeting.attendees.filter(came_at__isnull=False).order_by("name", "pk")
    paper.facts(
        (str(names[one.side]), f"{place}. {one.name}{f', {one.body}' if one.body else ''}")
        for place, one in enumerate(came, start=1)
    )
