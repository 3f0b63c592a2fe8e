"""What must never be false of a survey and its answers, kept by the database; and the pieces that tallies add up."""

from django.db import migrations

# What was promised to those who answer is decided before it opens, and never again.
FIXED = """
create function surveys_fixed() returns trigger language plpgsql as $$
begin
    if old.opened_at is not null and (
        (new.kind, new.audience, new.is_anonymous, new.minimum_group, new.form, new.segments, new.unit_id, new.opened_at)
        is distinct from
        (old.kind, old.audience, old.is_anonymous, old.minimum_group, old.form, old.segments, old.unit_id, old.opened_at)
        or new.service_id is distinct from old.service_id
    ) then
        raise exception 'an opened survey keeps its questions and its promise of anonymity (survey %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    if old.closed_at is not null and new.closed_at is distinct from old.closed_at then
        raise exception 'a closed survey stays closed (survey %)', old.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger surveys_survey_fixed before update on surveys_survey
    for each row execute function surveys_fixed();
"""
DROP_FIXED = "drop trigger surveys_survey_fixed on surveys_survey; drop function surveys_fixed();"

# Answers come while it is open, named or not as it was promised, and stay as they were given.
KEPT = """
create function surveys_answer_fits() returns trigger language plpgsql as $$
declare
    one record;
begin
    if current_setting('surveys.shuffling', true) = 'on' then
        return new;
    end if;
    select opened_at, closed_at, is_anonymous, kind into one from surveys_survey where id = new.survey_id for share;
    if one.opened_at is null or one.closed_at is not null then
        raise exception 'only an open survey is answered (survey %)', new.survey_id
            using errcode = 'integrity_constraint_violation';
    elsif one.is_anonymous <> (new.respondent_id is null) then
        raise exception 'an answer is named or anonymous as the survey promised (survey %)', new.survey_id
            using errcode = 'integrity_constraint_violation';
    elsif one.is_anonymous and new.at is not null then
        raise exception 'an anonymous answer has no time (survey %)', new.survey_id
            using errcode = 'integrity_constraint_violation';
    elsif not exists (select 1 from surveys_point where id = new.point_id and survey_id = new.survey_id) then
        raise exception 'an answer comes in at a point of its survey (survey %)', new.survey_id
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger surveys_response_fits before insert on surveys_response
    for each row execute function surveys_answer_fits();

create function surveys_answer_stays() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif current_setting('surveys.shuffling', true) = 'on' then
        return coalesce(new, old);
    elsif tg_op = 'UPDATE' then
        if tg_table_name = 'surveys_response' then
            if to_jsonb(new) - 'is_counted' = to_jsonb(old) - 'is_counted' then
                return new;
            end if;
        elsif to_jsonb(new) - 'words' = to_jsonb(old) - 'words' and to_jsonb(new) ->> 'words' = '' then
            return new;
        end if;
    end if;
    raise exception 'an answer stays as it was given (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
create trigger surveys_response_stays before update or delete on surveys_response
    for each row execute function surveys_answer_stays();
create trigger surveys_response_no_truncate before truncate on surveys_response
    for each statement execute function surveys_answer_stays();
create trigger surveys_remark_stays before update or delete on surveys_remark
    for each row execute function surveys_answer_stays();
create trigger surveys_remark_no_truncate before truncate on surveys_remark
    for each statement execute function surveys_answer_stays();
"""
DROP_KEPT = """
drop trigger surveys_response_fits on surveys_response;
drop trigger surveys_response_stays on surveys_response;
drop trigger surveys_response_no_truncate on surveys_response;
drop trigger surveys_remark_stays on surveys_remark;
drop trigger surveys_remark_no_truncate on surveys_remark;
drop function surveys_answer_fits();
drop function surveys_answer_stays();
"""

# Rows lie in the order in which they were written, and each knows its transaction: who answered when could be read
# from that. All are written anew, in an order by chance and in one transaction; what they say does not change.
SHUFFLE = """
create function surveys_shuffle(survey bigint) returns void language plpgsql as $$
begin
    perform set_config('surveys.shuffling', 'on', true);
    set constraints all deferred;
    create temporary table surveys_shuffled on commit drop as
        select * from surveys_response where survey_id = survey;
    create temporary table surveys_shuffled_remarks on commit drop as
        select * from surveys_remark where survey_id = survey;
    create temporary table surveys_shuffled_spent on commit drop as
        select * from surveys_spent where survey_id = survey;
    delete from surveys_remark where survey_id = survey;
    delete from surveys_response where survey_id = survey;
    delete from surveys_spent where survey_id = survey;
    insert into surveys_response select * from surveys_shuffled order by random();
    insert into surveys_remark select * from surveys_shuffled_remarks order by random();
    insert into surveys_spent select * from surveys_shuffled_spent order by digest;
    drop table surveys_shuffled, surveys_shuffled_remarks, surveys_shuffled_spent;
    perform set_config('surveys.shuffling', '', true);
end $$;
"""

# Each answer in the pieces that tallies add up: what was answered × what results are compared by.
PIECES = """
create view surveys_piece as
select r.id as response_id, r.survey_id, r.is_counted, s.segment, s.key, r.state, p.code, p.value,
       coalesce(p.total, 0) as total
from surveys_response r
join surveys_survey v on v.id = r.survey_id
cross join lateral (
    select '' as segment, '' as key
    union all select '@month', to_char(r.day, 'YYYY-MM') where v.kind <> 'pulse'
    union all select '@point', r.point_id::text where v.kind <> 'pulse'
    union all select '@unit', r.unit_id::text where r.unit_id is not null
    union all select c, r.answers ->> c from unnest(v.segments) c
        where jsonb_typeof(r.answers -> c) = 'string'
) s
cross join lateral (
    select '@' as code, '' as value, null::numeric as total
    union all
    select '@score', '', (select sum((r.answers ->> e)::numeric) from unnest(
            array['U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'U7', 'SARPRAS', 'ADUAN']) e)
        where v.kind = 'satisfaction' and r.state <> 2
    union all
    select a.key, case jsonb_typeof(a.value)
               when 'string' then case when a.value #>> '{}' ~ '^\\d{4}-\\d\\d-\\d\\d$' then left(a.value #>> '{}', 7)
                                       else a.value #>> '{}' end
               else '' end,
           case jsonb_typeof(a.value) when 'number' then (a.value #>> '{}')::numeric end
        from jsonb_each(r.answers) a where jsonb_typeof(a.value) <> 'object'
    union all
    select a.key, e.value, null from jsonb_each(r.answers) a, jsonb_array_elements_text(
            case jsonb_typeof(a.value) when 'array' then a.value else '[]' end) e
    union all
    select a.key || '.' || e.key, e.value, null from jsonb_each(r.answers) a, jsonb_each_text(
            case jsonb_typeof(a.value) when 'object' then a.value else '{}' end) e
) p;
"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial")]

    operations = [
        migrations.RunSQL(FIXED, DROP_FIXED),
        migrations.RunSQL(KEPT, DROP_KEPT),
        migrations.RunSQL(SHUFFLE, "drop function surveys_shuffle(bigint);"),
        migrations.RunSQL(PIECES, "drop view surveys_piece;"),
    ]
