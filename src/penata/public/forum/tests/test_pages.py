"""Pages as visitors see them: residents without an account, moderators, those who answer, and strangers."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from penata.public.forum import actions
from penata.public.forum.models import Follow, Participant, Post, Topic

from .conftest import SYSTEM, WORDS

pytestmark = pytest.mark.django_db
RINA = {"name": "Rina", "email": "rina@example.com"}


def sent(**more):
    return {"key": uuid4(), "website": "", "words": WORDS, **more}


def known(client, name: str = "Rina"):
    """A browser that opened the link of a letter."""
    participant = actions.take_part(name, f"{name.lower()}@example.com", at=timezone.now())
    link = actions.telling.to_participant(participant, "introduced").link
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 302
    return Participant.objects.get(pk=participant.pk)


def test_a_resident_without_an_account_opens_a_topic_and_confirms_it_by_mail(client, service):
    page = reverse("forum:new")
    assert "Buka topik baru" in client.get(page).text
    assert client.post(page, sent(title="", **RINA)).status_code == 422
    answer = client.post(page, sent(title="Halte di depan pasar", **RINA), follow=True)
    assert "Periksa surel Anda" in answer.text
    assert not Topic.objects.get().is_shown
    own = actions.own_link(Post.objects.get())
    assert "Ya, ini tulisan saya" in client.get(own).text
    client.post(own)
    assert "Halte di depan pasar" in client.get(reverse("forum:topics")).text
    again = client.post(
        page, sent(title="Trotoar di depan sekolah", words="Trotoarnya sempit sekali di sana."), follow=True
    )
    assert "Trotoarnya sempit sekali" in again.text  # the browser is known now
    assert "Trotoar" in client.get(reverse("forum:mine")).text


def test_opening_the_link_alone_does_nothing(client, topic):
    stranger = actions.Writer(actions.take_part("Rina", "rina@example.com", at=timezone.now()), is_known=False)
    draft = actions.writing.PostDraft(uuid4(), WORDS)
    post = actions.write_post(topic, draft, stranger, by=SYSTEM, at=timezone.now()).post
    client.get(actions.own_link(post))
    post.refresh_from_db()
    assert post.state == "unconfirmed"


def test_a_known_resident_writes_replies_supports_and_follows(client, talk, topic):
    known(client)
    page = reverse("forum:reply", args=[topic.pk])
    answer = client.post(page, sent(words="Saya mendukung usul ini.", stance="for"), follow=True)
    assert "Saya mendukung usul ini." in answer.text
    post = Post.objects.latest("pk")
    client.post(f"{page}?to={post.pk}", sent(words="Saya menambahkan satu hal."))
    assert Post.objects.latest("pk").thread == post
    opening = topic.posts.get(is_opening=True)
    client.post(reverse("forum:support", args=[opening.pk]))
    assert "Anda mendukung" in client.get(topic.get_absolute_url()).text
    client.post(reverse("forum:support", args=[opening.pk]), {"want": "no"})
    opening.refresh_from_db()
    assert opening.supports == 0
    client.post(reverse("forum:follow", args=[topic.pk]))
    assert Follow.objects.filter(participant__name="Rina", confirmed_at__isnull=False).exists()
    assert "Berhenti mengikuti" in client.get(topic.get_absolute_url()).text


def test_a_stranger_says_who_he_is_before_he_supports(client, topic):
    opening = topic.posts.get(is_opening=True)
    answer = client.post(reverse("forum:support", args=[opening.pk]))
    assert answer.url.startswith(reverse("forum:me"))
    assert "Periksa surel Anda" in client.post(answer.url, RINA, follow=True).text


def test_where_the_city_asks_for_an_account_strangers_sign_in(client, topic, settings):
    settings.FORUM_WITHOUT_ACCOUNT = False
    assert "/accounts/" in client.get(reverse("forum:new")).url
    assert client.get(topic.get_absolute_url()).status_code == 200


def test_nobody_is_led_to_another_site(client, topic):
    for bad in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
        known(client)
        assert client.get(reverse("forum:me"), {"next": bad}).url == reverse("forum:topics")


def test_following_by_mail_is_confirmed_and_ended_by_the_same_link(client, topic):
    client.post(reverse("forum:follow", args=[topic.pk]), RINA)
    found = Follow.objects.get(participant__name="Rina")
    link = actions.telling.follow_link(found.key)
    assert "Ya, kabari saya" in client.get(link).text
    client.post(link)
    found.refresh_from_db()
    assert found.confirmed_at
    client.post(link, {"want": "no"})
    assert not Follow.objects.filter(pk=found.pk).exists()
    assert client.get(link).status_code == 404


def test_a_flagged_post_is_moderated_appealed_and_decided_by_another(client, city, talk, topic):
    post = talk.say(topic, "Petugasnya lamban sekali, payah!", at=timezone.now())
    flag = reverse("forum:flag", args=[post.pk])
    assert client.post(flag, {}).status_code == 422
    for _click in range(2):
        client.post(flag, {"reason": "insult"})
    client.force_login(city.administrator)
    assert "Petugasnya lamban" in client.get(reverse("forum:moderation")).text
    decide = reverse("forum:decide", args=[post.pk])
    assert "Menghina atau kasar" in client.get(decide).text
    assert client.post(decide, {"hide": "1", "reason": "insult", "because": ""}).status_code == 422
    assert client.post(decide, {"hide": "1", "reason": "insult", "because": "Kasar."}).status_code == 302
    client.logout()
    assert "Alasan: Menghina atau kasar" in client.get(topic.get_absolute_url()).text
    own = actions.own_link(post)
    assert "Kasar." in client.get(own).text
    client.post(own + "appeal/", {"words": "Saya menyebut kenyataan."})
    client.force_login(city.administrator)
    page = reverse("forum:appeal", args=[post.decisions.get().appeal.pk])
    assert "moderator lain" in client.get(page).text
    assert client.post(page, {"verdict": "grant", "answer": "Ya."}).status_code == 422


def test_an_official_answers_promises_and_says_what_becomes_of_it(client, city, topic):
    client.force_login(city.officer)
    page, position = reverse("forum:answer", args=[topic.pk]), city.positions["KABID-JALAN"].pk
    assert "Penerangan jalan umum" in client.get(page).text  # his mandate
    given = {"position": position, "words": "Kami periksa minggu ini.", "promise": "Lampu menyala"}
    assert client.post(page, given).status_code == 422
    text = client.post(page, {**given, "working_days": "5"}, follow=True).text
    assert "Jawaban resmi" in text
    assert "Paling lambat" in text
    row = topic.answers.get()
    client.post(reverse("forum:keep", args=[row.pk]), {"words": "Sudah menyala."})
    state = {"position": position, "state": "done", "because": "Lampunya menyala semua."}
    text = client.post(reverse("forum:state", args=[topic.pk]), state, follow=True).text
    assert "Lampunya menyala semua." in text
    assert "Ditepati" in text


@pytest.mark.parametrize("who", ["colleague", "technician", "outsider", None])
def test_strangers_neither_answer_nor_moderate(client, city, talk, topic, who):
    if who:
        client.force_login(getattr(city, who))
    post = topic.posts.get(is_opening=True)
    pages = [reverse(f"forum:{name}", args=[topic.pk]) for name in ("answer", "state")]
    pages += [reverse("forum:moderation"), reverse("forum:decide", args=[post.pk]), reverse("forum:words")]
    allowed = pages[:2] if who == "technician" else []  # he works in the unit that answers
    for page in pages:
        assert (client.get(page).status_code == 200) == (page in allowed), page


def test_hidden_and_unconfirmed_words_stand_nowhere(client, talk, topic):
    post = talk.say(topic, "Kata rahasia kelinci.", at=timezone.now())
    actions.moderate(post, is_shown=False, reason="other", because="Alasan.", by=SYSTEM, at=timezone.now())
    for page in ("forum:topic", "forum:posts_file"):
        answer = client.get(reverse(page, args=[topic.pk]))
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert "kelinci" not in text
    assert "kelinci" not in client.get(f"/api/topics/{topic.pk}").text
    opening = topic.posts.get(is_opening=True)
    actions.moderate(opening, is_shown=False, reason="other", because="Alasan.", by=SYSTEM, at=timezone.now())
    assert client.get(topic.get_absolute_url()).status_code == 404
    assert client.get(f"/api/topics/{topic.pk}").status_code == 404
    assert client.get(reverse("forum:post", args=[opening.pk])).status_code == 404


def test_the_file_and_the_api_hold_no_names_of_residents(client, talk, topic):
    talk.say(topic, "=cmd() setuju dengan ini.", at=timezone.now())
    text = b"".join(client.get(reverse("forum:posts_file", args=[topic.pk])).streaming_content).decode()
    assert "setuju dengan ini" in text
    assert "Budi" not in text
    assert ";=cmd" not in text
    data = client.get(f"/api/topics/{topic.pk}").json()
    assert data["posts"][0]["words"].endswith("setuju dengan ini.")
    assert "Budi" not in str(data)
    assert client.get("/api/topics?q=lampu").json()["topics"][0]["title"] == topic.title


def test_a_link_to_a_post_leads_to_its_page(client, talk, topic):
    posts = [
        talk.say(topic, f"Tanggapan yang ke-{n} dari warga {chr(97 + n) * 5}.", by=f"W{'abcdefg'[n // 5]}")
        for n in range(35)
    ]
    Post.objects.filter(topic=topic).update(state="shown")
    first = client.get(reverse("forum:post", args=[posts[0].pk])).url
    assert first.endswith(f"?page=2#p{posts[0].pk}")
    assert f'id="p{posts[0].pk}"' in client.get(first).text


@pytest.mark.parametrize("page", ["/forum/", "topic", "moderation", "/forum/me/posts/"])
def test_queries_do_not_grow_with_the_posts(client, city, talk, topic, page):
    if page == "moderation":
        client.force_login(city.administrator)
    else:
        known(client)
    address = {"topic": topic.get_absolute_url(), "moderation": reverse("forum:moderation")}.get(page, page)
    counts = []
    for round_ in range(3):
        for n in range(6):
            post = talk.say(topic, f"Tanggapan {round_} {n} {chr(97 + n) * 9}", by="Rina", at=timezone.now())
            actions.support(topic.posts.get(is_opening=True), talk.who(f"Wa{n}").participant, at=timezone.now())
            Post.objects.filter(pk=post.pk).update(state="shown", flags_count=1)
        talk.open(f"Topik lain nomor {round_} {chr(97 + round_) * 9}", by=f"Joko{round_}")
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert counts[1] == counts[2] <= 20  # the first one also reads what is remembered
