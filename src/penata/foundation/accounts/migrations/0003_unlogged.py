from django.db import migrations

UNLOGGED = """
alter table accounts_attempt set unlogged;
create unlogged table accounts_cache (
    cache_key varchar(255) primary key,
    value text not null,
    expires timestamptz not null
);
create index accounts_cache_expires on accounts_cache (expires);
"""
LOGGED = "drop table accounts_cache; alter table accounts_attempt set logged;"


class Migration(migrations.Migration):
    """Counts of attempts and the shared cache may be forgotten in a crash; they need no log."""

    dependencies = [("accounts", "0002_letters_sessions_keys")]

    operations = [migrations.RunSQL(UNLOGGED, LOGGED)]
