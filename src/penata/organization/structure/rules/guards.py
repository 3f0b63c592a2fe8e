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
