"""What must never be false about holdings, kept by the database."""

from django.db import migrations

from penata.foundation.dated.rules import guard, unguard
from penata.organization.structure.rules.guards import unwatch, unwatching, watch, watching

DATED = ["people_holding", "people_absence"]
WATCHED = [
    ("people_holding", "holding", "position_id"),
    ("structure_positionversion", "seats", "position_id"),
]

CHECK = """
create function people_check() returns trigger language plpgsql as $$
declare touched bigint[]; broken jsonb; guilty bigint;
begin
    if not exists (select from people_touched where xid = pg_current_xact_id()) then
        return null;
    end if;
    perform pg_advisory_xact_lock(x'70656E617461'::bigint);
    with gone as (delete from people_touched where xid = pg_current_xact_id() returning keys)
    select array_agg(distinct key) into touched from gone, unnest(keys) as key;

    -- All days on which a position is held against the position's days, by an index lookup for each position.
    select held.position_id into guilty
    from (
        select position_id, range_agg(valid) as days from people_holding
        where position_id in (select unnest(touched)) and upper_inf(recorded) group by position_id
    ) held
    cross join lateral (
        select range_agg(valid) as days from structure_positionversion version
        where version.position_id = held.position_id and upper_inf(version.recorded)
    ) spans
    where not (held.days <@ coalesce(spans.days, '{}'::datemultirange)) limit 1;
    if guilty is not null then
        select jsonb_build_object('name', person.name, 'position', position.code,
            'since', lower(holding.valid), 'until', upper(holding.valid)) into broken
        from people_holding holding
        join people_person person on person.id = holding.person_id
        join structure_position position on position.id = holding.position_id
        cross join lateral (
            select range_agg(valid) as days from structure_positionversion version
            where version.position_id = guilty and upper_inf(version.recorded)
        ) spans
        where holding.position_id = guilty and upper_inf(holding.recorded)
            and not (holding.valid <@ coalesce(spans.days, '{}'::datemultirange)) limit 1;
        raise exception 'a holding is not within the days of its position: %', broken
            using errcode = 'check_violation', constraint = 'people.holding_outside_position', detail = broken::text;
    end if;

    -- Every position has a first seat. Scalar subqueries stay index lookups, whatever the planner believes.
    select held.id into guilty from (
        select id, position_id, seat, valid from people_holding
        where position_id in (select unnest(touched)) and seat > 1 and upper_inf(recorded)
    ) held
    where (
        select min(version.seats) from structure_positionversion version
        where version.position_id = held.position_id and version.valid && held.valid and upper_inf(version.recorded)
    ) < held.seat limit 1;
    if guilty is not null then
        select jsonb_build_object('name', person.name, 'position', position.code, 'seat', holding.seat, 'seats', (
            select min(version.seats) from structure_positionversion version
            where version.position_id = position.id and version.valid && holding.valid and upper_inf(version.recorded)))
        into broken
        from people_holding holding
        join people_person person on person.id = holding.person_id
        join structure_position position on position.id = holding.position_id
        where holding.id = guilty;
        raise exception 'a holding has a seat that does not exist: %', broken
            using errcode = 'check_violation', constraint = 'people.seat_unknown', detail = broken::text;
    end if;

    select held.id into guilty from (
        select id, person_id, valid from people_holding
        where position_id in (select unnest(touched)) and upper_inf(recorded)
    ) held
    where (select person.left_on from people_person person where person.id = held.person_id)
        < coalesce(upper(held.valid), 'infinity'::date) limit 1;
    if guilty is not null then
        select jsonb_build_object('name', person.name, 'position', position.code, 'left_on', person.left_on)
        into broken
        from people_holding holding
        join people_person person on person.id = holding.person_id
        join structure_position position on position.id = holding.position_id
        where holding.id = guilty;
        raise exception 'someone who left holds a position: %', broken
            using errcode = 'check_violation', constraint = 'people.left_but_holds', detail = broken::text;
    end if;
    return null;
end $$;

create function people_left() returns trigger language plpgsql as $$
declare broken jsonb;
begin
    select jsonb_build_object('name', new.name, 'position', position.code, 'left_on', new.left_on) into broken
    from people_holding holding join structure_position position on position.id = holding.position_id
    where holding.person_id = new.id and upper_inf(holding.recorded)
        and (upper_inf(holding.valid) or upper(holding.valid) > new.left_on) limit 1;
    if broken is not null then
        raise exception 'someone who left holds a position: %', broken
            using errcode = 'check_violation', constraint = 'people.left_but_holds', detail = broken::text;
    end if;
    return null;
end $$;
create constraint trigger people_left after insert or update on people_person
    deferrable initially deferred for each row when (new.left_on is not null) execute function people_left();
"""

FORWARD = "\n".join(
    [
        *[guard(table) for table in DATED],
        CHECK,
        watching("people", "people_check"),
        *[watch("people", *watched) for watched in WATCHED],
    ]
)
BACK = "\n".join(
    [
        *[unwatch("people", table, what) for table, what, _key in WATCHED],
        unwatching("people"),
        "drop trigger people_left on people_person; drop function people_left(); drop function people_check();",
        *[unguard(table) for table in DATED],
    ]
)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("structure", "0002_guard")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
