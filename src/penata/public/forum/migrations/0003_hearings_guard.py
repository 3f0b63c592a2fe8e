"""What must never be false of hearings, statements and votes, kept by the database."""

from django.db import migrations

# What voters were promised is decided before it opens; what the public reads is the same for all.
FIXED = """
create function forum_conversation_fixed() returns trigger language plpgsql as $$
begin
    if old.opened_at is not null and (new.audience, new.minimum_group, new.unit_id, new.opened_at)
            is distinct from (old.audience, old.minimum_group, old.unit_id, old.opened_at) then
        raise exception 'an opened conversation keeps its promise (conversation %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if old.closed_at is not null and new.closed_at is distinct from old.closed_at then
        raise exception 'a closed conversation stays closed (conversation %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forum_conversation_fixed before update on forum_conversation
    for each row execute function forum_conversation_fixed();

create function forum_hearing_fixed() returns trigger language plpgsql as $$
begin
    if old.published_at is not null and (new.title, new.summary, new.kind, new.unit_id, new.published_at)
            is distinct from (old.title, old.summary, old.kind, old.unit_id, old.published_at) then
        raise exception 'a published hearing stays as it was read (hearing %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if (old.cancelled_at is not null and new.cancelled_at is distinct from old.cancelled_at)
            or (old.concluded_at is not null and (new.concluded_at, new.outcome)
                is distinct from (old.concluded_at, old.outcome)) then
        raise exception 'a hearing that has ended stays so (hearing %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forum_hearing_fixed before update on forum_hearing
    for each row execute function forum_hearing_fixed();

create function forum_draft_fixed() returns trigger language plpgsql as $$
declare
    one bigint;
begin
    if tg_table_name = 'forum_paragraph' then
        select hearing_id into one from forum_section where id = coalesce(new.section_id, old.section_id);
    else
        one := coalesce(new.hearing_id, old.hearing_id);
    end if;
    if exists (select 1 from forum_hearing where id = one and published_at is not null) then
        raise exception 'the text of a published hearing stays as it was read (hearing %)', one
            using errcode = 'integrity_constraint_violation';
    end if;
    return coalesce(new, old);
end $$;
create trigger forum_section_fixed before insert or update or delete on forum_section
    for each row execute function forum_draft_fixed();
create trigger forum_paragraph_fixed before insert or update or delete on forum_paragraph
    for each row execute function forum_draft_fixed();
"""
DROP_FIXED = """
drop trigger forum_section_fixed on forum_section;
drop trigger forum_paragraph_fixed on forum_paragraph;
drop trigger forum_hearing_fixed on forum_hearing;
drop trigger forum_conversation_fixed on forum_conversation;
drop function forum_draft_fixed();
drop function forum_hearing_fixed();
drop function forum_conversation_fixed();
"""

# Votes come while it is open, on statements that are shown; only their mark changes; none goes away.
VOTES = """
create sequence forum_vote_turn;

create function forum_vote_fits() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a vote stays' using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'UPDATE' and (new.conversation_id, new.statement_id, new.voter_id)
            is distinct from (old.conversation_id, old.statement_id, old.voter_id) then
        raise exception 'a vote stays with its voter' using errcode = 'integrity_constraint_violation';
    end if;
    perform 1 from forum_conversation
        where id = new.conversation_id and opened_at is not null and closed_at is null for share;
    if not found then
        raise exception 'only an open conversation is voted on (conversation %)', new.conversation_id
            using errcode = 'integrity_constraint_violation';
    end if;
    if not exists (select 1 from forum_statement
            where id = new.statement_id and conversation_id = new.conversation_id and state = 'shown')
        or not exists (select 1 from forum_voter where id = new.voter_id and conversation_id = new.conversation_id) then
        raise exception 'voter and statement are of the same conversation, and the statement is shown'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forum_vote_fits before insert or update or delete on forum_vote
    for each row execute function forum_vote_fits();
"""
DROP_VOTES = """
drop trigger forum_vote_fits on forum_vote;
drop function forum_vote_fits();
drop sequence forum_vote_turn;
"""

# Words stay as they were given, or are erased; they come while the hearing runs, about what it says.
WORDS = """
create function forum_words_stay() returns trigger language plpgsql as $$
begin
    if new.words is distinct from old.words and new.words <> '' then
        raise exception 'words stay as they were given (%)', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forum_statement_stays before update on forum_statement
    for each row execute function forum_words_stay();
create trigger forum_comment_stays before update on forum_comment
    for each row execute function forum_words_stay();

create function forum_comment_fits() returns trigger language plpgsql as $$
begin
    perform 1 from forum_hearing
        where id = new.hearing_id and published_at is not null and cancelled_at is null and concluded_at is null
        for share;
    if not found then
        raise exception 'only a hearing that runs is commented on (hearing %)', new.hearing_id
            using errcode = 'integrity_constraint_violation';
    end if;
    if not exists (select 1 from forum_section where id = new.section_id and hearing_id = new.hearing_id
            and (tg_table_name <> 'forum_preference' or kind = 'scenario')) then
        raise exception 'the section is of this hearing' using errcode = 'integrity_constraint_violation';
    end if;
    if tg_table_name = 'forum_comment' and (to_jsonb(new) ->> 'paragraph_id') is not null
        and not exists (select 1 from forum_paragraph where id = (to_jsonb(new) ->> 'paragraph_id')::bigint
            and section_id = new.section_id) then
        raise exception 'the paragraph is of this section' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger forum_comment_fits before insert on forum_comment
    for each row execute function forum_comment_fits();
create trigger forum_preference_fits before insert or update on forum_preference
    for each row execute function forum_comment_fits();
"""
DROP_WORDS = """
drop trigger forum_preference_fits on forum_preference;
drop trigger forum_comment_fits on forum_comment;
drop trigger forum_comment_stays on forum_comment;
drop trigger forum_statement_stays on forum_statement;
drop function forum_comment_fits();
drop function forum_words_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("forum", "0002_hearings")]

    operations = [
        migrations.RunSQL(FIXED, DROP_FIXED),
        migrations.RunSQL(VOTES, DROP_VOTES),
        migrations.RunSQL(WORDS, DROP_WORDS),
    ]
