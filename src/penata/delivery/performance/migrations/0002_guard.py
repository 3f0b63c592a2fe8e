"""What must never be false of expectations, evaluations and surveys, kept by the database."""

from django.db import migrations

# A closed evaluation stays as it is, until a reopening that both have signed; the database itself uses that up.
CLOSED = """
create function performance_evaluation_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'an evaluation is never deleted (%)', old.id using errcode = 'integrity_constraint_violation';
    end if;
    if new.decision_id is not null and not exists (
        select from performance_decision where id = new.decision_id and evaluation_id = new.id
    ) then
        raise exception 'a decision belongs to its own evaluation (%)', new.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'INSERT' or old.state <> 'closed' then
        return new;
    end if;
    if to_jsonb(new) - '{state,closed_at,closed_by,reopening_id}'::text[]
            = to_jsonb(old) - '{state,closed_at,closed_by,reopening_id}'::text[]
        and new.state = 'submitted'
    then
        update performance_reopening set ended_at = greatest(person_at, superior_at)
            where id = new.reopening_id and evaluation_id = new.id and ended_at is null
            and person_at is not null and superior_at is not null;
        if found then
            return new;
        end if;
    end if;
    raise exception 'a closed evaluation is reopened only with a reason and both signatures (%)', old.id
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger performance_evaluation_guard before insert or update or delete on performance_evaluation
    for each row execute function performance_evaluation_guard();

create function performance_not_of_closed() returns trigger language plpgsql as $$
declare
    key bigint;
begin
    key := case when tg_op = 'DELETE' then old.evaluation_id else new.evaluation_id end;
    if exists (select from performance_evaluation where id = key and state = 'closed') then
        raise exception 'a closed evaluation stays as it is (%)', key using errcode = 'integrity_constraint_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger performance_evidence_guard before insert or update or delete on performance_evidence
    for each row execute function performance_not_of_closed();
create trigger performance_realization_guard before insert or update or delete on performance_realization
    for each row execute function performance_not_of_closed();
create trigger performance_decision_guard before insert on performance_decision
    for each row execute function performance_not_of_closed();
"""
DROP_CLOSED = """
drop trigger performance_decision_guard on performance_decision;
drop trigger performance_realization_guard on performance_realization;
drop trigger performance_evidence_guard on performance_evidence;
drop function performance_not_of_closed();
drop trigger performance_evaluation_guard on performance_evaluation;
drop function performance_evaluation_guard();
"""

# What was signed is not changed behind the signatures.
AGREED = """
create function performance_only_in_draft() returns trigger language plpgsql as $$
declare
    row jsonb; key bigint;
begin
    row := to_jsonb(case when tg_op = 'DELETE' then old else new end);
    key := coalesce((row ->> 'expectation_id')::bigint,
        (select expectation_id from performance_result where id = (row ->> 'result_id')::bigint));
    if exists (select from performance_expectation where id = key and state <> 'draft') then
        raise exception 'a signed expectation is changed only as a draft (%)', key
            using errcode = 'integrity_constraint_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger performance_result_guard before insert or update or delete on performance_result
    for each row execute function performance_only_in_draft();
create trigger performance_indicator_guard before insert or update or delete on performance_indicator
    for each row execute function performance_only_in_draft();
create trigger performance_conduct_guard before insert or update or delete on performance_conductexpectation
    for each row execute function performance_only_in_draft();
"""
DROP_AGREED = """
drop trigger performance_conduct_guard on performance_conductexpectation;
drop trigger performance_indicator_guard on performance_indicator;
drop trigger performance_result_guard on performance_result;
drop function performance_only_in_draft();
"""

# Columns named may be written once, while the first of each group is empty; the rest never.
KEPT = """
create function performance_kept() returns trigger language plpgsql as $$
declare
    columns text;
    groups text[] := coalesce(tg_argv, '{}');
    every text[] := coalesce(string_to_array(array_to_string(tg_argv, ','), ','), '{}');
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'UPDATE' then
        if to_jsonb(new) = to_jsonb(old) then
            return new;
        end if;
        foreach columns in array groups loop
            if to_jsonb(old) -> split_part(columns, ',', 1) <> 'null'::jsonb
                and exists (
                    select from unnest(string_to_array(columns, ',')) name
                    where to_jsonb(new) -> name is distinct from to_jsonb(old) -> name)
            then
                raise exception 'what was signed stays as it was (%)', tg_table_name
                    using errcode = 'integrity_constraint_violation';
            end if;
        end loop;
        if to_jsonb(new) - every = to_jsonb(old) - every then
            return new;
        end if;
    end if;
    raise exception 'what was signed stays as it was (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
"""
COLUMNS: dict[str, list[str]] = {
    "performance_decision": [],
    "performance_feedback": [],
    "performance_objection": ["answered_at,answered_by,answer,outcome"],
    "performance_reopening": [
        "person_at,person_label",
        "superior_at,superior_label",
        "ended_at,is_declined",
    ],
}


def kept(table: str, groups: list[str]) -> str:
    arguments = ", ".join(f"'{group}'" for group in groups)
    return f"""
create trigger {table}_kept before update or delete on {table}
    for each row execute function performance_kept({arguments});
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function performance_kept();
"""


DROP_KEPT = "".join(f"drop trigger {t}_kept on {t}; drop trigger {t}_no_truncate on {t};" for t in COLUMNS)

# Who is asked and how many must answer is fixed when a survey opens; an answer only ever adds.
SURVEY = """
create function performance_survey_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'answers' = to_jsonb(old) - 'answers' and new.answers = old.answers + 1 then
        return new;
    end if;
    raise exception 'how a survey hides its answers is decided before it opens (%)', old.id
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger performance_survey_guard before update or delete on performance_survey
    for each row execute function performance_survey_guard();

create function performance_invitation_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'has_answered' = to_jsonb(old) - 'has_answered'
        and new.has_answered and not old.has_answered
    then
        return new;
    elsif tg_op = 'INSERT' and not new.has_answered
        and exists (select from performance_survey where id = new.survey_id and answers = 0)
    then
        return new;
    end if;
    raise exception 'who is asked in a survey stays as it is' using errcode = 'integrity_constraint_violation';
end $$;
create trigger performance_invitation_guard before insert or update or delete on performance_invitation
    for each row execute function performance_invitation_guard();

create function performance_tally_guard() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' and new.count = 0 then
        return new;
    elsif tg_op = 'UPDATE' and to_jsonb(new) - 'count' = to_jsonb(old) - 'count' and new.count = old.count + 1 then
        return new;
    end if;
    raise exception 'a tally only counts up' using errcode = 'integrity_constraint_violation';
end $$;
create trigger performance_tally_guard before insert or update or delete on performance_tally
    for each row execute function performance_tally_guard();
"""
DROP_SURVEY = """
drop trigger performance_tally_guard on performance_tally;
drop function performance_tally_guard();
drop trigger performance_invitation_guard on performance_invitation;
drop function performance_invitation_guard();
drop trigger performance_survey_guard on performance_survey;
drop function performance_survey_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_initial")]

    operations = [
        migrations.RunSQL(CLOSED, DROP_CLOSED),
        migrations.RunSQL(AGREED, DROP_AGREED),
        migrations.RunSQL(
            KEPT + "".join(kept(table, groups) for table, groups in COLUMNS.items()),
            DROP_KEPT + "drop function performance_kept();",
        ),
        migrations.RunSQL(SURVEY, DROP_SURVEY),
    ]
