"""What was said in the forum stands behind an evaluation, and whoever spoke there is told like a reporter."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.learning.improvement import actions, queries
from penata.learning.improvement.models import Discussion, Told
from penata.learning.improvement.tests import stories
from penata.learning.improvement.tests.stories import BY, START, noon, started
from penata.public.cases.models import Case
from penata.public.forum import actions as forum
from penata.public.forum.models import Conversation, Hearing, Topic
from penata.public.forum.queries.running import Voice
from penata.public.forum.rules.opinions import Vote as Mark
from penata.public.forum.rules.writing import PostDraft, TopicDraft

AT = noon(START - timedelta(days=30))
SAID = {"title": "Izin galian lebih cepat", "words": "Kini dua orang boleh menandatangani."}


def writer(name: str) -> Any:
    participant = forum.take_part(name, f"{name.lower()}@contoh.example", at=AT)
    return forum.Writer(forum.confirm_participant(participant, at=AT))


def a_hearing(city: Any, *, published: bool = True) -> Hearing:
    """A draft of one part on which everyone may comment."""
    by: dict[str, Any] = {"by": BY, "at": AT}
    facts = {"kind": "standard", "title": "Standar izin galian", "summary": "Izin dijawab dalam lima hari."}
    made = forum.make_hearing(**facts, unit=city.units["DPU-JALAN"], **by)
    forum.put_section(made, title="Waktu", text="Lima hari kerja.", **by)
    acts, since = ("comment", "state", "vote"), AT.date()
    forum.put_phase(
        made, title="Masukan", since=since, until=since + timedelta(days=8), residents=acts, staff=acts, **by
    )
    until = since + timedelta(days=15)
    forum.put_phase(made, title="Hasil", since=since + timedelta(days=8), until=until, unit=("conclude",), **by)
    return forum.publish_hearing(made, **by) if published else made


def a_poll(city: Any, **facts: Any) -> Conversation:
    made = forum.make_conversation(title="Loket izin", unit=city.units["DPU-JALAN"], by=BY, at=AT, **facts)
    for words in ("Loket buka lebih pagi.", "Cukup satu berkas.", "Antre dari rumah."):
        forum.put_statement(made, words, by=BY, at=AT)
    return forum.open_conversation(made, by=BY, at=AT)


@pytest.fixture
def topic(city: Any) -> Topic:
    """Siti opens it, Budi writes in it, Rini follows it, Joko did not confirm that he does."""
    draft = TopicDraft(
        PostDraft(uuid4(), "Izin galian kami menunggu sebulan."), title="Izin galian lama",
        unit_id=city.units["DPU-JALAN"].pk,
    )  # fmt: skip
    made = forum.open_topic(draft, writer("Siti"), by=forum.RESIDENT, at=AT).post.topic
    forum.write_post(made, PostDraft(uuid4(), "Kami juga menunggu lama."), writer("Budi"), by=forum.RESIDENT, at=AT)
    forum.follow(made, writer("Rini"), at=AT)
    forum.follow_by_email(made, "Joko", "joko@contoh.example", at=AT)
    return Topic.objects.get(pk=made.pk)


def told_to(run_jobs: Any) -> list[str]:
    run_jobs("notices.deliver")
    return sorted(one.to[0].lower() for one in mail.outbox if "kami perbaiki" in one.subject)


def test_who_wrote_in_a_topic_or_follows_it_is_told_once_like_a_reporter(city, topic, run_jobs):
    cases = Case.objects.bulk_create(stories.a_case(city, "DPU-JALAN", START - timedelta(days=30), 9) for _n in "ab")
    stories.reporter(cases[0], "budi@contoh.example")  # he wrote in the topic too
    stories.reporter(cases[1], "ani@contoh.example")
    evaluation = started(city).evaluation
    actions.choose_discussions(evaluation, [f"topic:{topic.pk}"], by=BY, at=noon(START))
    assert actions.tell_residents(evaluation, **SAID, by=BY, at=noon(START)) == 4
    assert told_to(run_jobs) == [f"{name}@contoh.example" for name in ("ani", "budi", "rini", "siti")]
    assert Told.objects.filter(evaluation=evaluation).count() == 4
    assert all("Yang Anda sampaikan" in one.body for one in mail.outbox if "kami perbaiki" in one.subject)


def test_who_commented_or_gave_a_statement_in_a_hearing_is_told(city, run_jobs):
    hearing = a_hearing(city)
    section, voice = hearing.sections.get(kind="part"), Voice("browser:a")
    given = forum.comment(section, "Terlalu rumit.", key=uuid4(), voice=voice, email="tari@contoh.example", at=AT)
    forum.show(given, by=BY, at=AT)
    forum.comment(section, "Belum diperiksa.", key=uuid4(), voice=voice, email="lain@contoh.example", at=AT)
    staff = forum.comment(section, "Dari loket.", key=uuid4(), voice=_of(city.technician), at=AT)
    forum.show(staff, by=BY, at=AT)
    evaluation = started(city).evaluation
    actions.choose_discussions(evaluation, [f"hearing:{hearing.pk}"], by=BY, at=noon(START))
    assert actions.tell_residents(evaluation, **SAID, by=BY, at=noon(START)) == 2
    assert told_to(run_jobs) == sorted(["tari@contoh.example", city.technician.email])
    assert Notice.objects.filter(kind="improvement.told", recipient=city.technician.pk).exists()  # and on his desk


def _of(account: Any) -> Voice:
    return Voice(f"account:{account.pk}", account.pk, is_staff=True)


def test_of_a_poll_those_who_gave_statements_are_told_and_nobody_knows_who_voted(city, run_jobs):
    poll = a_poll(city)
    statement = forum.add_statement(
        poll, "Loket dibuka Sabtu.", voice=Voice("browser:b"), email="wati@contoh.example", at=AT
    )
    forum.show(statement, by=BY, at=AT)
    forum.cast(poll, 1, Mark.AGREE, voice=Voice("browser:c"), at=AT)
    evaluation = started(city).evaluation
    actions.choose_discussions(evaluation, [f"conversation:{poll.pk}"], by=BY, at=noon(START))
    assert actions.tell_residents(evaluation, **SAID, by=BY, at=noon(START)) == 1
    assert told_to(run_jobs) == ["wati@contoh.example"]


def test_what_is_chosen_is_kept_as_chosen_until_residents_were_told(city, topic):
    evaluation, key = started(city).evaluation, f"topic:{topic.pk}"
    for keys in ([key], [key], []):
        actions.choose_discussions(evaluation, keys, by=BY, at=noon(START))
        assert Discussion.objects.filter(evaluation=evaluation).count() == len(keys)
    assert Entry.objects.filter(act="improvement.choose_discussions").count() == 2  # nothing new is no act
    actions.tell_residents(evaluation, **SAID, by=BY, at=noon(START))
    with pytest.raises(Refused, match="sudah dikabari"):
        actions.choose_discussions(evaluation, [key], by=BY, at=noon(START))


def test_only_what_everyone_may_read_is_chosen(city, topic):
    evaluation, draft = stories.opened(city), a_hearing(city, published=False)
    Topic.objects.filter(pk=topic.pk).update(is_shown=False)
    for key in (
        f"hearing:{draft.pk}",
        f"topic:{topic.pk}",
        "topic:²",
        "topic:",
        "case:1",
        "topic:99999999999999999999",
    ):
        with pytest.raises(Refused, match="terbuka bagi umum"):
            actions.choose_discussions(evaluation, [key], by=BY, at=noon(START))


def test_the_database_keeps_each_to_one_thing_once(city, topic):
    evaluation = stories.opened(city)
    one = {"evaluation": evaluation, "topic": topic, "added_at": AT, "added_by": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(**one, hearing=a_hearing(city, published=False))
    Discussion.objects.create(**one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Discussion.objects.create(**one)


def test_they_are_chosen_on_a_page_that_offers_what_is_about_the_same_unit(city, topic, sign_in):
    evaluation, page = stories.opened(city), sign_in(city.officer)
    address = f"/improvement/evaluations/{evaluation.pk}/forum/"
    assert "Izin galian lama" in page.get(address).content.decode()
    assert "Izin galian lama" not in page.get(f"{address}?q=sampah").content.decode()
    assert page.post(address, {"chosen": ["topic:0"]}).status_code == 422
    assert page.post(f"{address}?q=galian", {"chosen": [f"topic:{topic.pk}"]}).status_code == 302
    assert topic.get_absolute_url() in page.get(evaluation.get_absolute_url()).content.decode()
    kept = page.get(f"{address}?q=sampah").content.decode()
    assert "Izin galian lama" in kept  # a search takes nothing away
    assert "Tidak ditemukan" in kept
    assert sign_in(city.colleague).get(address).status_code == 404


def test_residents_read_where_it_was_discussed(city, topic, client):
    poll = a_poll(city, audience="staff")
    evaluation = started(city).evaluation
    keys = [f"topic:{topic.pk}", f"conversation:{poll.pk}"]
    actions.choose_discussions(evaluation, keys, by=BY, at=noon(START))
    actions.tell_residents(evaluation, **SAID, by=BY, at=noon(START))
    page = client.get(f"/improvement/improved/{evaluation.pk}/").content.decode()
    assert topic.get_absolute_url() in page
    assert poll.get_absolute_url() not in page  # civil servants among themselves


def test_who_was_erased_is_told_nothing(city, topic):
    evaluation = started(city).evaluation
    actions.choose_discussions(evaluation, [f"topic:{topic.pk}"], by=BY, at=noon(START))
    forum.erase_participant(topic.posts.get(is_opening=True).author, because="Diminta.", by=BY, at=AT)
    assert set(queries.hearers(evaluation)) == {"budi@contoh.example", "rini@contoh.example"}
