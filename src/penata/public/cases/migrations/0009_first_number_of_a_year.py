"""Two reports that are the first of a year at once: the second waits for the sequence that the first one makes."""

from django.db import migrations

NUMBERS = """
create or replace function cases_next_number(year int) returns bigint language plpgsql as $$
declare
    name text := 'cases_number_' || year;
begin
    if to_regclass(name) is null then
        {lock}execute format('create sequence if not exists %I', name);
    end if;
    return nextval(name);
end $$;
"""
LOCK = "perform pg_advisory_xact_lock(hashtext('cases_next_number'));\n        "


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_find_cases_around")]

    operations = [migrations.RunSQL(NUMBERS.format(lock=LOCK), NUMBERS.format(lock=""))]
