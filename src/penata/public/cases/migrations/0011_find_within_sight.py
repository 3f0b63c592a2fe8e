"""What cases are found by, always equal to their rows: written by the database, in the transaction of each change.

The view says what must be; `cases_find` writes it for some cases where it is not yet so. A case is there from its first
assignment on, so that what is received is written once.
"""

from django.db import migrations

VIEW = """
create view cases_findable_due (case_id, received_at, words, marks) as
select c.id, c.received_at,
    array_to_tsvector(array(
        select distinct word.lexeme
        from (
            select search from cases_statement where case_id in (c.id, c.parent_id) and search is not null
            union all select to_tsvector('indonesian', c.title) where c.parent_id is not null
        ) as said, unnest(said.search) as word
        where word.lexeme <> ''
    )),
    array(
        select mark from (
            select 'm' || to_char(cases_local_day(c.received_at), 'YYYYMM')
            union select 'open' where not c.is_confidential and c.parent_id is null
            union select seat.mark
            from cases_assignment a, lateral (values ('u' || a.unit_id), ('p' || a.position_id)) as seat(mark)
            where a.case_id = c.id
        ) as every(mark) order by mark collate "C"
    )
from cases_case c where exists (select from cases_assignment a where a.case_id = c.id);
"""
TRIGGERS = """
create function cases_find(keys bigint[]) returns void language plpgsql as $$
begin
    insert into cases_findable (case_id, received_at, words, marks)
    select * from cases_findable_due where case_id = any(keys)
    on conflict (case_id) do update
    set received_at = excluded.received_at, words = excluded.words, marks = excluded.marks
    where (cases_findable.received_at, cases_findable.words, cases_findable.marks)
        is distinct from (excluded.received_at, excluded.words, excluded.marks);
end $$;
create function cases_find_told() returns trigger language plpgsql as $$
declare
    keys bigint[] := array(select distinct case_id from come);
begin
    if tg_argv[0] = 'parts' then
        keys := keys || array(select id from cases_case where parent_id = any(keys) and parent_id is not null);
    end if;
    perform cases_find(keys);
    return null;
end $$;
create function cases_find_changed() returns trigger language plpgsql as $$
begin
    perform cases_find(array[new.id]);
    return null;
end $$;
create trigger cases_statement_find_new after insert on cases_statement
    referencing new table as come for each statement execute function cases_find_told('parts');
create trigger cases_statement_find_changed after update on cases_statement
    referencing new table as come for each statement execute function cases_find_told('parts');
create trigger cases_statement_find_gone after delete on cases_statement
    referencing old table as come for each statement execute function cases_find_told('parts');
create trigger cases_assignment_find after insert on cases_assignment
    referencing new table as come for each statement execute function cases_find_told();
create trigger cases_case_find_changed after update on cases_case for each row
    when ((old.received_at, old.is_confidential, old.parent_id) is distinct from
          (new.received_at, new.is_confidential, new.parent_id)
          or (new.parent_id is not null and old.title is distinct from new.title))
    execute function cases_find_changed();
"""
DROP_TRIGGERS = """
drop trigger cases_case_find_changed on cases_case;
drop trigger cases_assignment_find on cases_assignment;
drop trigger cases_statement_find_gone on cases_statement;
drop trigger cases_statement_find_changed on cases_statement;
drop trigger cases_statement_find_new on cases_statement;
drop function cases_find_changed();
drop function cases_find_told();
drop function cases_find(bigint[]);
"""
FILL = "insert into cases_findable (case_id, received_at, words, marks) select * from cases_findable_due"


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_findable")]

    operations = [
        migrations.RunSQL(VIEW, "drop view cases_findable_due;"),
        migrations.RunSQL(TRIGGERS, DROP_TRIGGERS),
        migrations.RunSQL(FILL, "delete from cases_findable;"),
    ]
