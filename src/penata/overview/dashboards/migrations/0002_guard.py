"""A decision and what it was founded on stay as they were; what came of it is written once. So do targets and limits."""

from django.db import migrations

GUARD = """
create function dashboards_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        if current_database() like 'test\\_%' then
            return null;  -- a test database is emptied between tests; no other one may be
        end if;
    elsif tg_op = 'UPDATE' and tg_argv[0] = 'result' then
        if to_jsonb(new) - array['reminded_at', 'verdict', 'result', 'result_frozen', 'result_by_label', 'result_at']
             = to_jsonb(old) - array['reminded_at', 'verdict', 'result', 'result_frozen', 'result_by_label', 'result_at']
           and (old.result_at is null
                or to_jsonb(new) - 'reminded_at' = to_jsonb(old) - 'reminded_at')
           and (old.reminded_at is null or new.reminded_at = old.reminded_at) then
            return new;
        end if;
    end if;
    raise exception 'what was decided stays as it was (%)', tg_table_name
        using errcode = 'integrity_constraint_violation';
end $$;
"""


def kept(table: str, argument: str = "") -> str:
    return f"""
create trigger {table}_kept before update or delete on {table}
    for each row execute function dashboards_kept('{argument}');
create trigger {table}_no_truncate before truncate on {table}
    for each statement execute function dashboards_kept('{argument}');
"""


TABLES = {"dashboards_decision": "result", "dashboards_target": "", "dashboards_limits": ""}
DROP = "".join(f"drop trigger {t}_kept on {t}; drop trigger {t}_no_truncate on {t};" for t in TABLES)


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial")]

    operations = [
        migrations.RunSQL(
            GUARD + "".join(kept(table, argument) for table, argument in TABLES.items()),
            DROP + "drop function dashboards_kept();",
        )
    ]
