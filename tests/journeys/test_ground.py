"""The administrator's pages of the ground floor: axe in both languages, on both screens; a file comes in by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from penata.foundation.accounts.models import Role
from penata.foundation.notices import actions as notices
from penata.foundation.notices.models import Notice, Webhook
from penata.foundation.notices.rules import Message, name_kinds

name_kinds({"cases.assigned": "Laporan untuk Anda"})


@pytest.fixture(autouse=True)
def ground(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.IMPORTERS = {"roles": "penata.foundation.tables.tests.conftest.ROLES"}


def signed_in(page: Any, account: Any) -> Any:
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    name = django_settings.SESSION_COOKIE_NAME
    page.goto("/language/")
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": page.url}])
    return page


def test_axe_finds_nothing_on_the_pages_of_the_ground_floor(city, open_page, axe):
    now = timezone.now() - timedelta(minutes=1)
    hook = Webhook.objects.create(name="Gudang data", url="https://example.org/")
    with transaction.atomic():
        message = Message(
            "cases.assigned", "Laporan 1 untuk Anda", "Lampu jalan mati.", account_id=city.administrator.pk
        )
        notices.tell([message, message], at=now, about=("cases.case", 1))
    Notice.objects.filter(channel="inapp").first().delete()
    Notice.objects.filter(channel="email").update(failed_at=now, last_error="550")
    page = signed_in(open_page("phone", scheme="dark"), city.administrator)  # in English: test_axe
    for address in (
        "calendar/2029/",
        "imports/",
        "journal/",
        "journal/?since=x",
        "notices/",
        "notices/preferences/",
        "notices/failed/",
        "notices/webhooks/",
        f"notices/webhooks/{hook.pk}/",
    ):
        page.goto(f"/{address}")
        assert page.locator("h1").count() == 1, address
        axe(page)


@pytest.mark.parametrize(("size", "scripts"), [("desktop", True), ("phone", False)])
def test_a_file_is_uploaded_refused_mended_and_brought_in(city, open_page, axe, tmp_path, size, scripts):
    page = signed_in(open_page(size, scripts=scripts), city.administrator)
    file = tmp_path / "peran.csv"
    for text, words in [("kode;nama\na;Satu\na;Dua\n", "Tidak ada yang dimasukkan"), ("kode;nama\na;Satu\n", "Lolos")]:
        file.write_text(text)
        page.goto("/imports/")
        page.get_by_label("Jenis data").select_option("roles")
        page.get_by_label("Berkas").set_input_files(file)
        page.get_by_role("button", name="Unggah dan lihat isinya").click()
        assert page.get_by_label("Kode").input_value() == "kode"
        page.get_by_role("button", name="Uji coba").click()
        assert page.get_by_text(words).first.is_visible()
        if scripts:
            axe(page)
    assert not Role.objects.filter(code="a").exists()
    page.get_by_label("Alasan").fill("Data awal")
    page.get_by_role("button", name="Masukkan 1 baris").click()
    assert page.get_by_text("Sudah masuk").first.is_visible()
    assert Role.objects.filter(code="a").exists()
