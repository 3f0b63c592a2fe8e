"""A volunteer of another agency: offered, welcomed, consented to by her superior, and the letter in her hands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from penata.delivery.teams.models import Membership, Team
from penata.foundation.notices.models import Notice
from tests.journeys.story import field, follow, look, press, says, sign_in

PURPOSE = "Separuh lampu jalan diganti LED sebelum musim hujan."


@pytest.fixture
def opened(transactional_db: None, city: Any, open_page: Any, axe: Any) -> Any:
    """The head of the roads division forms a team that is open to volunteers, and looks for people."""
    page = sign_in(open_page("desktop"), city.officer)
    page.goto("/teams/")
    follow(page, "Bentuk tim")
    field(page, "Nama tim").fill("Tim Lampu Hemat")
    field(page, "Untuk apa tim ini").fill(PURPOSE)
    last = timezone.localdate() + timedelta(days=90)
    field(page, "Hari terakhir").fill(last.isoformat())
    field(page, "Keahlian yang dicari").fill("Kebersihan\nPenerangan")
    page.get_by_label("Buka bagi relawan").check()
    look(page, "team-new", axe)
    press(page, "Simpan")
    says(page, "Tim terbentuk. Sekarang minta anggotanya.")
    follow(page, "Minta anggota")
    says(page, "Kebersihan: memangku atau pernah memangku jabatan Kepala Bidang Kebersihan")
    look(page, "team-candidates", axe)
    page.goto(f"/teams/{Team.objects.get().pk}/invite/{city.persons['technician'].pk}/")
    field(page, "Peran").select_option(label="Ketua tim")
    field(page, "Mengapa dia").fill("Ia mengenal tiap tiang.")
    look(page, "team-invite", axe)
    press(page, "Tugaskan")
    says(page, "1 orang dari 1 unit.")
    return city


def test_a_volunteer_across_units_gets_consent_and_a_letter(opened: Any, open_page: Any, axe: Any) -> None:
    volunteer = sign_in(open_page("phone"), opened.colleague)
    volunteer.goto("/teams/calls/")
    follow(volunteer, "Tim Lampu Hemat")
    field(volunteer, "Jam seminggu").fill("5")
    field(volunteer, "Yang dikerjakan").fill("menghitung sampah lampu bekas")
    field(volunteer, "Mengapa saya").fill("Lampu bekas itu limbah berbahaya; saya mengurusnya setiap hari.")
    look(volunteer, "team-volunteer", axe)
    press(volunteer, "Tawarkan diri")
    says(volunteer, "Menunggu jawaban tim")

    leader = sign_in(open_page("desktop"), opened.technician)
    leader.goto("/teams/consents/")
    leader.get_by_role("link", name="Dewi Lestari untuk tim Lampu Hemat").click()
    look(leader, "team-offer", axe)
    press(leader, "Terima")
    says(leader, "Menunggu Kepala Dinas Lingkungan Hidup")

    superior = sign_in(open_page("phone"), opened.environment_head)
    superior.goto("/teams/consents/")
    superior.get_by_role("link", name="Dewi Lestari untuk tim Lampu Hemat").click()
    press(superior, "Tolak dengan alasan")
    says(superior, "Tuliskan alasannya.")
    look(superior, "team-consent", axe)
    press(superior, "Setujui; surat tugas terbit")
    says(superior, "Tidak ada yang menunggu persetujuan Anda")

    volunteer.goto("/teams/mine/")
    says(volunteer, "Ditugaskan")
    look(volunteer, "team-mine", axe)
    member = Membership.objects.get(person=opened.persons["colleague"])
    letter = volunteer.request.get(member.get_absolute_url())
    assert letter.headers["content-type"] == "application/pdf"
    assert letter.body().startswith(b"%PDF")
    volunteer.goto(member.team.get_absolute_url())
    says(volunteer, "2 orang dari 2 unit.")
    look(volunteer, "team", axe)
    assert Notice.objects.filter(kind="teams.assigned", recipient=opened.colleague).exists()
