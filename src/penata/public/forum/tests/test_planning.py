"""What a hearing is made of goes away while nothing hangs on it; and who registered withdraws."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.public.forum import actions
from penata.public.forum.models import Attendee
from penata.public.forum.queries import hearings as queries

from .hearing_city import NOW, SYSTEM, TODAY, make_conversation, make_hearing, one, publish
from .test_hearings import BY, code_of, meet

pytestmark = pytest.mark.django_db


def test_parts_alternatives_and_phases_of_a_draft_are_removed_with_a_button(client, city):
    draft = make_hearing(city)
    client.force_login(city.officer)
    part, scenario = draft.sections.first(), draft.sections.last()
    phase = draft.phases.order_by("period").last()
    for name, row in (("section", part), ("section", scenario), ("phase", phase)):
        args = [draft.pk, row.pk]
        change = reverse("forum:change_section" if name == "section" else "forum:phase", args=args)
        remove = reverse(f"forum:remove_{name}", args=args)
        assert remove in client.get(change).text
        assert "Dihapus." in client.post(remove, follow=True).text
    assert (draft.sections.count(), draft.phases.count()) == (1, 1)
    assert Entry.objects.filter(act="forum.remove_section").count() == 2


def test_what_the_public_reads_stays(city):
    hearing = publish(make_hearing(city))
    assert code_of(actions.remove_section, hearing.sections.first(), **BY) == "forum.published_already"
    now, later = hearing.phases.order_by("period")
    assert code_of(actions.remove_phase, now, **BY) == "forum.phase_begun"
    actions.put_phase(now.hearing, title="Lagi", since=TODAY + timedelta(days=30), until=TODAY + timedelta(days=31),
                      residents=["comment"], **BY)  # fmt: skip
    actions.remove_phase(hearing.phases.get(title="Lagi"), **BY)
    actions.put_phase(hearing, title=now.title, since=now.period.lower, until=now.period.upper,
                      residents=now.residents, phase=now, **BY)  # fmt: skip
    assert code_of(actions.remove_phase, later, **BY) == "forum.phases_missing"  # nobody could conclude it


def test_a_meeting_that_was_announced_is_cancelled_instead_of_removed(client, city):
    draft = make_hearing(city)
    meeting = meet(draft)
    client.force_login(city.officer)
    remove = reverse("forum:remove_meeting", args=[draft.pk, meeting.pk])
    assert remove in client.get(reverse("forum:change_meeting", args=[draft.pk, meeting.pk])).text
    client.post(remove)
    assert not draft.meetings.exists()
    again = meet(draft)
    publish(draft)
    answer = client.post(reverse("forum:remove_meeting", args=[draft.pk, again.pk]), follow=True)
    assert "Batalkan dengan alasan" in answer.text
    assert draft.meetings.exists()


def test_who_registered_gets_a_link_with_which_he_withdraws(client, city):
    now = timezone.now()
    hearing = publish(make_hearing(city, at=now), at=now)
    meeting = meet(hearing, now + timedelta(days=2), seats=1)
    page = reverse("forum:meeting", args=[hearing.pk, meeting.pk])
    given = {"key": uuid4(), "name": "Siti", "side": "user", "email": "siti@contoh.example"}
    mine = client.post(page, given)
    assert mine.status_code == 302
    assert mine.url in Notice.objects.get(kind="forum.registered").link
    assert "Saya batal datang" in client.get(mine.url).text
    assert client.get(mine.url[:-4] + "abc/").status_code == 404
    full = client.post(page, {**given, "key": uuid4(), "email": ""})
    assert (full.status_code, "sudah penuh" in full.text) == (422, True)
    assert "ditarik" in client.post(mine.url, follow=True).text
    left = Attendee.objects.get()
    assert (left.name, left.email, queries.attendance(meeting).registered) == ("", "", 0)
    assert client.post(page, {**given, "key": uuid4(), "email": ""}).status_code == 302
    assert "Siti" not in str(list(Entry.objects.filter(act="forum.withdraw").values()))


def test_nobody_withdraws_from_a_meeting_that_has_begun(city):
    hearing = publish(make_hearing(city))
    meeting = meet(hearing, NOW + timedelta(hours=1))
    attendee = actions.register(meeting, name="Siti", side="user", key=uuid4(), voice=one(1), at=NOW)
    assert code_of(actions.withdraw, attendee, at=NOW + timedelta(hours=1)) == "forum.withdrawn_late"
    actions.withdraw(attendee, at=NOW)
    assert actions.withdraw(attendee, at=NOW + timedelta(hours=2)).withdrawn_at == NOW


def test_the_pages_of_contributions_go_through_comments_and_statements(city, django_assert_num_queries):
    hearing = publish(make_hearing(city))
    poll = make_conversation(city, hearing=hearing)
    section = hearing.sections.first()
    for n in range(3):
        actions.show(actions.comment(section, f"Masukan {n}.", key=uuid4(), voice=one(n), at=NOW), **BY)
        actions.show(actions.add_statement(poll, f"Usul {n}.", voice=one(n), at=NOW), by=SYSTEM, at=NOW)
    given = queries.Given(hearing)
    assert [row.words for row in given[0:2]] == ["Masukan 0.", "Masukan 1."]
    with django_assert_num_queries(3):
        assert [row.words for row in given[2:4]] == ["Masukan 2.", "Usul 0."]
    assert [row.words for row in given[4:6]] == ["Usul 1.", "Usul 2."]
    assert given.count() == 6
