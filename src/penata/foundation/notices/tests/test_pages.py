from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from penata.foundation.notices import actions
from penata.foundation.notices.models import Notice, Preference, Webhook
from penata.foundation.notices.rules import name_kinds

pytestmark = pytest.mark.django_db

name_kinds({"cases.assigned": "Laporan untuk Anda", "cases.late": "Laporan terlambat"})


def tell(*messages: Any) -> None:
    with transaction.atomic():
        actions.tell(messages, about=("cases.case", 1), at=timezone.now() - timedelta(minutes=1))


def fail(count: int = 1) -> None:
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(
            act="x", kind="cases.late", channel="email", address="warga@example.org", attempts=9,
            created_at=now, deliver_after=now, failed_at=now, last_error="550",
        )
        for _ in range(count)
    )  # fmt: skip


def test_unread_notices_come_first_and_open_where_they_lead(city, sign_in, message) -> None:
    client = sign_in(city.officer)
    tell(message(city.officer))
    assert "Belum dibaca" in client.get("/notices/").content.decode()
    notice = Notice.objects.get(channel="inapp")
    assert client.post(f"/notices/{notice.pk}/open/").url == "/kasus/1/"
    assert "Belum dibaca" not in client.get("/notices/").content.decode()
    assert "Laporan 1 untuk Anda" in client.get("/notices/").content.decode()


def test_all_can_be_marked_as_read(city, sign_in, message) -> None:
    tell(message(city.officer), message(city.officer))
    sign_in(city.officer).post("/notices/read/")
    assert not Notice.objects.filter(channel="inapp", read_at=None).exists()


def test_a_link_that_leads_away_is_not_followed(city, sign_in, message) -> None:
    tell(message(city.officer, link="//evil.example/"))
    notice = Notice.objects.get(channel="inapp")
    assert sign_in(city.officer).post(f"/notices/{notice.pk}/open/").url == "/notices/"


def test_nobody_opens_the_notices_of_another(city, client, sign_in, message) -> None:
    tell(message(city.officer))
    notice = Notice.objects.get(channel="inapp")
    assert client.get("/notices/").status_code == 302
    sign_in(city.colleague)
    assert "Laporan 1" not in client.get("/notices/").content.decode()
    assert client.post(f"/notices/{notice.pk}/open/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_hostile_words_are_only_shown(city, sign_in, message) -> None:
    tell(message(city.officer, subject="<script>alert(1)</script>"))
    assert "<script>alert" not in sign_in(city.officer).get("/notices/").content.decode()


def test_people_choose_what_they_get_by_email(city, sign_in) -> None:
    client = sign_in(city.officer)
    assert client.get("/notices/preferences/").content.decode().count("checked") >= 2
    client.post("/notices/preferences/", {"by_email": ["cases.late"]})
    stated = dict(Preference.objects.values_list("kind", "by_email"))
    assert (stated["cases.assigned"], stated["cases.late"]) == (False, True)
    assert client.post("/notices/preferences/", {"by_email": ["other"]}).status_code == 422


def test_older_notices_follow_on_the_next_page(city, sign_in, message) -> None:
    client = sign_in(city.officer)
    tell(*[message(city.officer, subject=f"nomor-{n}.") for n in range(45)])
    client.post("/notices/read/")
    first = client.get("/notices/")
    older = first.context["page"].older
    second = client.get("/notices/", {"before": older})
    seen = [notice.subject for page in (first, second) for notice in page.context["page"].notices]
    assert len(seen) == len(set(seen)) == 45


def test_an_administrator_lets_failed_notices_wait_again(city, sign_in) -> None:
    fail(3)
    client = sign_in(city.administrator)
    assert "550" in client.get("/notices/failed/").content.decode()
    client.post("/notices/failed/again/", {"notice": [Notice.objects.first().pk, "x"]})
    assert Notice.objects.filter(failed_at=None).count() == 1
    client.post("/notices/failed/again/", {"all": "1"})
    assert not Notice.objects.exclude(failed_at=None).exists()
    assert client.post("/notices/failed/again/", {"all": "1"}, follow=True).status_code == 200


def test_a_reporter_is_not_named_among_the_failed(city, sign_in) -> None:
    fail()
    page = sign_in(city.administrator).get("/notices/failed/").content.decode()
    assert "warga@example.org" not in page
    assert "Pelapor" in page


def test_a_dead_worker_shows_on_the_page(city, sign_in) -> None:
    old = timezone.now() - timedelta(hours=1)
    Notice.objects.create(act="x", kind="x", channel="email", address="x", created_at=old, deliver_after=old)
    assert "lebih dari sepuluh menit" in sign_in(city.administrator).get("/notices/failed/").content.decode()


def test_webhooks_are_set_changed_and_removed(city, sign_in, settings) -> None:
    settings.PENATA_WEBHOOKS_INSIDE = False
    client = sign_in(city.administrator)
    new = {"name": "Gudang data", "url": "https://example.org/in", "kinds": ["cases.late"], "is_active": "on"}
    assert client.post("/notices/webhooks/new/", new | {"url": "http://example.org"}).status_code == 422
    assert client.post("/notices/webhooks/new/", new).status_code == 302
    hook = Webhook.objects.get()
    assert hook.kinds == ["cases.late"]
    assert hook.secret in client.get(f"/notices/webhooks/{hook.pk}/").content.decode()
    client.post(f"/notices/webhooks/{hook.pk}/", {"name": "Gudang", "url": hook.url})
    hook.refresh_from_db()
    assert (hook.name, hook.is_active) == ("Gudang", False)
    client.post(f"/notices/webhooks/{hook.pk}/remove/")
    assert "Belum ada webhook" in client.get("/notices/webhooks/").content.decode()


def test_strangers_may_not_manage(city, client, sign_in) -> None:
    hook = Webhook.objects.create(name="x", url="https://example.org/")
    pages = ["failed/", "webhooks/", "webhooks/new/", f"webhooks/{hook.pk}/"]
    acts = ["failed/again/", f"webhooks/{hook.pk}/remove/"]
    assert {client.get(f"/notices/{page}").status_code for page in pages} == {302}
    for stranger in (city.outsider, city.officer):
        sign_in(stranger)
        assert {client.get(f"/notices/{page}").status_code for page in pages} == {403}
        assert {client.post(f"/notices/{act}").status_code for act in acts} == {403}


@pytest.mark.parametrize("address", ["/notices/", "/notices/failed/"])
def test_a_list_costs_the_same_however_long_it_is(
    city, sign_in, message, address: str, django_assert_max_num_queries
) -> None:
    client = sign_in(city.administrator)
    for _ in range(2):
        tell(*[message(city.administrator) for _ in range(10)])
        fail(10)
        with django_assert_max_num_queries(6):
            client.get(address)
