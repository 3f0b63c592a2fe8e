"""What must never be false across the tables of plans, kept by the database."""

from django.db import migrations

LEVELS = """
create function plans_node_level() returns trigger language plpgsql as $$
begin
    if new.parent_id is not null and not exists (
        select 1 from plans_node parent where parent.id = new.parent_id
        and (parent.level, new.level) in (('goal', 'outcome'), ('outcome', 'output'), ('output', 'activity'))
    ) or exists (
        select 1 from plans_node child where child.parent_id = new.id
        and (new.level, child.level) not in (('goal', 'outcome'), ('outcome', 'output'), ('output', 'activity'))
    ) then
        raise exception 'each level of the performance tree stands under the next one above (node %)', new.id
            using errcode = 'check_violation', constraint = 'plans.node_level';
    end if;
    return null;
end $$;
create constraint trigger plans_node_level after insert or update on plans_node
    deferrable initially immediate for each row execute function plans_node_level();
"""
DROP_LEVELS = "drop trigger plans_node_level on plans_node; drop function plans_node_level();"

# Set-based: once for each statement, however many rows it brings.
CIRCLES = """
create function plans_no_circle() returns trigger language plpgsql as $$
declare guilty bigint;
begin
    -- Two acts at once cannot close a circle together.
    perform 1 from plans_plan where id in (
        select task.plan_id from changed join plans_task task on task.id = changed.task_id
    ) order by id for no key update;
    if exists (
        select 1 from changed join plans_task task on task.id = changed.task_id
        join plans_task needed on needed.id = changed.needs_id where task.plan_id <> needed.plan_id
    ) then
        raise exception 'a task waits only for tasks of its own plan'
            using errcode = 'check_violation', constraint = 'plans.one_plan';
    end if;
    with recursive above(origin, node) as (
        select task_id, needs_id from changed
        union
        select above.origin, further.needs_id from above join plans_dependency further on further.task_id = above.node
    ) select origin into guilty from above where origin = node limit 1;
    if guilty is not null then
        raise exception 'tasks wait for each other in a circle (task %)', guilty
            using errcode = 'check_violation', constraint = 'plans.circle';
    end if;
    return null;
end $$;
create trigger plans_dependency_no_circle after insert on plans_dependency
    referencing new table as changed for each statement execute function plans_no_circle();
create trigger plans_dependency_no_circle_later after update on plans_dependency
    referencing new table as changed for each statement execute function plans_no_circle();
create function plans_task_stays() returns trigger language plpgsql as $$
begin
    raise exception 'a task stays in its plan (task %)', old.id
        using errcode = 'check_violation', constraint = 'plans.task_stays';
end $$;
create trigger plans_task_stays before update of plan_id on plans_task
    for each row when (old.plan_id <> new.plan_id) execute function plans_task_stays();
"""
DROP_CIRCLES = """
drop trigger plans_task_stays on plans_task;
drop function plans_task_stays();
drop trigger plans_dependency_no_circle_later on plans_dependency;
drop trigger plans_dependency_no_circle on plans_dependency;
drop function plans_no_circle();
"""

# What was said stays said. The arguments name what may be written once, while the first of them is empty.
KEPT = {"plans_update": [], "plans_evidence": [], "plans_reading": [], "plans_blocker": ["until", "ended_by"]}
KEEP = """
create function plans_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'UPDATE' and tg_nargs > 0 and to_jsonb(old) -> tg_argv[0] = 'null'::jsonb
          and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv then
        return new;
    end if;
    raise exception 'what was said of a task or an indicator stays as it was (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
"""


def kept(table: str, columns: list[str]) -> str:
    arguments = ", ".join(f"'{column}'" for column in columns)
    return f"""
create trigger {table}_kept before update or delete on {table}
    for each row execute function plans_kept({arguments});
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function plans_kept({arguments});
"""


DROP_KEPT = "".join(f"drop trigger {t}_kept on {t}; drop trigger {t}_no_truncate on {t};" for t in KEPT)


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        migrations.RunSQL(LEVELS, DROP_LEVELS),
        migrations.RunSQL(CIRCLES, DROP_CIRCLES),
        migrations.RunSQL(
            KEEP + "".join(kept(table, columns) for table, columns in KEPT.items()),
            DROP_KEPT + "drop function plans_kept();",
        ),
    ]
