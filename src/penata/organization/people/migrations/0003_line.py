"""Functions that find who answers for a position, and what someone may do: their plans are made once."""

from django.db import migrations

FORWARD = """
create function people_line(asked_position bigint, asked_on date, asked_at timestamptz)
returns table (
    step int, position_id bigint, position_title text, unit_id bigint, unit_name text, kind text, seat int,
    person_id bigint, person_name text, account_id bigint, is_away boolean,
    substitute_id bigint, substitute_name text, substitute_account_id bigint
) language plpgsql stable as $$
declare
    here bigint := asked_position; climbed int := 0; somebody boolean;
begin
    while here is not null and climbed < 20 loop
        return query
            select climbed, place.position_id, place.title::text, place.unit_id, own_unit.name::text,
                held.kind::text, held.seat::int, held.person_id, person.name::text, person.account_id,
                coalesce(absence.id is not null, false), stand_in.id, stand_in.name::text, stand_in.account_id
            from structure_positionversion place
            left join structure_unitversion own_unit on own_unit.unit_id = place.unit_id
                and own_unit.valid @> asked_on
                and (case when asked_at is null then upper_inf(own_unit.recorded)
                    else own_unit.recorded @> asked_at end)
            left join people_holding held on held.position_id = place.position_id and held.valid @> asked_on
                and (case when asked_at is null then upper_inf(held.recorded) else held.recorded @> asked_at end)
            left join people_person person on person.id = held.person_id
            left join people_absence absence on absence.person_id = held.person_id and absence.valid @> asked_on
                and (case when asked_at is null then upper_inf(absence.recorded)
                    else absence.recorded @> asked_at end)
            left join people_person stand_in on stand_in.id = absence.substitute_id
                and (stand_in.left_on is null or stand_in.left_on > asked_on)
                and not exists (
                    select from people_absence other where other.person_id = stand_in.id and other.valid @> asked_on
                    and (case when asked_at is null then upper_inf(other.recorded)
                        else other.recorded @> asked_at end))
            where place.position_id = here and place.valid @> asked_on
                and (case when asked_at is null then upper_inf(place.recorded) else place.recorded @> asked_at end)
            order by held.kind, held.seat, held.id;
        -- The walk ends where someone is there who answers in any reading of the rule (rules.responding).
        select exists (
            select from people_holding held where held.position_id = here and held.valid @> asked_on
                and (case when asked_at is null then upper_inf(held.recorded) else held.recorded @> asked_at end)
                and not exists (
                    select from people_absence absence
                    where absence.person_id = held.person_id and absence.valid @> asked_on
                    and (case when asked_at is null then upper_inf(absence.recorded)
                        else absence.recorded @> asked_at end))
        ) into somebody;
        exit when somebody;
        here := structure_superior(here, asked_on, asked_at);
        climbed := climbed + 1;
    end loop;
end $$;

create function people_chain(asked_function bigint, asked_area bigint, asked_on date, asked_at timestamptz)
returns table (
    mandate_id bigint, function_id bigint, function_code text, function_title text, of_position bigint,
    of_unit bigint, area_id bigint, article text, decree_id bigint, decree_kind text, decree_number text,
    decree_year int, aspect text, is_inherited boolean,
    step int, position_id bigint, position_title text, unit_id bigint, unit_name text, kind text, seat int,
    person_id bigint, person_name text, account_id bigint, is_away boolean,
    substitute_id bigint, substitute_name text, substitute_account_id bigint
) language plpgsql stable rows 2 as $$
begin
    return query
        select answer.*, line.* from structure_accountable(asked_function, asked_area, asked_on, asked_at) answer
        left join lateral people_line(
            coalesce(answer.position_id, structure_head_above(answer.unit_id, asked_on, asked_at)),
            asked_on, asked_at) line on true;
end $$;

create function people_answer(asked_function text, asked_area text, asked_on date, asked_at timestamptz)
returns table (
    mandate_id bigint, function_id bigint, function_code text, function_title text, of_position bigint,
    of_unit bigint, area_id bigint, article text, decree_id bigint, decree_kind text, decree_number text,
    decree_year int, aspect text, is_inherited boolean,
    step int, position_id bigint, position_title text, unit_id bigint, unit_name text, kind text, seat int,
    person_id bigint, person_name text, account_id bigint, is_away boolean,
    substitute_id bigint, substitute_name text, substitute_account_id bigint,
    of_position_code text, of_position_title text, of_unit_code text, of_unit_name text, area_code text,
    position_code text
) language plpgsql stable rows 2 as $$
declare
    sought bigint; place bigint;
begin
    select function.id into sought from structure_function function where function.code = asked_function;
    if sought is null then
        return;
    end if;
    select area.id into place from structure_area area where area.code = asked_area;
    return query
        select chain.*, position.code::text, titled.title::text, unit.code::text, named.name::text, area.code::text,
            answering.code::text
        from people_chain(sought, place, asked_on, asked_at) chain
        left join structure_position position on position.id = chain.of_position
        left join structure_positionversion titled on titled.position_id = chain.of_position
            and titled.valid @> asked_on
            and (case when asked_at is null then upper_inf(titled.recorded) else titled.recorded @> asked_at end)
        left join structure_unit unit on unit.id = chain.of_unit
        left join structure_unitversion named on named.unit_id = chain.of_unit and named.valid @> asked_on
            and (case when asked_at is null then upper_inf(named.recorded) else named.recorded @> asked_at end)
        left join structure_area area on area.id = chain.area_id
        left join structure_position answering on answering.id = chain.position_id
        order by chain.step, chain.kind, chain.seat;
end $$;

create function people_standing(asked_account bigint, asked_on date)
returns table (
    person_id bigint, left_on date, name text, title text, kind text, positions bigint[], units bigint[],
    heads bigint[], permissions text[], needs_second_factor boolean, has_role boolean
) language plpgsql stable rows 1 as $$
declare
    own bigint; own_left date; own_name text; own_title text; own_kind text; mine bigint[];
begin
    select person.id, person.left_on, person.name into own, own_left, own_name from people_person person
        where person.account_id = asked_account;
    if own is not null and (own_left is null or own_left > asked_on) then
        select coalesce(array_agg(distinct held.position_id), '{}') into mine from people_holding held
            where held.valid @> asked_on and upper_inf(held.recorded) and held.person_id in (
                select own union all
                select absence.person_id from people_absence absence
                where absence.substitute_id = own and absence.valid @> asked_on and upper_inf(absence.recorded));
        select version.title, held.kind into own_title, own_kind from people_holding held
            join structure_positionversion version on version.position_id = held.position_id
                and version.valid @> asked_on and upper_inf(version.recorded)
            where held.person_id = own and held.valid @> asked_on and upper_inf(held.recorded)
            order by held.kind, held.seat limit 1;
    end if;
    return query
        with seats as (
            select version.unit_id, version.is_head from structure_positionversion version
            where version.position_id = any(mine) and version.valid @> asked_on and upper_inf(version.recorded)
        ), roles as (
            select role.permissions, role.needs_second_factor from accounts_role role where role.id in (
                select grants.role_id from accounts_rolegrant grants
                where grants.account_id = asked_account and grants.since <= asked_on
                    and (grants.until is null or grants.until > asked_on)
                union all
                select follows.role_id from people_positionrole follows where follows.position_id = any(mine))
        )
        select own, own_left, own_name, own_title, own_kind, coalesce(mine, '{}'),
            (select coalesce(array_agg(distinct seats.unit_id), '{}') from seats),
            (select coalesce(array_agg(distinct seats.unit_id) filter (where seats.is_head), '{}') from seats),
            (select coalesce(array_agg(distinct permission), '{}')
                from (select unnest(roles.permissions)::text as permission from roles) each),
            (select coalesce(bool_or(roles.needs_second_factor), false) from roles),
            exists (select from roles);
end $$;
"""
BACK = """
drop function people_standing(bigint, date);
drop function people_answer(text, text, date, timestamptz);
drop function people_chain(bigint, bigint, date, timestamptz);
drop function people_line(bigint, date, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard"), ("structure", "0003_chain"), ("accounts", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
