"""What happens in the forum: written once, moderated with a reason, answered with a promise, told to who follows."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.public.cases.models import Case
from penata.public.forum import actions, queries
from penata.public.forum.models import Appeal, Follow, ListedWord, Participant, Post, Topic, Wording
from penata.public.forum.rules.writing import PostDraft, TopicDraft
from penata.public.routing.models import RoutingSettings

from .conftest import NOW, RESIDENT, SYSTEM, TODAY, WORDS, refused

pytestmark = pytest.mark.django_db


def again(record):
    record.refresh_from_db()
    return record


def told(kind: str) -> list[str]:
    return list(Notice.objects.filter(kind=f"forum.{kind}").values_list("address", flat=True))


def test_a_topic_about_a_service_asks_the_unit_that_answers_for_it(city, topic):
    assert topic.is_shown
    assert topic.unit == city.units["DPU-JALAN"]
    assert Notice.objects.filter(kind="forum.asked", recipient=city.officer, channel="inapp").exists()
    assert "Siti" not in str(list(Entry.objects.filter(act__startswith="forum.").values()))


def test_the_same_post_sent_twice_is_one(talk, topic):
    draft = PostDraft(uuid4(), "Setuju, di gang sebelah juga gelap.")
    first, second = (actions.write_post(topic, draft, talk.who("Budi"), by=RESIDENT, at=NOW) for _click in range(2))
    assert (first.post, first.is_new, second.is_new) == (second.post, True, False)
    assert again(topic).posts_count == 2
    with refused("forum.sent_already"):
        actions.write_post(topic, draft, talk.who("Joko"), by=RESIDENT, at=NOW)


def test_who_is_not_known_confirms_by_the_link_in_his_letter(talk, topic):
    stranger = actions.Writer(actions.take_part("Rina", "rina@example.com", at=NOW), is_known=False)
    post = actions.write_post(topic, PostDraft(uuid4(), WORDS), stranger, by=RESIDENT, at=NOW).post
    assert post.state == "unconfirmed"
    assert again(topic).posts_count == 1
    assert told("confirm") == ["rina@example.com"]
    secret = actions.own_link(post).split("/")[-2]
    found = queries.post_by_secret(secret)
    assert actions.confirm_post(found, by=RESIDENT, at=NOW).state == "shown"
    assert again(topic).posts_count == 2
    assert queries.post_by_secret("x" * 22) is None


def test_a_topic_of_who_is_not_known_is_not_shown_before_he_confirms(service):
    stranger = actions.Writer(actions.take_part("Rina", "rina@example.com", at=NOW), is_known=False)
    draft = TopicDraft(PostDraft(uuid4(), WORDS), title="Halte di depan pasar")
    post = actions.open_topic(draft, stranger, by=RESIDENT, at=NOW).post
    assert not queries.shown().exists()
    actions.confirm_post(post, by=RESIDENT, at=NOW)
    assert queries.shown().get().posts_count == 1


def test_replies_hang_one_level_deep_and_their_author_is_told(talk, topic):
    first = talk.say(topic, "Setuju sekali dengan usul ini.")
    reply = talk.say(topic, "Terima kasih dukungannya, Pak.", by="Siti", to=first)
    deeper = talk.say(topic, "Sama-sama, semoga lekas terang.", by="Joko", to=reply)
    assert (reply.thread, deeper.thread) == (first, first)
    assert told("replied") == ["budi@example.com", "budi@example.com"]
    rows = queries.posts(topic.pk, None)
    assert [row.id for row in rows] == [first.pk, reply.pk, deeper.pk]
    assert rows[1].to_name == "Budi"


def test_support_counts_once_a_person_and_can_be_undone(talk, topic):
    post = talk.say(topic, "Usul: lampu tenaga surya saja.")
    reply = talk.say(topic, "Baterainya sering dicuri, Mas.", by="Joko", to=post)
    siti = talk.who("Siti").participant
    for _click in range(2):
        actions.support(post, siti, at=NOW)
    assert again(post).supports == 1
    assert again(reply).weight == 1  # what the page is sorted by
    assert queries.posts(topic.pk, siti.pk)[0].is_supported
    actions.support(post, siti, is_wanted=False, at=NOW)
    assert again(post).supports == 0
    with refused("forum.own_post"):
        actions.support(post, talk.who("Budi").participant, at=NOW)


def test_an_author_changes_his_words_soon_and_takes_them_away_any_time(talk, topic):
    post = talk.say(topic, "Lampunya mati sejak bulan Agustus.")
    actions.edit_post(post, "Lampunya mati sejak bulan September.", by=RESIDENT, at=NOW + timedelta(minutes=5))
    assert Wording.objects.get().words.endswith("Agustus.")
    with refused("forum.edit_late"):
        actions.edit_post(post, "Lampunya tidak mati lagi.", by=RESIDENT, at=NOW + timedelta(hours=1))
    reply = talk.say(topic, "Di tempat saya juga begitu.", by="Joko", to=post)
    actions.remove_post(post, by=RESIDENT, at=NOW)
    assert [row.state for row in queries.posts(topic.pk, None)] == ["removed", "shown"]
    assert again(post).words == ""
    assert not Wording.objects.exists()
    assert again(reply).words


def test_a_topic_whose_opener_leaves_stays_while_others_wrote_in_it(talk, topic):
    opening = topic.posts.get(is_opening=True)
    post = talk.say(topic, "Saya juga mengalami hal ini.")
    actions.remove_post(opening, by=RESIDENT, at=NOW)
    assert again(topic).is_shown
    actions.remove_post(post, by=RESIDENT, at=NOW)
    assert not again(topic).is_shown


def test_odd_posts_wait_for_a_moderator_who_shows_or_hides_them_with_a_reason(city, talk, topic):
    actions.list_word("Judi", by=SYSTEM, at=NOW)
    post = talk.say(topic, "Main jud1 di tempat kami, pasti menang!")
    assert (post.state, post.marks) == ("held", ["words"])
    assert again(topic).posts_count == 1
    moderator = city.actor("administrator")
    with refused("forum.because_missing"):
        actions.moderate(post, is_shown=False, reason="spam", because=" ", by=moderator, at=NOW)
    decision = actions.moderate(post, is_shown=False, reason="spam", because="Ini iklan.", by=moderator, at=NOW)
    assert told("hidden") == ["budi@example.com"]
    assert "Ini iklan." in Notice.objects.get(kind="forum.hidden").body
    with pytest.raises(IntegrityError), transaction.atomic():
        type(decision).objects.filter(pk=decision.pk).update(because="Lain.")


def test_an_appeal_is_decided_by_another_moderator(city, talk, topic, standing):
    post = talk.say(topic, "Petugasnya lamban, sudah tiga minggu!")
    first, second = city.actor("administrator"), city.actor("officer")
    actions.moderate(post, is_shown=False, reason="insult", because="Kasar.", by=first, at=NOW)
    assert queries.posts(topic.pk, None)[0].state == "hidden"
    found = actions.appeal(post, "Saya hanya menyebut kenyataan.", by=RESIDENT, at=NOW)
    for _again in range(1):
        with refused("forum.not_now"):
            actions.appeal(post, "Sekali lagi.", by=RESIDENT, at=NOW)
    with refused("forum.same_moderator"):
        actions.decide_appeal(found, is_granted=True, answer="Ya.", by=first, at=NOW)
    with refused("forum.not_moderator"):
        actions.decide_appeal(found, is_granted=True, answer="Ya.", by=second, at=NOW, standing=standing("officer"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=found.pk).update(decided_by_id=first.id)
    actions.decide_appeal(found, is_granted=True, answer="Kritik boleh keras.", by=second, at=NOW)
    assert again(post).state == "shown"
    assert told("granted") == ["budi@example.com"]


def test_flags_bring_a_post_into_the_queue_once_a_person(talk, topic):
    post = talk.say(topic, "Tulisan yang menurut orang lain keliru.")
    for key in ("a", "a", "b"):
        actions.flag(post, key=key, reason="off_topic", at=NOW)
    assert again(post).flags_count == 2
    row = queries.waiting_rows(list(queries.to_moderate()))[0]
    assert row.flags == (("Tidak berkaitan dengan topik", 2),)
    actions.moderate(post, is_shown=True, by=SYSTEM, at=NOW)
    assert not queries.to_moderate().exists()


def test_the_list_of_words_is_kept_with_who_and_since_when(city, topic):
    row = actions.list_word("Obat  Kuat!", by=city.actor("administrator"), at=NOW)
    assert row.words == "obat kuat"
    with refused("forum.word_listed"):
        actions.list_word("0bat kuat", by=SYSTEM, at=NOW)
    actions.unlist_word(row, by=SYSTEM, at=NOW)
    assert queries.listed_words() == []
    assert ListedWord.objects.get().until_by == "tests"


def test_the_city_answers_by_a_position_and_whoever_follows_is_told(city, talk, topic, standing):
    position, by = city.positions["KABID-JALAN"].pk, city.actor("officer")
    due = TODAY + timedelta(days=14)
    facts = {"position_id": position, "by": by, "at": NOW, "standing": standing("officer")}
    actions.follow_by_email(topic, "Joko", "joko@example.com", at=NOW)
    row = actions.answer(topic, words="Kami periksa.", promise="Lampu menyala", promised_on=due, **facts)
    assert row.title_then == "Kepala Bidang Jalan dan Penerangan"
    assert again(topic).state == "answered"
    assert told("promised") == ["siti@example.com"]  # Joko has not confirmed yet
    assert "/forum/follows/" in Notice.objects.get(kind="forum.promised").body
    actions.keep_promise(row, words="Lampunya sudah menyala.", by=by, at=NOW, standing=standing("officer"))
    assert told("kept") == ["siti@example.com"]
    with refused("forum.not_yours"):
        actions.answer(topic, words="Kami.", **{**facts, "standing": standing("colleague")})
    with refused("forum.day_missing"):
        actions.answer(topic, words="Kami.", promise="Segera", **facts)


def test_what_becomes_of_a_topic_has_who_when_and_why(city, topic, standing):
    facts = {"by": city.actor("head"), "at": NOW, "standing": standing("head")}
    actions.change_state(topic, state="under_way", because="Teknisi berangkat besok.", **facts)
    with refused("forum.because_missing"):
        actions.change_state(topic, state="dropped", because="", **facts)
    actions.change_state(topic, state="dropped", because="Jalan itu milik provinsi.", **facts)
    with refused("forum.no_such_state"):
        actions.change_state(topic, state="done", because="Selesai.", **facts)
    assert [step.state for step in queries.steps(topic.pk)] == ["under_way", "dropped"]
    assert told("state") == ["siti@example.com"] * 2
    with pytest.raises(IntegrityError), transaction.atomic():
        queries.steps(topic.pk).delete()


def test_promises_and_the_queue_wait_on_the_desk(city, talk, topic, standing, settings):
    settings.FORUM_ANSWER_FROM = 1
    actions.support(topic.posts.get(is_opening=True), talk.who("Budi").participant, at=NOW)
    kinds = [line.kind for line in queries.awaiting(standing("officer"), TODAY)]
    assert kinds == ["forum.answer"]
    actions.answer(
        topic, words="Kami periksa.", position_id=city.positions["KABID-JALAN"].pk, promise="Lampu menyala",
        promised_on=TODAY, by=SYSTEM, at=NOW,
    )  # fmt: skip
    line = queries.awaiting(standing("officer"), TODAY + timedelta(days=1))[0]
    assert (line.kind, line.due) == ("forum.promise", TODAY)
    assert not queries.awaiting(standing("colleague"), TODAY)
    actions.flag(talk.say(topic, "Tulisan yang ditandai orang."), key="a", reason="spam", at=NOW)
    assert [one.kind for one in queries.awaiting(standing("administrator"), TODAY)] == ["forum.moderate"]


def test_a_topic_becomes_a_report_once(city, topic, standing):
    RoutingSettings.objects.update_or_create(id=1, defaults={"routing_position": city.positions["PENYALUR"]})
    facts = {"by": city.actor("officer"), "at": NOW, "standing": standing("officer")}
    actions.make_case(topic, **facts)
    assert again(topic).case == Case.objects.get()
    assert queries.topics_about(case_id=topic.case_id).get() == topic
    with refused("forum.not_now"):
        actions.make_case(topic, **facts)


def test_following_ends_by_the_link_and_nobody_is_told_before_he_confirms(talk, topic):
    actions.follow_by_email(topic, "Joko", "joko@example.com", at=NOW)
    actions.follow_by_email(topic, "Joko", "JOKO@example.com", at=NOW)
    found = Follow.objects.get(participant__name="Joko")
    assert told("follow") == ["joko@example.com"] * 2
    actions.confirm_follow(found, at=NOW)
    assert queries.follows(topic.pk, found.participant_id)
    actions.unfollow(topic, found.participant)
    assert not queries.follows(topic.pk, found.participant_id)


def test_a_participant_can_be_erased_with_all_his_words(talk, topic):
    post = talk.say(topic, "Nama saya Budi dan saya tinggal di sini.")
    budi = Participant.objects.get(name="Budi")
    actions.erase_participant(budi, because="Diminta yang bersangkutan.", by=SYSTEM, at=NOW)
    assert (again(post).name, again(post).words) == ("Warga", "")
    assert again(budi).email == ""
    assert again(topic).posts_count == 1
    assert Topic.objects.filter(pk=topic.pk, is_shown=True).exists()


def test_search_finds_words_and_their_forms_and_forgives_spelling(talk, topic):
    talk.open("Trotoar untuk kursi roda", "Trotoar di depan pasar terlalu tinggi bagi kursi roda.", by="Joko")
    for words in ("lampu", "lamp gang", "kursi"):
        assert queries.found(queries.Filters(words=words))[0].exists(), words
    _topics, instead = queries.found(queries.Filters(words="perbakan lmpu"))
    assert instead
    assert not queries.found(queries.Filters(words="zzzz"))[0].exists()


def test_civil_servants_write_under_their_position_and_never_wait(city, topic):
    participant = actions.of_account(city.officer.pk, "Sari", at=NOW)
    writer = actions.Writer(
        participant, name="Kepala Bidang", position_id=city.positions["KABID-JALAN"].pk, title="Bidang Jalan"
    )
    words = "KAMI SEDANG MEMERIKSA SEMUA LAMPU DI SUKAMAJU"
    post = actions.write_post(topic, PostDraft(uuid4(), words), writer, by=SYSTEM, at=NOW).post
    assert post.state == Post.State.SHOWN
    assert queries.posts(topic.pk, participant.pk)[0].is_mine
