"""Where a topic goes: closed for writing with a reason, opened again, led to the unit whose task it is."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.public.forum import actions, queries
from penata.public.forum.models import Topic

from .conftest import NOW, SYSTEM, refused

pytestmark = pytest.mark.django_db


def test_a_closed_topic_takes_no_posts_says_why_and_is_opened_again(city, talk, topic, standing):
    facts = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    actions.close_topic(topic, because="Sudah dijawab lengkap.", **facts)
    with refused("forum.closed"):
        talk.say(topic, "Saya masih ingin menulis.")
    with refused("forum.closed_already"):
        actions.close_topic(topic, because="Lagi.", **facts)
    actions.reopen_topic(topic, because="Ada perkembangan.", **facts)
    with refused("forum.not_closed"):
        actions.reopen_topic(topic, because="Lagi.", **facts)
    assert talk.say(topic, "Saya menulis lagi di sini.").state == "shown"
    assert [(one.kind, one.state) for one in queries.steps(topic.pk)] == [("closed", "open"), ("reopened", "open")]
    kinds = Notice.objects.filter(address="siti@example.com").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["forum.closed", "forum.reopened"]
    entry = Entry.objects.get(act="forum.close_topic")
    assert entry.because == "Sudah dijawab lengkap."


def test_moderators_and_who_may_answer_close_a_topic_and_nobody_else(city, topic, standing):
    for who in ("colleague", "outsider"):
        with refused("forum.not_yours"):
            actions.close_topic(topic, because="x", by=city.actor(who), at=NOW, standing=standing(who))
    facts = {"by": city.actor("administrator"), "at": NOW, "standing": standing("administrator")}
    actions.close_topic(topic, because="Beralih ke perdebatan pribadi.", **facts)
    assert queries.steps(topic.pk).get().title_then == "Petugas forum"  # no name of a person


def test_the_page_of_a_closed_topic_has_the_reason_and_no_way_to_write(client, city, talk, topic):
    talk.say(topic, "Benar sekali, saya pun begitu.")
    client.force_login(city.officer)
    page = reverse("forum:closing", args=[topic.pk])
    assert client.post(page, {"position": city.positions["KABID-JALAN"].pk, "because": ""}).status_code == 422
    given = {"position": city.positions["KABID-JALAN"].pk, "because": "Jawabannya sudah lengkap."}
    assert "Jawabannya sudah lengkap." in client.post(page, given, follow=True).text
    assert "Buka lagi" in client.get(page).text
    client.logout()
    text, write = client.get(topic.get_absolute_url()).text, reverse("forum:reply", args=[topic.pk])
    assert "Kepala Bidang Jalan dan Penerangan" in text
    assert write not in text
    assert client.get(write).url == topic.get_absolute_url()
    sent = {"key": uuid4(), "website": "", "words": "Tetap ingin menulis.", "name": "Rina", "email": "r@example.com"}
    late = client.post(write, sent)
    assert (late.status_code, "tidak menerima tulisan lagi" in late.text) == (422, True)


def test_a_topic_is_led_to_the_unit_whose_task_it_is(client, city, topic):
    other = city.units["DPU"]
    client.force_login(city.officer)
    page = reverse("forum:direct", args=[topic.pk])
    given = {"position": city.positions["KABID-JALAN"].pk, "unit": "DPU-JALAN", "because": "Bukan tugas kami."}
    assert "sudah pada unit itu" in client.post(page, given).text
    assert client.post(page, {**given, "unit": "Dinas Khayalan"}).status_code == 422
    assert client.post(page, {**given, "unit": "DPU"}, follow=True).status_code == 200
    assert Topic.objects.get(pk=topic.pk).unit == other
    step = queries.steps(topic.pk).get()
    assert (step.kind, step.because) == ("led", "Bukan tugas kami.")
    assert Notice.objects.filter(kind="forum.asked", recipient=city.head).exists()
    client.logout()
    assert "Diarahkan ke unit lain" in client.get(topic.get_absolute_url()).text


def test_refusals_about_a_topic_speak_of_topics(topic, talk):
    actions.moderate(topic.posts.get(), is_shown=False, reason="other", because="x", by=SYSTEM, at=timezone.now())
    with pytest.raises(actions.keeping.Refused) as caught:
        actions.make_case(topic, by=SYSTEM, at=NOW)
    assert "Langkah itu" in str(caught.value)  # the sentence of hearings speaks of phases
