from django.db import migrations

GUARD = """
create function journal_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' and current_database() like 'test\\_%' then
        return null;  -- a test database is emptied between tests; no other one may be
    end if;
    raise exception 'the journal is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger journal_append_only before update or delete on journal_entry
    for each row execute function journal_append_only();
create trigger journal_no_truncate before truncate on journal_entry
    for each statement execute function journal_append_only();
"""
UNGUARD = """
drop trigger journal_append_only on journal_entry;
drop trigger journal_no_truncate on journal_entry;
drop function journal_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, UNGUARD)]
