"""What must never be false of an evaluation and of an effect, kept by the database."""

from django.db import migrations

# By what a measure is judged is fixed before it starts, never afterwards; and what came out stays as it came out.
FIXED = """
create function improvement_effect_fixed() returns trigger language plpgsql as $$
declare
    result text[] := array['measured_at', 'verdict', 'result'];
begin
    if tg_op = 'INSERT' then
        if new.started_at is not null or new.measured_at is not null then
            raise exception 'an effect is fixed before its measure starts'
                using errcode = 'check_violation', constraint = 'improvement.effect_before';
        end if;
    elsif tg_op = 'DELETE' then
        if old.started_at is not null then
            raise exception 'the effect of a measure that has started stays (effect %)', old.id
                using errcode = 'check_violation', constraint = 'improvement.effect_fixed';
        end if;
        return old;
    elsif old.measured_at is not null then
        if to_jsonb(new) <> to_jsonb(old) then
            raise exception 'what was measured stays as it was (effect %)', old.id
                using errcode = 'check_violation', constraint = 'improvement.effect_measured';
        end if;
    elsif old.started_at is not null then
        if to_jsonb(new) - result <> to_jsonb(old) - result then
            raise exception 'metric, comparison and days stay as they were when the measure started (effect %)', old.id
                using errcode = 'check_violation', constraint = 'improvement.effect_fixed';
        end if;
    elsif new.started_at is not null and (
        to_jsonb(new) - 'started_at' <> to_jsonb(old) - 'started_at' or new.started_at < old.fixed_at
    ) then
        raise exception 'a measure starts with the effect that was fixed before (effect %)', old.id
            using errcode = 'check_violation', constraint = 'improvement.effect_before';
    end if;
    if new.started_at is null and new.fixed_at >= (new.starts_on + 1)::timestamp at time zone 'UTC' then
        raise exception 'an effect is fixed before the day from which it counts (effect %)', new.id
            using errcode = 'check_violation', constraint = 'improvement.effect_before';
    end if;
    return new;
end $$;
create trigger improvement_effect_fixed before insert or update or delete on improvement_effect
    for each row execute function improvement_effect_fixed();
"""
DROP_FIXED = """
drop trigger improvement_effect_fixed on improvement_effect;
drop function improvement_effect_fixed();
"""

# On what an evaluation stands, and who was told of it, is written once.
KEPT = """
create function improvement_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'INSERT' then
        if not exists (select from improvement_evaluation where id = new.evaluation_id and frozen_at is not null) then
            return new;
        end if;
    end if;
    raise exception 'what an evaluation stands on, and who was told, stays as it was (%)', tg_table_name
        using errcode = 'check_violation', constraint = 'improvement.kept';
end $$;
create trigger improvement_behind_kept before insert or update or delete on improvement_behind
    for each row execute function improvement_kept();
create trigger improvement_behind_no_truncate before truncate on improvement_behind
    for each statement execute function improvement_kept();
create trigger improvement_told_kept before update or delete on improvement_told
    for each row execute function improvement_kept();
create trigger improvement_told_no_truncate before truncate on improvement_told
    for each statement execute function improvement_kept();

create function improvement_frozen() returns trigger language plpgsql as $$
begin
    if old.frozen_at is not null and (
        (new.counts, new.frozen_at, new.opened_at, new.opened_by)
        is distinct from (old.counts, old.frozen_at, old.opened_at, old.opened_by)
        or (new.signal_id, new.follow_up_id, new.survey_id)
        is distinct from (old.signal_id, old.follow_up_id, old.survey_id)
    ) then
        raise exception 'what an evaluation stands on stays as it was counted (evaluation %)', old.id
            using errcode = 'check_violation', constraint = 'improvement.kept';
    end if;
    if old.told_at is not null and new.told_at is distinct from old.told_at then
        raise exception 'residents were told already (evaluation %)', old.id
            using errcode = 'check_violation', constraint = 'improvement.told';
    end if;
    return new;
end $$;
create trigger improvement_evaluation_frozen before update on improvement_evaluation
    for each row execute function improvement_frozen();
"""
DROP_KEPT = """
drop trigger improvement_evaluation_frozen on improvement_evaluation;
drop function improvement_frozen();
drop trigger improvement_told_no_truncate on improvement_told;
drop trigger improvement_told_kept on improvement_told;
drop trigger improvement_behind_no_truncate on improvement_behind;
drop trigger improvement_behind_kept on improvement_behind;
drop function improvement_kept();
"""

# A why answers one of its own evaluation, one step above it, and of the same kind.
CHAIN = """
create function improvement_cause_chain() returns trigger language plpgsql as $$
begin
    if new.parent_id is not null and not exists (
        select from improvement_cause above where above.id = new.parent_id
        and (above.evaluation_id, above.depth + 1, above.category) = (new.evaluation_id, new.depth, new.category)
    ) then
        raise exception 'a why answers the one above it (cause %)', new.id
            using errcode = 'check_violation', constraint = 'improvement.cause_chain';
    end if;
    return new;
end $$;
create trigger improvement_cause_chain before insert or update of parent_id, depth, category, evaluation_id
    on improvement_cause for each row execute function improvement_cause_chain();
"""
DROP_CHAIN = "drop trigger improvement_cause_chain on improvement_cause; drop function improvement_cause_chain();"


class Migration(migrations.Migration):
    dependencies = [("improvement", "0002_evaluations")]

    operations = [
        migrations.RunSQL(FIXED, DROP_FIXED),
        migrations.RunSQL(KEPT, DROP_KEPT),
        migrations.RunSQL(CHAIN, DROP_CHAIN),
    ]
