"""SQL, for migrations, with which the database checks laws once a transaction, over all that it touched.

A statement on a watched table notes the subjects that it touched in `<room>_touched`; a deferred trigger of that
table runs the room's check when the transaction ends (or at `set constraints all immediate`), once for all of them.
"""

from __future__ import annotations

_EVENTS = {"insert": "new", "update": "new", "delete": "old"}


def watching(room: str, check: str) -> str:
    """The table of touched subjects of a room and the trigger that calls the plpgsql function `check`."""
    return f"""
create unlogged table {room}_touched (
    xid xid8 not null default pg_current_xact_id(),
    what text not null,
    keys bigint[] not null
);
create function {room}_touch() returns trigger language plpgsql as $$
declare touched bigint[];
begin
    execute format('select array_agg(distinct %I) from changed where %I is not null', tg_argv[1], tg_argv[1])
        into touched;
    if touched is not null then
        insert into {room}_touched (what, keys) values (tg_argv[0], touched);
    end if;
    return null;
end $$;
create constraint trigger {room}_laws after insert on {room}_touched
    deferrable initially deferred for each row execute function {check}();
"""  # noqa: S608 names of our own


def unwatching(room: str) -> str:
    """The way back of `watching`."""
    return f"drop table {room}_touched; drop function {room}_touch();"


def watch(room: str, table: str, what: str, key: str) -> str:
    """Note `key` (a column of `table`) as touched under the name `what` whenever rows come, change or go."""
    return "".join(
        f"create trigger {room}_touch_{event}_{what} after {event} on {table} referencing {rows} table as changed"
        f" for each statement execute function {room}_touch('{what}', '{key}');\n"
        for event, rows in _EVENTS.items()
    )


def unwatch(room: str, table: str, what: str) -> str:
    """The way back of `watch`."""
    return "".join(f"drop trigger {room}_touch_{event}_{what} on {table};" for event in _EVENTS)


def refer(table: str, column: str, target: str) -> str:
    """A reference that is checked once a statement, over all its rows: what a foreign key promises, for tables into
    which files bring tens of thousands of rows. A foreign key looks up, and locks, each row by itself.

    Whoever refers locks what he refers to, so that it cannot go before he is done; what goes looks who refers to it.
    """
    name = f"{table}_{column}"
    error = f"using errcode = 'foreign_key_violation', constraint = '{name}_refers'"
    return f"""
create function {name}_come() returns trigger language plpgsql as $$
declare there bigint; wanted bigint;
begin
    select count(distinct {column}) into wanted from added;
    select count(*) into there from (
        select from {target} where id in (select {column} from added) for key share
    ) held;
    if there < wanted then
        raise exception '{table}.{column} refers to a row of {target} that is not there' {error};
    end if;
    return null;
end $$;
{_go(table, column, target)}create trigger {name}_come_insert after insert on {table} referencing new table as added
    for each statement execute function {name}_come();
create trigger {name}_come_update after update on {table} referencing new table as added
    for each statement execute function {name}_come();
create constraint trigger {name}_go after delete or update of id on {target}
    deferrable initially deferred for each row execute function {name}_go();
"""  # noqa: S608 names of our own


def _go(table: str, column: str, target: str) -> str:
    """A snapshot of before would not see who came to refer to it since, so rows go in read committed alone."""
    name = f"{table}_{column}"
    error = f"using errcode = 'foreign_key_violation', constraint = '{name}_refers'"
    return f"""
create or replace function {name}_go() returns trigger language plpgsql as $$
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'rows of {target} go in read committed transactions' {error};
    end if;
    if exists (select from {table} where {column} = old.id) and not exists (select from {target} where id = old.id) then
        raise exception 'a row of {target} goes to which {table}.{column} refers' {error};
    end if;
    return null;
end $$;
"""  # noqa: S608 names of our own


def keep(table: str, column: str, target: str) -> str:
    """What `refer` lacks of a foreign key: the target is not emptied unless the table is in the same statement."""
    name = f"{table}_{column}"
    return f"""{_go(table, column, target)}
create function {name}_empty() returns trigger language plpgsql as $$
begin
    if exists (select from {table} where {column} is not null) then
        raise exception '{target} is emptied to which {table}.{column} refers'
            using errcode = 'foreign_key_violation', constraint = '{name}_refers';
    end if;
    return null;
end $$;
create trigger {name}_empty after truncate on {target}
    for each statement execute function {name}_empty();
"""


def unkeep(table: str, column: str, target: str) -> str:
    """The way back of `keep`."""
    return f"drop trigger {table}_{column}_empty on {target}; drop function {table}_{column}_empty();"


def unrefer(table: str, column: str, target: str) -> str:
    """The way back of `refer`."""
    name = f"{table}_{column}"
    return f"""
drop trigger {name}_go on {target};
drop trigger {name}_come_insert on {table};
drop trigger {name}_come_update on {table};
drop function {name}_go();
drop function {name}_come();
"""
