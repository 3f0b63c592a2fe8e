"""What must never be false about the structure, kept by the database; see docs/house.md."""

from django.db import migrations

from penata.foundation.dated.rules import guard, unguard
from penata.organization.structure.rules.guards import unwatch, unwatching, watch, watching

DATED = ["areaversion", "unitversion", "unitclosure", "positionversion", "positionclosure", "functionversion", "mandate"]
WATCHED = [
    ("structure_areaversion", "area", "area_id"),
    ("structure_unitversion", "unit", "unit_id"),
    ("structure_positionversion", "position", "position_id"),
    ("structure_functionversion", "function", "function_id"),
    ("structure_mandate", "mandate", "id"),
]


def tree(noun: str) -> str:
    """Children live within their parents' days, and nobody is his own ancestor on any day."""
    versions, subject = f"structure_{noun}version", f"{noun}_id"
    return f"""
    if touched_{noun} is not null then
        select jsonb_build_object(
            'name', (select code from structure_{noun} where id = child.{subject}),
            'parent', (select code from structure_{noun} where id = child.parent_id))
        into broken
        from (
            select id from {versions} where {subject} in (select unnest(touched_{noun})) and upper_inf(recorded)
            union
            select id from {versions} where parent_id in (select unnest(touched_{noun})) and upper_inf(recorded)
        ) few
        join {versions} child using (id)
        left join lateral (
            select range_agg(valid) as days from {versions} parent
            where parent.{subject} = child.parent_id and upper_inf(parent.recorded)
        ) above on true
        where child.parent_id is not null
            and not (child.valid <@ coalesce(above.days, '{{}}'::datemultirange))
        limit 1;
        if broken is not null then
            raise exception '{noun} % is not within the days of its parent', broken using errcode = 'check_violation',
                constraint = 'structure.{noun}_outside_parent', detail = broken::text;
        end if;
        with recursive climb(origin, here, days) as (
            select {subject}, parent_id, valid from {versions}
            where {subject} in (select unnest(touched_{noun})) and parent_id is not null and upper_inf(recorded)
            union
            select climb.origin, above.parent_id, climb.days * above.valid
            from climb join {versions} above on above.{subject} = climb.here
            where upper_inf(above.recorded) and above.valid && climb.days and above.parent_id is not null
                and climb.here <> climb.origin
        )
        select jsonb_build_object('name', (select code from structure_{noun} where id = origin),
            'since', lower(days)) into broken
        from climb where here = origin limit 1;
        if broken is not null then
            raise exception '{noun} % is above itself', broken using errcode = 'check_violation',
                constraint = 'structure.{noun}_cycle', detail = broken::text;
        end if;
    end if;
"""


def within(law: str, versions: str, noun: str, holder: str, name: str) -> str:
    """Each current row of `versions` that was touched, or whose `holder` was, lives within the holder's days."""
    key = "id" if noun == "mandate" else f"{noun}_id"
    return f"""
        -- All days of the touched rows of a holder together, against the holder's days by an index lookup each:
        -- statistics know nothing of rows of this very transaction, so that a join of the two may be a bad one.
        select needed.{holder}_id into guilty
        from (
            select each.{holder}_id, range_agg(each.valid) as days from (
                select {holder}_id, valid, recorded from {versions} where {key} in (select unnest(touched_{noun}))
                union all
                select {holder}_id, valid, recorded from {versions}
                where {holder}_id in (select unnest(touched_{holder}))
            ) each
            where upper_inf(each.recorded) and each.{holder}_id is not null group by each.{holder}_id
        ) needed
        cross join lateral (
            select range_agg(valid) as days from structure_{holder}version above
            where above.{holder}_id = needed.{holder}_id and upper_inf(above.recorded)
        ) spans
        where not (needed.days <@ coalesce(spans.days, '{{}}'::datemultirange)) limit 1;
        if guilty is not null then
            select jsonb_build_object('name', {name},
                'holder', (select code from structure_{holder} where id = guilty),
                'since', lower(few.valid), 'until', upper(few.valid))
            into broken
            from {versions} few
            cross join lateral (
                select range_agg(valid) as days from structure_{holder}version above
                where above.{holder}_id = guilty and upper_inf(above.recorded)
            ) spans
            where few.{holder}_id = guilty and upper_inf(few.recorded)
                and not (few.valid <@ coalesce(spans.days, '{{}}'::datemultirange)) limit 1;
            raise exception '{noun} % is not within the days of its {holder}', broken
                using errcode = 'check_violation', constraint = 'structure.{law}', detail = broken::text;
        end if;
"""


FUNCTION_CODE = "(select code from structure_function where id = few.function_id)"
POSITION_CODE = "(select code from structure_position where id = few.position_id)"

CHECK = f"""
create function structure_check() returns trigger language plpgsql as $$
declare
    touched_area bigint[]; touched_unit bigint[]; touched_position bigint[]; touched_function bigint[];
    touched_mandate bigint[]; broken jsonb; guilty bigint;
begin
    if not exists (select from structure_touched where xid = pg_current_xact_id()) then
        return null;  -- the first touch of this transaction has had all of them checked
    end if;
    perform pg_advisory_xact_lock(x'70656E617461'::bigint);  -- as dated.begin_act: two acts never check side by side
    with gone as (delete from structure_touched where xid = pg_current_xact_id() returning what, keys),
        each as (select distinct what, key from gone, unnest(keys) as key)
    select array_agg(key) filter (where what = 'area'), array_agg(key) filter (where what = 'unit'),
        array_agg(key) filter (where what = 'position'), array_agg(key) filter (where what = 'function'),
        array_agg(key) filter (where what = 'mandate')
    into touched_area, touched_unit, touched_position, touched_function, touched_mandate from each;
    {tree("area")}
    {tree("unit")}
    {tree("function")}
    if touched_position is not null or touched_unit is not null then
    {within("position_outside_unit", "structure_positionversion", "position", "unit", POSITION_CODE)}
    end if;
    if touched_mandate is not null or touched_position is not null then
    {within("mandate_outside_position", "structure_mandate", "mandate", "position", FUNCTION_CODE)}
        select answering.position_id into guilty from (
            select position_id, range_agg(valid) as days from structure_mandate
            where id in (
                    select unnest(touched_mandate) union all
                    select id from structure_mandate where position_id in (select unnest(touched_position))
                ) and upper_inf(recorded) and aspect = 'accountable' and position_id is not null group by position_id
        ) answering
        where (
            select max(version.seats) from structure_positionversion version
            where version.position_id = answering.position_id and version.valid && answering.days
                and upper_inf(version.recorded)
        ) > 1 limit 1;
        if guilty is not null then
            select jsonb_build_object('name', code) into broken from structure_position where id = guilty;
            raise exception 'accountable position % has more than one seat', broken using errcode = 'check_violation',
                constraint = 'structure.accountable_has_one_seat', detail = broken::text;
        end if;
    end if;
    if touched_mandate is not null or touched_unit is not null then
    {within("mandate_outside_unit", "structure_mandate", "mandate", "unit", FUNCTION_CODE)}
    end if;
    if touched_mandate is not null or touched_function is not null then
    {within("mandate_outside_function", "structure_mandate", "mandate", "function", FUNCTION_CODE)}
    end if;
    if touched_mandate is not null or touched_area is not null then
    {within("mandate_outside_area", "structure_mandate", "mandate", "area", FUNCTION_CODE)}
    end if;
    return null;
end $$;
"""

FORWARD = "\n".join(
    [
        *[guard(f"structure_{table}") for table in DATED],
        CHECK,
        watching("structure", "structure_check"),
        *[watch("structure", *watched) for watched in WATCHED],
    ]
)
BACK = "\n".join(
    [
        *[unwatch("structure", table, what) for table, what, _key in WATCHED],
        unwatching("structure"),
        "drop function structure_check();",
        *[unguard(f"structure_{table}") for table in DATED],
    ]
)


class Migration(migrations.Migration):
    dependencies = [("structure", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
