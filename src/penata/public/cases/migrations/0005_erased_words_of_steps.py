"""Law 6: a step's words may be erased; then it says so, so that nobody takes it for an answer without words."""

from django.db import migrations

from penata.public.cases.rules.names import ERASED_WORDS

KEPT = """
create or replace function cases_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'UPDATE' then
        if tg_argv[0] = 'text' then
            if to_jsonb(new) - 'text' = to_jsonb(old) - 'text' and new.text in (%s) then
                return new;
            end if;
        elsif to_jsonb(old) -> tg_argv[0] = 'null'::jsonb
              and to_jsonb(new) - tg_argv = to_jsonb(old) - tg_argv then
            return new;
        end if;
    end if;
    raise exception 'the history of a case stays as it was (%%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_index_answers_by_function")]
    operations = [migrations.RunSQL(KEPT % f"'', '{ERASED_WORDS}'", KEPT % "''")]
