"""What must never be false across the tables of teams, kept by the database at commit."""

from django.db import migrations

FORWARD = """
create function teams_within() returns trigger language plpgsql as $$
declare key bigint; team record; guilty text;
begin
    key := case when tg_table_name = 'teams_team' then new.id else (to_jsonb(new) ->> 'team_id')::bigint end;
    select period, dissolved_on into team from teams_team where id = key;
    select person.name into guilty
    from teams_membership member join people_person person on person.id = member.person_id
    where member.team_id = key and not (member.period <@ team.period) limit 1;
    if guilty is not null then
        raise exception 'a membership is not within the days of its team: %', guilty
            using errcode = 'check_violation', constraint = 'teams.outside_period';
    end if;
    if team.dissolved_on is not null and exists (
        select from teams_request where team_id = key and decided_at is null
    ) then
        raise exception 'a dissolved team has an open request (team %)', key
            using errcode = 'check_violation', constraint = 'teams.dissolved';
    end if;
    return null;
end $$;
create constraint trigger teams_team_within after insert or update on teams_team
    deferrable initially deferred for each row execute function teams_within();
create constraint trigger teams_membership_within after insert or update on teams_membership
    deferrable initially deferred for each row execute function teams_within();
create constraint trigger teams_request_within after insert or update on teams_request
    deferrable initially deferred for each row execute function teams_within();
"""
BACK = """
drop trigger teams_request_within on teams_request;
drop trigger teams_membership_within on teams_membership;
drop trigger teams_team_within on teams_team;
drop function teams_within();
"""


class Migration(migrations.Migration):
    dependencies = [("teams", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
