"""Conversations on the real database: votes, statements, groups, and what the database keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from penata.foundation.journal.models import Entry
from penata.foundation.notices.models import Notice
from penata.foundation.refusals import Refused
from penata.organization.people.queries import standing as standing_of
from penata.public.forum import actions
from penata.public.forum.models import Statement, Vote, Voter
from penata.public.forum.queries import opinions as queries
from penata.public.forum.queries.running import Voice
from penata.public.forum.rules.opinions import Vote as Mark
from penata.public.forum.rules.opinions import groups_of
from penata.public.forum.rules.reading import votes_in

from .hearing_city import NOW, SYSTEM, TODAY, fill, make_conversation, one

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(city):
    return make_conversation(city)


def refused(statement: str, *values: object) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except IntegrityError:
        return True
    return False


def cast(conversation, number, mark=Mark.AGREE, voice=None):
    actions.cast(conversation, number, mark, voice=voice or one(1), at=NOW)


def test_one_vote_a_person_and_statement_and_the_last_one_counts(conversation):
    for mark in (Mark.AGREE, Mark.AGREE, Mark.DISAGREE):
        cast(conversation, 1, mark)
    cast(conversation, 1, Mark.PASS, one(2))
    assert sorted(Vote.objects.values_list("mark", flat=True)) == [-1, 0]
    assert queries.ballot(conversation, one(1)).done == 1
    assert [(s.number, mark) for s, mark in queries.own_votes(conversation, one(1))] == [(1, -1)]


def test_a_ballot_ends_when_all_statements_are_voted_on(conversation):
    for _n in range(5):
        cast(conversation, queries.ballot(conversation, one(1)).statement.number)
    last = queries.ballot(conversation, one(1))
    assert (last.statement, last.done, last.left) == (None, 5, 0)


def test_nothing_of_a_vote_leads_to_the_one_who_cast_it(conversation, city):
    voice = Voice(f"account:{city.officer.pk}", city.officer.pk, is_staff=True)
    cast(conversation, 1, voice=voice)
    voter = Voter.objects.values().get()
    assert set(voter) == {"id", "conversation_id", "digest", "is_staff", "is_marked"}
    assert set(Vote.objects.values().get()) == {
        "id", "conversation_id", "statement_id", "voter_id", "mark", "turn"
    }  # fmt: skip
    other = make_conversation(city)
    cast(other, 1, voice=voice)
    assert Voter.objects.exclude(pk=voter["id"]).get().digest != voter["digest"]
    assert not Entry.objects.filter(act="forum.cast").exists()


def test_the_database_keeps_votes_and_promises(conversation, city):
    cast(conversation, 1)
    other = make_conversation(city)
    strange = other.statements.first()
    assert refused("update forum_vote set mark = 2")
    assert refused("update forum_vote set statement_id = %s", strange.pk)
    assert refused("delete from forum_vote")
    assert refused(
        "insert into forum_vote (conversation_id, statement_id, voter_id, mark, turn)"
        " select conversation_id, statement_id, voter_id, mark, 9 from forum_vote"
    )
    assert refused(
        "insert into forum_vote (conversation_id, statement_id, voter_id, mark, turn)"
        " select conversation_id, %s, voter_id, mark, 9 from forum_vote", strange.pk,
    )  # fmt: skip
    assert refused("update forum_conversation set audience = 'staff' where id = %s", conversation.pk)
    assert refused("update forum_conversation set minimum_group = 9 where id = %s", conversation.pk)
    assert refused("update forum_statement set words = 'Lain' where conversation_id = %s", conversation.pk)
    actions.close_conversation(conversation, by=SYSTEM, at=NOW)
    assert refused("update forum_vote set mark = -1")
    assert refused("update forum_conversation set closed_at = null, closed_by = '' where id = %s", conversation.pk)


def test_only_those_who_are_asked_vote_while_it_is_open(city):
    staff = make_conversation(city, audience="staff")
    with pytest.raises(Refused) as refusal:
        cast(staff, 1)
    assert refusal.value.code == "forum.not_for_you"
    cast(staff, 1, voice=one(1, is_staff=True))
    closed = actions.close_conversation(staff, by=SYSTEM, at=NOW)
    with pytest.raises(Refused) as refusal:
        cast(closed, 2, voice=one(1, is_staff=True))
    assert refusal.value.code == "forum.not_in_phase"


def test_statements_of_voters_wait_until_they_were_read(conversation, city):
    given = actions.add_statement(
        conversation, "Parkir gratis 15 menit.", voice=one(3), email="siti@contoh.example", at=NOW
    )
    with pytest.raises(Refused):
        cast(conversation, given.number)
    with pytest.raises(Refused) as refusal:
        actions.add_statement(conversation, "parkir  gratis 15 menit.", voice=one(4), at=NOW)
    assert refusal.value.code == "forum.said_already"
    actions.show(given, by=SYSTEM, at=NOW)
    cast(conversation, given.number)
    actions.remove(given, because="Menyebut nama petugas.", by=SYSTEM, at=NOW)
    with pytest.raises(Refused):
        cast(conversation, given.number, voice=one(2))
    assert "Menyebut nama petugas." in Notice.objects.get(address="siti@contoh.example").body
    assert not Entry.objects.filter(details__icontains="Parkir").exists()


@pytest.mark.parametrize("words", ["", " \x00 ", "a" * 201])
def test_a_statement_is_one_short_sentence(conversation, words):
    with pytest.raises(Refused):
        actions.add_statement(conversation, words, voice=one(3), at=NOW)


def test_one_voter_adds_ten_statements_at_most(conversation):
    for n in range(10):
        actions.add_statement(conversation, f"Usul {n}", voice=one(3), at=NOW)
    with pytest.raises(Refused) as refusal:
        actions.add_statement(conversation, "Usul 11", voice=one(3), at=NOW)
    assert refusal.value.code == "forum.enough_added"


def test_only_who_heads_the_unit_runs_it(conversation, city):
    stranger = {"by": city.actor("colleague"), "at": NOW, "standing": standing_of(city.colleague, TODAY)}
    for act in (actions.close_conversation, lambda c, **who: actions.put_statement(c, "Lain", **who)):
        with pytest.raises(Refused) as refusal:
            act(conversation, **stranger)
        assert refusal.value.code == "forum.not_run_by_you"


def test_groups_are_found_and_kept_for_all_for_residents_and_for_staff(conversation):
    fill(conversation, voters=60, statements=24, each=24)
    actions.group(conversation, at=NOW)
    results = queries.results_of(conversation)
    assert {part: (r.votes, r.voters) for part, r in results.items()} == {
        "all": (1_440, 60), "residents": (1_008, 42), "staff": (432, 18),
    }  # fmt: skip
    seen = queries.found_of(results["all"])
    assert [cloud.size for cloud in seen.clouds] == [20, 20, 20]
    assert sum(cloud.path.count("M") for cloud in seen.clouds) == 60
    assert all(line.votes == sum(group[0] for group in line.groups) for line in seen.lines)


def test_a_small_group_is_not_shown_and_cannot_be_subtracted(city):
    conversation = make_conversation(city, minimum_group=21)
    fill(conversation, voters=62, statements=24, each=24)  # groups of 21, 21 and 20
    actions.group(conversation, at=NOW)
    seen = queries.found_of(queries.results_of(conversation)["all"])
    assert ([cloud.size for cloud in seen.clouds], seen.hidden) == ([21, 21], 1)
    assert all(line.votes == sum(group[0] for group in line.groups) for line in seen.lines)


def test_few_of_the_staff_are_not_shown_apart(conversation):
    fill(conversation, voters=40, statements=24, each=24, staff=0.2)
    actions.group(conversation, at=NOW)
    assert set(queries.results_of(conversation)) == {"all"}


def test_votes_bring_a_result_but_not_more_often_than_every_twenty_seconds(conversation, run_jobs):
    from procrastinate.contrib.django.models import ProcrastinateJob

    for n in range(4):
        cast(conversation, 1, voice=one(n))
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name="forum.group")
    assert waiting.count() == 1
    assert run_jobs("forum.group") == 1
    kept = queries.results_of(conversation)["all"]
    assert (kept.votes, kept.voters) == (4, 4)
    cast(conversation, 2)
    assert waiting.get().scheduled_at == kept.at + timedelta(seconds=20)
    cast(conversation, 2)  # the same vote again: nothing new
    assert waiting.count() == 1


def test_marked_voters_are_left_out_with_a_reason_and_come_back(conversation):
    cast(conversation, 1)
    actions.cast(conversation, 1, Mark.AGREE, voice=one(2), at=NOW, is_marked=True)
    aside = actions.set_voters_aside(conversation, because="Satu alamat, satu menit.", by=SYSTEM, at=NOW)
    actions.group(aside, at=NOW)
    assert queries.results_of(conversation)["all"].voters == 1
    back = actions.set_voters_aside(conversation, because="Satu sekolah.", back=True, by=SYSTEM, at=NOW)
    actions.group(back, at=NOW)
    assert queries.results_of(conversation)["all"].voters == 2


def test_the_file_of_votes_gives_the_same_groups_as_the_page(conversation):
    fill(conversation, voters=60, statements=24, each=24)
    actions.group(conversation, at=NOW)
    rows = ["voter-id;comment-id;vote", *(f"{a};{b};{c}" for a, b, c in queries.vote_rows(conversation))]
    groups = groups_of(votes_in("\n".join(rows).encode()))
    assert groups.sizes == [20, 20, 20]
    assert len(rows) == 1_441
    assert next(queries.comment_rows(conversation)) == (1, Statement.objects.get(number=1).words, 1)
