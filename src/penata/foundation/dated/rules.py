"""The database's own guard of dated tables, as SQL for migrations."""

from __future__ import annotations

GUARD_FUNCTIONS = """
create function dated_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' then
        if to_jsonb(new) - 'recorded' <> to_jsonb(old) - 'recorded'
           or lower(new.recorded) <> lower(old.recorded)
           or not upper_inf(old.recorded) then
            raise exception 'a version of % may only stop being believed', tg_table_name
                using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end if;
    if not exists (
        select 1 from dated_act
        where instant = lower(old.recorded) and xmin::text = (pg_current_xact_id()::xid)::text
    ) then
        raise exception 'a version of % is history and stays', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return old;
end $$;

-- A test database is emptied between tests; no other one may be.
create function dated_no_truncate() returns trigger language plpgsql as $$
begin
    if current_database() not like 'test\\_%' then
        raise exception 'the history of % stays', tg_table_name using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;

create function dated_has_act() returns trigger language plpgsql as $$
begin
    if exists (
        select 1 from added left join dated_act on dated_act.instant = lower(added.recorded)
        where dated_act.id is null
    ) then
        raise exception 'a version of % must carry the instant of an act', tg_table_name
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$;
"""

DROP_GUARD_FUNCTIONS = (
    "drop function dated_append_only(); drop function dated_no_truncate(); drop function dated_has_act();"
)


def guard(table: str) -> str:
    """SQL that makes a dated table append-only and ties each version to an act."""
    return f"""
create trigger {table}_append_only before update or delete on {table}
    for each row execute function dated_append_only();
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function dated_no_truncate();
create trigger {table}_has_act after insert on {table} referencing new table as added
    for each statement execute function dated_has_act();
"""


def unguard(table: str) -> str:
    """The way back of `guard`."""
    return "".join(f"drop trigger {table}_{name} on {table};" for name in ("append_only", "no_truncate", "has_act"))
