"""Hearings on the real database: phases, comments, meetings, outcome; who is told, and what the database keeps."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.people.queries import standing as standing_of
from penata.public.forum import actions
from penata.public.forum.models import Attendee, Comment, Hearing
from penata.public.forum.queries import hearings as queries
from penata.public.forum.queries.hearing_waiting import awaiting_hearings
from penata.public.forum.queries.running import Voice

from .hearing_city import NOW, SYSTEM, TODAY, make_conversation, make_hearing, one, publish

pytestmark = pytest.mark.django_db
KEY = UUID("00000000-0000-4000-8000-0000000005c1")
BY = {"by": SYSTEM, "at": NOW}


@pytest.fixture
def hearing(city):
    return publish(make_hearing(city))


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


def code_of(act, *args, **facts) -> str:
    with pytest.raises(Refused) as refusal:
        act(*args, **facts)
    return refusal.value.code


def say(hearing, words="Lebih cepat lagi.", voice=None, **facts):
    section = hearing.sections.get(place=1)
    values = {"paragraph": section.paragraphs.first(), "key": uuid4(), "voice": voice or one(1), "at": NOW}
    return actions.comment(section, words, **values | facts)


def meet(hearing, start=NOW - timedelta(hours=2), **facts):
    values = {"title": "Forum", "place": "Aula", "starts_at": start, "ends_at": start + timedelta(hours=1)}
    return actions.call_meeting(hearing, **values | facts, **BY)


def test_a_hearing_is_published_with_text_and_phases(city):
    bare = actions.make_hearing(kind="plan", title="Rencana", summary="Ringkas.", unit=city.units["DPU-JALAN"], **BY)
    assert code_of(actions.publish_hearing, bare, **BY) == "forum.text_missing"
    actions.put_section(bare, title="Satu", text="Alinea satu.\n\n\nAlinea dua.", **BY)
    assert code_of(actions.publish_hearing, bare, **BY) == "forum.phases_missing"
    assert [p.words for p in bare.sections.get().paragraphs.order_by("place")] == ["Alinea satu.", "Alinea dua."]


def test_what_was_published_stays_as_it_was_read(hearing):
    assert code_of(actions.put_section, hearing, title="Lain", text="Lain", **BY) == "forum.published_already"
    assert refused("update forum_paragraph set words = 'Lain'")
    assert refused("update forum_section set title = 'Lain'")
    assert refused("update forum_hearing set title = 'Lain' where id = %s", hearing.pk)
    assert refused("update forum_hearing set published_at = null, published_by = '' where id = %s", hearing.pk)


def test_phases_do_not_overlap(hearing):
    facts = {"title": "Lain", "residents": ["comment"], **BY}
    late = TODAY + timedelta(days=40)
    assert code_of(
        actions.put_phase, hearing, since=TODAY, until=TODAY + timedelta(days=1), **facts
    ) == "forum.phases_overlap"  # fmt: skip
    assert actions.put_phase(hearing, since=late, until=late + timedelta(days=1), **facts).pk
    assert code_of(actions.put_phase, hearing, since=late, until=late, **facts) == "forum.period_empty"
    assert refused("update forum_phase set period = daterange('2026-11-01', '2027-12-01')")
    assert refused("update forum_phase set residents = '{rule}'")


def test_comments_come_only_in_their_phase_once_and_are_shown_after_reading(hearing):
    given = say(hearing, key=KEY)
    assert say(hearing, key=KEY).pk == given.pk
    assert queries.contributions(hearing).count() == 0
    actions.show(given, **BY)
    assert queries.contributions(hearing).get().pk == given.pk
    assert code_of(say, hearing, at=NOW + timedelta(days=15)) == "forum.not_in_phase"
    assert code_of(say, hearing, words=" ") == "forum.words_missing"
    assert not Entry.objects.filter(details__icontains="cepat").exists()
    assert refused("update forum_comment set words = 'Lain'")
    other = hearing.sections.get(place=2).paragraphs.first()
    columns = [f.column for f in Comment._meta.fields if f.column not in {"id", "key", "paragraph_id"}]
    copied = ", ".join(columns)
    assert refused(
        f"insert into forum_comment ({copied}, key, paragraph_id) select {copied}, gen_random_uuid(), %s"
        " from forum_comment", other.pk,
    )  # fmt: skip


def test_what_looks_like_advertising_is_marked_for_who_reads_it(hearing):
    assert say(hearing, "Lampu gang kami padam.").marks == []
    assert say(hearing, "BELI SEKARANG JUGA DI TOKO KAMI MURAH").marks == ["capitals"]


def test_one_scenario_is_preferred_and_the_last_choice_counts(hearing):
    day, night = hearing.sections.filter(kind="scenario").order_by("place")
    for scenario in (day, night):
        actions.prefer(scenario, voice=one(1), at=NOW)
    actions.prefer(night, voice=one(2), at=NOW)
    shown = queries.hearing_shown(hearing, one(1), TODAY)
    assert [(s.section.title, s.prefer) for s in shown.scenarios] == [("Loket siang", 0), ("Loket malam", 2)]
    assert shown.preferred == night.pk
    assert code_of(actions.prefer, hearing.sections.get(place=1), voice=one(1), at=NOW) == "forum.not_a_scenario"
    assert refused("update forum_preference set section_id = %s", hearing.sections.get(place=1).pk)


def test_a_meeting_is_registered_for_attended_and_minuted(hearing):
    meeting = meet(hearing, NOW + timedelta(days=1), seats=1)
    facts = {"side": "user", "voice": one(1), "at": NOW}
    first = actions.register(meeting, name="Siti", email="siti@contoh.example", key=KEY, **facts)
    assert actions.register(meeting, name="Siti", key=KEY, **facts).pk == first.pk
    assert code_of(actions.register, meeting, name="Budi", key=uuid4(), **facts) == "forum.seats_full"
    assert code_of(actions.sign_minutes, meeting, **BY) == "forum.meeting_not_held"
    later = {"by": SYSTEM, "at": NOW + timedelta(days=1, hours=2)}
    assert code_of(actions.sign_minutes, meeting, **later) == "forum.nobody_came"
    assert actions.check_in(meeting, [first.pk], **later) == 1
    assert actions.enter_list(meeting, [("Ani", "media", "Radio Kota"), ("Ujang", "society", "")], **later) == 2
    assert code_of(actions.sign_minutes, meeting, **later) == "forum.minutes_unfinished"
    actions.write_minutes(
        meeting, chair="Sari", secretary="Rudi", discussed="Waktu.", agreed="Satu hari.", follow_up="", **later
    )
    signed = actions.sign_minutes(meeting, **later)
    assert signed.minutes_number.startswith("BA-FKP/")
    assert code_of(actions.enter_list, signed, [("Lain", "user", "")], **later) == "forum.meeting_over"
    assert not Attendee.objects.exclude(email="").exists()
    seen = queries.attendance(signed)
    assert (seen.registered, seen.came, len(seen.sides)) == (3, 3, 3)


def test_each_contribution_gets_an_answer_before_the_outcome_is_published(hearing, city):
    staff = Voice(f"account:{city.colleague.pk}", city.colleague.pk, is_staff=True)
    mine, theirs = say(hearing, email="siti@contoh.example"), say(hearing, "Satu jam.", voice=staff)
    poll = make_conversation(city, hearing=hearing)
    added = actions.add_statement(poll, "Lampu tenaga surya.", voice=one(1), email="siti@contoh.example", at=NOW)
    conclude = {"outcome": "Standar baru berlaku 1 Januari.", **BY}
    assert code_of(actions.conclude_hearing, hearing, **conclude) == "forum.themes_missing"
    theme = actions.put_theme(hearing, title="Waktu", decided="Dua hari.", because="Satu tim saja.", **BY)
    assert code_of(actions.conclude_hearing, hearing, **conclude) == "forum.undecided"
    for given in (mine, added):
        actions.show(given, **BY)
    actions.remove(theirs, because="Bukan tentang ini.", **BY)
    facts = {"because": "Anggaran cukup untuk dua hari.", "theme": theme, **BY}
    assert code_of(actions.decide, hearing, [], [], fate="partly", **facts) == "forum.nothing_chosen"
    assert actions.decide(hearing, [mine.pk, theirs.pk], [added.pk], fate="partly", **facts) == 2
    concluded = actions.conclude_hearing(hearing, **conclude)
    told = Notice.objects.get(kind="forum.concluded")
    assert (told.address, "2" in told.body) == ("siti@contoh.example", True)
    assert not Comment.objects.exclude(email="").exists()
    poll.refresh_from_db()
    assert poll.closed_at is not None
    rows = list(queries.contribution_rows(concluded))
    assert [row[1] for row in rows] == ["Lebih cepat lagi.", "Lampu tenaga surya."]
    assert {row[2] for row in rows} == {"Diterima sebagian"}
    assert {one.pk for one in queries.given_by(concluded, one(1))} == {mine.pk, added.pk}
    assert refused("update forum_hearing set outcome = 'Lain' where id = %s", hearing.pk)
    assert code_of(say, concluded) == "forum.not_in_phase"


def test_a_cancelled_hearing_says_why_and_tells_who_took_part(hearing):
    actions.show(say(hearing, email="siti@contoh.example"), **BY)
    assert code_of(actions.cancel_hearing, hearing, because=" ", **BY) == "forum.because_missing"
    actions.cancel_hearing(hearing, because="Peraturan di atasnya berubah.", **BY)
    assert "Peraturan di atasnya berubah." in Notice.objects.get(address="siti@contoh.example").body
    assert code_of(say, Hearing.objects.get()) == "forum.not_in_phase"


def test_only_who_heads_the_unit_runs_it(hearing, city):
    stranger = {"by": city.actor("colleague"), "at": NOW, "standing": standing_of(city.colleague, TODAY)}
    meeting = meet(hearing)
    for act in (
        lambda: actions.cancel_hearing(hearing, because="x", **stranger),
        lambda: actions.enter_list(meeting, [("A", "user", "")], **stranger),
        lambda: actions.show(say(hearing), **stranger),
        lambda: actions.put_theme(hearing, title="a", decided="b", because="c", **stranger),
    ):
        assert code_of(act) == "forum.not_run_by_you"


def test_the_desk_of_the_head_knows_what_waits(hearing, city, django_assert_max_num_queries):
    say(hearing)
    meet(hearing, NOW - timedelta(days=1))
    poll = make_conversation(city, hearing=hearing)
    actions.add_statement(poll, "Lampu tenaga surya.", voice=one(1), at=NOW)
    standing = standing_of(city.officer, TODAY)
    awaiting_hearings(standing, TODAY)  # the calendar is known from now on
    with django_assert_max_num_queries(6):
        lines = awaiting_hearings(standing, TODAY)
    assert sorted(line.kind for line in lines) == ["forum.minutes", "forum.outcome", "forum.review", "forum.review"]
    ending = awaiting_hearings(standing, TODAY + timedelta(days=12))
    assert "forum.phase" in {line.kind for line in ending}
    assert awaiting_hearings(standing_of(city.colleague, TODAY), TODAY) == []
