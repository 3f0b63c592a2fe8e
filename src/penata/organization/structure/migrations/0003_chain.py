"""Functions that walk places, functions and superiors. In the database, so that their plans are made once."""

from django.db import migrations

FORWARD = """
create function structure_places(asked_area bigint, asked_on date, asked_at timestamptz)
returns bigint[] language plpgsql stable as $$
declare
    here bigint := asked_area; above bigint; grade text; places bigint[] := '{}'; city bigint;
begin
    while here is not null and cardinality(places) < 8 loop
        places := places || here;
        select parent_id, level into above, grade from structure_areaversion
            where area_id = here and valid @> asked_on
            and (case when asked_at is null then upper_inf(recorded) else recorded @> asked_at end);
        here := above;
    end loop;
    if grade = 'city' then
        return places;
    end if;
    select area_id into city from structure_areaversion
        where level = 'city' and valid @> asked_on
        and (case when asked_at is null then upper_inf(recorded) else recorded @> asked_at end)
        order by area_id limit 1;
    if city is not null and not city = any(places) then
        places := places || city;
    end if;
    return places;
end $$;

create function structure_head(asked_unit bigint, asked_on date, asked_at timestamptz)
returns bigint language plpgsql stable as $$
begin
    return (select position_id from structure_positionversion
        where unit_id = asked_unit and is_head and valid @> asked_on
        and (case when asked_at is null then upper_inf(recorded) else recorded @> asked_at end));
end $$;

create function structure_head_above(asked_unit bigint, asked_on date, asked_at timestamptz)
returns bigint language plpgsql stable as $$
declare
    here bigint := asked_unit; above bigint; head bigint; steps int := 0;
begin
    while steps < 20 loop
        select parent_id into above from structure_unitversion
            where unit_id = here and valid @> asked_on
            and (case when asked_at is null then upper_inf(recorded) else recorded @> asked_at end);
        if above is null then
            return null;
        end if;
        head := structure_head(above, asked_on, asked_at);
        if head is not null then
            return head;
        end if;
        here := above;
        steps := steps + 1;
    end loop;
    return null;
end $$;

create function structure_superior(asked_position bigint, asked_on date, asked_at timestamptz)
returns bigint language plpgsql stable as $$
declare
    own_unit bigint; heads boolean; head bigint;
begin
    select unit_id, is_head into own_unit, heads from structure_positionversion
        where position_id = asked_position and valid @> asked_on
        and (case when asked_at is null then upper_inf(recorded) else recorded @> asked_at end);
    if own_unit is null then
        return null;
    end if;
    if not heads then
        head := structure_head(own_unit, asked_on, asked_at);
        if head is not null then
            return head;
        end if;
    end if;
    return structure_head_above(own_unit, asked_on, asked_at);
end $$;

create function structure_accountable(
    asked_function bigint, asked_area bigint, asked_on date, asked_at timestamptz
) returns table (
    mandate_id bigint, function_id bigint, function_code text, function_title text, position_id bigint,
    unit_id bigint, area_id bigint, article text, decree_id bigint, decree_kind text, decree_number text,
    decree_year int, aspect text, is_inherited boolean
) language plpgsql stable as $$
declare
    places bigint[] := structure_places(asked_area, asked_on, asked_at);
    sought bigint := asked_function; above bigint; depth int := 0; found_mandate structure_mandate;
    of_position bigint; of_unit bigint;
begin
    while sought is not null and depth < 12 loop
        select mandate.* into found_mandate from structure_mandate mandate
            where mandate.function_id = sought and mandate.area_id = any(places)
            and mandate.aspect = 'accountable'
            -- not as a range: the planner would take the exclusion constraint's index, ten times as slow
            and lower(mandate.valid) <= asked_on and (upper_inf(mandate.valid) or asked_on < upper(mandate.valid))
            and (case when asked_at is null then upper_inf(mandate.recorded) else mandate.recorded @> asked_at end)
            order by array_position(places, mandate.area_id) limit 1;
        exit when found_mandate.id is not null;
        select parent_id into above from structure_functionversion version
            where version.function_id = sought and version.valid @> asked_on
            and (case when asked_at is null then upper_inf(version.recorded) else version.recorded @> asked_at end);
        sought := above;
        depth := depth + 1;
    end loop;
    if found_mandate.id is null then
        return;
    end if;
    of_position := found_mandate.position_id;
    of_unit := found_mandate.unit_id;
    if of_position is null then
        of_position := structure_head(of_unit, asked_on, asked_at);
    else
        select version.unit_id into of_unit from structure_positionversion version
            where version.position_id = of_position and version.valid @> asked_on
            and (case when asked_at is null then upper_inf(version.recorded) else version.recorded @> asked_at end);
    end if;
    return query
        select found_mandate.id, asked_function, subject.code::text, version.title::text, of_position, of_unit,
            found_mandate.area_id, found_mandate.article::text, decree.id, decree.kind::text, decree.number::text,
            decree.year::int, found_mandate.aspect::text, depth > 0
        from structure_function subject
        join structure_decree decree on decree.id = found_mandate.decree_id
        left join structure_functionversion version on version.function_id = subject.id and version.valid @> asked_on
            and (case when asked_at is null then upper_inf(version.recorded) else version.recorded @> asked_at end)
        where subject.id = asked_function;
end $$;
"""
BACK = """
drop function structure_accountable(bigint, bigint, date, timestamptz);
drop function structure_superior(bigint, date, timestamptz);
drop function structure_head_above(bigint, date, timestamptz);
drop function structure_head(bigint, date, timestamptz);
drop function structure_places(bigint, date, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("structure", "0002_guard")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
