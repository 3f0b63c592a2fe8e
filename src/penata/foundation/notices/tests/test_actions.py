import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.utils.functional import lazystr
from procrastinate.contrib.django.models import ProcrastinateJob

from penata.foundation.accounts.models import Account
from penata.foundation.journal.models import Entry
from penata.foundation.journal.rules import Actor
from penata.foundation.notices import actions, queries
from penata.foundation.notices.models import Notice, Webhook
from penata.foundation.notices.rules import UNDO_TIME, signature
from penata.foundation.refusals import Refused

from .conftest import AT

pytestmark = pytest.mark.django_db

BY = Actor(None, "Sistem")
LATER = AT + UNDO_TIME
ABOUT = ("cases.case", 1)


def tell(*messages: Any, **changes: Any) -> str:
    with transaction.atomic():
        return actions.tell(messages, **({"about": ABOUT, "by": BY, "at": AT} | changes))


RESIDENT = "warga@example.org"


def test_an_account_is_told_in_the_application_and_by_email(city, message) -> None:
    tell(message(city.officer))
    assert sorted(Notice.objects.values_list("channel", flat=True)) == ["email", "inapp"]
    assert actions.deliver(at=LATER).delivered == 1
    (sent,) = mail.outbox
    assert sent.to == ["officer@kotalama.example"]
    assert sent.subject == "Laporan 1 untuk Anda"
    assert "/kasus/1/" in sent.body


def test_nothing_leaves_within_the_time_of_undoing(message) -> None:
    tell(message(RESIDENT))
    assert actions.deliver(at=AT + timedelta(seconds=9)).delivered == 0
    assert actions.deliver(at=LATER).delivered == 1


def test_what_was_taken_back_is_seen_by_nobody(city, message, run_jobs) -> None:
    act = tell(message(city.officer), message(RESIDENT))
    assert actions.take_back(act=act, at=AT + timedelta(seconds=5)) == 3
    assert actions.deliver(at=LATER).delivered == 0
    assert queries.unread_count(city.officer.pk, LATER) == 0
    assert not mail.outbox


def test_all_that_was_told_about_a_record_can_be_taken_back(message) -> None:
    tell(message(RESIDENT))
    tell(message(RESIDENT), about=("cases.case", 2))
    assert actions.take_back(about=ABOUT, at=AT) == 1
    assert actions.deliver(at=LATER).delivered == 1


def test_what_has_left_cannot_be_taken_back(message) -> None:
    act = tell(message(RESIDENT))
    actions.deliver(at=LATER)
    assert actions.take_back(act=act, at=LATER) == 0


def test_one_job_is_queued_for_an_act_ten_seconds_after_it(city, message) -> None:
    act = tell(message(city.officer), message(RESIDENT, kind="cases.received"))
    job = ProcrastinateJob.objects.get(task_name="notices.deliver")
    assert (job.args, job.scheduled_at) == ({"act": act}, LATER)


def test_the_job_of_an_act_sends_it(message, run_jobs) -> None:
    tell(message(RESIDENT))
    assert run_jobs("notices.") == 1
    assert len(mail.outbox) == 1


def test_nobody_is_told_of_his_own_act(city, message) -> None:
    tell(message(city.officer), by=Actor(city.officer.pk, "Sari"))
    assert not Notice.objects.exists()


def test_an_account_may_not_want_a_kind_by_email(city, message) -> None:
    actions.prefer(account_id=city.officer.pk, by_email={"cases.assigned": False})
    tell(message(city.officer), message(city.officer, kind="cases.late"))
    by_email = Notice.objects.filter(channel="email")
    assert [notice.kind for notice in by_email] == ["cases.late"]
    actions.prefer(account_id=city.officer.pk, by_email={"cases.assigned": True})
    assert queries.preferences(city.officer.pk, ["cases.assigned", "x"]) == {"cases.assigned": True, "x": True}


def test_a_closed_account_is_not_told(city, message) -> None:
    Account.objects.filter(pk=city.officer.pk).update(is_active=False)
    tell(message(city.officer))
    assert not Notice.objects.exists()


def test_each_reads_his_own_language(city, message) -> None:
    from django.utils import translation

    Account.objects.filter(pk=city.colleague.pk).update(language="en")

    class InTheLanguage:
        def __str__(self) -> str:
            return translation.get_language()

    texts = {"subject": InTheLanguage(), "body": lazystr("x")}
    tell(message(city.officer, **texts), message(city.colleague, **texts))
    told = dict(Notice.objects.filter(channel="inapp").values_list("recipient_id", "subject"))
    assert told == {city.officer.pk: "id", city.colleague.pk: "en"}


def test_a_notice_outside_of_its_act_is_a_programming_error(message, transactional_db) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        actions.tell([message(RESIDENT)], about=ABOUT, at=AT)


def test_a_mail_server_that_is_down_loses_nothing(message, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    for _ in range(3):
        tell(message(RESIDENT))
    sent = actions.deliver(at=LATER)
    assert sent.is_cut_short
    assert sent.postponed == 1  # the others are not tried in vain
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.deliver(at=LATER + timedelta(minutes=1)).delivered == 3
    assert len(mail.outbox) == 3


def test_a_mail_server_that_turns_everything_away_is_tried_again(message, mail_server) -> None:
    mail_server.answers = {"hello": "421 too busy"}
    tell(message(RESIDENT))
    assert actions.deliver(at=LATER).postponed == 1
    mail_server.answers = {}
    assert actions.deliver(at=LATER + timedelta(minutes=1)).delivered == 1
    assert "Laporan 1 untuk Anda" in mail_server.mails[0]


def test_a_mail_server_that_hangs_up_in_the_middle_is_tried_again(message, mail_server) -> None:
    mail_server.answers = {"MAIL": ""}
    tell(message(RESIDENT))
    assert actions.deliver(at=LATER).postponed == 1


def test_while_a_mail_server_is_silent_acts_do_not_wait_for_it(message, mail_server) -> None:
    mail_server.answers = {"hello": "421 too busy"}
    acts = [tell(message(RESIDENT)) for _ in range(3)]
    for act in acts:
        actions.deliver(at=LATER, act=act)
    assert mail_server.calls == 1
    mail_server.answers = {}
    assert actions.deliver(at=LATER + timedelta(minutes=1)).delivered == 3


def test_an_address_that_does_not_exist_fails_at_once_and_the_rest_arrives(message, mail_server) -> None:
    mail_server.answers = {"RCPT": "550 unknown"}
    tell(message(RESIDENT))
    assert actions.deliver(at=LATER).failed == 1
    assert queries.failed().get().last_error == "550"


def test_every_try_of_a_notice_carries_the_same_message_id(message, mail_server) -> None:
    mail_server.answers = {"DATA": "451 later"}
    tell(message(RESIDENT))
    actions.deliver(at=LATER)
    mail_server.answers = {}
    actions.deliver(at=LATER + timedelta(minutes=1))
    ids = [line for text in mail_server.mails for line in text.splitlines() if line.startswith("Message-ID")]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_after_the_last_try_an_administrator_may_let_it_wait_again(message, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    tell(message(RESIDENT))
    for day in range(12):
        actions.deliver(at=LATER + timedelta(days=day))
    assert queries.failed().count() == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert actions.try_again(keys=None, by=BY, at=LATER + timedelta(days=20)) == 1
    assert actions.deliver(at=LATER + timedelta(days=20)).delivered == 1
    assert Entry.objects.filter(act="notices.try_again").count() == 1
    with pytest.raises(Refused):
        actions.try_again(keys=None, by=BY, at=LATER)


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_the_same_notice(message) -> None:
    from threading import Thread

    for _ in range(10):
        tell(message(RESIDENT))

    def work() -> None:
        try:
            actions.deliver(at=LATER)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(mail.outbox) == 10


@pytest.mark.django_db(transaction=True)
def test_the_real_worker_sends_what_is_due(message, worker) -> None:
    from django.utils import timezone

    tell(message(RESIDENT), at=timezone.now() - timedelta(minutes=1))
    worker()
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_the_sweep_finds_what_a_killed_worker_left(message, run_jobs) -> None:
    tell(message(RESIDENT))
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing'")
    from penata.foundation.notices import tasks

    tasks.sweep()
    assert len(mail.outbox) == 1


def test_a_webhook_is_told_what_happened_but_not_the_words(message, other_system) -> None:
    hook = actions.save_webhook(name="Data warehouse", url=other_system.url, by=BY, at=AT)
    tell(message(RESIDENT), message(webhook=True))
    assert actions.deliver(at=LATER).delivered == 2
    ((headers, body),) = other_system.got
    told = json.loads(body)
    assert (told["kind"], told["about"]) == ("cases.assigned", {"kind": "cases.case", "key": "1"})
    assert "Lampu" not in body.decode()
    assert headers["X-Penata-Signature"] == signature(hook.secret, headers["X-Penata-Timestamp"], body)


@pytest.mark.parametrize(("status", "outcome"), [(500, "postponed"), (302, "postponed"), (410, "failed")])
def test_a_webhook_that_refuses_is_tried_again_and_never_followed_elsewhere(
    message, other_system, status: int, outcome: str
) -> None:
    actions.save_webhook(name="x", url=other_system.url, kinds=["cases.assigned"], by=BY, at=AT)
    other_system.status = status
    tell(message(webhook=True), message(webhook=True, kind="cases.late"), message(RESIDENT))
    sent = actions.deliver(at=LATER)
    assert (getattr(sent, outcome), len(other_system.got)) == (1, 1)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "169.254.169.254", "[::1]"])
def test_a_webhook_into_the_citys_own_network_is_not_called_unless_allowed(message, settings, host: str) -> None:
    settings.PENATA_WEBHOOKS_INSIDE = False
    actions.save_webhook(name="x", url=f"https://{host}:8443/", by=BY, at=AT)
    tell(message(webhook=True))
    assert actions.deliver(at=LATER).failed == 1


def test_a_webhook_needs_a_secure_address_of_its_own(settings) -> None:
    settings.PENATA_WEBHOOKS_INSIDE = False
    for values, field in [
        ({"name": "x", "url": "http://example.org/"}, "url"),
        ({"name": " ", "url": "https://example.org/"}, "name"),
    ]:
        with pytest.raises(Refused) as refusal:
            actions.save_webhook(**values, by=BY, at=AT)
        assert refusal.value.field == field
    actions.save_webhook(name="x", url="https://example.org/", by=BY, at=AT)
    with pytest.raises(Refused):
        actions.save_webhook(name="y", url="https://example.org/", by=BY, at=AT)


def test_a_webhook_that_is_removed_takes_its_notices_along(message) -> None:
    hook = actions.save_webhook(name="x", url="https://example.org/", by=BY, at=AT)
    tell(message(RESIDENT, webhook=True))
    actions.remove_webhook(webhook=hook, by=BY, at=AT)
    assert not Webhook.objects.exists()
    assert Notice.objects.count() == 1


def test_a_resident_who_is_erased_is_erased_from_the_notices_too(message) -> None:
    tell(message(RESIDENT))
    tell(message(RESIDENT), about=("cases.case", 2))
    assert actions.erase(about=ABOUT) == 1
    assert Notice.objects.filter(address="", subject="", body="").count() == 1


def test_reading_marks_only_ones_own(city, message) -> None:
    tell(message(city.officer), message(city.colleague))
    notice = queries.seen_by(city.officer.pk, LATER).get()
    assert actions.mark_read(account_id=city.colleague.pk, notice_id=notice.pk, at=LATER) is None
    assert actions.mark_read(account_id=city.officer.pk, notice_id=notice.pk, at=LATER) == notice
    assert queries.unread_count(city.officer.pk, LATER) == 0
    assert queries.unread_count(city.colleague.pk, LATER) == 1
    actions.mark_read(account_id=city.colleague.pk, at=LATER)
    assert queries.unread_count(city.colleague.pk, LATER) == 0


@pytest.mark.parametrize(
    "values",
    [
        {"channel": "inapp"},
        {"channel": "webhook"},
        {"channel": "email", "delivered_at": AT, "cancelled_at": AT},
        {"channel": "email", "delivered_at": AT, "failed_at": AT},
        {"channel": "email", "attempts": -1},
    ],
)
def test_the_database_refuses_a_notice_that_cannot_be(values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(act="x", kind="x", created_at=AT, deliver_after=AT, **values)


def test_telling_takes_three_queries_however_many_are_told(city, message, django_assert_num_queries) -> None:
    everyone = [message(account) for account in (city.officer, city.colleague, city.head, city.mayor, RESIDENT)]
    with django_assert_num_queries(3):
        actions.tell(everyone, about=ABOUT, by=BY, at=AT)


def test_due_notices_are_found_by_their_index(message) -> None:
    tell(message(RESIDENT))
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select * from notices_notice where delivered_at is null and cancelled_at is null"
            " and failed_at is null and deliver_after <= now() order by deliver_after limit 1"
        )
        assert "notice_waiting" in "".join(row[0] for row in cursor.fetchall())
