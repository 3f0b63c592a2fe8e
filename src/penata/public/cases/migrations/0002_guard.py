"""What must never be false of a case, kept by the database (domain.md, laws 4 to 6)."""

from django.db import migrations

NUMBERS = """
-- Each year counts anew. A sequence takes no lock that two reports at once would wait for; a gap is allowed.
create function cases_next_number(year int) returns bigint language plpgsql as $$
declare
    name text := 'cases_number_' || year;
begin
    if to_regclass(name) is null then
        execute format('create sequence if not exists %I', name);
    end if;
    return nextval(name);
end $$;
"""
DROP_NUMBERS = """
do $$ declare name text; begin
    for name in select relname from pg_class where relkind = 'S' and relname ~ '^cases_number_[0-9]+$' loop
        execute format('drop sequence %I', name);
    end loop;
end $$;
drop function cases_next_number(int);
"""

# Law 4: from receipt to closing exactly one open assignment, and the case says the same position; none after the end.
ONE_ASSIGNMENT = """
create function cases_one_assignment() returns trigger language plpgsql as $$
declare
    key bigint;
    one record;
    opened bigint;
begin
    if tg_table_name = 'cases_case' then
        key := new.id;
    else
        key := coalesce(new.case_id, old.case_id);
    end if;
    select closed_at, position_id, unit_id into one from cases_case where id = key;
    if not found then
        return null;
    end if;
    select count(*) filter (where position_id = one.position_id and unit_id = one.unit_id)
         + 2 * count(*) filter (where position_id is distinct from one.position_id or unit_id is distinct from one.unit_id)
        into opened from cases_assignment where case_id = key and until is null;
    if one.closed_at is null and opened <> 1 then
        raise exception 'an open case must have exactly one open assignment, at its position (case %)', key
            using errcode = 'integrity_constraint_violation';
    elsif one.closed_at is not null and opened <> 0 then
        raise exception 'an ended case must have no open assignment (case %)', key
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
create constraint trigger cases_case_one_assignment
    after insert or update of closed_at, position_id, unit_id on cases_case
    deferrable initially deferred for each row execute function cases_one_assignment();
create constraint trigger cases_assignment_one_assignment
    after insert or update or delete on cases_assignment
    deferrable initially deferred for each row execute function cases_one_assignment();
"""
DROP_ONE_ASSIGNMENT = """
drop trigger cases_assignment_one_assignment on cases_assignment;
drop trigger cases_case_one_assignment on cases_case;
drop function cases_one_assignment();
"""

# Law 5: a deadline that moves has a step with the deadlines before and after.
DEADLINES = """
create function cases_deadline_has_step() returns trigger language plpgsql as $$
begin
    if not exists (
        select 1 from cases_step
        where case_id = new.id
          and facts #>> '{clocks,after,verify_by}' = new.verify_by::text
          and facts #>> '{clocks,after,answer_by}' = new.answer_by::text
          and facts #>> '{clocks,after,finish_by}' = new.finish_by::text
          and facts #>> '{clocks,after,legal_reply_by}' = new.legal_reply_by::text
          and facts #>> '{clocks,after,legal_by}' = new.legal_by::text
    ) then
        raise exception 'a deadline moves only with a step that says so (case %)', new.id
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
create constraint trigger cases_case_deadline_has_step
    after update of verify_by, answer_by, finish_by, legal_reply_by, legal_by on cases_case
    deferrable initially deferred for each row
    when ((old.verify_by, old.answer_by, old.finish_by, old.legal_reply_by, old.legal_by)
          is distinct from (new.verify_by, new.answer_by, new.finish_by, new.legal_reply_by, new.legal_by))
    execute function cases_deadline_has_step();
"""
DROP_DEADLINES = """
drop trigger cases_case_deadline_has_step on cases_case;
drop function cases_deadline_has_step();
"""

# Law 6: what was so at the moment stays. An end may be written once; a step's words may only be erased.
APPEND_ONLY = """
create function cases_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'UPDATE' then
        if tg_argv[0] = 'text' then
            if to_jsonb(new) - 'text' = to_jsonb(old) - 'text' and new.text = '' then
                return new;
            end if;
        elsif to_jsonb(old) -> tg_argv[0] = 'null'::jsonb
              and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv then
            return new;
        end if;
    end if;
    raise exception 'the history of a case stays as it was (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
"""



def kept(table: str, *columns: str) -> str:
    """The columns may be written once, while the first of them is null (or, for `text`, emptied)."""
    arguments = ", ".join(f"'{column}'" for column in columns)
    return f"""
create trigger {table}_kept before update or delete on {table}
    for each row execute function cases_kept({arguments});
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function cases_kept({arguments});
"""


KEPT = {
    "cases_step": ["text"],
    "cases_assignment": ["until"],
    "cases_pause": ["until"],
    "cases_handover": ["decided_at", "decided_by", "state", "answer"],
}
DROP_KEPT = "".join(f"drop trigger {t}_kept on {t}; drop trigger {t}_no_truncate on {t};" for t in KEPT)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL(NUMBERS, DROP_NUMBERS),
        migrations.RunSQL(ONE_ASSIGNMENT, DROP_ONE_ASSIGNMENT),
        migrations.RunSQL(DEADLINES, DROP_DEADLINES),
        migrations.RunSQL(
            APPEND_ONLY + "".join(kept(table, *columns) for table, columns in KEPT.items()),
            DROP_KEPT + "drop function cases_kept();",
        ),
    ]
